/** Single runs of what was let go of, once somebody wants to see them: a hand on a lever gets them with its fans. */
import { effect } from '@preact/signals';
import { baseline, change, chartStyle, isSingle, nextTurn, quality, settled } from '../session.ts';
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
