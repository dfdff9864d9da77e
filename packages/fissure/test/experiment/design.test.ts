import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_SIZE, Design, hashName, memberIdentity } from '../../src/experiment/design.ts';
import type { Factor } from '../../src/experiment/factors.ts';

const uniform = (id: string): Factor => ({
  kind: 'prior',
  id,
  label: '',
  unit: '1',
  mode: 'set',
  distribution: { kind: 'uniform', low: 0, high: 1 },
  parameters: [],
  declared: '',
});

/** One factor's column in one block. */
function designColumn(seed: number, block: number, id: string): Float64Array {
  const points = Array.from({ length: BLOCK_SIZE }, (_, i) => block * BLOCK_SIZE + i);
  return new Design(seed, [uniform(id)]).column(0, points);
}

describe('Latin hypercube in blocks', () => {
  it('has one number in each hundredth, for any seed, block and factor', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(5000), fc.string(), (seed, block, id) => {
        const strata = Array.from(designColumn(seed, block, id), (u) => Math.floor(u * BLOCK_SIZE)).sort(
          (a, b) => a - b,
        );
        expect(strata).toEqual(Array.from({ length: BLOCK_SIZE }, (_, i) => i));
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('a longer design starts with the shorter one, and the points come in any order', () => {
    const factors = ['a', 'b', 'c'].map(uniform);
    const forwards = new Design(7, factors);
    const long = Array.from({ length: 350 }, (_, i) => forwards.point(i));
    const backwards = new Design(7, factors);
    for (let i = 229; i >= 0; i--) expect(backwards.point(i)).toEqual(long[i]);
  });

  it('gives a column of one factor as its points give it', () => {
    const design = new Design(7, ['a', 'b'].map(uniform));
    const points = [250, 3, 199, 3, 0];
    expect([...design.column(1, points)]).toEqual(points.map((point) => design.point(point)[1]));
  });

  it('a factor more or less leaves the other columns alone', () => {
    const two = new Design(7, ['a', 'c'].map(uniform));
    const three = new Design(7, ['a', 'b', 'c'].map(uniform));
    for (let i = 0; i < 250; i += 17) {
      expect(two.point(i)[0]).toBe(three.point(i)[0]);
      expect(two.point(i)[1]).toBe(three.point(i)[2]);
    }
  });

  it('seeds, blocks and factors have columns of their own, hardly correlated', () => {
    const column = (seed: number, id: string) =>
      Array.from({ length: 20 }, (_, block) => [...designColumn(seed, block, id)]).flat();
    const reference = column(1, 'x');
    // 2000 points: the correlation of independent columns has a standard deviation of 0.022.
    for (const other of [column(2, 'x'), column(1, 'y'), column(1, 'xx')])
      expect(Math.abs(correlation(reference, other))).toBeLessThan(0.1);
    expect(Math.abs(correlation([...designColumn(1, 0, 'x')], [...designColumn(1, 1, 'x')]))).toBeLessThan(0.4);
  });

  it('is uniform inside the strata too', () => {
    const inside = Array.from({ length: 50 }, (_, block) =>
      Array.from(designColumn(5, block, 'x'), (u) => (u * 100) % 1),
    ).flat();
    const mean = inside.reduce((a, b) => a + b) / inside.length;
    const variance = inside.reduce((a, b) => a + (b - mean) ** 2, 0) / inside.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });
});

it('names hash without collisions among likely ids', () => {
  const ids = new Set<string>();
  for (let i = 0; i < 20_000; i++) ids.add(hashName(`pay[element_${i}]`).join());
  expect(ids.size).toBe(20_000);
});

it('members are (point, replicate), replicates of a point together', () => {
  expect([0, 1, 2, 3, 4].map((m) => memberIdentity(m, 2))).toEqual([
    { point: 0, replicate: 0 },
    { point: 0, replicate: 1 },
    { point: 1, replicate: 0 },
    { point: 1, replicate: 1 },
    { point: 2, replicate: 0 },
  ]);
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((x, y) => x + y) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const cross = a.reduce((sum, x, i) => sum + (x - ma) * (b[i]! - mb), 0);
  const size = (values: readonly number[], m: number) => Math.sqrt(values.reduce((sum, x) => sum + (x - m) ** 2, 0));
  return cross / (size(a, ma) * size(b, mb));
}
