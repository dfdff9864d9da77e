/**
 * A few members that stand for all: taken at even steps of the cumulative weight, so that each speaks for as much of the
 * fitted ensemble as every other (systematic resampling). Who is met twice counts twice.
 */
import { type Band, outputBands } from '../analysis/bands.ts';
import type { MaybeNumber } from '../analysis/finite.ts';
import type { Weights } from '../analysis/weights.ts';
import { membersAt, memberTotal } from '../experiment/blocks.ts';
import { drawPoints } from '../experiment/draw-points.ts';
import { takeRows } from '../experiment/ensembles.ts';
import { type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';

export interface Subset {
  /** Rising numbers of members, each once. */
  readonly members: readonly number[];
  /** In step with `members`; sums to 1. */
  readonly weights: Float64Array;
  /**
   * The same members as they are simulated: at the beginning those that speak for all of them while there is no time for more.
   */
  readonly order: readonly number[];
  /** In step with `order`, where they have been drawn: see `Experiment.points`. */
  readonly points?: Float64Array;
}

/** Of an ensemble that has them all, the members of a subset. */
export function takeSubset(ensemble: Ensemble, { members }: Subset): Ensemble {
  return takeRows(
    ensemble,
    Int32Array.from(members, (member) => ensemble.members.indexOf(member)),
  );
}

/** `members` in rising order, in step with `weights`. */
export function subsetOf(members: readonly number[], weights: Float64Array, count: number): Subset {
  const size = Math.min(count, members.length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const times = new Map<number, number>();
  let row = 0;
  let below = 0;
  for (let i = 0; i < size; i += 1) {
    const wanted = ((i + 0.5) * total) / size;
    while (row < members.length - 1 && below + weights[row]! < wanted) below += weights[row++]!;
    times.set(row, (times.get(row) ?? 0) + 1);
  }
  const own = [...times.keys()].map((place) => members[place]!);
  return { members: own, weights: Float64Array.from(times.values(), (often) => often / size), order: own };
}

/** With `leading`, who are some of its members, at the beginning. */
export function ledBy(subset: Subset, { members }: Subset): Subset {
  const others = subset.members.filter((member) => !members.includes(member));
  return { ...subset, order: [...members, ...others] };
}

/** The numbers of an experiment's members, as rows of its ensemble are ordered. */
export function memberNumbers({ selection, memberCount }: Experiment): readonly number[] {
  return (selection?.members ?? Array.from({ length: memberCount }, (_, m) => m)).toSorted((a, b) => a - b);
}

export function ofSubset(experiment: Experiment, { order, points }: Subset): Experiment {
  const selection = selectionOf(
    experiment,
    order,
    order.map(() => 1),
  );
  return { ...experiment, memberCount: order.length, points, selection };
}

/** The same members, those of a subset at the first places: who has simulated these goes on with the others. */
export function withLeading(experiment: Experiment, { order }: Subset): Experiment {
  const { selection, points, factors } = experiment;
  const known = Array.from(membersAt(experiment, 0, memberTotal(experiment)));
  const placeOf = new Map(known.map((member, place) => [member, place]));
  const members = [...new Set([...order, ...known])];
  const places = members.map((member) => placeOf.get(member)!);
  const priorWeights = places.map((place) => selection?.priorWeights[place] ?? 1);
  const moved = points?.slice();
  for (const [to, from] of places.entries())
    moved?.set(points!.subarray(from * factors.length, (from + 1) * factors.length), to * factors.length);
  return { ...experiment, points: moved, selection: selectionOf(experiment, members, priorWeights) };
}

function selectionOf(
  { selection, memberCount }: Experiment,
  members: readonly number[],
  priorWeights: readonly number[],
): NonNullable<Experiment['selection']> {
  return {
    candidateCount: selection?.candidateCount ?? memberCount,
    candidateEffectiveNumber: selection?.candidateEffectiveNumber ?? memberCount,
    ...{ members, priorWeights },
  };
}

/** With the points that its members simulate, drawn now unless the experiment has them. */
export async function withPoints(subset: Subset, experiment: Experiment): Promise<Subset> {
  const { points: known, factors } = experiment;
  if (!known) return { ...subset, points: await drawPoints(ofSubset(experiment, subset)) };
  const wanted = new Map(subset.order.map((member, i) => [member, i]));
  const points = new Float64Array(subset.order.length * factors.length);
  for (const [place, member] of membersAt(experiment, 0, memberTotal(experiment)).entries()) {
    const own = wanted.get(member);
    const values = known.subarray(place * factors.length, (place + 1) * factors.length);
    if (own !== undefined) points.set(values, own * factors.length);
  }
  return { ...subset, points };
}

/** What was simulated, and the members of it that are there. */
export interface Simulated {
  readonly experiment: Experiment;
  readonly ensemble: Ensemble;
}

/** As if only these outputs had been kept. */
export function onlyOutputs({ experiment, ensemble }: Simulated, wanted: (id: string) => boolean): Simulated {
  const timeCount = savedTimes(experiment.plan).length;
  const width = experiment.outputs.length * timeCount;
  const places = experiment.outputs.flatMap(({ id }, i) => (wanted(id) ? [i * timeCount] : []));
  const outputs = new Float64Array(ensemble.members.length * places.length * timeCount);
  for (let row = 0, to = 0; row < ensemble.members.length; row += 1)
    for (const place of places) {
      const from = row * width + place;
      outputs.set(ensemble.outputs.subarray(from, from + timeCount), to);
      to += timeCount;
    }
  const kept = experiment.outputs.filter(({ id }) => wanted(id));
  return { experiment: { ...experiment, outputs: kept }, ensemble: { ...ensemble, outputs } };
}

/** Weights of a subset, for what asks for weights: its members count as they were met, before and after fitting. */
export function weightsOf({ weights }: Subset, { summary }: Weights): Weights {
  return { fitted: weights, prior: weights, without: [], summary: { ...summary, state: 'unfitted' } };
}

export function bandsOf(experiment: Experiment, ensemble: Ensemble, subset: Subset, weights: Weights): readonly Band[] {
  return outputBands(experiment, ensemble, weightsOf(subset, weights));
}

/**
 * What all members would say, told by a few: the bands of all as the study stands, moved by as much as those of the few
 * move. Where no lever moves, the few say exactly what all say; what has one sign in all of them keeps it.
 */
export function movedBands(moved: readonly Band[], still: readonly Band[], whole: readonly Band[]): readonly Band[] {
  const own = new Map(still.map((band) => [band.output, band]));
  const all = new Map(whole.map((band) => [band.output, band]));
  return moved.map((band) => {
    const [before, base] = [own.get(band.output), all.get(band.output)];
    if (!before || !base) return band;
    const fitted = band.fitted.map((row, level) =>
      row.map((value, i) => movedBy(value, before.fitted[level]![i]!, base.fitted[level]![i]!)),
    );
    return { ...band, fitted, prior: fitted };
  });
}

function movedBy(moved: MaybeNumber, still: MaybeNumber, whole: MaybeNumber): MaybeNumber {
  if (moved === null || still === null || whole === null) return moved;
  const value = whole + moved - still;
  const isPositive = moved >= 0 && still >= 0 && whole >= 0;
  const isNegative = moved <= 0 && still <= 0 && whole <= 0;
  return isPositive ? Math.max(0, value) : isNegative ? Math.min(0, value) : value;
}
