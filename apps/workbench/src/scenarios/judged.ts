/** Results by change, kept for as long as the study stays what it is. */
import { effect, signal } from '@preact/signals';
import { type Band, type Change, changeKey, type Verdict } from 'fissure/workbench';
import { alsoListen, baseline, nextTurn, sendScenario, tell } from '../session.ts';
import { ask } from '../simulating.ts';

export interface Judged {
  readonly isProvisional: boolean;
  readonly verdicts: readonly Verdict[];
  readonly bands: readonly Band[];
}

export const compared = signal<ReadonlyMap<string, Judged>>(new Map());

/** All by a few members first, then one after the other by every member. Answers what stops it. */
export function judgeAll(changes: readonly Change[]): () => void {
  let isStopped = false;
  let stopCurrent = () => undefined as unknown;
  const judgeOne = async (change: Change, isSure: boolean) => {
    const known = compared.value.get(changeKey(change));
    if (isStopped || (known && !(isSure && known.isProvisional))) return;
    if (change.scenario !== '') await sendScenario(change);
    if (isStopped) return;
    await new Promise<void>((resolve) => {
      const turn = nextTurn();
      const stop = alsoListen((answer) => {
        if (answer.kind !== 'verdicts' || answer.turn !== turn) return;
        keep(change, answer);
        if (isSure && answer.isProvisional) return;
        stop();
        resolve();
      });
      stopCurrent = stop;
      ask({ kind: 'judge', turn, change });
    });
  };
  const work = async () => {
    for (const isSure of [false, true]) for (const change of changes) await judgeOne(change, isSure);
  };
  work().catch(tell);
  return () => {
    isStopped = true;
    stopCurrent();
    ask({ kind: 'stop', what: 'judge' });
  };
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
