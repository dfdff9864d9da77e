/** Runs a small study with the interpreter and gives observed expressions at the saved times. */
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { savedCount } from '../../src/engine/run.ts';
import type { Plan } from '../../src/model/plan.ts';
import { planOf, type StudyText } from './make-study.ts';

export interface SimulateOptions {
  /** Changed parameters by slot id (`switch·m1`, `pay[local]`). */
  readonly set?: Readonly<Record<string, number>>;
  readonly stream?: readonly [number, number];
}

/** By expression: its values at the saved times. */
export function simulateStudy(
  text: StudyText,
  observe: readonly string[],
  options: SimulateOptions = {},
): readonly (readonly number[])[] {
  return simulatePlan(planOf(text, observe), options);
}

export function simulatePlan(
  plan: Plan,
  { set = {}, stream = [1, 1] }: SimulateOptions = {},
): readonly (readonly number[])[] {
  const parameters = Float64Array.from(plan.parameters.map(({ slot, value }) => set[plan.slots[slot]!.id] ?? value));
  const run = interpretPlan(plan).simulate({ segments: [{ fromStep: 0, parameters }], stream, keep: plan.observed });
  if (run.status.kind !== 'completed') throw new Error(JSON.stringify(run.status));
  const count = savedCount(plan);
  return plan.observed.map((_, i) => Array.from(run.saved.slice(i * count, (i + 1) * count)));
}
