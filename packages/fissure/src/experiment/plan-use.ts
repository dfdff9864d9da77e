/** What is known of all runs of an experiment before the first: what they keep, and which parameters never change. */
import type { PlanUse } from '../engine/ir/ir.ts';
import type { Experiment } from './experiment.ts';

export function planUseOf({ plan, keep, factors, arms }: Experiment): PlanUse {
  const changing = new Set([
    ...factors.flatMap(({ parameters }) => parameters),
    ...arms.flatMap(({ segments }) => segments.flatMap(({ edits }) => edits.map(({ parameter }) => parameter))),
  ]);
  const fixed = plan.parameters.flatMap(({ value }, index) => (changing.has(index) ? [] : [[index, value] as const]));
  return { kept: keep, fixed: new Map(fixed) };
}
