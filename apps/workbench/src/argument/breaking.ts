/** The search for the smallest believable change that turns a verdict: one at a time. */
import { signal } from '@preact/signals';
import type { BreakingPoint } from 'fissure/workbench';
import { alsoListen, change, nextTurn } from '../session.ts';
import { ask } from '../simulating.ts';

export interface Breaking {
  readonly claim: string;
  readonly share: number;
  readonly isDone: boolean;
  readonly found: BreakingPoint | undefined;
  readonly tried: number;
}

export const breaking = signal<Breaking | undefined>(undefined);

let stopListening = () => undefined as unknown;

export function tryToBreak(claim: string): void {
  stopListening();
  const turn = nextTurn();
  breaking.value = { claim, share: 0, isDone: false, found: undefined, tried: 0 };
  stopListening = alsoListen((answer) => {
    if (!('turn' in answer) || answer.turn !== turn || !breaking.value) return;
    if (answer.kind === 'share') breaking.value = { ...breaking.value, share: answer.share };
    if (answer.kind !== 'broken') return;
    breaking.value = { claim, share: 1, isDone: true, found: answer.found, tried: answer.tried };
    stopListening();
  });
  ask({ kind: 'break', turn, change: change.value, claim });
}

export function stopBreaking(): void {
  stopListening();
  breaking.value = undefined;
  ask({ kind: 'stop', what: 'break' });
}
