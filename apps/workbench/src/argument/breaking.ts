/** The search for the smallest believable change that turns a verdict. */
import { effect, signal } from '@preact/signals';
import { type Breaking, ClaimBreaker } from 'fissure/workbench';
import { change } from '../chosen.ts';
import { baseline } from '../known.ts';
import { alsoListen, nextTurn } from '../session.ts';
import { ask } from '../simulating.ts';

export const breaking = signal<Breaking | undefined>(undefined);

const breaker = new ClaimBreaker({
  ask,
  nextTurn,
  show: (next) => {
    breaking.value = next;
  },
});
alsoListen((answer) => breaker.hear(answer));
// What was found speaks of levers that stand there no longer.
effect(() => {
  change.value;
  breaker.stop();
});

export function tryToBreak(claim: string): void {
  const verdict = baseline.value?.assessment.verdicts.find((own) => own.claim === claim);
  breaker.start(claim, change.value, verdict?.factors.map(({ factor }) => factor) ?? []);
}

export function stopBreaking(): void {
  breaker.stop();
}
