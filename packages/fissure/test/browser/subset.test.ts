import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Band } from '../../src/analysis/bands.ts';
import { movedBands, subsetOf } from '../../src/browser/subset.ts';

const weights = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 })
  .filter((all) => all.some((one) => one > 0))
  .map((all) => Float64Array.from(all, (one) => one / all.reduce((a, b) => a + b, 0)));

describe('a few members that stand for all', () => {
  // The law of systematic resampling: everybody is met as often as n times the weight says, rounded up or down.
  it('meet each member as often as its weight says', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 60 }), (own, count) => {
        const members = Array.from(own, (_, i) => 3 * i);
        const size = Math.min(count, members.length);
        const subset = subsetOf(members, own, count);
        expect(subset.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        expect(subset.members).toEqual([...subset.members].sort((a, b) => a - b));
        const met = new Map(subset.members.map((member, i) => [member, subset.weights[i]! * size]));
        for (const [i, member] of members.entries())
          expect(Math.abs((met.get(member) ?? 0) - own[i]! * size)).toBeLessThan(1 + 1e-9);
      }),
    );
  });

  it('say what all say where nothing moves, and keep a sign that all have', () => {
    const band = (...fitted: readonly (number | null)[]): Band => ({
      ...{ output: 'x', title: '', unit: '1' },
      fitted: [fitted],
      prior: [fitted],
    });
    const [whole] = [band(10, 0.5, null, -3)];
    expect(movedBands([band(8, 0.7, 1, -4)], [band(8, 0.7, 1, -4)], [whole!])[0]!.fitted[0]).toEqual([10, 0.5, 1, -3]);
    expect(movedBands([band(5, 0.1, 1, -1)], [band(8, 0.7, 1, -4.5)], [whole!])[0]!.fitted[0]).toEqual([7, 0, 1, 0]);
    expect(movedBands([band(null, 1, 1, 1)], [band(8, 0.7, 1, -4)], [whole!])[0]!.fitted[0]![0]).toBeNull();
  });
});
