/** What is known of all runs of an experiment before the first: what they keep, and which parameters never change. */
import type { PlanUse } from '../engine/ir/ir.ts';
import type { Plan } from '../model/plan.ts';
import type { Experiment } from './experiment.ts';

type Used = Pick<Experiment, 'keep' | 'factors'> & { readonly edited: string; readonly use: PlanUse };

/** While a lever moves one experiment comes after the other, and all of them use their plan in one way. */
const latest = new WeakMap<Plan, Used>();

export function planUseOf({ plan, keep, factors, arms }: Experiment): PlanUse {
  const parameters = arms.flatMap(({ segments }) =>
    segments.flatMap(({ edits }) => edits.map((edit) => edit.parameter)),
  );
  const edited = parameters.join();
  const known = latest.get(plan);
  if (known?.keep === keep && known.factors === factors && known.edited === edited) return known.use;
  const changing = new Set([...factors.flatMap((factor) => factor.parameters), ...parameters]);
  const fixed = plan.parameters.flatMap(({ value }, index) => (changing.has(index) ? [] : [[index, value] as const]));
  const use = { kept: keep, fixed: new Map(fixed) };
  latest.set(plan, { keep, factors, edited, use });
  return use;
}
