/** Against the closed form of a straight line, and what no data can settle. */
import { describe, expect, it } from 'vitest';
import { calibrate } from '../../src/analysis/calibrate.ts';
import type { Factor } from '../../src/experiment/factors.ts';

const uniform = (id: string, low: number, high: number): Factor => ({
  kind: 'prior',
  id,
  label: '',
  unit: '',
  mode: 'set',
  distribution: { kind: 'uniform', low, high },
  parameters: [],
  declared: '',
});

const SD = 0.5;
const X = [0, 1, 2, 3, 4, 5, 6, 7];
const Y = [1.2, 2.9, 5.1, 7.3, 8.8, 11.2, 12.7, 15.1];

/** Ordinary least squares by its normal equations. */
function line() {
  const n = X.length;
  const sum = (f: (x: number, y: number) => number) => X.reduce((total, x, i) => total + f(x, Y[i]!), 0);
  const [sx, sy, sxx, sxy] = [sum((x) => x), sum((_, y) => y), sum((x) => x * x), sum((x, y) => x * y)];
  const determinant = n * sxx - sx * sx;
  return {
    slope: (n * sxy - sx * sy) / determinant,
    intercept: (sy * sxx - sx * sxy) / determinant,
    slopeSd: SD * Math.sqrt(n / determinant),
    interceptSd: SD * Math.sqrt(sxx / determinant),
  };
}

const lineLoss = ([intercept, slope]: ArrayLike<number> & Iterable<number>) =>
  X.reduce((sum, x, i) => sum + (Y[i]! - intercept! - slope! * x) ** 2 / (2 * SD * SD), 0);

const search = (factors: readonly Factor[], loss: (point: Float64Array) => number, options = {}) =>
  calibrate({
    factors,
    losses: async (points) => Float64Array.from(points, loss),
    seed: 1,
    starts: 3,
    runsMost: 30_000,
    ...options,
  });

describe('calibrate', () => {
  const factors = [uniform('intercept', -50, 50), uniform('slope', -50, 50)];

  it('finds the least squares of a line and their standard errors', async () => {
    const found = (await search(factors, lineLoss))!;
    const { slope, intercept, slopeSd, interceptSd } = line();
    expect(found.agreeing).toBe(3);
    expect(found.values[0]).toBeCloseTo(intercept, 5);
    expect(found.values[1]).toBeCloseTo(slope, 5);
    // Shares of a range a hundred wide are bent: within 2 % over intervals one and a half wide.
    for (const [i, sd] of [interceptSd, slopeSd].entries()) {
      const [low, high] = found.intervals[i]!;
      expect((high - low) / (2 * 1.959964 * sd)).toBeCloseTo(1, 1);
    }
    expect(found.tangled).toEqual([]);
  });

  it('says which numbers it cannot tell apart, and which nothing was said of', async () => {
    const loss = (point: Float64Array) => lineLoss([point[0]! + point[2]! + 1e-3 * point[2]! ** 2, point[1]!]);
    const found = (await search([...factors, uniform('shift', -5, 5), uniform('idle', 0, 1)], loss))!;
    expect(found.tangled.map(({ first, second }) => [first, second])).toContainEqual([0, 2]);
    expect(found.tangled.find(({ second }) => second === 2)!.correlation).toBeLessThan(-0.98);
    expect(found.intervals[3]).toBeUndefined();
  });

  it('ends at the edge of a range where the best lies beyond it', async () => {
    const { slope } = line();
    const found = (await search([factors[0]!, uniform('slope', -50, slope - 0.5)], lineLoss))!;
    expect(found.values[1]).toBeCloseTo(slope - 0.5, 3);
    expect(found.atEdge).toEqual([false, true]);
  });

  it('is nothing where no point has a likelihood, or where it was stopped at once', async () => {
    expect(await search(factors, () => Number.NaN, { runsMost: 500 })).toBeUndefined();
    expect(await search(factors, lineLoss, { isStopped: () => true })).toBeUndefined();
  });
});
