/** How long it takes from a plan to its first result, in fresh modules: wall-clock time, the least of a few. */
import type { RunRequest } from '../packages/fissure/src/engine/run.ts';
import { compileWebAssembly } from '../packages/fissure/src/engine/webassembly/compile-webassembly.ts';
import { syntheticPlan } from '../packages/fissure/test/engine/synthetic-plan.ts';

export interface CompileTime {
  readonly equations: number;
  /** Emission, and the module made by the host. */
  readonly compileMs: number;
  /** With the first result of as many members as run side by side, 200 steps. */
  readonly firstResultMs: number;
}

export function measureCompileTime(equationCount: number, repeats: number): CompileTime {
  const times = Array.from({ length: repeats }, (_, seed) => {
    // Another model each time: hosts remember modules by their bytes.
    const plan = syntheticPlan({ equationCount, stepCount: 200, saveEvery: 10 }, 100 + seed);
    const parameters = Float64Array.from(plan.parameters, ({ value }) => value);
    const request: RunRequest = {
      segments: [{ fromStep: 0, parameters }],
      stream: [1, 0],
      keep: [plan.stocks[0]!.slot],
    };
    const start = performance.now();
    const program = compileWebAssembly(plan);
    const compileMs = performance.now() - start;
    const runs = program.simulateBatch(Array.from({ length: program.lanes }, () => request));
    const firstResultMs = performance.now() - start;
    if (runs.some(({ status }) => status.kind === 'failed')) throw new Error('a member failed');
    return { compileMs, firstResultMs };
  });
  const least = (of: (time: (typeof times)[number]) => number): number => Math.min(...times.map(of));
  return {
    equations: equationCount,
    compileMs: least((time) => time.compileMs),
    firstResultMs: least((time) => time.firstResultMs),
  };
}
