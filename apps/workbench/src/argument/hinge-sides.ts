import type { Verdict } from 'fissure/workbench';
import { STRINGS } from '../strings.ts';

/** On which side of which value it holds; where it stays on one side, how often on either. */
export function hingeSides({ split, flipsAt, direction, alternatives, unit }: Verdict['hinges'][number]): string {
  if (alternatives.length > 0)
    return STRINGS.byAlternative(
      alternatives.flatMap(({ name, label, share }) => (share === null ? [] : [{ name: label || name, share }])),
    );
  if (flipsAt !== null) return STRINGS.turns[direction](flipsAt, unit);
  return split ? STRINGS.beside(split, unit) : '';
}
