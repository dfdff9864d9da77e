/**
 * What each variant makes of the claims: one simulated after the other while the table is looked at, and kept for as long as
 * the study stays what it is.
 */
import { computed, effect, signal } from '@preact/signals';
import { type Change, changeKey, VARIANT_MEMBERS, type VariantJudgement } from 'fissure/workbench';
import { alsoListen, nextTurn, sendScenario, study, tell } from '../session.ts';
import { ask } from '../simulating.ts';

export interface Counts {
  readonly memberCount: number;
  readonly candidateCount: number;
}

/** What is under way: from 0 to 1 of all that was still to do, and how long the rest takes if it goes on as so far. */
export interface UnderWay {
  readonly share: number;
  readonly secondsLeft: number | undefined;
}

/** Until then workers are compiling, and nobody knows how fast they will be. */
const FIRST_SECONDS = 4;

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
  if (missing.length === 0) return () => undefined;
  const startedMs = performance.now();
  let isStopped = false;
  let hearNoMore = () => undefined as unknown;
  const tellShare = (done: number) => {
    const share = done / missing.length;
    const seconds = (performance.now() - startedMs) / 1000;
    const canTell = share > 0 && seconds > FIRST_SECONDS;
    underWay.value = { share, secondsLeft: canTell ? (seconds * (1 - share)) / share : undefined };
  };
  const stop = () => {
    isStopped = true;
    hearNoMore();
    underWay.value = undefined;
    ask({ kind: 'stop', what: 'variant' });
  };
  const judge = (change: Change, done: number) =>
    new Promise<VariantJudgement>((resolve, reject) => {
      const turn = nextTurn();
      hearNoMore = alsoListen((answer) => {
        // Nobody knows what failed: to go on waiting would be to wait for ever.
        if (answer.kind === 'failed') reject(new Error(answer.reason));
        if (!('turn' in answer) || answer.turn !== turn) return;
        if (answer.kind === 'share') tellShare(done + answer.share);
        if (answer.kind === 'variant') resolve(answer.judgement);
      });
      ask({ kind: 'variant', turn, change, ...counts });
    }).finally(() => hearNoMore());
  const work = async () => {
    for (const [done, change] of missing.entries()) {
      tellShare(done);
      if (change.scenario !== '') await sendScenario(change);
      if (isStopped) return;
      const judgement = await judge(change, done);
      judged.value = new Map(judged.value).set(judgementKey(change, counts), judgement);
      if (isStopped) return;
    }
    underWay.value = undefined;
  };
  work().catch((reason) => {
    stop();
    tell(reason);
  });
  return stop;
}

/** The same members, claims and equations, whatever else is looked at. */
const stamp = computed(() => study.value?.stamp);
effect(() => {
  if (stamp.value !== undefined) judged.value = new Map();
});
