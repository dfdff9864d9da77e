/** A claim with its verdict; selected, also what it depends on, and a way to break it. */
import { useComputed } from '@preact/signals';
import type { ReadyStudy, Verdict } from 'fissure/workbench';
import { isDrawerOpen, isPending, isProvisional, select, selected, verdicts } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { BreakIt } from './break-it.tsx';
import { flippedClaims } from './changes.ts';
import { Chip } from './chip.tsx';

export function Claim({ planned }: { planned: ReadyStudy['experiment']['claims'][number] }) {
  const { id, says } = planned;
  const verdict = useComputed(() => verdicts.value.find(({ claim }) => claim === id)).value;
  const isSelected = useComputed(() => selected.value?.kind === 'claim' && selected.value.id === id).value;
  const flip = useComputed(() => flippedClaims.value.find(({ claim }) => claim === id)).value;
  const isOld = useComputed(() => isPending.value && !isProvisional.value).value;
  return (
    <div
      id={`claim-${id}`}
      class={`claim${isSelected ? ' selected' : ''}${flip ? ' flipped' : ''}${isOld ? ' old' : ''}`}
    >
      <button type="button" aria-pressed={isSelected} onClick={() => select({ kind: 'claim', id })}>
        <Chip claim={id} word={verdict?.word} />
      </button>{' '}
      {says} {verdict && <small>{frequency(verdict)}</small>}
      {flip && <small> {STRINGS.was(STRINGS.words[flip.from])}</small>}
      {isSelected && (
        <div class="card">
          {verdict && verdict.hinges.length > 0 && (
            <p>{STRINGS.dependsOn(verdict.hinges.map(({ label, factor }) => label || factor))}</p>
          )}
          {verdict?.reason && <p>{verdict.reason}</p>}
          <button type="button" onClick={() => (isDrawerOpen.value = true)}>
            {STRINGS.why}
          </button>{' '}
          <BreakIt claim={id} />
        </div>
      )}
    </div>
  );
}

function frequency({ fitted }: Verdict): string {
  return fitted.share === null ? '' : STRINGS.share(fitted.share);
}
