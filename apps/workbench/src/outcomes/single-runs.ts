/** Single runs of what was let go of, once somebody wants to see them: a hand on a lever gets them with its fans. */
import { effect } from '@preact/signals';
import { change, chartStyle, settled } from '../chosen.ts';
import { baseline, isSingle, quality } from '../known.ts';
import { nextTurn } from '../session.ts';
import { ask } from '../simulating.ts';

export function showSingleRuns(): void {
  effect(() => {
    const known = baseline.value;
    settled.value;
    if (chartStyle.value !== 'lines' || quality.value !== 'full' || isSingle.value || !known) return;
    const outputs = known.experiment.outputs.map(({ id }) => id);
    ask({ kind: 'runs', turn: nextTurn(), change: change.peek(), outputs });
  });
}
