/** Results by change, kept for as long as the study stays what it is. */
import { effect, signal } from '@preact/signals';
import { type Band, type Change, changeKey, type Verdict } from 'fissure/workbench';
import { oneByOne, type Piece, type UnderWay } from '../one-by-one/one-by-one.ts';
import { baseline } from '../session.ts';

export interface Judged {
  readonly isProvisional: boolean;
  readonly verdicts: readonly Verdict[];
  readonly bands: readonly Band[];
}

export const compared = signal<ReadonlyMap<string, Judged>>(new Map());

export const underWay = signal<UnderWay | undefined>(undefined);

/** All by a few members first, then one after the other by every member. Answers what stops it. */
export function judgeAll(changes: readonly Change[]): () => void {
  const isKnown = (change: Change) => compared.value.has(changeKey(change));
  const isSure = (change: Change) => compared.value.get(changeKey(change))?.isProvisional === false;
  const pieceOf = (change: Change, isQuick: boolean): Piece => ({
    ...{ change, isQuick },
    request: (turn) => ({ kind: 'judge', turn, change }),
    take: (answer) => {
      if (answer.kind !== 'verdicts') return false;
      if (!isQuick && answer.isProvisional) return false;
      keep(change, answer);
      return true;
    },
  });
  const first = changes.filter((change) => !isKnown(change)).map((change) => pieceOf(change, true));
  const then = changes.filter((change) => !isSure(change)).map((change) => pieceOf(change, false));
  return oneByOne({ pieces: [...first, ...then], kind: 'judge', underWay });
}

function keep(change: Change, judged: Judged): void {
  compared.value = new Map(compared.value).set(changeKey(change), judged);
}

effect(() => {
  const known = baseline.value?.assessment;
  compared.value = known
    ? new Map([
        [
          changeKey({ scenario: '', levers: new Map() }),
          { isProvisional: false, verdicts: known.verdicts, bands: known.bands },
        ],
      ])
    : new Map();
});
