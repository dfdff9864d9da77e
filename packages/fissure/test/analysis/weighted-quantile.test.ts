import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS, weightedQuantiles } from '../../src/analysis/weighted-quantile.ts';

const equal = (values: readonly number[]) => values.map(() => 1);

/** The definition spelled out: all midpoints, then for every level the first that reaches it. */
function quantilesBySorting(values: readonly number[], weights: readonly number[]): readonly number[] {
  const rows = [...values.keys()].filter((row) => !Number.isNaN(values[row]!) && weights[row]! > 0);
  if (rows.length === 0) return LEVELS.map(() => Number.NaN);
  const total = rows.reduce((sum, row) => sum + weights[row]!, 0);
  rows.sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0));
  let before = 0;
  const midpoints = rows.map((row) => {
    const midpoint = (before + weights[row]! / 2) / total;
    before += weights[row]!;
    return midpoint;
  });
  return LEVELS.map((level) => {
    const k = midpoints.findIndex((midpoint) => midpoint >= level);
    if (k <= 0) return values[rows.at(k)!]!;
    const [low, high] = [values[rows[k - 1]!]!, values[rows[k]!]!];
    const part = (level - midpoints[k - 1]!) / (midpoints[k]! - midpoints[k - 1]!);
    return low === high || part >= 1 ? high : low + part * (high - low);
  });
}

describe('weightedQuantiles', () => {
  it('is the definition to the last bit', () => {
    const pair = fc.tuple(
      fc.oneof(fc.double({ min: -1e6, max: 1e6 }), fc.constantFrom(0, -0, 1, 2)),
      fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1)),
    );
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), (pairs) => {
        const [values, weights] = [pairs.map(([value]) => value), pairs.map(([, weight]) => weight)];
        expect(weightedQuantiles(values, weights)).toEqual(quantilesBySorting(values, weights));
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

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
