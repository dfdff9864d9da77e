/** Whole numbers that add up, and are what they stand for to within one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeRows } from '../../src/report/whole-ledger.ts';

const change = fc.double({ min: -5000, max: 5000, noNaN: true });

describe('a ledger in whole numbers', () => {
  it('adds up in every row, and each number is within one of its own', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.array(fc.array(change, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 20 }),
        (start, changes) => {
          let there = start;
          const rows = changes.map((own) => {
            there += own.reduce((sum, one) => sum + one, 0);
            return { changes: own, remaining: there };
          });
          let before = Math.round(start);
          for (const [i, row] of wholeRows(start, rows).entries()) {
            expect(row.changes.every(Number.isInteger)).toBe(true);
            expect(before + row.changes.reduce((sum, one) => sum + one, 0) === row.remaining).toBe(true);
            expect(Math.abs(row.remaining - rows[i]!.remaining)).toBeLessThanOrEqual(0.5);
            for (const [k, one] of row.changes.entries())
              expect(Math.abs(one - changes[i]![k]!)).toBeLessThan(1 + 1e-9);
            before = row.remaining;
          }
        },
      ),
    );
  });

  it('leaves whole numbers alone', () => {
    const rows = [
      { changes: [10, -3, 0], remaining: 12 },
      { changes: [0, -2, 1], remaining: 11 },
    ];
    expect(wholeRows(5, rows)).toEqual(rows);
  });
});
