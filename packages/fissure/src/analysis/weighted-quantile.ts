/** Quantiles of weighted values, one definition for all of analysis. */

export const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Values at `LEVELS`, lowest first. */
export type Quantiles = readonly number[];

/**
 * Quantiles of `values` with `weights` at the given shares.
 *
 * Definition: values in rising order, each with the midpoint of its own step of the cumulative weight,
 *   p_k = (w_1 + ... + w_(k-1) + w_k / 2) / W; straight lines between the points (p_k, value_k), the end values outside.
 *   With equal weights this is Hazen's definition (R's type 5): the median of two values is their mean.
 * Edge: NaN values and zero weights are left out; infinities are ordinary values, and a quantile between a finite and
 *   an infinite one is infinite. NaN throughout where nothing remains.
 * Cost: one sort. For many series over the same weights that is what dominates.
 */
export function weightedQuantiles(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  levels: readonly number[] = LEVELS,
): Quantiles {
  const order: number[] = [];
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!) || !(weights[i]! > 0)) continue;
    order.push(i);
    total += weights[i]!;
  }
  if (order.length === 0) return levels.map(() => Number.NaN);
  // Equal values keep the order of members: sorting is stable, so sums and results are the same everywhere.
  order.sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0));
  const midpoints = new Float64Array(order.length);
  let before = 0;
  for (const [k, i] of order.entries()) {
    midpoints[k] = (before + weights[i]! / 2) / total;
    before += weights[i]!;
  }
  return levels.map((level) => {
    const above = midpoints.findIndex((midpoint) => midpoint >= level);
    if (above === 0) return values[order[0]!]!;
    if (above < 0) return values[order.at(-1)!]!;
    const part = (level - midpoints[above - 1]!) / (midpoints[above]! - midpoints[above - 1]!);
    return between(values[order[above - 1]!]!, values[order[above]!]!, part);
  });
}

/** `part` is above 0 and at most 1. */
function between(low: number, high: number, part: number): number {
  if (low === high || part >= 1) return high;
  if (high === Number.POSITIVE_INFINITY || low === Number.NEGATIVE_INFINITY)
    return low === Number.NEGATIVE_INFINITY ? low : high;
  return low + part * (high - low);
}
