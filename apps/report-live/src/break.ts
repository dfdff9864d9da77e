/** *Try to break it*: in each claim that a lever could turn, a search for the smallest believable change that does. */
import {
  type Breaking,
  canTurn,
  type Lever,
  type LiveStudy,
  leversOf,
  numberText,
  unitWords,
} from 'fissure/report-live';
import { element } from './dom.ts';
import type { Session } from './session.ts';
import { STRINGS } from './strings.ts';

export function breakableClaims(study: LiveStudy, session: Session): { show(breaking: Breaking | undefined): void } {
  const levers = leversOf(study.experiment);
  const blocks = study.experiment.claims.filter(canTurn).flatMap(({ id }) => {
    const countSentences = document.getElementById(`claim-${id}`)?.querySelector('.inside > .text');
    if (!countSentences) return [];
    const block = breakBlock(id, levers, session);
    countSentences.after(block.element);
    return [block];
  });
  return {
    show(breaking) {
      for (const block of blocks) block.show(breaking?.claim === block.claim ? breaking : undefined);
    },
  };
}

/** One button starts and stops, so that whoever pressed it is never left without it. */
function breakBlock(claim: string, levers: readonly Lever[], session: Session) {
  const button = element('button', { type: 'button' });
  const progress = element('progress', { 'aria-label': STRINGS.breaking, hidden: '' });
  const answer = element('p', { role: 'status' });
  const apply = element('button', { type: 'button', hidden: '' }, STRINGS.apply);
  let shown: Breaking | undefined;
  const show = (breaking: Breaking | undefined) => {
    shown = breaking;
    const isSearching = breaking !== undefined && !breaking.isDone;
    button.textContent = isSearching ? STRINGS.stop : STRINGS.tryToBreak;
    button.setAttribute('aria-label', `${button.textContent}: ${claim}`);
    progress.hidden = !isSearching;
    progress.value = breaking?.share ?? 0;
    apply.hidden = breaking?.found === undefined;
    const text = breaking === undefined ? '' : isSearching ? `${STRINGS.breaking}.` : outcome(breaking, levers);
    // Said once, however often the share comes.
    if (answer.textContent !== text) answer.textContent = text;
  };
  button.addEventListener('click', () => {
    if (shown && !shown.isDone) session.stopBreaking();
    else session.tryToBreak(claim);
  });
  apply.addEventListener('click', () => {
    const { lever, value } = shown!.found!;
    button.focus();
    session.drag(lever, value);
    session.release();
  });
  show(undefined);
  return { claim, show, element: element('div', { class: 'break' }, button, ' ', progress, answer, apply) };
}

function outcome({ claim, found, tried }: Breaking, levers: readonly Lever[]): string {
  if (!found) return STRINGS.unbreakable(tried);
  const { label, central, unit } = levers.find(({ id }) => id === found.lever)!;
  const amount = `${numberText(found.value * central)} ${unitWords(unit, found.value * central)}`.trim();
  const meaning = STRINGS.multiplied(numberText(found.value), unit === '' || unit === '1' ? '' : amount);
  return STRINGS.brokenBy(claim, label, meaning, found.from, found.to);
}
