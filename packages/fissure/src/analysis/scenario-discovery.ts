/**
 * In which region of the assumptions an outcome happens: the patient rule induction method (PRIM: Friedman and Fisher 1999)
 * as used for scenario discovery (Bryant and Lempert 2010). A box starts around all points, and loses again and again the thin slice at
 * one of its ends without which the outcome gets most frequent for what is lost.
 */
import { sortedOrder } from '../base/sorted-order.ts';
import { regularizedBeta } from '../base/special-functions.ts';
import type { Factor } from '../experiment/factors.ts';
import type { PointOutcome } from './hinges.ts';
import { effectiveNumber } from './wilson-interval.ts';

export interface Box {
  /** Share of the outcome's weight that lies in the box. */
  readonly coverage: number;
  /** Share of the box's weight that has the outcome. */
  readonly density: number;
  /** Share of all weight that lies in the box. */
  readonly mass: number;
  readonly limits: readonly Limit[];
}

/** What a box asks of one factor. */
export interface Limit {
  /** Into the factors. */
  readonly factor: number;
  /** Of a number: open where null. */
  readonly low: number | null;
  readonly high: number | null;
  /** Of a structure: what remains; null of a number. */
  readonly alternatives: readonly number[] | null;
}

export interface PeelOptions {
  /** Share of the box that a slice has, at least. */
  readonly slice?: number;
  /** No box has less of all weight than this. */
  readonly leastMass?: number;
}

type Totals = { readonly outcome: number; readonly all: number };

interface Peel extends Totals {
  readonly limit: Limit;
}

/** Boxes from the one around all to the smallest; `holding` is the weight of a point that has the outcome. */
export function peelBoxes(
  factors: readonly Factor[],
  all: readonly PointOutcome[],
  { slice = 0.05, leastMass = 0.05 }: PeelOptions = {},
): readonly Box[] {
  const points = all.filter((point) => point.holding + point.breaking > 0);
  const whole = totalsOf(points);
  if (!(whole.outcome > 0)) return [];
  const boxOf = ({ outcome, all }: Totals, limits: readonly Limit[]): Box => ({
    coverage: outcome / whole.outcome,
    density: outcome / all,
    mass: all / whole.all,
    limits,
  });
  let columns = factors.map((_, factor) => sortedBy(points, factor));
  let totals = whole;
  let limits = new Map<number, Limit>();
  const boxes = [boxOf(whole, [])];
  for (;;) {
    const peel = bestPeel(factors, columns, totals, slice);
    if (peel === undefined || peel.all < leastMass * whole.all) return boxes;
    limits = new Map([...limits, [peel.limit.factor, merged(limits.get(peel.limit.factor), peel.limit)]]);
    const isIn = (point: PointOutcome) => keeps(peel.limit, point);
    columns = columns.map((column) => column.filter(isIn));
    totals = totalsOf(columns[0]!);
    boxes.push(boxOf(totals, [...limits.values()]));
  }
}

function totalsOf(points: readonly PointOutcome[]): Totals {
  let outcome = 0;
  let all = 0;
  for (const { holding, breaking } of points) {
    outcome += holding;
    all += holding + breaking;
  }
  return { outcome, all };
}

function sortedBy(points: readonly PointOutcome[], factor: number): readonly PointOutcome[] {
  const order = sortedOrder(Float64Array.from(points, ({ values }) => values[factor]!));
  return Array.from(order, (row) => points[row]!);
}

/** The slice whose loss raises the density most for its weight; of equally good ones the thinnest, then the first. */
function bestPeel(
  factors: readonly Factor[],
  columns: readonly (readonly PointOutcome[])[],
  box: Totals,
  slice: number,
): Peel | undefined {
  let best: Peel | undefined;
  let bestGain = Number.NEGATIVE_INFINITY;
  for (const [index, { kind }] of factors.entries()) {
    const column = columns[index]!;
    const peels = kind === 'structure' ? alternativePeels(index, column, box) : endPeels(index, column, box, slice);
    for (const peel of peels) {
      const gain = (peel.outcome / peel.all - box.outcome / box.all) / (box.all - peel.all);
      if (gain < bestGain || (gain === bestGain && peel.all <= best!.all)) continue;
      best = peel;
      bestGain = gain;
    }
  }
  return best;
}

/**
 * Whole groups of equal values from either end: as many as weigh more than `slice` of the box less one mean point, which is
 * the rule of the EMA Workbench where all weigh the same. The limit lies half-way to the next value.
 */
