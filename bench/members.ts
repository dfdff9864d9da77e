/** The members that all contenders run, what they keep, and the held cells that C is told. */
import type { BatchProgram } from '../packages/fissure/src/engine/batch.ts';
import type { RunRequest } from '../packages/fissure/src/engine/run.ts';
import { compileWebAssembly } from '../packages/fissure/src/engine/webassembly/compile-webassembly.ts';
import type { Plan } from '../packages/fissure/src/model/plan.ts';
import { heldSlots } from './c/c-text.ts';

const KEPT = 20;

/** Some twenty outputs, spread over the equations. */
export function keptSlots(plan: Plan): number[] {
  const stride = Math.max(1, Math.floor(plan.step.length / KEPT));
  return plan.step
    .filter((_, i) => i % stride === 0)
    .slice(0, KEPT)
    .map(({ slot }) => slot);
}

/** Members spread by up to 5 % around the values of the plan. */
export function requestsFor(plan: Plan, keep: readonly number[], count: number): RunRequest[] {
  return Array.from({ length: count }, (_, member) => {
    const parameters = Float64Array.from(plan.parameters, ({ kind, value }, i) =>
      kind === 'parameter' ? value * (0.95 + ((member * 37 + i * 11) % 101) / 1000) : value,
    );
    return { segments: [{ fromStep: 0, parameters }], stream: [1, member], keep };
  });
}

/** By member, step and held cell: what an engine had in them. */
export function heldValues(plan: Plan, requests: readonly RunRequest[]): Float64Array[] {
  const keep = heldSlots(plan);
  if (keep.length === 0) return requests.map(() => new Float64Array(0));
  const everyStep: Plan = { ...plan, time: { ...plan.time, saveEvery: 1 } };
  const steps = plan.time.stepCount + 1;
  return keptValues(
    compileWebAssembly(everyStep),
    requests.map((request) => ({ ...request, keep })),
  ).map((saved) =>
    Float64Array.from(
      { length: saved.length },
      (_, i) => saved[(i % keep.length) * steps + Math.floor(i / keep.length)]!,
    ),
  );
}

export function keptValues(program: BatchProgram, requests: readonly RunRequest[]): Float64Array[] {
  return program.simulateBatch(requests).map(({ status, saved }, member) => {
    if (status.kind === 'failed') throw new Error(`member ${member} fails at time ${status.time}`);
    return saved;
  });
}
