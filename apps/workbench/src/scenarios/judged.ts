/** Results by change, kept for as long as the study stays what it is, whatever else is looked at. */
import { effect, signal } from '@preact/signals';
import { type Band, type Change, changeKey, type Verdict } from 'fissure/workbench';
import { baseline, isStale, study } from '../known.ts';
import { oneByOne, type Piece, type UnderWay } from '../one-by-one/one-by-one.ts';

export interface Judged {
  readonly isProvisional: boolean;
  readonly verdicts: readonly Verdict[];
  readonly bands: readonly Band[];
}

export const compared = signal<ReadonlyMap<string, Judged>>(new Map());

export const underWay = signal<UnderWay | undefined>(undefined);

/** Every member has said all there is to say, also of outputs that were added later. */
export function isComplete(judged: Judged | undefined): boolean {
  return judged?.isProvisional === false && missingIn(judged).length === 0;
}

function missingIn({ bands }: Judged): readonly string[] {
  const known = new Set(bands.map(({ output }) => output));
  return study.value!.experiment.outputs.flatMap(({ id }) => (known.has(id) ? [] : [id]));
}

/** All by a few members first, then one after the other by every member. Answers what stops it. */
export function judgeAll(changes: readonly Change[]): () => void {
  const resultOf = (change: Change) => compared.value.get(changeKey(change));
  const first = changes.filter((change) => !resultOf(change)).map((change) => judging(change, true));
  const then = changes.flatMap((change): readonly Piece[] => {
    const known = resultOf(change);
    if (known?.isProvisional !== false) return [judging(change, false)];
    const missing = missingIn(known);
    return missing.length > 0 ? [adding(change, missing)] : [];
  });
  return oneByOne({ pieces: [...first, ...then], kind: 'judge', underWay });
}

function judging(change: Change, isQuick: boolean): Piece {
  return {
    ...{ change, isQuick },
    request: (turn) => ({ kind: 'judge', turn, change }),
    take: (answer) => {
      if (answer.kind !== 'verdicts') return false;
      if (!isQuick && answer.isProvisional) return false;
      keep(change, answer);
      return true;
    },
  };
}

/** What was found before stays. */
function adding(change: Change, outputs: readonly string[]): Piece {
  return {
    ...{ change, isQuick: false },
    request: (turn) => ({ kind: 'outcomes', turn, change, outputs }),
    take: (answer) => {
      if (answer.kind !== 'outcomes') return false;
      const known = compared.value.get(changeKey(change))!;
      keep(change, { ...known, bands: [...known.bands, ...answer.bands] });
      return true;
    },
  };
}

function keep(change: Change, judged: Judged): void {
  compared.value = new Map(compared.value).set(changeKey(change), judged);
}

/** Of what study the results are: one with the same stamp has the same members, claims and equations. */
let keptOf: string | undefined;

effect(() => {
  const stamp = study.value?.stamp;
  const kept = stamp === keptOf ? compared.peek() : new Map<string, Judged>();
  keptOf = stamp;
  // Stale, it is of the study before.
  const known = isStale.value ? undefined : baseline.value?.assessment;
  const standing = known && { isProvisional: false, verdicts: known.verdicts, bands: known.bands };
  compared.value = standing ? new Map(kept).set(changeKey({ scenario: '', levers: new Map() }), standing) : kept;
});
