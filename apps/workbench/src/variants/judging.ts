/**
 * What each variant makes of the claims: one simulated after the other while the table is looked at, and kept for as long as
 * the study stays what it is.
 */
import { computed, effect, signal } from '@preact/signals';
import { type Change, changeKey, VARIANT_MEMBERS, type VariantJudgement } from 'fissure/workbench';
import { study } from '../known.ts';
import { oneByOne, type Piece, type UnderWay } from '../one-by-one/one-by-one.ts';

export interface Counts {
  readonly memberCount: number;
  readonly candidateCount: number;
}

export const judged = signal<ReadonlyMap<string, VariantJudgement>>(new Map());
export const underWay = signal<UnderWay | undefined>(undefined);
export const members = signal(VARIANT_MEMBERS);
/** The reader wants to see no other columns. */
export const onlyTurning = signal(false);

export function judgementKey(change: Change, { memberCount, candidateCount }: Counts): string {
  return `${memberCount} ${candidateCount} ${changeKey(change)}`;
}

/** Those that are not there yet, in their order. Answers what stops it. */
export function judgeVariants(changes: readonly Change[], counts: Counts): () => void {
  const missing = changes.filter((change) => !judged.value.has(judgementKey(change, counts)));
  const pieces = missing.map((change): Piece => {
    return {
      ...{ change, isQuick: false },
      request: (turn) => ({ kind: 'variant', turn, change, ...counts }),
      take: (answer) => {
        if (answer.kind !== 'variant') return false;
        judged.value = new Map(judged.value).set(judgementKey(change, counts), answer.judgement);
        return true;
      },
    };
  });
  return oneByOne({ pieces, kind: 'variant', underWay });
}

/** The same members, claims and equations, whatever else is looked at. */
const stamp = computed(() => study.value?.stamp);
effect(() => {
  if (stamp.value !== undefined) judged.value = new Map();
});
