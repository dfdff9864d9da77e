import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReducerName, reduce, savedWithin } from '../../src/experiment/reducers.ts';

const monthly = Array.from({ length: 25 }, (_, i) => i);
const run = (name: ReducerName, f: (t: number) => number, from: number, to: number, duration = 0, times = monthly) =>
  reduce({ name, from, to, duration }, times, times.map(f));

describe('reducers of quantities', () => {
  it('are exact on straight lines, also between saved times', () => {
    const line = (t: number) => 3 - 2 * t;
    expect(run('at', line, 4.3, 4.3)).toBeCloseTo(3 - 8.6, 12);
    // Integral of 3 - 2t from 1.25 to 7.75: 3 * 6.5 - (7.75^2 - 1.25^2).
    expect(run('total', line, 1.25, 7.75)).toBeCloseTo(19.5 - 58.5, 12);
    expect(run('mean', line, 1.25, 7.75)).toBeCloseTo(-6, 12);
    expect(run('total', line, 4.2, 4.6)).toBeCloseTo(0.4 * (3 - 8.8), 12);
    expect(run('change', line, 1.25, 7.75)).toBeCloseTo(-13, 12);
    expect(run('mean', line, 5.5, 5.5)).toBeCloseTo(-8, 12);
  });

  it('approach the integral of a curve with the square of the saving interval', () => {
    const errors = [100, 200, 400].map((n) => {
      const times = Array.from({ length: n + 1 }, (_, i) => (10 * i) / n);
      return Math.abs(run('total', Math.exp, 0.123, 3.456, 0, times) - (Math.exp(3.456) - Math.exp(0.123)));
    });
    expect(errors[0]! / errors[1]!).toBeGreaterThan(3);
    expect(errors[1]! / errors[2]!).toBeGreaterThan(3);
    expect(errors[2]!).toBeLessThan(2e-3);
  });

  it('find smallest and largest among saved values, ends included, the first of equals', () => {
    const wave = (t: number) => Math.abs((t % 6) - 3);
    expect(run('least', wave, 4, 8)).toBe(1);
    expect(run('greatest', wave, 4, 8)).toBe(3);
    expect(run('peak_time', wave, 4, 20)).toBe(6);
    expect(run('greatest', wave, 4.2, 5.9)).toBe(2);
  });

  it('an integral is the sum of its parts', () => {
    const time = fc.double({ min: 0, max: 24, noNaN: true });
    fc.assert(
      fc.property(
        time,
        time,
        time,
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 25, maxLength: 25 }),
        (a, b, c, values) => {
          const [x, y, z] = [a, b, c].sort((p, q) => p - q) as [number, number, number];
          const total = (from: number, to: number) => reduce({ name: 'total', from, to, duration: 0 }, monthly, values);
          expect(total(x, y) + total(y, z)).toBeCloseTo(total(x, z), 6);
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('reducers of conditions', () => {
  const between = (a: number, b: number) => (t: number) => (t >= a && t <= b ? 1 : 0);

  it('first_time, ever and always look at the saved times of the period', () => {
    expect(run('first_time', between(7, 9), 0, 24)).toBe(7);
    expect(run('first_time', between(7, 9), 8, 24)).toBe(8);
    expect(run('first_time', between(7, 9), 10, 24)).toBe(Number.POSITIVE_INFINITY);
    expect(run('ever', between(7, 9), 9, 24)).toBe(1);
    expect(run('ever', between(7, 9), 9.5, 24)).toBe(0);
    expect(run('always', between(7, 9), 7, 9)).toBe(1);
    expect(run('always', between(7, 9), 7, 9.9)).toBe(1);
    expect(run('always', between(7, 9), 7, 10)).toBe(0);
  });

  it('share_of_time lets each saved state last until the next', () => {
    expect(run('share_of_time', between(7, 9), 0, 24)).toBe(3 / 24);
    expect(run('share_of_time', between(7, 9), 6.5, 7.5)).toBe(0.5);
    expect(run('share_of_time', between(7, 9), 7.25, 9.75)).toBe(1);
  });

  it('lasting needs an unbroken stretch of the length', () => {
    const twoStretches = (t: number) => (t === 2 || t === 3 || (t >= 10 && t <= 14) ? 1 : 0);
    expect(run('lasting', twoStretches, 0, 24, 3)).toBe(1);
    expect(run('lasting_time', twoStretches, 0, 24, 3)).toBe(10);
    expect(run('lasting_time', twoStretches, 0, 24, 1)).toBe(2);
    expect(run('lasting', twoStretches, 0, 24, 5)).toBe(0);
    expect(run('lasting', twoStretches, 0, 12, 3)).toBe(0);
    expect(run('lasting_time', twoStretches, 0, 12, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(run('lasting_time', twoStretches, 11, 24, 3)).toBe(11);
  });
});

it('sums of dt that miss a date by rounding still count as that date', () => {
  const times = Array.from({ length: 31 }, (_, i) => i * 0.1);
  // 3 * 0.1 is 0.30000000000000004: later than the date 0.3.
  expect(savedWithin(times, 0.1, 0.3)).toEqual([1, 4]);
  expect(
    reduce(
      { name: 'first_time', from: 0, to: 0.3, duration: 0 },
      times,
      times.map((t) => (t > 0.25 ? 1 : 0)),
    ),
  ).toBe(times[3]);
});

it('an undefined value that counts makes the result undefined, one outside the period does not', () => {
  const names: ReducerName[] = [
    'mean',
    'total',
    'least',
    'greatest',
    'peak_time',
    'always',
    'ever',
    'share_of_time',
    'lasting',
  ];
  const broken = (t: number) => (t === 12 ? Number.NaN : 0);
  for (const name of names) {
    expect(run(name, broken, 6, 18, 3), name).toBeNaN();
    expect(run(name, broken, 13, 18, 3), name).not.toBeNaN();
  }
});
