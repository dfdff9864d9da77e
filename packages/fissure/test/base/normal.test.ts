// The normal quantile against SciPy's, in all three ranges of the algorithm and at their borders.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inverseNormal } from '../../src/base/normal.ts';

// SciPy 1.10.1: from scipy.special import ndtri; [float(ndtri(p)) for p in (...)]
test.each([
  [2 ** -53, -8.209536151601387],
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798409],
  [1e-12, -7.034483825301131],
  [1e-5, -4.264890793922825],
  [0.001, -3.090232306167813],
  [0.02425, -1.972961051311885],
  [0.075, -1.4395314709384563],
  [0.25, -0.6744897501960817],
  [0.49, -0.02506890825871106],
  [0.6, 0.2533471031357997],
  [0.9, 1.2815515655446004],
  [0.925, 1.4395314709384563],
  [0.99, 2.3263478740408408],
  [0.999999, 4.753424308817087],
])('inverseNormal(%d) is SciPy’s within 6e-16 of itself', (p, expected) => {
  expect(Math.abs(inverseNormal(p) / expected - 1)).toBeLessThan(6e-16);
});

test('the middle is exactly 0, the ends are infinite, beyond them there is nothing', () => {
  expect(inverseNormal(0.5)).toBe(0);
  expect(inverseNormal(0)).toBe(-Infinity);
  expect(inverseNormal(1)).toBe(Infinity);
  expect([inverseNormal(-0.1), inverseNormal(1.1), inverseNormal(NaN)]).toEqual([NaN, NaN, NaN]);
});

test('symmetric where 1 - p is exact, and never falling', () => {
  const grid = fc.integer({ min: 1, max: 2 ** 30 - 1 }).map((k) => k / 2 ** 30);
  fc.assert(
    fc.property(grid, grid, (p, q) => {
      expect(inverseNormal(1 - p)).toBe(-inverseNormal(p) + 0);
      const [low, high] = p < q ? [p, q] : [q, p];
      expect(inverseNormal(low)).toBeLessThanOrEqual(inverseNormal(high));
    }),
  );
});
