import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightedQuantiles } from '../../src/analysis/weighted-quantile.ts';

const equal = (values: readonly number[]) => values.map(() => 1);

describe('weightedQuantiles', () => {
  // R 4: quantile(c(3, 1, 10, 7, 4), c(.05, .25, .5, .75, .95), type = 5) by hand from Hazen's p_k = (k - 1/2) / n.
  it("is Hazen's definition for equal weights", () => {
    const values = [3, 1, 10, 7, 4];
    expect(weightedQuantiles(values, equal(values))).toEqual([1, 2.5, 4, 7.75, 10]);
    expect(weightedQuantiles([1, 2], [1, 1], [0.5])).toEqual([1.5]);
  });

  it('does not change when a value is split into several with the same weight together', () => {
    // The midpoint of the split value's step stays where it is; between its copies the curve is flat.
    expect(weightedQuantiles([1, 5, 9], [1, 2, 1], [0.5])).toEqual([5]);
    expect(weightedQuantiles([1, 5, 5, 9], [1, 1, 1, 1], [0.5])).toEqual([5]);
  });

  it('leaves out undefined values and weights of zero', () => {
    expect(weightedQuantiles([1, Number.NaN, 3, 1000], [1, 1, 1, 0], [0.5])).toEqual([2]);
    expect(weightedQuantiles([Number.NaN], [1], [0.5])).toEqual([Number.NaN]);
    expect(weightedQuantiles([], [], [0.5])).toEqual([Number.NaN]);
  });

  it('gives an infinite value between a finite and an infinite one', () => {
    const never = Number.POSITIVE_INFINITY;
    expect(weightedQuantiles([1, 2, never, never], [1, 1, 1, 1])).toEqual([1, 1.5, never, never, never]);
    expect(weightedQuantiles([-never, 0, 1], [1, 1, 1], [0.1, 0.3, 0.5])).toEqual([-never, -never, 0]);
  });

  it('lies between the ends, rises with the level, and moves with the values', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, fc.double({ min: 0.01, max: 100, noNaN: true })), { minLength: 1 }),
        (pairs) => {
          const values = pairs.map(([v]) => v);
          const quantiles = weightedQuantiles(
            values,
            pairs.map(([, w]) => w),
          );
          for (const [i, quantile] of quantiles.entries()) {
            expect(quantile).toBeGreaterThanOrEqual(i === 0 ? Math.min(...values) : quantiles[i - 1]! - 1e-9);
            expect(quantile).toBeLessThanOrEqual(Math.max(...values));
          }
        },
      ),
      { seed: 4 },
    );
  });
});
