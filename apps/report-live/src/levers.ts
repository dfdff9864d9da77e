/** The panel of levers: those first that decide most claims, all others to be found by name. */
import { isPlausible, type Lever, type LiveStudy, leversOf, unitWords } from 'fissure/report-live';
import { element, fromHtml } from './dom.ts';
import type { Session, State } from './session.ts';
import { STRINGS } from './strings.ts';

const SHOWN_FIRST = 5;
const FROM = 0.25;
const TO = 2;
const STEP = 0.05;
/** All that a slider can be set to, in order. */
const VALUES = Array.from({ length: Math.round((TO - FROM) / STEP) + 1 }, (_, i) =>
  Number((FROM + i * STEP).toFixed(2)),
);

export interface LeverPanel {
  readonly element: HTMLElement;
  show(state: State): void;
}

interface Control {
  readonly lever: Lever;
  readonly range: HTMLInputElement;
  readonly number: HTMLInputElement;
  readonly output: HTMLOutputElement;
  /** Says where the lever stands outside of what is plausible. */
  readonly beyond: HTMLElement;
  readonly element: HTMLElement;
}

export function leverPanel(study: LiveStudy, session: Session, watched: HTMLElement): LeverPanel {
  const levers = inOrderOfWeight(study);
  const controls: Control[] = [];
  const control = (lever: Lever) => {
    const made = makeControl(lever, controls.length, session);
    controls.push(made);
    return made.element;
  };
  const rest = levers.slice(SHOWN_FIRST);
  const panel = element(
    'section',
    { class: 'levers', 'aria-labelledby': 'levers' },
    element('h3', { id: 'levers' }, STRINGS.levers),
    element('p', { class: 'small soft' }, STRINGS.leverNote),
    element('p', { class: 'small soft' }, keyOfStanding(), STRINGS.key),
    watched,
    ...levers.slice(0, SHOWN_FIRST).map(control),
    ...(rest.length === 0 ? [] : [otherLevers(rest, levers.length, control, () => show(session.state))]),
  );
  // Who has come as far as the levers may want to move one.
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    session.wake();
  });
  observer.observe(panel);

  function show({ settings }: State): void {
    for (const { lever, range, number, output, beyond } of controls) {
      const value = settings.get(lever.id) ?? 1;
      if (document.activeElement !== range || Number(range.value) !== value) range.value = String(value);
      if (document.activeElement !== number) number.value = String(value);
      const isBeyond = !isPlausible(lever, value);
      beyond.textContent = isBeyond ? STRINGS.beyond : '';
      range.setAttribute(
        'aria-valuetext',
        `${STRINGS.spoken(value, assumed(lever))}${isBeyond ? `. ${STRINGS.beyond}` : ''}`,
      );
      output.textContent = STRINGS.times(value);
      output.classList.toggle('moved', value !== 1);
    }
  }
  show(session.state);
  return { element: panel, show };
}

function keyOfStanding(): DocumentFragment {
  const html =
    '<svg class="chart key" viewBox="0 0 32 10" aria-hidden="true"><path class="line standing" d="M0 5h32"/></svg>';
  return fromHtml({ html });
}

/** By how much they move claims, as the hinges of the verdicts say; then as the study has them. */
function inOrderOfWeight({ experiment, verdicts }: LiveStudy): readonly Lever[] {
  const weight = new Map<string, number>();
  for (const { factor, distance } of verdicts.flatMap(({ hinges }) => hinges))
    weight.set(factor, (weight.get(factor) ?? 0) + distance);
  const of = ({ id }: Lever) => weight.get(id) ?? 0;
  return leversOf(experiment).toSorted((a, b) => of(b) - of(a));
}

function makeControl(lever: Lever, index: number, session: Session): Control {
  const id = `lever-${index}`;
  const { label, plausible } = lever;
  const range = element('input', {
    ...{ type: 'range', id, min: String(FROM), max: String(TO), step: String(STEP), value: '1' },
    'data-lever': lever.id,
  });
  const number = element('input', {
    ...{ type: 'number', min: '0', max: '100', step: 'any', value: '1', inputmode: 'decimal' },
    'aria-label': STRINGS.exactly(label),
  });
  const output = element('output', { for: id }, STRINGS.times(1));
  range.addEventListener('input', () => session.drag(lever.id, Number(range.value)));
  range.addEventListener('change', () => session.release());
  number.addEventListener('change', () => {
    const value = number.valueAsNumber;
    if (!(value >= 0 && value <= 100)) {
      number.value = String(session.state.settings.get(lever.id) ?? 1);
      return;
    }
    session.drag(lever.id, value);
    session.release();
  });
  const beyond = element('p', { class: 'beyond' });
  const whole = element(
    'div',
    { class: 'lever', 'data-name': `${lever.id} ${label}`.toLowerCase() },
    element('label', { for: id }, label, ' ', output),
    element('div', { class: 'lever-row' }, range, number),
    element(
      'span',
      { class: 'small soft' },
      assumed(lever),
      plausible ? STRINGS.plausible(plausible.low, plausible.high) : '',
    ),
    beyond,
  );
  for (const coming of ['pointerenter', 'focusin'])
    whole.addEventListener(coming, () => session.expect(lever.id, VALUES));
  return { lever, range, number, output, beyond, element: whole };
}

function assumed({ declared, unit }: Lever): string {
  return `${declared} ${unitWords(unit, 0)}`.trim();
}

/** Made when they are asked for: a study has hundreds. */
function otherLevers(
  levers: readonly Lever[],
  count: number,
  control: (lever: Lever) => HTMLElement,
  show: () => void,
): HTMLElement {
  const find = element('input', { type: 'search', 'aria-label': STRINGS.find, placeholder: STRINGS.find });
  const list = element('div', { class: 'other-levers' });
  const details = element('details', {}, element('summary', {}, STRINGS.allLevers(count)), find, list);
  details.addEventListener(
    'toggle',
    () => {
      list.append(...levers.map(control));
      show();
    },
    { once: true },
  );
  find.addEventListener('input', () => {
    const wanted = find.value.trim().toLowerCase();
    for (const one of list.children as HTMLCollectionOf<HTMLElement>)
      one.hidden = !one.dataset.name!.replaceAll('_', ' ').includes(wanted.replaceAll('_', ' '));
  });
  return details;
}
