/** Quantiles of weighted values, one definition for all of analysis. */
import { sortedOrder } from '../base/sorted-order.ts';

export const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Values at `LEVELS`, lowest first. */
export type Quantiles = readonly number[];

/**
 * Quantiles of `values` with `weights` at the given shares, which rise.
 *
 * Definition: values in rising order, each with the midpoint of its own step of the cumulative weight,
 *   p_k = (w_1 + ... + w_(k-1) + w_k / 2) / W; straight lines between the points (p_k, value_k), the end values outside.
 *   With equal weights this is Hazen's definition (R's type 5): the median of two values is their mean.
 * Edge: NaN values and zero weights are left out; infinities are ordinary values, and a quantile between a finite and
 *   an infinite one is infinite. NaN throughout where nothing remains.
 * Cost: one sort. Where the same values are weighed twice, sort once and call `quantilesInOrder`.
 */
export function weightedQuantiles(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  levels: readonly number[] = LEVELS,
): Quantiles {
  return quantilesInOrder(sortedOrder(values), values, weights, levels);
}

/** As `weightedQuantiles`, with the rows in rising order of their values. */
export function quantilesInOrder(
  order: Int32Array,
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  levels: readonly number[] = LEVELS,
): Quantiles {
  const total = totalWeight(values, weights);
  const quantiles: number[] = [];
  let before = 0;
  let lastMidpoint = Number.NaN;
  let last = Number.NaN;
  for (let k = 0; k < order.length && quantiles.length < levels.length; k++) {
    const row = order[k]!;
    const weight = weights[row]!;
    if (!(weight > 0)) continue;
    const value = values[row]!;
    const midpoint = (before + weight / 2) / total;
    for (
      let level = levels[quantiles.length];
      level !== undefined && level <= midpoint;
      level = levels[quantiles.length]
    ) {
      const part = (level - lastMidpoint) / (midpoint - lastMidpoint);
      quantiles.push(Number.isNaN(lastMidpoint) ? value : between(last, value, part));
    }
    before += weight;
    lastMidpoint = midpoint;
    last = value;
  }
  while (quantiles.length < levels.length) quantiles.push(last);
  return quantiles;
}

/** Added up in the order of rows, so that it is the same however the values fall. */
function totalWeight(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let total = 0;
  for (let row = 0; row < values.length; row++)
    if (weights[row]! > 0 && !Number.isNaN(values[row]!)) total += weights[row]!;
  return total;
}

/** `part` is above 0 and at most 1. */
export function between(low: number, high: number, part: number): number {
  if (low === high || part >= 1) return high;
  if (high === Number.POSITIVE_INFINITY || low === Number.NEGATIVE_INFINITY)
    return low === Number.NEGATIVE_INFINITY ? low : high;
  return low + part * (high - low);
}
