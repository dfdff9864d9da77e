// PULSE, STEP and RAMP at dt that no binary fraction holds: nothing skipped, nothing doubled, integrals exact.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pulse, ramp, stepUp } from '../../src/engine/signals.ts';
import type { PlanTime } from '../../src/model/plan.ts';
import { PlanBuilder, run, signal, trajectory } from './plan-builder.ts';
import { BACK_ENDS } from './programs.ts';

const AWKWARD = [0.1, 1 / 3, 0.3, 0.7, 1 / 16];

function stepsWithPulse(start: number, dt: number, stepCount: number, first: number, interval: number): number[] {
  return Array.from({ length: stepCount + 1 }, (_, step) => step).filter(
    (step) => pulse({ start, dt }, step, 1, first, interval) !== 0,
  );
}

test.each(AWKWARD)('one pulse at each whole time, dt %d', (dt) => {
  const stepCount = Math.round(200 / dt);
  const expected = Array.from({ length: 200 }, (_, j) => Math.round((j + 1) / dt)).filter((step) => step <= stepCount);
  expect(stepsWithPulse(0, dt, stepCount, 1, 1)).toEqual(expected);
});

test('the pulses of all steps together are those of the interval, whatever start, dt, first and interval', () => {
  const positive = fc.double({ min: 0.01, max: 3, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      positive,
      positive,
      positive,
      (start, dt, delay, interval) => {
        const first = start + delay;
        const stepCount = 300;
        let sum = 0;
        for (let step = 0; step <= stepCount; step++) sum += pulse({ start, dt }, step, 2, first, interval) * dt;
        // Pulses before the border half a step after the last one, counted by division; borders may fall either way.
        const exact = ((stepCount + 0.5) * dt - delay) / interval;
        expect(sum / 2).toBeGreaterThan(Math.max(0, exact) - 1e-6);
        expect(sum / 2).toBeLessThan(Math.max(0, exact) + 1 + 1e-6);
      },
    ),
  );
});

test('a pulse without interval comes once, at the nearest step', () => {
  const clock = { start: 10, dt: 0.3 };
  const heights = [0, 1, 2, 3, 4].map((step) => pulse(clock, step, 6, 10.7, Infinity));
  expect(heights).toEqual([0, 0, 20, 0, 0]);
  expect([0, 1, 2, 3, 4].map((step) => pulse(clock, step, 6, 10.7, 0))).toEqual(heights);
  expect(pulse(clock, 0, 6, 9, Infinity)).toBe(0);
});

test('pulses closer than dt fall together', () => {
  expect([0, 1, 2].map((step) => pulse({ start: 0, dt: 1 }, step, 1, 0, 0.25))).toEqual([2, 4, 4]);
});

test.each(AWKWARD)('STEP rises at the very step of its time, dt %d', (dt) => {
  for (let k = 1; k < 300; k++) {
    // The time as an author would write it, or as a sum would give it: one of them is often a rounding off.
    for (const from of [k * dt, Number((k * dt).toFixed(12))]) {
      expect(stepUp({ start: 0, dt }, k - 1, 5, from)).toBe(0);
      expect(stepUp({ start: 0, dt }, k, 5, from)).toBe(5);
    }
  }
});

test('RAMP rises between its ends only', () => {
  expect([0, 1, 2, 3, 4, 5].map((time) => ramp(time, 2, 1, 3))).toEqual([0, 0, 2, 4, 4, 4]);
  expect([0, 1, 2].map((time) => ramp(time, 2, 1, Infinity))).toEqual([0, 0, 2]);
  expect([0, 1, 2, 3].map((time) => ramp(time, 2, 2, 1))).toEqual([0, 0, 0, 0]);
});

test('NaN in any argument is seen', () => {
  const clock = { start: 0, dt: 1 };
  expect([pulse(clock, 0, NaN, 5, 1), pulse(clock, 0, 1, NaN, 1), pulse(clock, 0, 1, 5, NaN)]).toEqual([NaN, NaN, NaN]);
  expect([stepUp(clock, 0, NaN, 5), stepUp(clock, 0, 1, NaN)]).toEqual([NaN, NaN]);
  expect([ramp(0, NaN, 5, 6), ramp(0, 1, NaN, 6), ramp(0, 1, 5, NaN)]).toEqual([NaN, NaN, NaN]);
});

describe.each(BACK_ENDS)('%s', (_, makeProgram) => {
  const methods: PlanTime['method'][] = ['euler', 'rk4'];
  test.each(methods.flatMap((method) => AWKWARD.map((dt) => [method, dt] as const)))(
    'a stock takes in the magnitude of each pulse and the area under each step: %s, dt %d',
    (method, dt) => {
      const stepCount = Math.round(21 / dt);
      const builder = new PlanBuilder({ dt, stepCount, saveEvery: stepCount, method });
      const pulsed = builder.stock('pulsed', 0);
      const stepped = builder.stock('stepped', 0);
      // Pulses at 4.2, 8.4, 12.6, 16.8: all are well before the end and all are multiples of 0.1, 0.3 and 0.7.
      builder.flows(pulsed, [signal('pulse', 7, 4.2, 4.2)]);
      builder.flows(stepped, [signal('step', 2, 4.2)]);
      const result = run(makeProgram(builder.build()), [pulsed, stepped]);
      // The fifth pulse, at 21, stands in the last step, which is no longer integrated.
      expect(trajectory(result, 2, 0).at(-1)).toBeCloseTo(28, 10);
      const rise = Math.round(4.2 / dt) * dt;
      expect(trajectory(result, 2, 1).at(-1)).toBeCloseTo(2 * (stepCount * dt - rise), 10);
    },
  );
});
