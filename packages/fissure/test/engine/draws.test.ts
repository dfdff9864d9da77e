// Draws by inversion against SciPy's inverse distribution functions, and their statistics inside a run.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawValue, inversePoisson } from '../../src/engine/draws.ts';
import type { DrawKind } from '../../src/model/plan.ts';
import { num, PlanBuilder, run, trajectory } from './plan-builder.ts';
import { BACK_ENDS } from './programs.ts';

const SHARES = [1e-9, 0.001, 0.1, 0.37, 0.5, 0.9, 0.999, 1 - 1e-9];

// SciPy 1.10.1: [stats.poisson.ppf(u, mean) for u in SHARES]. The last three means are beyond the exact range.
test.each<[number, number[]]>([
  [0.3, [0, 0, 0, 0, 0, 1, 3, 8]],
  [4.5, [0, 0, 2, 4, 4, 7, 12, 22]],
  [9.99, [0, 2, 6, 9, 10, 14, 21, 34]],
  [10, [0, 2, 6, 9, 10, 14, 21, 34]],
  [37.2, [7, 20, 30, 35, 37, 45, 57, 79]],
  [180, [106, 140, 163, 175, 180, 197, 223, 266]],
  [499.5, [371, 432, 471, 492, 499, 528, 570, 639]],
  [501, [373, 433, 472, 493, 501, 530, 572, 641]],
  [3000, [2677, 2832, 2930, 2982, 3000, 3070, 3171, 3334]],
  [1e6, [994008, 996911, 998719, 999668, 1000000, 1001282, 1003092, 1006004]],
])('Poisson counts of mean %d are SciPy’s', (mean, expected) => {
  expect(SHARES.map((u) => inversePoisson(u, mean))).toEqual(expected);
});

// SciPy 1.10.1, u in (1e-9, 0.001, 0.1, 0.5, 0.9): lognorm.ppf(u, s, scale=2*exp(-s*s/2)) with s*s = log1p(1.5**2),
// norm.ppf(u, 3, 2), expon.ppf(u, scale=2.5).
test.each<[DrawKind, number, number, number[]]>([
  [
    'lognormal',
    2,
    3,
    [0.0016487263617098414, 0.03873087602583787, 0.2759576043415213, 1.1094003924504583, 4.459993895461015],
  ],
  ['normal', 3, 2, [-8.995614030015373, -3.1804646123356264, 0.43689686891079926, 3, 5.563103131089201]],
  [
    'exponential',
    2.5,
    NaN,
    [2.5000000012500002e-9, 0.002501250833958834, 0.2634012891445658, 1.7328679513998633, 5.756462732485115],
  ],
])('%s draws are SciPy’s', (distribution, a, b, expected) => {
  [1e-9, 0.001, 0.1, 0.5, 0.9].forEach((u, i) => {
    expect(Math.abs(drawValue(distribution, u, a, b) / expected[i]! - 1)).toBeLessThan(1e-14);
  });
});

/**
 * Counts for shares by adding up probabilities, each worked out from its neighbour, outwards from the most likely
 * count, and divided by their sum: no normal in sight.
 */
