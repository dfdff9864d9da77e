/**
 * Measures the generated code against the interpreter on synthetic plans. From the root:
 * node scripts/run-typescript.mjs packages/fissure/test/engine/measure-speed.ts
 *
 * The saved values of both are compared before anything is timed. Times are CPU time of this process, the median and
 * the least of several rounds; trust the ratios, not the nanoseconds.
 */
import { compileJavaScript } from '../../src/engine/compile-javascript.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import type { Program, RunRequest } from '../../src/engine/run.ts';
import type { Plan } from '../../src/model/plan.ts';
import { syntheticPlan } from './synthetic-plan.ts';

const STEP_COUNT = 770;
const ROUNDS = 9;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function requestFor(plan: Plan): RunRequest {
  const parameters = Float64Array.from(plan.parameters, ({ value }) => value);
  const keep = plan.step.slice(0, 100).map(({ slot }) => slot);
  return { segments: [{ fromStep: 0, parameters }], stream: [1, 1], keep };
}

/** CPU milliseconds for one run, in each of several rounds of `runs` runs. */
function measure(program: Program, request: RunRequest, rounds: number, runs: number): number[] {
  return Array.from({ length: rounds }, () => {
    const start = cpuMs();
    for (let run = 0; run < runs; run++) program.simulate(request);
    return (cpuMs() - start) / runs;
  }).sort((a, b) => a - b);
}

function report(equationCount: number, method: 'euler' | 'rk4'): void {
  const plan = syntheticPlan({ equationCount, stepCount: STEP_COUNT, saveEvery: 16, method });
  const request = requestFor(plan);
  const interpreter = interpretPlan(plan);
  const emitStart = cpuMs();
  const compiled = compileJavaScript(plan);
  const emitMs = cpuMs() - emitStart;
  const expected = interpreter.simulate(request);
  const actual = compiled.simulate(request);
  if (expected.status.kind !== 'completed') throw new Error(`the run failed: ${JSON.stringify(expected.status)}`);
  if (!actual.saved.every((value, i) => Object.is(value, expected.saved[i]))) throw new Error('the programs disagree');

  const warm = measure(compiled, request, 8, 2);
  const fast = measure(compiled, request, ROUNDS, 4);
  const slow = measure(interpreter, request, 3, 1);
  const evaluations = equationCount * STEP_COUNT * (method === 'rk4' ? 4 : 1);
  const perEquation = (ms: number) => ((ms * 1e6) / evaluations).toFixed(2);
  const median = fast[Math.floor(ROUNDS / 2)]!;
  console.log(
    `${equationCount} equations, ${method}: emit and compile ${emitMs.toFixed(0)} ms; slowest early run ${warm.at(-1)!.toFixed(1)} ms; ` +
      `then ${fast[0]!.toFixed(2)} / ${median.toFixed(2)} ms a run (least / median) = ` +
      `${perEquation(fast[0]!)} / ${perEquation(median)} ns per equation and evaluation; ` +
      `interpreter ${perEquation(slow[1]!)} ns: ${(slow[1]! / median).toFixed(0)} times as long`,
  );
}

for (const equationCount of [100, 300, 1000, 3000]) report(equationCount, 'euler');
report(1000, 'rk4');
