/** Intervals for a share that was counted in a sample. */
import { Z_95 } from '../base/normal.ts';

/**
 * Wilson's score interval (Wilson 1927) for a share `share` seen among `count` cases, without continuity correction.
 *
 * Range: never leaves 0 to 1, and never collapses to a point where the share is 0 or 1.
 * `count` may be an effective number and need not be whole. Edge: none counted gives 0 to 1.
 */
export function wilsonInterval(share: number, count: number, z: number = Z_95): readonly [number, number] {
  if (!(count > 0) || !Number.isFinite(share)) return [0, 1];
  const scale = 1 / (1 + (z * z) / count);
  const centre = scale * (share + (z * z) / (2 * count));
  const half = scale * z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Kish's effective number of weighted cases, (sum w)^2 / sum w^2; 0 where all weights are 0. */
export function effectiveNumber(weights: Iterable<number>): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}
