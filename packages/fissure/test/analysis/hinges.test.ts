import { describe, expect, it } from 'vitest';
import { findHinges, type PointOutcome } from '../../src/analysis/hinges.ts';
import { uniformAt } from '../../src/base/random.ts';
import type { Factor } from '../../src/experiment/factors.ts';

const number = (id: string): Factor => ({
  kind: 'prior',
  id,
  label: id,
  unit: '1',
  mode: 'set',
  distribution: { kind: 'uniform', low: 0, high: 1 },
  parameters: [],
  declared: '',
});
const structure = (id: string, count: number): Factor => ({
  kind: 'structure',
  id,
  label: id,
  chances: Array.from({ length: count }, () => 1 / count),
  alternatives: Array.from({ length: count }, (_, i) => ({ name: `form ${i}`, label: '' })),
  parameters: [],
  declared: '',
});

const u = (point: number, column: number) => uniformAt([11, column], point, 0, 0, 0);
/** 1000 points with factors x, y, z uniform and a form 0, 1 or 2; `holds` decides. */
const factors = [number('x'), number('y'), number('z'), structure('form', 3)];
const ensemble = (
  holds: (x: number, y: number, form: number, chance: number) => boolean,
  count = 1000,
): PointOutcome[] =>
  Array.from({ length: count }, (_, point) => {
    const values = [u(point, 0), u(point, 1), u(point, 2), Math.floor(u(point, 3) * 3)];
    const yes = holds(values[0]!, values[1]!, values[3]!, u(point, 4));
    return { values, holding: yes ? 1 : 0, breaking: yes ? 0 : 1 };
  });
const byId = (points: readonly PointOutcome[]) =>
  new Map(findHinges(factors, points).map((hinge) => [hinge.factor, hinge]));

describe('findHinges on data whose answer is known', () => {
  it('finds one sharp threshold, its value and its direction', () => {
    const hinges = findHinges(
      factors,
      ensemble((x) => x > 0.3),
    );
    expect(hinges[0]).toMatchObject({ factor: 'x', matters: true, direction: 'rises', distance: 1 });
    expect(hinges[0]!.split!.value).toBeCloseTo(0.3, 2);
    expect(hinges[0]!.split).toMatchObject({ shareBelow: 0, shareAbove: 1, flips: true });
    expect(hinges[0]!.flipsAt).toBeCloseTo(0.3, 2);
    expect(hinges.slice(1).map((hinge) => hinge.matters)).toEqual([false, false, false]);
  });

  it('finds where a gradual share passes one half', () => {
    // Chance of holding 1 - y^2: one half at sqrt(1/2).
    const y = byId(ensemble((_x, value, _form, chance) => chance > value * value)).get('y')!;
    expect(y).toMatchObject({ matters: true, direction: 'falls' });
    expect(y.flipsAt).toBeGreaterThan(0.6);
    expect(y.flipsAt).toBeLessThan(0.8);
    // The greatest distance of the two distribution functions, for densities 1.5 (1 - y^2) and 3 y^2, is at 1/sqrt(3).
    expect(y.distance).toBeCloseTo(1.5 * (1 / Math.sqrt(3) - 1 / Math.sqrt(27)), 1);
  });

  it('finds a structure that decides, with the share under each form', () => {
    const hinges = findHinges(
      factors,
      ensemble((x, _y, form) => form === 1 || (form === 2 && x > 0.5)),
    );
    expect(hinges.slice(0, 2).map((hinge) => hinge.factor)).toEqual(['form', 'x']);
    const shares = hinges[0]!.alternatives.map((alternative) => alternative.share!);
    expect(shares[0]).toBe(0);
    expect(shares[1]).toBe(1);
    expect(shares[2]).toBeCloseTo(0.5, 1);
  });

  it('finds a factor that decides from both ends, without a direction and without a flip', () => {
    const x = byId(ensemble((value) => Math.abs(value - 0.5) < 0.25)).get('x')!;
    expect(x).toMatchObject({ matters: true, direction: 'mixed' });
    expect(x.distance).toBeCloseTo(0.5, 1);
  });

  it('names nothing where chance alone decides, in 200 trials at most a few times', () => {
    // At 0.01 with Bonferroni a false alarm is expected in about one of 100 trials; 9 or more of 200 has a chance of 1e-3.
    let alarms = 0;
    for (let trial = 0; trial < 200; trial++) {
      const points = ensemble(() => false, 150).map(({ values }, point) => {
        const yes = uniformAt([12, trial], point, 0, 0, 0) < 0.4;
        return { values, holding: yes ? 1 : 0, breaking: yes ? 0 : 1 };
      });
      if (findHinges(factors, points).some((hinge) => hinge.matters)) alarms += 1;
    }
    expect(alarms).toBeLessThan(9);
  });

  it('is silent where every case falls on one side, or too few on one', () => {
    expect(
      findHinges(
        factors,
        ensemble(() => true),
      ),
    ).toEqual([]);
    const few = findHinges(
      factors,
      ensemble((x) => x > 0.004),
    );
    expect(few[0]!.distance).toBeGreaterThan(0.9);
    expect(few.every((hinge) => !hinge.matters)).toBe(true);
  });
});

describe('distances and p-values agree with SciPy', () => {
  const holding = [1, 3, 5, 7, 9, 11, 13, 15];
  const breaking = [2, 4, 6, 8, 20, 22, 24, 26, 28, 30];
  const points = (scale: number): PointOutcome[] => [
    ...holding.map((x) => ({ values: [x], holding: scale, breaking: 0 })),
    ...breaking.map((x) => ({ values: [x], holding: 0, breaking: scale })),
  ];

  it('Kolmogorov-Smirnov: stats.ks_2samp(holding, breaking).statistic', () => {
    expect(findHinges([number('x')], points(1))[0]!.distance).toBeCloseTo(0.6, 12);
    expect(findHinges([number('x')], points(0.001))[0]!.pValue).toBeCloseTo(
      findHinges([number('x')], points(1))[0]!.pValue,
      9,
    );
  });

  it('chi-square: stats.chi2_contingency([[30, 10, 5], [20, 25, 10]], correction=False)', () => {
    const counts = [
      [30, 20],
      [10, 25],
      [5, 10],
    ] as const;
    const rows = counts.flatMap(([yes, no], form): PointOutcome[] => [
      ...Array.from({ length: yes }, () => ({ values: [form], holding: 1, breaking: 0 })),
      ...Array.from({ length: no }, () => ({ values: [form], holding: 0, breaking: 1 })),
    ]);
    const hinge = findHinges([structure('form', 3)], rows)[0]!;
    expect(hinge.pValue).toBeCloseTo(CHI_SQUARE_P, 10);
    expect(hinge.distance).toBeCloseTo(30 / 45 - 20 / 55, 12);
  });
});

const CHI_SQUARE_P = 0.01011683315387354;
