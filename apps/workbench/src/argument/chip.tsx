/** A verdict as word, shape and colour: none of them alone. */
import type { VerdictWord } from 'fissure/workbench';
import { STRINGS } from '../strings.ts';

export const SHAPES: Readonly<Record<VerdictWord, string>> = {
  supported: '●',
  depends: '◐',
  contradicted: '✕',
  vacuous: '○',
  untestable: '◌',
  'by construction': '■',
};

interface ChipProps {
  readonly claim: string;
  /** Undefined: not yet tested. */
  readonly word: VerdictWord | undefined;
}

export function Chip({ claim, word }: ChipProps) {
  return (
    <span class={`chip ${(word ?? 'untested').replaceAll(' ', '-')}`}>
      <Shape word={word} /> {claim} {word ? STRINGS.words[word] : STRINGS.untested}
    </span>
  );
}

export function Shape({ word }: Pick<ChipProps, 'word'>) {
  return <span aria-hidden="true">{word ? SHAPES[word] : '…'}</span>;
}
