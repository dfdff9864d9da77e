import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantilesOfHistogram } from '../../src/analysis/histogram-quantiles.ts';
import { weightedQuantiles } from '../../src/analysis/weighted-quantile.ts';
import {
  HistogramBuilder,
  type HistogramData,
  HistogramSum,
  RELATIVE_ERROR,
  visitCells,
} from '../../src/experiment/histogram.ts';

/** Column by column: the members' numbers, and a weight for each member. */
function build(columns: readonly (readonly number[])[], weights: readonly number[]): HistogramData {
  const builder = new HistogramBuilder();
  const rows = Int32Array.from(weights.keys());
  for (const [column, values] of columns.entries())
    builder.addColumn(column, Float64Array.from(values), rows, Float64Array.from(weights));
  return builder.take();
}

const number = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.constantFrom(0, -0, 1, 1 + 2 ** -7, -1, 2, 1e300, Number.NaN),
);
const members = fc.array(fc.tuple(number, number, fc.integer({ min: 1, max: 2 ** 32 })), {
  minLength: 1,
  maxLength: 80,
});
const histogramOf = (own: readonly (readonly [number, number, number])[]) =>
  build(
    [own.map(([a]) => a), own.map(([, b]) => b)],
    own.map(([, , weight]) => weight),
  );

describe('histograms', () => {
  it('hold every number in a cell whose middle is nearly the number, and its weight', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 1, max: 2 ** 40 }), (value, weight) => {
        let seen = 0;
        visitCells(build([[value]], [weight]), (_, cells) => {
          seen += 1;
          expect(cells.map((cell) => cell.weight)).toEqual([weight]);
          // Numbers below the smallest with full precision share cells that are wider than the numbers.
          const error = Math.abs(cells[0]!.value - value);
          expect(error).toBeLessThanOrEqual(Math.max(RELATIVE_ERROR * Math.abs(value), 2 ** -1022));
        });
        expect(seen).toBe(Number.isNaN(value) ? 0 : 1);
      }),
      { seed: 6, numRuns: 2000 },
    );
  });

  it('add up to the same bytes in any order and however members are spread', () => {
    fc.assert(
      fc.property(fc.array(members, { minLength: 1, maxLength: 6 }), fc.integer(), (parts, turn) => {
        const whole = histogramOf(parts.flat());
        const sum = new HistogramSum();
        for (let i = 0; i < parts.length; i++) sum.add(histogramOf(parts.at((i + turn) % parts.length)!));
        expect(sum.data()).toEqual(whole);
        // In pairs first.
        const [left, right] = [new HistogramSum(), new HistogramSum()];
        for (const [i, part] of parts.entries()) (i % 2 ? left : right).add(histogramOf(part));
        left.add(right.data());
        expect(left.data()).toEqual(whole);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('give quantiles of equally weighted members within the stated error', () => {
    const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    const column = fc.oneof(
      fc.array(positive, { minLength: 1, maxLength: 60 }),
      fc.array(
        positive.map((x) => -x),
        { minLength: 1, maxLength: 60 },
      ),
    );
    fc.assert(
      fc.property(column, (values) => {
        const weights = values.map(() => 1);
        const exact = weightedQuantiles(values, weights);
        const [near] = quantilesOfHistogram(build([values], weights), 1, 1);
        for (const [i, quantile] of exact.entries())
          expect(Math.abs(near![i]! - quantile)).toBeLessThanOrEqual(RELATIVE_ERROR * Math.abs(quantile) * (1 + 1e-12));
      }),
      { seed: 8, numRuns: 1000 },
    );
  });

  it('order negative numbers before positive ones, and have no quantile where there is no number', () => {
    const values = [3, -5, 0, -1, 4];
    const [first, second] = quantilesOfHistogram(build([values, values.map(() => Number.NaN)], [1, 1, 1, 1, 1]), 2, 1);
    expect(first![2]).toBe(0);
    expect(first![0]).toBeLessThan(-4.9);
    expect(second).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });
});
