import type { ReadyStudy } from 'fissure/workbench';
import { isPending, isProvisional, select, selected, verdicts } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { flippedClaims } from './changes.ts';
import { Chip } from './chip.tsx';

export function Claim({ planned }: { planned: ReadyStudy['experiment']['claims'][number] }) {
  const { id, says } = planned;
  const verdict = verdicts.value.find(({ claim }) => claim === id);
  const share = verdict?.fitted.share;
  const isSelected = selected.value?.kind === 'claim' && selected.value.id === id;
  const flip = flippedClaims.value.find(({ claim }) => claim === id);
  const isOld = isPending.value && !isProvisional.value;
  return (
    <li class={`claim${isSelected ? ' selected' : ''}${flip ? ' flipped' : ''}${isOld ? ' old' : ''}`}>
      <button type="button" aria-pressed={isSelected} onClick={() => select({ kind: 'claim', id })}>
        <Chip claim={id} word={verdict?.word} />
      </button>{' '}
      {says}{' '}
      {share !== null && share !== undefined && (
        <small>
          {STRINGS.share(share)}
          {flip && `; ${STRINGS.was(STRINGS.words[flip.from])}`}
        </small>
      )}
    </li>
  );
}