function slowPoisson(mean: number): (u: number) => number {
  const reach = Math.ceil(mean + 12 * Math.sqrt(mean) + 30);
  const weights = new Float64Array(reach + 1);
  const mode = Math.floor(mean);
  weights[mode] = 1;
  for (let k = mode; k > 0; k--) weights[k - 1] = (weights[k]! * k) / mean;
  for (let k = mode; k < reach; k++) weights[k + 1] = (weights[k]! * mean) / (k + 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const below = weights.map((weight) => {
    sum += weight / total;
    return sum;
  });
  return (u) => below.findIndex((share) => share >= u);
}

test('Poisson counts up to a mean of 500 are exact: they agree with a slow twin', () => {
  const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
  fc.assert(
    fc.property(fc.array(share, { minLength: 10 }), fc.double({ min: 0.01, max: 500, noNaN: true }), (shares, mean) => {
      const twin = slowPoisson(mean);
      for (const u of shares) expect(inversePoisson(u, mean)).toBe(twin(u));
    }),
    { numRuns: 300 },
  );
});

test('Poisson counts above a mean of 500 are off by one at most, and hardly ever', () => {
  const twin = slowPoisson(640);
  const count = 20_000;
  const differences = Array.from({ length: count }, (_, i) => {
    const u = (i + 0.5) / count;
    return Math.abs(inversePoisson(u, 640) - twin(u));
  });
  expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  expect(differences.filter((difference) => difference > 0).length).toBeLessThanOrEqual(1);
});

test.each<[DrawKind, number, number]>([
  ['uniform', -1, 3],
  ['normal', 1, 2],
  ['lognormal', 2, 0.7],
  ['exponential', 3, NaN],
  ['poisson', 8, NaN],
  ['poisson', 140, NaN],
  ['poisson', 900, NaN],
])('%s(%d, %d) never falls as u rises', (distribution, a, b) => {
  const share = fc.double({ min: 2 ** -53, max: 1 - 2 ** -53, noNaN: true });
  fc.assert(
    fc.property(share, share, (u, v) => {
      const [low, high] = u < v ? [u, v] : [v, u];
      expect(drawValue(distribution, low, a, b)).toBeLessThanOrEqual(drawValue(distribution, high, a, b));
    }),
    { numRuns: 2000 },
  );
});

test('arguments that name no distribution give NaN; a spread of 0 gives the value itself', () => {
  const bad: [DrawKind, number, number][] = [
    ['uniform', 2, 1],
    ['normal', 0, -1],
    ['lognormal', -1, 1],
    ['lognormal', 0, 1],
    ['exponential', -1, 0],
    ['poisson', -1, 0],
    ['poisson', Infinity, 0],
    ['poisson', NaN, 0],
    ['normal', NaN, 1],
  ];
  for (const [distribution, a, b] of bad) expect(drawValue(distribution, 0.3, a, b)).toBeNaN();
  expect(drawValue('uniform', 0.3, 2, 2)).toBe(2);
  expect(drawValue('normal', 0.3, 2, 0)).toBe(2);
  expect(drawValue('lognormal', 0.3, 2, 0)).toBe(2);
  expect(drawValue('lognormal', 0.3, 0, 0)).toBe(0);
  expect(drawValue('poisson', 0.3, 0, 0)).toBe(0);
});

describe.each(BACK_ENDS)('%s', (_, makeProgram) => {
  // The seed is fixed, so the outcome is too. For a sound generator each of the ten comparisons (mean and variance of
  // five distributions) fails for one seed in 100,000 (|z| > 4.42), the test as a whole for one in 10,000.
  test('draws of one call site along 20,000 steps have the mean and variance they should', () => {
    const stepCount = 19_999;
    const count = stepCount + 1;
    const builder = new PlanBuilder({ dt: 1, stepCount });
    const sigma2 = Math.log1p(0.25);
    // [distribution, arguments, mean, variance, excess kurtosis]
    const cases: [DrawKind, number[], number, number, number][] = [
      ['uniform', [1, 3], 2, 1 / 3, -1.2],
      ['normal', [5, 2], 5, 4, 0],
      ['lognormal', [2, 1], 2, 1, Math.exp(4 * sigma2) + 2 * Math.exp(3 * sigma2) + 3 * Math.exp(2 * sigma2) - 6],
      ['exponential', [4], 4, 16, 6],
      ['poisson', [6], 6, 6, 1 / 6],
    ];
    const cells = cases.map(([distribution, args], i) =>
      builder.hold(distribution, (slot) => ({
        kind: 'draw',
        slot,
        distribution,
        stream: [i, 77],
        args: args.map(num),
      })),
    );
    const result = run(makeProgram(builder.build()), cells, { stream: [20150315, 4] });
    cases.forEach(([, , mean, variance, kurtosis], i) => {
      const values = trajectory(result, cells.length, i);
      const sampleMean = values.reduce((sum, value) => sum + value, 0) / count;
      const sampleVariance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
      expect(Math.abs(sampleMean - mean) / Math.sqrt(variance / count)).toBeLessThan(4.42);
      expect(Math.abs(sampleVariance - variance) / (variance * Math.sqrt((kurtosis + 2) / count))).toBeLessThan(4.42);
    });
  });

  test('a draw depends on its stream, the member and the step, and not on what else is in the plan', () => {
    const drawn = (extra: boolean, stream: [number, number], site: [number, number]) => {
      const builder = new PlanBuilder({ dt: 1, stepCount: 3 });
      const draw = (slot: number, at: [number, number]) =>
        ({ kind: 'draw', slot, distribution: 'uniform', stream: at, args: [num(0), num(1)] }) as const;
      if (extra) builder.hold('other', (slot) => draw(slot, [8, 8]));
      const cell = builder.hold('cell', (slot) => draw(slot, site));
      return trajectory(run(makeProgram(builder.build()), [cell], { stream }), 1);
    };
    const base = drawn(false, [1, 2], [3, 4]);
    expect(drawn(true, [1, 2], [3, 4])).toEqual(base);
    expect(
      new Set([
        ...base,
        ...drawn(false, [1, 3], [3, 4]),
        ...drawn(false, [2, 2], [3, 4]),
        ...drawn(false, [1, 2], [3, 5]),
      ]).size,
    ).toBe(16);
  });
});
