/** What there is to say of the selected claim: how often it holds, on what it depends, and ways on. */
import { useComputed } from '@preact/signals';
import { canTurn, type Verdict } from 'fissure/workbench';
import { selected } from '../chosen.ts';
import { openDrawer } from '../drawer/tab.ts';
import { verdicts } from '../known.ts';
import { NotesOn } from '../notes/note-list.tsx';
import { factorName } from '../numbers.ts';
import { isNarrow } from '../sheet/narrow.ts';
import { STRINGS } from '../strings.ts';
import { BreakIt } from './break-it.tsx';
import { flippedClaims } from './changes.ts';
import type { PlannedClaim } from './claim.tsx';
import { hingeSides } from './hinge-sides.ts';

/** On a phone it is part of the sheet. */
export function Card({ planned }: { planned: PlannedClaim }) {
  const { id } = planned;
  const isSelected = useComputed(() => selected.value?.kind === 'claim' && selected.value.id === id).value;
  if (!isSelected || isNarrow.value) return null;
  return (
    <section class="card" dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'} aria-label={STRINGS.cardOf(id)}>
      <CardBody planned={planned} />
    </section>
  );
}

export function CardBody({ planned }: { planned: PlannedClaim }) {
  const { id, says } = planned;
  const verdict = verdicts.value.find(({ claim }) => claim === id);
  const flip = flippedClaims.value.find(({ claim }) => claim === id);
  return (
    <>
      <p class="says">{says}</p>
      {verdict && (
        <p>
          <strong>
            {verdict.fitted.share === null ? STRINGS.words[verdict.word] : STRINGS.share(verdict.fitted.share)}
          </strong>{' '}
          {flip ? STRINGS.wasBefore(STRINGS.words[flip.from]) : STRINGS.meanings[verdict.word]}
        </p>
      )}
      {verdict && <Hinges verdict={verdict} />}
      {verdict?.reason && <p class="note">{verdict.reason}</p>}
      <p class="note">{STRINGS.withinModel}</p>
      <div class="tools">
        <button type="button" onClick={() => openDrawer('causes')}>
          {STRINGS.why}
        </button>
        <button type="button" onClick={() => openDrawer('evidence')}>
          {STRINGS.evidence}
        </button>
        {canTurn(planned) && <BreakIt claim={id} />}
      </div>
      <NotesOn name={id} label={id} />
    </>
  );
}

/** With the value at which each turns the verdict, where there is one. */
function Hinges({ verdict: { hinges } }: { verdict: Verdict }) {
  if (hinges.length === 0) return null;
  return (
    <>
      <p>{STRINGS.dependsOn}</p>
      <ul>
        {hinges.map((hinge) => (
          <li key={hinge.factor}>
            <strong>{hinge.label || factorName(hinge.factor)}</strong>: {hingeSides(hinge)}
          </li>
        ))}
      </ul>
    </>
  );
}
