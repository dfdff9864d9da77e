import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedOrder } from '../../src/base/sorted-order.ts';

/** By a comparison function and a stable sort. */
function orderByComparing(values: readonly number[]): number[] {
  const rows = [...values.keys()].filter((row) => !Number.isNaN(values[row]!));
  return rows.sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0));
}

describe('sortedOrder', () => {
  it('is the order of a stable sort, for any numbers', () => {
    // Few distinct numbers too, zeros of both signs, infinities, the smallest numbers, and NaN.
    const some = fc.constantFrom(
      0,
      -0,
      1,
      -1,
      1 + 2 ** -52,
      1 + 2 ** -30,
      5e-324,
      -5e-324,
      Infinity,
      -Infinity,
      Number.NaN,
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(some, fc.double()), { maxLength: 300 }), (values) => {
        expect([...sortedOrder(values)]).toEqual(orderByComparing(values));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('is the same begun from the order of other values, near or far', () => {
    const few = fc.constantFrom(0, -0, 1, 2, 3, Number.NaN);
    const pairs = fc
      .array(fc.tuple(fc.oneof(few, fc.double()), fc.oneof(few, fc.double()), fc.boolean()), { maxLength: 300 })
      .map((all) => [all.map(([value]) => value), all.map(([value, other, isSame]) => (isSame ? value : other))]);
    fc.assert(
      fc.property(pairs, ([before, values]) => {
        const like = sortedOrder(before!);
        expect([...sortedOrder(values!, like)]).toEqual(orderByComparing(values!));
        expect([...like]).toEqual(orderByComparing(before!));
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('sorts many numbers however far apart they are', () => {
    for (const [least, most] of [
      [-1, 1],
      [1, 1e300],
      [-1.7e308, 1.7e308],
      [0, 5e-320],
    ] as const) {
      const spread = (share: number) => least * (1 - share ** 9) + most * share ** 9;
      const values = Array.from({ length: 1000 }, (_, i) => (i % 50 ? spread(((i * 7919) % 1000) / 999) : Number.NaN));
      for (const extra of [[], [Infinity], [-Infinity, Infinity]]) {
        const all = [...values, ...extra];
        expect([...sortedOrder(all)]).toEqual(orderByComparing(all));
      }
    }
  });

  it('sorts many numbers that differ in their last bits only', () => {
    const values = Array.from({ length: 3000 }, (_, i) => 1 + ((i * 7919) % 3000) * 2 ** -52);
    expect([...sortedOrder(values)]).toEqual(orderByComparing(values));
  });

  it('gives an answer that later calls leave alone', () => {
    const first = sortedOrder([3, 1, 2]);
    sortedOrder([1, 2, 3, 4]);
    expect([...first]).toEqual([1, 2, 0]);
  });
});
