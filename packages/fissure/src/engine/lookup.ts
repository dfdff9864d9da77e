/**
 * Lookups prepared for the search: each becomes a table of segments, one before the first point and one from each
 * point on. Inside a segment the value is y + (x - x0) * slope.
 */
import type { PlanLookup } from '../model/plan.ts';

/** Fields of a segment, side by side in `PreparedLookup.segments`: it covers FROM <= x < TO. */
export const SEGMENT = { FROM: 0, TO: 1, X: 2, Y: 3, SLOPE: 4 } as const;
export const SEGMENT_FIELDS = 5;

export interface PreparedLookup {
  readonly segments: Float64Array;
  /** Arguments beyond the border count as the nearer of these. Infinite where the end slopes go on. */
  readonly low: number;
  readonly high: number;
  readonly between: 'interpolate' | 'step';
}

/** Where slopes are zero at the ends, arguments beyond +-BORDER are moved inside, since infinity times 0 is NaN. */
export const BORDER = 1e300;

export function prepareLookup({ name, x, y, between, outside }: PlanLookup): PreparedLookup {
  if (x.length === 0) throw new Error(`lookup ${name} has no points`);
  const holds = between === 'step' || outside === 'hold';
  const border = holds ? BORDER : Infinity;
  const slopeFrom = (i: number): number => {
    if (between === 'step' || x.length === 1) return 0;
    const isInside = i >= 0 && i < x.length - 1;
    if (!isInside && holds) return 0;
    const left = Math.min(Math.max(i, 0), x.length - 2);
    const slope = (y[left + 1]! - y[left]!) / (x[left + 1]! - x[left]!);
    // Points so close that the slope is no number: the value jumps at the second one.
    return Number.isFinite(slope) ? slope : 0;
  };
  const segments = new Float64Array((x.length + 1) * SEGMENT_FIELDS);
  for (let i = -1; i < x.length; i++) {
    const point = Math.max(i, 0);
    const fields = [i < 0 ? -border : x[i]!, x[i + 1] ?? border, x[point]!, y[point]!, slopeFrom(i)];
    segments.set(fields, (i + 1) * SEGMENT_FIELDS);
  }
  return { segments, low: holds ? x[0]! : -Infinity, high: holds ? x.at(-1)! : Infinity, between };
}

/** The argument to search for: itself, unless it lies beyond what the segments cover. */
export function searchedArgument(lookup: PreparedLookup, argument: number): number {
  if (Math.abs(argument) < BORDER) return argument;
  return Math.min(Math.max(argument, lookup.low), lookup.high);
}

/** Index in `segments` of the segment that holds x, looked for from the segment at `guess` on. */
export function findSegment({ segments }: PreparedLookup, x: number, guess = 0): number {
  let at = guess;
  while (x < segments[at + SEGMENT.FROM]! && at > 0) at -= SEGMENT_FIELDS;
  while (x >= segments[at + SEGMENT.TO]! && at + SEGMENT_FIELDS < segments.length) at += SEGMENT_FIELDS;
  return at;
}

/**
 * The value of a lookup at `argument`; NaN at NaN. At a point it is that point's y exactly; with `step` it is the y
 * of the last point at or before the argument (of the first point, before that one).
 */
export function lookupValue(lookup: PreparedLookup, argument: number): number {
  const x = searchedArgument(lookup, argument);
  const at = findSegment(lookup, x);
  const y = lookup.segments[at + SEGMENT.Y]!;
  if (lookup.between === 'step') return Number.isNaN(x) ? x : y;
  return y + (x - lookup.segments[at + SEGMENT.X]!) * lookup.segments[at + SEGMENT.SLOPE]!;
}
