import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PointOutcome } from '../../src/analysis/hinges.ts';
import { chooseBox, peelBoxes } from '../../src/analysis/scenario-discovery.ts';
import type { Factor } from '../../src/experiment/factors.ts';

const number = (id: string): Factor => ({
  ...{ kind: 'prior', id, label: '', unit: '1', mode: 'set', parameters: [], declared: '' },
  distribution: { kind: 'uniform', low: 0, high: 1 },
});
const form = (...names: string[]): Factor => ({
  ...{ kind: 'structure', id: 'form', label: '', parameters: [], declared: '' },
  chances: names.map(() => 1 / names.length),
  alternatives: names.map((name) => ({ name, label: '' })),
});
const point = (values: readonly number[], happens: boolean, weight = 1): PointOutcome => ({
  values,
  holding: happens ? weight : 0,
  breaking: happens ? 0 : weight,
});
/** A grid of cell centres on the unit square. */
const grid = (side: number) =>
  Array.from({ length: side * side }, (_, i) => [(Math.floor(i / side) + 0.5) / side, ((i % side) + 0.5) / side]);

describe('peelBoxes', () => {
  /**
   * 882 cases of Bryant and Lempert (2010, Technological Forecasting and Social Change 77: 34-49), 89 of interest, as distributed with
   * the EMA Workbench (BSD-3 licence); inputs are rounded to 6 digits. Expected: one run of Project Platypus' PRIM, which is
   * derived from that of the Workbench, objective lenient1, slices of a tenth. Only steps that do not depend on
   * which of equally good slices goes first.
   */
  it('follows the trajectory of another implementation on published data', () => {
    const [head, ...rows] = readFileSync(new URL('bryant-lempert-2010.csv', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    const factors = head!.split(',').slice(0, -1).map(number);
    const points = rows.map((row) => {
      const values = row.split(',').map(Number);
      return point(values.slice(0, -1), values.at(-1) === 1);
    });
    const boxes = peelBoxes(factors, points, { slice: 0.1 });
    expect(boxes).toHaveLength(28);
    for (const [step, coverage, density, mass] of [
      [0, 1, 89 / 882, 1],
      [1, 1, 0.112374, 0.897959],
      [10, 1, 0.300676, 0.335601],
      [15, 0.921348, 0.482353, 0.192744],
      [27, 0.505618, 1, 0.05102],
    ] as const) {
      expect(boxes[step]!.coverage).toBeCloseTo(coverage, 5);
      expect(boxes[step]!.density).toBeCloseTo(density, 5);
      expect(boxes[step]!.mass).toBeCloseTo(mass, 5);
    }
    const chosen = chooseBox(boxes, points, 0.7);
    expect(chosen.limits.map(({ factor }) => factors[factor]!.id).toSorted()).toEqual([
      'Biomass backstop price',
      'Demand elasticity',
      'Total biomass',
    ]);
  });

  it('finds a corner, and nothing about a number that does not act', () => {
    const points = grid(30).flatMap(([x, y]) =>
      [0.1, 0.5, 0.9].map((idle) => point([x!, y!, idle], x! > 0.7 && y! < 0.4)),
    );
    const boxes = peelBoxes(['x', 'y', 'idle'].map(number), points);
    const box = chooseBox(boxes, points, 1);
    expect(box).toMatchObject({ coverage: 1, density: 1 });
    expect(box.mass).toBeCloseTo(0.3 * 0.4, 9);
    const limits = box.limits.toSorted((a, b) => a.factor - b.factor);
    expect(limits).toMatchObject([
      { factor: 0, high: null },
      { factor: 1, low: null },
    ]);
    expect(limits[0]!.low).toBeCloseTo(0.7, 9);
    expect(limits[1]!.high).toBeCloseTo(0.4, 9);
  });

  it('leaves out forms that stand in the way', () => {
    const points = grid(12).map(([x], i) => point([x!, i % 3], i % 3 === 1 && x! > 0.5));
    const boxes = peelBoxes([number('x'), form('a', 'b', 'c')], points);
    const box = chooseBox(boxes, points, 1);
    expect(box).toMatchObject({ coverage: 1, density: 1 });
    expect(box.limits.find(({ factor }) => factor === 1)!.alternatives).toEqual([1]);
  });

  it('does not care for the unit of weights, and leaves out points without any', () => {
    const list = grid(10).map(([x, y]) => point([x!, y!], x! + y! > 1.3));
    const weighted = list.map(({ values, holding, breaking }) => ({
      values,
      holding: holding * 0.01,
      breaking: breaking * 0.01,
    }));
    const idle = { values: [9, 9], holding: 0, breaking: 0 };
    const factors = [number('x'), number('y')];
    const plain = peelBoxes(factors, list);
    const boxes = peelBoxes(factors, [...weighted, idle]);
    expect(boxes.map(({ limits }) => limits)).toEqual(plain.map(({ limits }) => limits));
    for (const [i, { density, mass }] of plain.entries()) {
      expect(boxes[i]!.density).toBeCloseTo(density, 9);
      expect(boxes[i]!.mass).toBeCloseTo(mass, 9);
    }
  });

  it('has no box where it never happens, and one where it always does', () => {
    const never = grid(5).map((values) => point(values, false));
    const always = grid(5).map((values) => point(values, true));
    const factors = [number('x'), number('y')];
    expect(peelBoxes(factors, never)).toEqual([]);
    expect(chooseBox(peelBoxes(factors, always), always, 0.8)).toEqual({
      coverage: 1,
      density: 1,
      mass: 1,
      limits: [],
    });
  });
});

describe('chooseBox', () => {
  it('gives the exact binomial chance of a limit', () => {
    // 4 of 8 overall; in the box that the limit makes, 4 of 4: by chance once in 16.
    const points = [0, 1, 2, 3, 4, 5, 6, 7].map((x) => point([x], x > 3));
    const limits = [{ factor: 0, low: 3.5, high: null, alternatives: null }];
    const box = { coverage: 1, density: 1, mass: 0.5, limits };
    expect(chooseBox([box], points, 0.8).limits).toEqual([]);
    const twice = [...points, ...points];
    expect(chooseBox([box], twice, 0.8).limits[0]!.quasiP).toBeCloseTo(1 / 256, 12);
  });

  it('takes the largest coverage among those that are dense enough, else the densest', () => {
    const points = grid(20).map(([x, y]) => point([x!, y!], x! > 0.5 && (y! * 20) % 2 > 1));
    const boxes = peelBoxes([number('x'), number('y')], points);
    expect(boxes.every(({ density }) => density < 0.95)).toBe(true);
    const densest = chooseBox(boxes, points, 0.95);
    const dense = chooseBox(boxes, points, 0.4);
    expect(dense.coverage).toBeGreaterThanOrEqual(densest.coverage);
    expect(dense.density).toBeGreaterThanOrEqual(0.4);
  });
});
