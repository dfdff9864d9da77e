/**
 * How well one number separates holding from breaking cases, and where: kernels on rows that are sorted by the number.
 */
import { kolmogorovTail } from '../base/special-functions.ts';
import type { MaybeNumber } from './finite.ts';

/** Points in rising order of the number: that, and the weights of the cases there. */
export interface SeparationRows {
  readonly values: Float64Array;
  readonly holding: Float64Array;
  readonly breaking: Float64Array;
}

export interface Sides {
  /** Sums of weights; both above 0. */
  readonly holding: number;
  readonly breaking: number;
  /** Effective numbers of points. */
  readonly holdingNumber: number;
  readonly breakingNumber: number;
}

export interface Split {
  readonly value: number;
  readonly shareBelow: number;
  readonly shareAbove: number;
  /** Whether the two sides lie on different sides of one half. */
  readonly flips: boolean;
}

/** A split, and a crossing, leaves at least this share of the weight on either side. */
const LEAST_SIDE = 0.05;

/** Calls `visit` after each group of equal values with the weights at and below it. */
function sweep(
  rows: SeparationRows,
  visit: (holding: number, breaking: number, value: number, next: number) => void,
): void {
  const { values } = rows;
  let holding = 0;
  let breaking = 0;
  for (let i = 0; i < values.length; i++) {
    holding += rows.holding[i]!;
    breaking += rows.breaking[i]!;
    const next = i + 1 < values.length ? values[i + 1]! : Number.POSITIVE_INFINITY;
    if (next !== values[i]) visit(holding, breaking, values[i]!, next);
  }
}

/**
 * Weighted two-sample Kolmogorov-Smirnov distance, with the asymptotic p-value at n = n1 n2 / (n1 + n2) for effective
 * numbers n1, n2 and Stephens' (1970) correction sqrt(n) + 0.12 + 0.11 / sqrt(n) for small n.
 */
export function kolmogorovSmirnov(
  rows: SeparationRows,
  sides: Sides,
): { readonly distance: number; readonly pValue: number } {
  let distance = 0;
  sweep(rows, (holding, breaking) => {
    distance = Math.max(distance, Math.abs(holding / sides.holding - breaking / sides.breaking));
  });
  const root = Math.sqrt((sides.holdingNumber * sides.breakingNumber) / (sides.holdingNumber + sides.breakingNumber));
  return { distance, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * distance) };
}

/** The cut that lowers Gini impurity most, half-way between two neighbouring values; the first of equally good ones. */
export function bestSplit(rows: SeparationRows, sides: Sides): Split | null {
  const all = sides.holding + sides.breaking;
  let best: Split | null = null;
  let leastImpurity = Number.POSITIVE_INFINITY;
  sweep(rows, (holding, breaking, value, next) => {
    const below = holding + breaking;
    const above = all - below;
    if (Math.min(below, above) < LEAST_SIDE * all) return;
    const holdingAbove = sides.holding - holding;
    const impurity = (holding * breaking) / below + (holdingAbove * (sides.breaking - breaking)) / above;
    if (impurity >= leastImpurity) return;
    leastImpurity = impurity;
    const shareBelow = holding / below;
    const shareAbove = holdingAbove / above;
    best = { value: (value + next) / 2, shareBelow, shareAbove, flips: shareBelow < 0.5 !== shareAbove < 0.5 };
  });
  return best;
}

/**
 * Mean rank of holding cases less that of breaking ones, ranks running from 0 to 1: -1/2 to 1/2. Ranks, since values may
 * run over orders of magnitude.
 */
function rankShift(rows: SeparationRows, sides: Sides): number {
  const { holding, breaking } = rows;
  let shift = 0;
  for (let i = 0; i < holding.length; i++)
    shift += (i / holding.length) * (holding[i]! / sides.holding - breaking[i]! / sides.breaking);
  return shift;
}

/**
 * Whether holding cases have the larger values, the smaller, or neither within two standard errors. The variance of a
 * uniform rank is 1/12, hence that of the difference of two means of n1 and n2 ranks.
 */
export function directionOf(rows: SeparationRows, sides: Sides): 'rises' | 'falls' | 'mixed' {
  const shift = rankShift(rows, sides);
  const error = Math.sqrt((1 / sides.holdingNumber + 1 / sides.breakingNumber) / 12);
  return Math.abs(shift) < 2 * error ? 'mixed' : shift > 0 ? 'rises' : 'falls';
}

interface Pool {
  low: number;
  high: number;
  holding: number;
  weight: number;
}

/**
 * Where a monotone curve of the share passes one half: pool adjacent violators (Ayer et al. 1955) in the direction in
 * which the share moves, then the middle of the gap between the last pool on one side and the first on the other.
 */
export function halfCrossing(rows: SeparationRows, sides: Sides): MaybeNumber {
  const rising = rankShift(rows, sides) > 0;
  const pools: Pool[] = [];
  const count = rows.values.length;
  for (let i = 0; i < count; i++) {
    const at = rising ? i : count - 1 - i;
    const value = rows.values[at]!;
    const holding = rows.holding[at]!;
    pools.push({ low: value, high: value, holding, weight: holding + rows.breaking[at]! });
    while (pools.length > 1 && share(pools.at(-2)!) >= share(pools.at(-1)!)) {
      const last = pools.pop()!;
      const pool = pools.at(-1)!;
      pool.low = Math.min(pool.low, last.low);
      pool.high = Math.max(pool.high, last.high);
      pool.holding += last.holding;
      pool.weight += last.weight;
    }
  }
  const first = pools.findIndex((pool) => share(pool) >= 0.5);
  if (first <= 0) return null;
  const total = weightOf(pools);
  const side = weightOf(pools.slice(0, first));
  // Isotonic curves bend sharply at their ends, where one odd point decides.
  if (Math.min(side, total - side) < LEAST_SIDE * total) return null;
  const [before, after] = [pools[first - 1]!, pools[first]!];
  return rising ? (before.high + after.low) / 2 : (before.low + after.high) / 2;
}

function weightOf(pools: readonly Pool[]): number {
  return pools.reduce((sum, pool) => sum + pool.weight, 0);
}

function share(pool: Pool): number {
  return pool.holding / pool.weight;
}
