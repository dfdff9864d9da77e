/** A claim in the text: its verdict, how what it measures goes on, and whether the levers made it another. */
import { useComputed } from '@preact/signals';
import type { ReadyStudy } from 'fissure/workbench';
import { isGuessing, select, selected } from '../chosen.ts';
import { isPending, isProvisional, verdicts } from '../known.ts';
import { notesOn } from '../notes/open.ts';
import { outputsOf } from '../outcomes/outputs-of.ts';
import { STRINGS } from '../strings.ts';
import { flippedClaims } from './changes.ts';
import { Chip } from './chip.tsx';
import { Spark } from './spark.tsx';

export type PlannedClaim = ReadyStudy['experiment']['claims'][number];

export function Claim({ planned }: { planned: PlannedClaim }) {
  const { id, says } = planned;
  const verdict = useComputed(() => verdicts.value.find(({ claim }) => claim === id)).value;
  const isSelected = useComputed(() => selected.value?.kind === 'claim' && selected.value.id === id).value;
  const flip = useComputed(() => flippedClaims.value.find(({ claim }) => claim === id)).value;
  const isOld = useComputed(() => isPending.value && !isProvisional.value).value;
  const noteCount = useComputed(() => notesOn(id).length).value;
  return (
    <span id={`claim-${id}`} class={`claim${flip ? ' flipped' : ''}${isOld ? ' old' : ''}`}>
      <button type="button" title={says} aria-pressed={isSelected} onClick={() => select({ kind: 'claim', id })}>
        {!isGuessing.value && <Spark output={outputsOf(planned)[0]?.id} />}
        <Chip claim={id} word={verdict?.word} />
        {flip && <small> {STRINGS.was(STRINGS.words[flip.from])}</small>}
        {noteCount > 0 && <small> {STRINGS.notes(noteCount)}</small>}
      </button>{' '}
    </span>
  );
}
