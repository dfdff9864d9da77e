/**
 * Looks for the point of a study's uncertain numbers that agrees best with its record, from several starts, and tells how
 * far the record settles each of them. Numbers are searched by their share u of the prior, as z = ln(u / (1 - u)): no step
 * leaves the prior.
 */
import { Z_95 } from '../base/normal.ts';
import { type RandomKey, uniformAt } from '../base/random.ts';
import { type Factor, factorValue } from '../experiment/factors.ts';
import { CmaEs } from './cma-es.ts';
import { curvatureAt } from './curvature.ts';
import { inverseOf } from './symmetric-matrix.ts';

/** Minus the logarithm of the likelihood at each of some points, in the order of the factors; NaN where the run failed. */
export type Losses = (points: readonly Float64Array[]) => Promise<Float64Array>;

export interface CalibrateOptions {
  readonly factors: readonly Factor[];
  readonly losses: Losses;
  readonly seed: number;
  readonly starts: number;
  /** Of all starts together. */
  readonly runsMost: number;
  readonly onProgress?: (runs: number, best: number) => void;
  /** Asked before every generation. */
  readonly isStopped?: () => boolean;
}

export interface Calibration {
  /** In the order of the factors. */
  readonly values: Float64Array;
  readonly loss: number;
  readonly runs: number;
  /** Least loss of each start that came to an end, and how many of them found the same as the best. */
  readonly ends: readonly number[];
  readonly agreeing: number;
  /** In the order of the factors; undefined where the record says nothing of it. */
  readonly intervals: readonly (readonly [low: number, high: number] | undefined)[];
  /** In the order of the factors: the best lies at an end of the range, or beyond. */
  readonly atEdge: readonly boolean[];
  /** Pairs of factors that the record hardly tells apart. */
  readonly tangled: readonly { readonly first: number; readonly second: number; readonly correlation: number }[];
}

/** Beyond them a share of the prior is 0 or 1 to the last digits. */
const Z_MOST = 30;
/** A share of the prior below a ten-thousandth, or above all but one. */
const EDGE_FROM = Math.log(1e4);
/** Of z: from the middle of a prior to a quarter of it on either side. */
const FIRST_STEP = 1;
/** Losses this near each other are the same end. */
const SAME_LOSS = 1e-3;
const TANGLED_ABOVE = 0.98;

/** Undefined where no point has a likelihood, or it was stopped before any start ended. */
export async function calibrate(options: CalibrateOptions): Promise<Calibration | undefined> {
  const { factors, losses, seed, starts, runsMost, onProgress, isStopped = () => false } = options;
  const size = factors.length;
  let runs = 0;
  const valued = async (at: readonly (readonly number[])[]) => {
    runs += at.length;
    return losses(at.map((z) => valuesAt(factors, z)));
  };
  const ends: { readonly at: readonly number[]; readonly value: number }[] = [];
  for (let start = 0; start < starts; start++) {
    const key: RandomKey = [~seed, start];
    const at = startOf(start, size, key);
    const search = new CmaEs({ start: at, stepSize: FIRST_STEP, perGeneration: generationSize(size), key });
    while (!search.isOver && runs < ((start + 1) * runsMost) / starts) {
      if (isStopped()) break;
      search.tell(await valued(search.ask()));
      onProgress?.(runs, Math.min(search.best.value, ...ends.map(({ value }) => value)));
    }
    if (Number.isFinite(search.best.value)) ends.push(search.best);
    if (isStopped()) break;
  }
  if (ends.length === 0) return undefined;
  const best = ends.reduce((least, end) => (end.value < least.value ? end : least));
  const { intervals, tangled } = await settledBy(factors, best, valued);
  return {
    values: valuesAt(factors, best.at),
    loss: best.value,
    runs,
    ends: ends.map(({ value }) => value),
    agreeing: ends.filter(({ value }) => value - best.value < SAME_LOSS).length,
    intervals,
    atEdge: best.at.map((z) => Math.abs(z) > EDGE_FROM),
    tangled,
  };
}

export function valuesAt(factors: readonly Factor[], z: readonly number[]): Float64Array {
  return Float64Array.from(factors, (factor, i) => factorValue(factor, shareAt(z[i]!)));
}

function shareAt(z: number): number {
  const bounded = Math.max(-Z_MOST, Math.min(Z_MOST, z));
  return Math.min(1 - 2 ** -53, 1 / (1 + Math.exp(-bounded)));
}

/** The first from the middle of the priors, the others from anywhere in them. */
function startOf(number: number, size: number, key: RandomKey): readonly number[] {
  return Array.from({ length: size }, (_, i) => {
    // The search itself draws with a last word of 0.
    const share = number === 0 ? 0.5 : uniformAt(key, 0, 0, i, 1);
    return Math.log(share / (1 - share));
  });
}

/** Larger than the least that the method asks for: vectors of members are full, and several workers have something to do. */
function generationSize(size: number): number {
  return 8 * Math.ceil(Math.max(16, 4 + 3 * Math.log(size)) / 8);
}

/** 95 % intervals by the normal curve that fits the loss around the best point. */
async function settledBy(
  factors: readonly Factor[],
  best: { readonly at: readonly number[]; readonly value: number },
  valued: (at: readonly (readonly number[])[]) => Promise<Float64Array>,
): Promise<Pick<Calibration, 'intervals' | 'tangled'>> {
  const { matrix, felt } = await curvatureAt(best, valued);
  const covariance = inverseOf(matrix);
  const deviation = (place: number) => Math.sqrt(covariance![place]![place]!);
  const intervals = factors.map((factor, i) => {
    const place = felt.indexOf(i);
    if (place < 0 || covariance === undefined) return undefined;
    const half = Z_95 * deviation(place);
    const ends = [-half, half].map((step) => factorValue(factor, shareAt(best.at[i]! + step)));
    return [Math.min(...ends), Math.max(...ends)] as const;
  });
  const tangled = felt.flatMap((first, i) =>
    felt.slice(i + 1).flatMap((second, offset) => {
      if (covariance === undefined) return [];
      const j = i + 1 + offset;
      const correlation = covariance[i]![j]! / (deviation(i) * deviation(j));
      return Math.abs(correlation) > TANGLED_ABOVE ? [{ first, second, correlation }] : [];
    }),
  );
  return { intervals, tangled };
}
