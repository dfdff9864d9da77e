/** The bar that says what was changed by hand, wherever one is on the page and on paper; and what came of it. */
import type { LiveStudy } from 'fissure/report-live';
import { changesOf } from './changes.ts';
import { element } from './dom.ts';
import type { Session, State } from './session.ts';
import { STRINGS } from './strings.ts';
import { flipsOf } from './verdicts.ts';

export function changeBar(
  study: LiveStudy,
  session: Session,
): { readonly element: HTMLElement; show(state: State): void } {
  const what = element('span');
  // Told to those who listen once the hand is off the lever, and only then.
  const outcome = element('p', { role: 'status' });
  const progress = element('p', { class: 'soft' });
  const reset = element('button', { type: 'button', 'aria-label': STRINGS.reset }, STRINGS.resetShort);
  reset.addEventListener('click', () => {
    session.reset();
    document.querySelector<HTMLElement>('.levers input')?.focus({ preventScroll: true });
  });
  const line = element('p', {}, element('strong', {}, `${STRINGS.changed}: `), what, ' ', reset);
  const inner = element(
    'div',
    { class: 'wrap' },
    line,
    progress,
    outcome,
    element('p', { class: 'soft note' }, STRINGS.changedNote),
  );
  const bar = element('aside', { class: 'change-bar', 'aria-label': STRINGS.changed, hidden: '' }, inner);
  keepBelow(bar);
  return {
    element: bar,
    show(state) {
      const { settings, verdicts, share } = state;
      bar.hidden = settings.size === 0;
      what.textContent = changesOf(study, state).join(', ');
      progress.textContent = share === undefined ? '' : STRINGS.simulating(share);
      progress.hidden = share === undefined;
      if (share !== undefined || verdicts === undefined) outcome.replaceChildren();
      else outcome.replaceChildren(...flipWords(study, verdicts));
    },
  };
}

/**
 * What else keeps in sight keeps below the bar. Set where it is used and nowhere above: a property that the whole page
 * inherits costs a new style for every element of it at each step of a lever.
 */
function keepBelow(bar: HTMLElement): void {
  new ResizeObserver(() => {
    const height = `${bar.offsetHeight}px`;
    document.documentElement.style.scrollPaddingTop = bar.hidden ? '' : `calc(${height} + 1rem)`;
    document.getElementById('live')!.style.setProperty('--bar', height);
    uncoverLever();
  }).observe(bar);
}

/** The bar that comes with the first step of a lever pushes the chart below it over that lever. */
function uncoverLever(): void {
  const lever = document.activeElement?.closest('.lever');
  const watched = document.querySelector('.watched');
  if (!lever || !watched?.checkVisibility()) return;
  const covered = watched.getBoundingClientRect().bottom - lever.getBoundingClientRect().top;
  if (covered > 0) scrollBy({ top: -covered, behavior: 'instant' });
}

function flipWords(study: LiveStudy, verdicts: NonNullable<State['verdicts']>): readonly (Node | string)[] {
  const flips = flipsOf(study, verdicts);
  if (flips.length === 0) return [STRINGS.unchanged];
  const links = flips.flatMap(({ claim, from, to }, i) => [
    i === 0 ? '' : '; ',
    element('a', { href: `#claim-${claim}` }, claim),
    ` ${STRINGS.flip(from, to)}`,
  ]);
  return [STRINGS.flips(flips.length), ...links, '.'];
}
