/**
 * Which assumptions decide where an outcome ends: regional sensitivity as for verdicts, with "ends above the middle of
 * all" in place of "holds".
 */
import { FactorTable } from '../../analysis/factor-table.ts';
import { findHinges, type Hinge, type PointOutcome } from '../../analysis/hinges.ts';
import { weightedQuantiles } from '../../analysis/weighted-quantile.ts';
import { memberIdentity } from '../../experiment/design.ts';
import { savedTimes } from '../../experiment/experiment.ts';
import type { SimulatedSubject } from './members.ts';

export interface DriversAnswer {
  /** The value below which half of the weight ends; NaN where no member ends with a number. */
  readonly middle: number;
  /** Those first that separate best. */
  readonly factors: readonly Hinge[];
}

const MOST_FACTORS = 10;

/** `weights` in step with the members. What ends at the middle, or without a number, is on neither side. */
export function driversOf({ experiment, ensemble }: SimulatedSubject, weights: Float64Array): DriversAnswer {
  const timeCount = savedTimes(experiment.plan).length;
  const ends = Float64Array.from(ensemble.members, (_, row) => ensemble.outputs[(row + 1) * timeCount - 1]!);
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
  return { middle, factors: findHinges(experiment.factors, outcomes).slice(0, MOST_FACTORS) };
}
