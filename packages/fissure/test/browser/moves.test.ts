/** How the benchmark moves a lever. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reachingMotion, steadyMotion } from '../../../../bench/workbench/moves.ts';

it('reaches every place it is meant to, on the way never back, and stays there before it lets go', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 400, max: 2000 }), (target, ms) => {
      const { moves, releasedAt } = reachingMotion([target, -target], ms);
      const turn = moves.findIndex(({ place }) => place === target);
      const places = moves.map(({ place }) => place);
      expect(places.slice(0, turn + 1)).toEqual(places.slice(0, turn + 1).toSorted((a, b) => a - b));
      expect(places.slice(turn)).toEqual(places.slice(turn).toSorted((a, b) => b - a));
      expect(places.at(-1)).toBe(-target);
      expect(releasedAt).toBe(2 * ms);
      // At half time it is half way: the path is the same from both ends.
      const half = moves.findLast(({ at }) => at <= ms / 2)!;
      expect(Math.abs(half.place - target / 2)).toBeLessThanOrEqual(1 + (1.875 * target * 17) / ms);
      // The last half place takes the cube root of its twentieth share of the way: the path is 1 - 10 (1 - t)^3 near its end.
      const rest = ms * Math.cbrt(0.5 / (10 * 2 * target));
      expect(releasedAt - moves.at(-1)!.at).toBeLessThan(1.2 * rest + 17);
      expect(releasedAt - moves.at(-1)!.at).toBeGreaterThan(0.8 * rest - 17);
    }),
  );
});

it('moves one place at a time, to and fro', () => {
  const { moves, releasedAt } = steadyMotion(45, 33, 100);
  expect(moves.map(({ place }) => place).slice(0, 3)).toEqual([1, 2, 3]);
  expect(Math.max(...moves.map(({ place }) => place))).toBe(20);
  expect(moves.at(-1)).toEqual({ at: 44 * 33, place: 5 });
  expect(releasedAt).toBe(45 * 33 + 100);
});
