/** Against closed forms, and against numbers that SALib gives for the same points. */
import { describe, expect, it } from 'vitest';
import { exchangeShares } from '../../src/analysis/variance-shares.ts';
import { uniformAt } from '../../src/base/random.ts';

type Model = (x: ArrayLike<number>) => number;

/** Ishigami and Homma (1990), a = 7, b = 0.1, of shares of each range: exact indices by Saltelli et al. (2000). */
const ishigami: Model = (u) => {
  const [x, y, z] = [0, 1, 2].map((i) => Math.PI * (2 * u[i]! - 1)) as [number, number, number];
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
};
const ISHIGAMI = {
  alone: [0.31390519114781146, 0.4424111447900409, 0],
  inAll: [0.5575888552099592, 0.4424111447900409, 0.2436836640621477],
};

/** Sobol's g, a = 0, 1, 4.5, 9, 99, 99, 99, 99. */
const G = [0, 1, 4.5, 9, 99, 99, 99, 99];
const sobolG: Model = (u) => G.reduce((product, a, i) => (product * (Math.abs(4 * u[i]! - 2) + a)) / (1 + a), 1);

function sharesOf(model: Model, firsts: readonly number[][], seconds: readonly number[][]) {
  const outcomes = (points: readonly number[][]) => Float64Array.from(points, model);
  const [first, second] = [outcomes(firsts), outcomes(seconds)];
  const exchange = (from: readonly number[][], to: readonly number[][]) =>
    from[0]!.map((_, factor) => outcomes(from.map((point, row) => point.with(factor, to[row]![factor]!))));
  const exchanged = exchange(firsts, seconds);
  // SALib, asked for second orders too, exchanges the other way as well, and centres on the mean of all.
  const all = [first, second, ...exchanged, ...exchange(seconds, firsts)].flatMap((values) => [...values]);
  const centre = all.reduce((sum, value) => sum + value, 0) / all.length;
  return exchanged.map((values) => exchangeShares(first, second, values, centre));
}

/** Pairs of independent points. */
function randomPairs(seed: number, dimensions: number, count: number) {
  const points = (which: number) =>
    Array.from({ length: count }, (_, row) =>
      Array.from({ length: dimensions }, (_, i) => uniformAt([seed, which], row, i, 0, 0)),
    );
  return [points(0), points(1)] as const;
}

/** Sobol's sequence, in the order of Gray codes, from direction numbers of Joe and Kuo (2008), new-joe-kuo-6. */
const DIRECTIONS: readonly (readonly [degree: number, polynomial: number, initial: readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
];

function sobolPoints(dimensions: number, count: number): number[][] {
  const bits = 30;
  const directions = Array.from({ length: dimensions }, (_, dimension) => {
    if (dimension === 0) return Array.from({ length: bits }, (_, i) => 2 ** (bits - 1 - i));
    const [degree, polynomial, initial] = DIRECTIONS[dimension - 1]!;
    const v = initial.map((m, i) => m * 2 ** (bits - 1 - i));
    for (let i = degree; i < bits; i++) {
      let next = v[i - degree]! ^ (v[i - degree]! >>> degree);
      for (let k = 1; k < degree; k++) if ((polynomial >> (degree - 1 - k)) & 1) next ^= v[i - k]!;
      v.push(next);
    }
    return v;
  });
  const state = new Array<number>(dimensions).fill(0);
  return Array.from({ length: count }, (_, index) => {
    if (index > 0) {
      const bit = Math.log2(index & -index);
      for (const [d, v] of directions.entries()) state[d]! ^= v[bit]!;
    }
    return state.map((value) => value / 2 ** bits);
  });
}

describe('exchangeShares', () => {
  it("gives SALib's numbers for the first 1,024 points of Sobol's sequence", () => {
    const points = sobolPoints(6, 1024);
    expect(points.slice(0, 4).map((point) => point.slice(0, 3))).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
    ]);
    const shares = sharesOf(
      ishigami,
      points.map((point) => point.slice(0, 3)),
      points.map((point) => point.slice(3)),
    );
    const salib = {
      alone: [0.332955105353, 0.441313938544, 0.01857843793],
      inAll: [0.558179045711, 0.44328458403, 0.242149373355],
    };
    for (const kind of ['alone', 'inAll'] as const)
      for (const [i, share] of shares.entries()) expect(share[kind].share).toBeCloseTo(salib[kind][i]!, 9);
  });

  it('comes near the closed form of a product of eight factors', () => {
    const shares = sharesOf(sobolG, ...randomPairs(3, 8, 20_000));
    const variances = G.map((a) => 1 / (3 * (1 + a) ** 2));
    const whole = variances.reduce((product, v) => product * (1 + v), 1);
    for (const [i, v] of variances.entries()) {
      expect(shares[i]!.alone.share).toBeCloseTo(v / (whole - 1), 1);
      expect(shares[i]!.inAll.share).toBeCloseTo((v * whole) / ((1 + v) * (whole - 1)), 1);
    }
  });

  it('gives intervals that hold the true index about 95 times of 100', () => {
    let held = 0;
    let counted = 0;
    for (let seed = 0; seed < 200; seed++)
      for (const [i, share] of sharesOf(ishigami, ...randomPairs(seed, 3, 200)).entries())
        for (const kind of ['alone', 'inAll'] as const) {
          const { low, high } = share[kind];
          counted += 1;
          if (low <= ISHIGAMI[kind][i]! && ISHIGAMI[kind][i]! <= high) held += 1;
        }
    expect(held / counted).toBeGreaterThan(0.92);
    expect(held / counted).toBeLessThan(0.98);
  });

  it('leaves out rows in which a run has no number', () => {
    const [firsts, seconds] = randomPairs(1, 3, 50);
    const whole = sharesOf(ishigami, firsts, seconds);
    const broken = sharesOf(
      (u) => (u[0] === -1 ? Number.NaN : ishigami(u)),
      [...firsts, [-1, 0.5, 0.5]],
      [...seconds, [0.5, 0.5, 0.5]],
    );
    expect(broken[1]!.count).toBe(50);
    // The exchange puts a good number in the bad one's place, but the first point stays without one.
    expect(broken[0]!.count).toBe(50);
    expect(whole[1]!.count).toBe(50);
  });
});
