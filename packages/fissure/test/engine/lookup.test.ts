// Lookups against straight lines worked out by hand, at points, between them, outside and at the edge of numbers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookupValue, prepareLookup } from '../../src/engine/lookup.ts';
import type { PlanLookup } from '../../src/model/plan.ts';
import { now, PlanBuilder, run, trajectory } from './plan-builder.ts';
import { BACK_ENDS } from './programs.ts';

type Kind = Pick<PlanLookup, 'between' | 'outside'>;
const POINTS = { name: 'l', x: [0, 1, 3], y: [10, 20, 0] };
const at = (kind: Kind, ...xs: number[]) => {
  const prepared = prepareLookup({ ...POINTS, ...kind });
  return xs.map((x) => lookupValue(prepared, x));
};

test('interpolates and holds the ends', () => {
  const kind = { between: 'interpolate', outside: 'hold' } as const;
  expect(at(kind, 0, 0.25, 1, 2, 3)).toEqual([10, 12.5, 20, 10, 0]);
  expect(at(kind, -1, 4, -Infinity, Infinity, 1e305, -1e305)).toEqual([10, 0, 10, 0, 0, 10]);
});

test('interpolates and goes on with the end slopes', () => {
  const kind = { between: 'interpolate', outside: 'extrapolate' } as const;
  expect(at(kind, -1, 3, 5, Infinity, -Infinity)).toEqual([0, 0, -20, -Infinity, -Infinity]);
});

test('steps: the y of the point to the left, ends held either way', () => {
  for (const outside of ['hold', 'extrapolate'] as const) {
    expect(at({ between: 'step', outside }, -Infinity, -1, 0, 0.9, 1, 2.9, 3, 9, Infinity)).toEqual([
      10, 10, 10, 10, 20, 20, 0, 0, 0,
    ]);
  }
});

test('NaN stays NaN, a single point is a constant', () => {
  for (const between of ['interpolate', 'step'] as const) {
    for (const outside of ['hold', 'extrapolate'] as const) {
      expect(at({ between, outside }, NaN)).toEqual([NaN]);
      const single = prepareLookup({ name: 's', x: [2], y: [7], between, outside });
      expect([-1, 2, 9].map((x) => lookupValue(single, x))).toEqual([7, 7, 7]);
    }
  }
});

test('every point is hit exactly, and values between lie between', () => {
  const point = fc.tuple(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(point, { selector: ([x]) => x + 0, minLength: 2, maxLength: 12 }), (points) => {
      const [x, y] = [0, 1].map((k) => points.sort(([a], [b]) => a - b).map((p) => p[k]!)) as [number[], number[]];
      const prepared = prepareLookup({ name: 'l', x, y, between: 'interpolate', outside: 'hold' });
      x.forEach((value, i) => {
        expect(lookupValue(prepared, value) + 0).toBe(y[i]! + 0);
        if (i === 0) return;
        const middle = lookupValue(prepared, x[i - 1]! + (value - x[i - 1]!) / 2);
        const slack = 1e-9 * (1 + Math.abs(y[i]!) + Math.abs(y[i - 1]!));
        expect(middle).toBeGreaterThanOrEqual(Math.min(y[i - 1]!, y[i]!) - slack);
        expect(middle).toBeLessThanOrEqual(Math.max(y[i - 1]!, y[i]!) + slack);
      });
    }),
  );
});

test('points too close for a slope make a jump, not a NaN', () => {
  const prepared = prepareLookup({ name: 'l', x: [0, 5e-324], y: [1, 2], between: 'interpolate', outside: 'hold' });
  expect([-1, 0, 5e-324, 1].map((x) => lookupValue(prepared, x))).toEqual([1, 1, 2, 2]);
});

describe.each(BACK_ENDS)('%s', (_, makeProgram) => {
  test('a call finds its segment again, forwards, backwards and in leaps', () => {
    const builder = new PlanBuilder({ start: -2, dt: 1, stepCount: 10 });
    const line = builder.lookup({ x: [0, 1, 2, 3], y: [0, 1, 4, 9] });
    const zigzag = builder.lookup({ x: range(11), y: [5, -3, 2.5, 2.5, 0.1, 9, -9, 3, 0, 1, 2], between: 'step' });
    const forwards = builder.step('forwards', line(now));
    const leaps = builder.step('leaps', line(zigzag(now)));
    const result = run(makeProgram(builder.build()), [forwards, leaps]);
    expect(trajectory(result, 2, 0)).toEqual([0, 0, 0, 1, 4, 9, 9, 9, 9, 9, 9]);
    expect(trajectory(result, 2, 1)).toEqual([9, 9, 9, 0, 6.5, 6.5, 0.1, 9, 0, 9, 0]);
  });
});

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