function endPeels(factor: number, column: readonly PointOutcome[], box: Totals, slice: number): readonly Peel[] {
  const wanted = slice * box.all * (1 - 1 / column.length);
  const valueAt = (i: number) => column[i]!.values[factor]!;
  const peels: Peel[] = [];
  for (const side of ['low', 'high'] as const) {
    const [first, step, end] = side === 'low' ? [0, 1, column.length] : [column.length - 1, -1, -1];
    let { outcome, all } = box;
    for (let i = first; i !== end; i += step) {
      const { holding, breaking } = column[i]!;
      outcome -= holding;
      all -= holding + breaking;
      const next = i + step;
      if (next === end) break;
      if (valueAt(next) === valueAt(i) || !(box.all - all > wanted)) continue;
      const cut = (valueAt(i) + valueAt(next)) / 2;
      peels.push({ outcome, all, limit: { factor, low: null, high: null, alternatives: null, [side]: cut } });
      break;
    }
  }
  return peels;
}

function alternativePeels(factor: number, column: readonly PointOutcome[], box: Totals): readonly Peel[] {
  const present = [...new Set(column.map(({ values }) => values[factor]!))];
  if (present.length < 2) return [];
  return present.map((gone): Peel => {
    const { outcome, all } = totalsOf(column.filter(({ values }) => values[factor] === gone));
    const alternatives = present.filter((one) => one !== gone);
    return {
      outcome: box.outcome - outcome,
      all: box.all - all,
      limit: { factor, low: null, high: null, alternatives },
    };
  });
}

function merged(before: Limit | undefined, { factor, low, high, alternatives }: Limit): Limit {
  return { factor, low: low ?? before?.low ?? null, high: high ?? before?.high ?? null, alternatives };
}

/** A cut lies between values, unless two neighbours have no number between them. */
function keeps({ factor, low, high, alternatives }: Limit, { values }: PointOutcome): boolean {
  const value = values[factor]!;
  if (alternatives !== null) return alternatives.includes(value);
  return (low === null || value > low) && (high === null || value < high);
}

export interface TestedLimit extends Limit {
  /**
   * Chance of so high a density if this limit did nothing: the binomial tail at the density of the box without it (Bryant and
   * Lempert's quasi-p-value). It knows nothing of how many limits were tried.
   */
  readonly quasiP: number;
}

export interface TestedBox extends Box {
  /** The most telling first. */
  readonly limits: readonly TestedLimit[];
}

/** A limit with a larger quasi-p-value could be chance, and is dropped. */
const P_LIMIT = 0.05;

/**
 * Every box without the limits that could be chance; of those the one with the largest coverage that is as dense as asked,
 * otherwise the densest.
 */
export function chooseBox(boxes: readonly Box[], points: readonly PointOutcome[], leastDensity: number): TestedBox {
  const tested = boxes.map(({ limits }) => withoutChance(limits, points));
  const dense = tested.filter(({ density }) => density >= leastDensity);
  const better = (a: Box, b: Box) =>
    dense.length > 0
      ? b.coverage > a.coverage || (b.coverage === a.coverage && b.density > a.density)
      : b.density > a.density;
  return (dense.length > 0 ? dense : tested).reduce((a, b) => (better(a, b) ? b : a));
}

/** The weakest limit goes first: without it others may tell. */
function withoutChance(all: readonly Limit[], points: readonly PointOutcome[]): TestedBox {
  let limits = all;
  for (;;) {
    const box = testLimits(limits, points);
    const weakest = box.limits.at(-1);
    if (weakest === undefined || weakest.quasiP <= P_LIMIT) return box;
    limits = limits.filter(({ factor }) => factor !== weakest.factor);
  }
}

function testLimits(limits: readonly Limit[], points: readonly PointOutcome[]): TestedBox {
  const inBox: PointOutcome[] = [];
  /** By limit: points that it alone keeps out. */
  const keptOut: PointOutcome[][] = limits.map(() => []);
  for (const point of points) {
    const first = limits.findIndex((limit) => !keeps(limit, point));
    if (first < 0) inBox.push(point);
    else if (limits.every((limit, i) => i <= first || keeps(limit, point))) keptOut[first]!.push(point);
  }
  const whole = totalsOf(points);
  const { outcome, all } = totalsOf(inBox);
  const count = effectiveNumber(inBox.map(({ holding, breaking }) => holding + breaking));
  const tested = limits.map((limit, i): TestedLimit => {
    const beside = totalsOf(keptOut[i]!);
    const share = (outcome + beside.outcome) / (all + beside.all);
    return { ...limit, quasiP: binomialTail((count * outcome) / all, count, share) };
  });
  return {
    coverage: outcome / whole.outcome,
    density: outcome / all,
    mass: all / whole.all,
    limits: tested.toSorted((a, b) => a.quasiP - b.quasiP),
  };
}

/** P(at least `hits` of `count`), also where an effective count makes neither whole. */
function binomialTail(hits: number, count: number, share: number): number {
  return hits <= 0 || share >= 1 ? 1 : regularizedBeta(share, hits, count - hits + 1);
}
