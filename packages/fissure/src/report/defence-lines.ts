/** A claim's defence as labelled sentences, for the page and for `fissure explain`. */
import type { Defence } from '../study/study.ts';

export function defenceLines(
  defence: Defence | undefined,
): readonly { readonly label: string; readonly text: string }[] {
  if (defence === undefined) return [];
  return [
    { label: 'Why this measure', text: defence.measure },
    { label: 'Why this horizon', text: defence.horizon },
    { label: 'Why this threshold', text: defence.threshold },
    { label: 'What would make it vacuous', text: defence.vacuous },
    { label: 'How it could be true by construction', text: defence.construction },
    { label: 'Where it changes sides', text: defence.turns?.label ?? '' },
  ].filter(({ text }) => text !== '');
}
