/**
 * Which assumptions decide where an outcome ends: regional sensitivity as for verdicts, with "ends above the middle of
 * all" in place of "holds", and rank correlations.
 */
import { sortedOrder } from '../base/sorted-order.ts';
import { memberIdentity } from '../experiment/design.ts';
import { type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';
import { FactorTable } from './factor-table.ts';
import { findHinges, type Hinge, type PointOutcome } from './hinges.ts';
import { weightedQuantiles } from './weighted-quantile.ts';

export interface DriversAnswer {
  /** The value below which half of the weight ends; NaN where no member ends with a number. */
  readonly middle: number;
  /** Those first that separate best. */
  readonly factors: readonly Driver[];
}

export interface Driver extends Hinge {
  /** Spearman's, between the factor and where the outcome ends, -1 to 1; null of a structure. */
  readonly correlation: number | null;
}

const MOST_FACTORS = 10;

/** `weights` in step with the members, of the output at `output`. What ends at the middle, or without a number, is on neither side. */
export function driversOf(
  experiment: Experiment,
  ensemble: Ensemble,
  weights: Float64Array,
  output = 0,
): DriversAnswer {
  const timeCount = savedTimes(experiment.plan).length;
  const { length: outputCount } = experiment.outputs;
  const ends = Float64Array.from(
    ensemble.members,
    (_, row) => ensemble.outputs[(row * outputCount + output + 1) * timeCount - 1]!,
  );
  const [middle = Number.NaN] = weightedQuantiles(ends, weights, [0.5]);
  const draws = new FactorTable(experiment, ensemble);
  const points = new Map<number, { values: Float64Array; holding: number; breaking: number }>();
  ensemble.members.forEach((member, row) => {
    const { point } = memberIdentity(member, experiment.replicateCount);
    const sums = points.get(point) ?? { values: draws.row(row), holding: 0, breaking: 0 };
    points.set(point, sums);
    if (ends[row]! > middle) sums.holding += weights[row]!;
    else if (ends[row]! < middle) sums.breaking += weights[row]!;
  });
  const outcomes: readonly PointOutcome[] = [...points.values()];
  const hinges = findHinges(experiment.factors, outcomes).slice(0, MOST_FACTORS);
  return {
    middle,
    factors: hinges.map((hinge) => {
      const index = experiment.factors.findIndex(({ id }) => id === hinge.factor);
      const isNumber = experiment.factors[index]!.kind === 'prior';
      return { ...hinge, correlation: isNumber ? rankCorrelation(draws.column(index), ends, weights) : null };
    }),
  };
}

/** Pearson's correlation of the ranks of finite pairs, both weighted; null where either never differs. */
export function rankCorrelation(a: Float64Array, b: Float64Array, weights: Float64Array): number | null {
  const kept = [...weights.keys()].filter((i) => weights[i]! > 0 && Number.isFinite(a[i]!) && Number.isFinite(b[i]!));
  const own = Float64Array.from(kept, (i) => weights[i]!);
  const [x, y] = [a, b].map((values) =>
    weightedRanks(
      Float64Array.from(kept, (i) => values[i]!),
      own,
    ),
  );
  const total = own.reduce((sum, weight) => sum + weight, 0);
  const mean = (values: Float64Array) => values.reduce((sum, value, i) => sum + own[i]! * value, 0) / total;
  const [meanX, meanY] = [mean(x!), mean(y!)];
  const product = (u: Float64Array, meanU: number, v: Float64Array, meanV: number) =>
    u.reduce((sum, value, i) => sum + own[i]! * (value - meanU) * (v[i]! - meanV), 0);
  const size = Math.sqrt(product(x!, meanX, x!, meanX) * product(y!, meanY, y!, meanY));
  return size > 0 ? product(x!, meanX, y!, meanY) / size : null;
}

/** The weight below each value and half of the weight at it: the mean rank of equal ones. */
function weightedRanks(values: Float64Array, weights: Float64Array): Float64Array {
  const order = sortedOrder(values);
  const ranks = new Float64Array(values.length);
  let below = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    let at = 0;
    while (to < order.length && values[order[to]!] === values[order[from]!]) at += weights[order[to++]!]!;
    for (let k = from; k < to; k++) ranks[order[k]!] = below + at / 2;
    below += at;
    from = to;
  }
  return ranks;
}
