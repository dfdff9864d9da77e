/** `--where`: the outcome whose region is looked for, as the weight of a point's cases on either side. */
import { tabulateCases } from '../../analysis/case-table.ts';
import { FactorTable } from '../../analysis/factor-table.ts';
import type { PointOutcome } from '../../analysis/hinges.ts';
import type { Weights } from '../../analysis/weights.ts';
import { memberIdentity } from '../../experiment/design.ts';
import { type Ensemble, type Experiment, savedTimes } from '../../experiment/experiment.ts';

/** `strength<9000` at the end, `max(strength)>9000` at any saved time, or `C1=breaks`. */
export type DiscoveredCase =
  | {
      readonly kind: 'output';
      readonly over: 'end' | 'max' | 'min' | 'mean';
      readonly output: string;
      readonly side: '<' | '>';
      readonly level: number;
    }
  | { readonly kind: 'claim'; readonly claim: string; readonly outcome: 'holds' | 'breaks' };

/** Where an output has no number, or a claim does not apply or was not decided, the member is on neither side. */
export function outcomesByPoint(
  experiment: Experiment,
  ensemble: Ensemble,
  { fitted }: Weights,
  wanted: DiscoveredCase,
): readonly PointOutcome[] {
  const draws = new FactorTable(experiment, ensemble);
  const points = new Map<number, { values: Float64Array; holding: number; breaking: number }>();
  const count = (row: number, weight: number, isWanted: boolean) => {
    const { point } = memberIdentity(ensemble.members[row]!, experiment.replicateCount);
    const sums = points.get(point) ?? { values: draws.row(row), holding: 0, breaking: 0 };
    points.set(point, sums);
    sums[isWanted ? 'holding' : 'breaking'] += weight;
  };
  if (wanted.kind === 'output') {
    const values = outputValues(experiment, ensemble, wanted);
    for (const [row, value] of values.entries())
      if (!Number.isNaN(value))
        count(row, fitted[row]!, wanted.side === '<' ? value < wanted.level : value > wanted.level);
  } else {
    const [claim] = experiment.claims;
    const { rows, outcomes } = tabulateCases(experiment, ensemble, claim!);
    for (const [i, outcome] of outcomes.entries())
      if (outcome === 'holds' || outcome === 'breaks')
        count(rows[i]!, fitted[rows[i]!]! / claim!.cases.length, outcome === wanted.outcome);
  }
  return [...points.values()];
}

/** Of the experiment's only output, by row. */
function outputValues(
  { plan }: Experiment,
  { outputs, members }: Ensemble,
  { over }: Extract<DiscoveredCase, { kind: 'output' }>,
): Float64Array {
  const { length } = savedTimes(plan);
  return Float64Array.from(members, (_, row) => {
    const values = outputs.subarray(row * length, (row + 1) * length);
    if (over === 'end') return values[length - 1]!;
    if (over === 'mean') return values.reduce((sum, value) => sum + value, 0) / length;
    return values.reduce((a, b) => (over === 'max' ? Math.max(a, b) : Math.min(a, b)));
  });
}
