/** Arms set against the study as it stands, member by member: what each measure is, and by how much it differs. */
import { COMPLETED, caseOffset, type Ensemble, type Experiment, type PlannedClaim } from '../experiment/experiment.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { weightedQuantiles } from './weighted-quantile.ts';

/** At 5, 50 and 95 % of the weight. */
export type Spread = readonly [MaybeNumber, MaybeNumber, MaybeNumber];

export interface ComparedArm {
  readonly arm: string;
  readonly label: string;
  /** By measure of the comparison, in its order. */
  readonly measures: readonly { readonly value: Spread; readonly change: Spread | null }[];
  /** Members that went through neither in this arm nor as they are, or in one only. */
  readonly failedCount: number;
}

/** `change` is relative to the same member as it is: (with - without) / |without|; null for the study as it stands. */
export function compareArms(
  experiment: Experiment,
  ensemble: Ensemble,
  claim: PlannedClaim,
  weights: Float64Array,
): readonly ComparedArm[] {
  const completed = (row: number, arm: number) =>
    ensemble.failedSteps[row * experiment.arms.length + claim.arms[arm]!.arm] === COMPLETED;
  const measured = (row: number, arm: number, measure: number) =>
    ensemble.measures[caseOffset(experiment, claim, row, 0) + arm * claim.measures.length + measure]!;
  return claim.arms.map(({ name, label }, arm) => {
    const rows = [...ensemble.members.keys()].filter((row) => completed(row, 0) && completed(row, arm));
    const own = Float64Array.from(rows, (row) => weights[row]!);
    const spread = (values: readonly number[]): Spread => {
      const [low, middle, high] = weightedQuantiles(values, own, [0.05, 0.5, 0.95]).map(finite);
      return [low!, middle!, high!];
    };
    return {
      ...{ arm: name, label, failedCount: ensemble.members.length - rows.length },
      measures: claim.measures.map((_, measure) => ({
        value: spread(rows.map((row) => measured(row, arm, measure))),
        change:
          arm === 0
            ? null
            : spread(rows.map((row) => relativeChange(measured(row, 0, measure), measured(row, arm, measure)))),
      })),
    };
  });
}

/** Infinite where something comes from nothing; 0 where both are nothing. */
export function relativeChange(before: number, after: number): number {
  if (before === after) return 0;
  return (after - before) / Math.abs(before);
}
