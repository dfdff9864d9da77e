/**
 * For generated code: every lookup call remembers the segment it was last in, since its next argument mostly falls
 * into the same one. The segments lie at fixed places of one array, so that the usual case needs no index at all.
 */
import { allocate } from './kernel.ts';
import { findSegment, type PreparedLookup, SEGMENT_FIELDS, searchedArgument } from './lookup.ts';

export interface LookupCalls {
  /** Segment of call n at n * SEGMENT_FIELDS. */
  readonly segments: Float64Array;
  /** [0]: the argument to search for; afterwards the argument to compute with. */
  readonly argument: Float64Array;
  /** Moves call n to the segment of the argument. */
  readonly seek: (call: number) => void;
}

/** `lookupOfCall`: which lookup each call refers to. */
export function prepareLookupCalls(lookups: readonly PreparedLookup[], lookupOfCall: readonly number[]): LookupCalls {
  const segments = allocate(lookupOfCall.length * SEGMENT_FIELDS);
  const argument = allocate(1);
  const positions = new Int32Array(lookupOfCall.length);
  const take = (call: number, at: number): void => {
    positions[call] = at;
    const from = lookups[lookupOfCall[call]!]!.segments;
    for (let field = 0; field < SEGMENT_FIELDS; field++) segments[call * SEGMENT_FIELDS + field] = from[at + field]!;
  };
  lookupOfCall.forEach((_, call) => {
    take(call, 0);
  });
  const seek = (call: number): void => {
    const lookup = lookups[lookupOfCall[call]!]!;
    const x = searchedArgument(lookup, argument[0]!);
    argument[0] = x;
    take(call, findSegment(lookup, x, positions[call]!));
  };
  return { segments, argument, seek };
}
