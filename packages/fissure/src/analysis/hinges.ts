/**
 * What a verdict hinges on: for every uncertain factor, how differently it is distributed between the cases in which a
 * claim holds and those in which it does not (regional sensitivity: Spear and Hornberger 1980), and where along the
 * factor the verdict turns.
 */
import { sortedOrder } from '../base/sorted-order.ts';
import { chiSquareTail } from '../base/special-functions.ts';
import type { Factor } from '../experiment/factors.ts';
import { finite, type MaybeNumber } from './finite.ts';
import {
  bestSplit,
  directionOf,
  halfCrossing,
  kolmogorovSmirnov,
  type SeparationRows,
  type Sides,
  type Split,
} from './separation.ts';
import { effectiveNumber } from './wilson-interval.ts';

/**
 * One point of the design with the weight of its cases on either side. Replicates and elements of one point share its
 * factors, so they are one row: they are no more evidence about a factor than one.
 */
export interface PointOutcome {
  /** In the order of the factors. */
  readonly values: ArrayLike<number>;
  readonly holding: number;
  readonly breaking: number;
}

export interface Hinge {
  readonly factor: string;
  readonly label: string;
  /** Of a structure empty. */
  readonly unit: string;
  /**
   * Of a number: whether holding cases have larger values on average, smaller ones, or neither within two standard
   * errors (`mixed`, also of a structure).
   */
  readonly direction: 'rises' | 'falls' | 'mixed';
  /** Kolmogorov-Smirnov distance between holding and breaking cases; for a structure half the sum of differences. */
  readonly distance: number;
  /** Chance of so large a distance if the factor did not matter, times the number of factors (Bonferroni). */
  readonly pValue: number;
  /** The p-value is below 0.01, and both sides have enough cases to mean it. */
  readonly matters: boolean;
  /** Of a number: the value that best separates holding from breaking cases. */
  readonly split: Split | null;
  /**
   * Of a number: where the share of holding cases passes one half, by isotonic regression; null where it stays on one
   * side over the whole prior.
   */
  readonly flipsAt: MaybeNumber;
  /** Of a structure: the share of holding cases under each alternative. */
  readonly alternatives: readonly AlternativeShare[];
}

export interface AlternativeShare {
  readonly name: string;
  readonly label: string;
  readonly share: MaybeNumber;
}

/** Below this effective number on either side the asymptotic p-values mean nothing. */
const LEAST_CASES = 8;
const P_LIMIT = 0.01;

/** All factors, the one that separates best first. Empty where every case falls on one side. */
export function findHinges(factors: readonly Factor[], all: readonly PointOutcome[]): readonly Hinge[] {
  const points = all.filter((point) => point.holding + point.breaking > 0);
  const sides: Sides = {
    ...totalsOf(points),
    holdingNumber: effectiveNumber(points.map((point) => point.holding)),
    breakingNumber: effectiveNumber(points.map((point) => point.breaking)),
  };
  if (!(sides.holding > 0) || !(sides.breaking > 0)) return [];
  const enough = Math.min(sides.holdingNumber, sides.breakingNumber) >= LEAST_CASES;
  const hinges = factors.map((factor, index): Hinge => {
    const separation =
      factor.kind === 'structure'
        ? separateByAlternative(factor, points, index, sides)
        : separateByNumber(factor, points, index, sides);
    const pValue = Math.min(1, separation.pValue * factors.length);
    return {
      factor: factor.id,
      label: factor.label,
      ...separation,
      pValue,
      matters: enough && pValue < P_LIMIT,
    };
  });
  return hinges.sort((a, b) => a.pValue - b.pValue || b.distance - a.distance);
}

type Separation = Omit<Hinge, 'factor' | 'label' | 'matters'>;

function separateByNumber(
  factor: Extract<Factor, { kind: 'prior' }>,
  points: readonly PointOutcome[],
  index: number,
  sides: Sides,
): Separation {
  const rows = sortPoints(points, index);
  return {
    unit: factor.unit,
    direction: directionOf(rows, sides),
    ...kolmogorovSmirnov(rows, sides),
    split: bestSplit(rows, sides),
    flipsAt: halfCrossing(rows, sides),
    alternatives: [],
  };
}

function sortPoints(points: readonly PointOutcome[], index: number): SeparationRows {
  const unsorted = new Float64Array(points.length);
  for (let i = 0; i < points.length; i++) unsorted[i] = points[i]!.values[index]!;
  const order = sortedOrder(unsorted);
  const values = new Float64Array(order.length);
  const holding = new Float64Array(order.length);
  const breaking = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const point = points[order[i]!]!;
    values[i] = unsorted[order[i]!]!;
    holding[i] = point.holding;
    breaking[i] = point.breaking;
  }
  return { values, holding, breaking };
}

/** Chi-square test of a 2 x k table of weights, scaled to the effective numbers of the two sides. */
function separateByAlternative(
  factor: Extract<Factor, { kind: 'structure' }>,
  points: readonly PointOutcome[],
  index: number,
  { holding, breaking, holdingNumber, breakingNumber }: Sides,
): Separation {
  let distance = 0;
  let chiSquare = 0;
  let usedCount = 0;
  const alternatives = factor.alternatives.map(({ name, label }, alternative) => {
    const own = totalsOf(points.filter((point) => point.values[index] === alternative));
    const p = own.holding / holding;
    const q = own.breaking / breaking;
    distance += Math.abs(p - q) / 2;
    const pooled = (p * holdingNumber + q * breakingNumber) / (holdingNumber + breakingNumber);
    if (pooled > 0) {
      usedCount += 1;
      chiSquare += (holdingNumber * (p - pooled) ** 2 + breakingNumber * (q - pooled) ** 2) / pooled;
    }
    return { name, label, share: finite(own.holding / (own.holding + own.breaking)) };
  });
  const pValue = usedCount > 1 ? chiSquareTail(chiSquare, usedCount - 1) : 1;
  return { unit: '', direction: 'mixed', distance, pValue, split: null, flipsAt: null, alternatives };
}

function totalsOf(points: readonly PointOutcome[]): { readonly holding: number; readonly breaking: number } {
  let holding = 0;
  let breaking = 0;
  for (const point of points) {
    holding += point.holding;
    breaking += point.breaking;
  }
  return { holding, breaking };
}
