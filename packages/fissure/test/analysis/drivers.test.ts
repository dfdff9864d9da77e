import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '../../src/analysis/drivers.ts';

const even = (values: readonly number[]) => new Float64Array(values.length).fill(1 / values.length);
const correlationOf = (a: readonly number[], b: readonly number[]) =>
  rankCorrelation(Float64Array.from(a), Float64Array.from(b), even(a));

describe('rankCorrelation', () => {
  it('gives the textbook value without ties: 1 - 6 Σd² / (n (n² - 1)) = -29/165', () => {
    const a = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const b = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    expect(correlationOf(a, b)).toBeCloseTo(-29 / 165, 12);
  });

  it('is one along anything that rises, and minus one along anything that falls', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 40 }), (a) => {
        // Subnormal neighbours may have the same image.
        const values = [...new Set(a.map((each) => Math.round(each * 1e6)))];
        if (values.length < 3) return;
        expect(
          correlationOf(
            values,
            values.map((each) => each ** 3),
          ),
        ).toBeCloseTo(1, 9);
        expect(
          correlationOf(
            values,
            values.map((each) => -2 * each),
          ),
        ).toBeCloseTo(-1, 9);
      }),
    );
  });

  it('takes a whole weight as that many equal pairs', () => {
    const pairs = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 4 })),
      { minLength: 2, maxLength: 20 },
    );
    fc.assert(
      fc.property(pairs, (list) => {
        const repeated = list.flatMap(([x, y, times]) => Array.from({ length: times }, () => [x, y] as const));
        const plain = correlationOf(
          repeated.map(([x]) => x),
          repeated.map(([, y]) => y),
        );
        const weighted = rankCorrelation(
          Float64Array.from(list, ([x]) => x),
          Float64Array.from(list, ([, y]) => y),
          Float64Array.from(list, ([, , times]) => times),
        );
        if (plain === null || Math.abs(plain) < 1e-9) return;
        expect(weighted).toBeCloseTo(plain, 9);
      }),
    );
  });

  it('says nothing of what never differs, and passes over what has no number', () => {
    expect(correlationOf([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(correlationOf([1, Number.NaN, 2, 3], [1, 9, 2, 3])).toBeCloseTo(1, 12);
  });
});
