/** What a page says of runs that gave no result to their end. */
import type { Failure } from '../analysis/results.ts';

/** Runs that gave no result from some time on, and when the first of them broke off. */
export interface BrokenOff {
  readonly runs: number;
  readonly first: number | null;
}

export function brokenOffOf(failures: readonly Failure[]): BrokenOff | undefined {
  if (failures.length === 0) return undefined;
  let first: number | null = null;
  for (const { time } of failures) if (time !== null && (first === null || time < first)) first = time;
  return { runs: failures.length, first };
}
