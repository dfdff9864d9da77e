/**
 * Sobol' indices: how much of the variance of an outcome each assumption makes, from members in which assumptions were
 * exchanged one by one.
 */
import { Z_95 } from '../base/normal.ts';
import { EXCHANGED, FIRST, SECOND } from '../experiment/exchanges.ts';
import { type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';

/** Of the variance, 0 to 1 but for errors of sampling, with a 95 % interval. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface VarianceShare {
  /** Id of the factor, or `LUCK`. */
  readonly factor: string;
  readonly label: string;
  /** First order: what of the variance would be gone if this one were known. */
  readonly alone: Share;
  /** Total: what of the variance would be left if all others were known. */
  readonly inAll: Share;
}

export interface VarianceAnswer {
  readonly mean: number;
  readonly deviation: number;
  /** Pairs of points of which both ended with a number. */
  readonly pairs: number;
  /** Exchanges left out because one of their three runs ended without a number. */
  readonly leftOut: number;
  /** Those first that have most in all; empty where the outcome never differs. */
  readonly factors: readonly VarianceShare[];
}

/** What chance makes: the random numbers that a member draws. */
export const LUCK = 'random draws';

/** Of the output at `output`, at the last saved time of an experiment of `exchangesOf`. */
export function varianceSharesOf(experiment: Experiment, ensemble: Ensemble, output: number): VarianceAnswer {
  const { factors } = experiment;
  const { width, exchangesLuck } = experiment.exchanges!;
  const timeCount = savedTimes(experiment.plan).length;
  const outcomes = Float64Array.from(
    ensemble.members,
    (_, row) => ensemble.outputs[(row * experiment.outputs.length + output + 1) * timeCount - 1]!,
  );
  const rowCount = outcomes.length / width;
  const column = (place: number) => Float64Array.from({ length: rowCount }, (_, row) => outcomes[row * width + place]!);
  const [first, second] = [column(FIRST), column(SECOND)];
  const known = outcomes.filter(Number.isFinite);
  const centre = known.reduce((sum, value) => sum + value, 0) / known.length;
  const pairs = first.filter((value, row) => Number.isFinite(value + second[row]!)).length;
  const named = factors.map(({ id, label }) => ({ factor: id, label }));
  if (exchangesLuck) named.push({ factor: LUCK, label: 'Luck: the random draws' });
  let leftOut = 0;
  const shares = named.flatMap((name, i): VarianceShare[] => {
    const found = exchangeShares(first, second, column(EXCHANGED + i), centre);
    leftOut += rowCount - found.count;
    return found.variance > 0 ? [{ ...name, alone: found.alone, inAll: found.inAll }] : [];
  });
  return {
    mean: centre,
    deviation: Math.sqrt(varianceOf(first, second)),
    pairs,
    leftOut,
    factors: shares.toSorted((a, b) => b.inAll.share - a.inAll.share),
  };
}

export interface ExchangeShares {
  /** Rows in which all three have a number. */
  readonly count: number;
  readonly variance: number;
  readonly alone: Share;
  readonly inAll: Share;
}

/**
 * Of one factor, by row: outcomes at the first point, at the second, and at the first with the factor as in the second.
 *   alone  = mean(second * (exchanged - first)) / variance     Saltelli et al. (2010), table 2, (b)
 *   inAll  = mean((first - exchanged)^2) / (2 variance)         Jansen (1999), ibid., (f)
 * All are taken from `centre`, which leaves what they estimate and lessens its error; the variance is that of first and
 * second together. Intervals are the estimate and 1.96 standard errors of a ratio of means (the delta method).
 */
export function exchangeShares(
  first: Float64Array,
  second: Float64Array,
  exchanged: Float64Array,
  centre: number,
): ExchangeShares {
  const rows = [...first.keys()].filter((row) => Number.isFinite(first[row]! + second[row]! + exchanged[row]!));
  const take = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]! - centre);
  const [a, b, x] = [take(first), take(second), take(exchanged)] as const;
  const variance = varianceOf(a, b);
  const mean = meanOf([...a, ...b]);
  const spread = a.map((value, i) => ((value - mean) ** 2 + (b[i]! - mean) ** 2) / 2);
  return {
    count: rows.length,
    variance,
    alone: ratioOf(
      b.map((value, i) => value * (x[i]! - a[i]!)),
      spread,
    ),
    inAll: ratioOf(
      a.map((value, i) => (value - x[i]!) ** 2 / 2),
      spread,
    ),
  };
}

function ratioOf(above: Float64Array, below: Float64Array): Share {
  const scale = meanOf(below);
  const share = meanOf(above) / scale;
  const errors = above.map((value, i) => ((value - share * below[i]!) / scale) ** 2);
  const half = Z_95 * Math.sqrt(meanOf(errors) / above.length);
  return { share, low: share - half, high: share + half };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function varianceOf(first: Float64Array, second: Float64Array): number {
  const values = [...first, ...second].filter(Number.isFinite);
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}
