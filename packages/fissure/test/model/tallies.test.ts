// Tallies against what a run that saves every step shows, on all engines; and against closed forms.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchOf } from '../../src/engine/batch.ts';
import { compileJavaScript } from '../../src/engine/compile-javascript.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { compileWebAssembly } from '../../src/engine/webassembly/compile-webassembly.ts';
import type { Plan } from '../../src/model/plan.ts';
import { addTallies, type Tally } from '../../src/model/tallies.ts';
import { call, mul, now, PlanBuilder } from '../engine/plan-builder.ts';

/** x' = drive, y = amplitude * sin(time + phase). */
function wave(method: 'euler' | 'rk4', saveEvery: number, amplitude: number, phase: number): Plan {
  const builder = new PlanBuilder({ start: -2, dt: 1 / 8, stepCount: 96, saveEvery, method });
  const y = builder.step(
    'y',
    mul(amplitude, call('sin', { op: 'binary', fn: 'add', a: now, b: { op: 'const', value: phase } })),
  );
  const x = builder.stock('x', 1);
  builder.flows(x, [y]);
  return builder.build();
}

const ENGINES = {
  interpreter: (plan: Plan) => batchOf(interpretPlan(plan)),
  JavaScript: (plan: Plan) => batchOf(compileJavaScript(plan)),
  WebAssembly: (plan: Plan) => compileWebAssembly(plan),
};

function lastOf(plan: Plan, keep: readonly number[], engine: keyof typeof ENGINES): number[] {
  const [run] = ENGINES[engine](plan).simulateBatch([
    { segments: [{ fromStep: 0, parameters: new Float64Array() }], stream: [1, 1], keep },
  ]);
  const count = run!.saved.length / keep.length;
  return keep.map((_, i) => run!.saved[(i + 1) * count - 1]!);
}

test.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])(
  '%s tallies what saving every step would show',
  (engine) => {
    const amplitudes = fc.double({ min: 0.1, max: 9, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom('euler', 'rk4'),
        amplitudes,
        fc.double({ min: 0, max: 7, noNaN: true }),
        (method, amplitude, phase) => {
          const full = wave(method, 1, amplitude, phase);
          const saved = interpretPlan(full).simulate({
            segments: [{ fromStep: 0, parameters: new Float64Array() }],
            stream: [1, 1],
            keep: [full.step[0]!.slot],
          }).saved;
          const values = [...saved];
          const { start, dt, stepCount } = full.time;
          const timeOf = (step: number) => start + step * dt;
          const level = amplitude / 2;
          const first = values.findIndex((value) => value > level);
          const below = values.findIndex((value) => value < -level);
          const expected = [
            values.slice(0, -1).reduce((sum, value) => sum + dt * value, 0),
            Math.min(...values),
            Math.max(...values),
            timeOf(values.indexOf(Math.min(...values))),
            timeOf(values.indexOf(Math.max(...values))),
            timeOf(first < 0 ? stepCount + 1 : first),
            timeOf(below < 0 ? stepCount + 1 : below),
          ];
          const plan = wave(method, 32, amplitude, phase);
          const of = { op: 'slot', slot: plan.step[0]!.slot } as const;
          const tallies: Tally[] = [
            { kind: 'total', of },
            { kind: 'least', of },
            { kind: 'greatest', of },
            { kind: 'least_time', of },
            { kind: 'greatest_time', of },
            { kind: 'first_above', of, level },
            { kind: 'first_below', of, level: -level },
          ];
          const tallied = addTallies(plan, tallies);
          expect(lastOf(tallied.plan, tallied.slots, engine)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  },
);

test('with Euler, the total of a flow is what its stock has gained', () => {
  const plan = wave('euler', 96, 2, 0.3);
  const { plan: tallied, slots } = addTallies(plan, [{ kind: 'total', of: { op: 'slot', slot: plan.step[0]!.slot } }]);
  const [total, x] = lastOf(tallied, [slots[0]!, plan.stocks[0]!.slot], 'WebAssembly');
  expect(total).toBeCloseTo(x! - 1, 12);
});
