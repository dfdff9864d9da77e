/** A study of the library run once at central values, but for what is set, by each way of running. */
import { fileURLToPath } from 'node:url';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileJavaScript } from '../../src/engine/compile-javascript.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import type { Run, RunRequest } from '../../src/engine/run.ts';
import { compileWebAssembly } from '../../src/engine/webassembly/compile-webassembly.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import type { Plan } from '../../src/model/plan.ts';

export const LIBRARY = fileURLToPath(new URL('../../../../library/', import.meta.url));

export const ENGINES: Readonly<Record<string, (plan: Plan, request: RunRequest) => Run>> = {
  interpreter: (plan, request) => interpretPlan(plan).simulate(request),
  javascript: (plan, request) => compileJavaScript(plan).simulate(request),
  webassembly: (plan, request) => compileWebAssembly(plan).simulateBatch([request])[0]!,
};

/** Every step is kept. A structure is set by the place of its alternative. */
export function runLibrary(name: string, engine: string, set: Readonly<Record<string, number>> = {}) {
  const problems = new Problems();
  const lowered = lowerToPlan(checkModel(openStudy(LIBRARY + name).study!, problems), []);
  const plan: Plan = { ...lowered, time: { ...lowered.time, saveEvery: 1 } };
  const left = new Set(Object.keys(set));
  const parameters = Float64Array.from(plan.parameters, ({ name, element, kind, value }) => {
    const id = element === '' ? name : `${name}[${element}]`;
    return kind !== 'freeze' && left.delete(id) ? set[id]! : value;
  });
  if (problems.errorCount > 0 || left.size > 0) throw new Error(`${name} has no ${[...left]}`);
  const { start, dt, stepCount } = plan.time;
  const keep = plan.stocks.map(({ slot }) => slot);
  const run = ENGINES[engine]!(plan, { segments: [{ fromStep: 0, parameters }], stream: [1, 0], keep });
  if (run.status.kind !== 'completed') throw new Error(`${name} fails`);
  return {
    dt,
    times: Array.from({ length: stepCount + 1 }, (_, step) => start + step * dt),
    series(stock: string): Float64Array {
      const place = keep.findIndex((slot) => plan.slots[slot]!.id === stock);
      if (place < 0) throw new Error(`${name} has no stock ${stock}`);
      return run.saved.subarray(place * (stepCount + 1), (place + 1) * (stepCount + 1));
    },
    at(stock: string, time: number): number {
      return this.series(stock)[Math.round((time - start) / dt)]!;
    },
  };
}
