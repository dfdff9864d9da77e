/** Every variable of the model with a tick: a chart of it, of its elements, or several of one unit in one chart. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { arrange, arrangement } from '../chosen.ts';
import { Dialog } from '../dialog.tsx';
import { study, tell } from '../known.ts';
import { ownOutputs } from '../outcomes/shown-charts.ts';
import { source } from '../source.ts';
import { besides, type Charts, isPlotted, withoutPlot, withPlot } from './charts.ts';
import { foundOffers, type Offer, type OfferedVariable, offersOf } from './offers.ts';
import './plots.css';
import { PLOTS } from './strings.ts';

/** What can be read through; others are found by a word. */
const FIRST = 60;
/** Lines that can be told apart. */
const MOST_TOGETHER = 12;

export default function Picker() {
  const typed = useSignal('');
  const isWhole = useSignal(false);
  const offers = useSignal<readonly OfferedVariable[]>([]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    source.value
      .plottable()
      .then((known) => {
        offers.value = known ? offersOf(known) : [];
      })
      .catch(tell);
  }, []);
  const found = foundOffers(offers.value, typed.value);
  const shown = isWhole.value ? found : found.slice(0, FIRST);
  return (
    <Dialog title={PLOTS.title}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows go between its boxes, which Tab reaches as well */}
      <div class="picker" ref={box} onKeyDown={(event) => walk(event, box.current!)}>
        <p class="note">{PLOTS.note}</p>
        <label class="find">
          {PLOTS.find}
          <input
            type="search"
            autocomplete="off"
            spellcheck={false}
            value={typed.value}
            onInput={(event) => (typed.value = event.currentTarget.value)}
          />
        </label>
        <p role="status" class="note">
          {PLOTS.found(found.length, offers.value.length)}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
        <section class="scroll offers" tabIndex={0} aria-label={PLOTS.title}>
          {typed.value === '' && <OwnOutputs />}
          {grouped(shown).map(({ title, members }) => (
            <fieldset key={title}>
              <legend>{title}</legend>
              {members.map((offer) => (
                <Variable key={offer.variable.id} offer={offer} all={offers.value} isSought={typed.value !== ''} />
              ))}
            </fieldset>
          ))}
          {found.length > shown.length && (
            <button type="button" onClick={() => (isWhole.value = true)}>
              {PLOTS.more(found.length - shown.length)}
            </button>
          )}
        </section>
      </div>
    </Dialog>
  );
}

/** From the field down to the first box, and from box to box. */
function walk(event: KeyboardEvent, box: HTMLElement): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const { target } = event;
  if (step === 0 || !(target instanceof HTMLInputElement)) return;
  const inputs = [...box.querySelectorAll<HTMLInputElement>('input')].filter((one) => one.checkVisibility());
  const next = inputs[inputs.indexOf(target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function OwnOutputs() {
  const { hidden } = arrangement.value;
  const own = ownOutputs();
  if (own.length === 0) return null;
  return (
    <fieldset>
      <legend>{study.value!.isModelFile ? PLOTS.ownOfFile : PLOTS.own}</legend>
      {own.map(({ id, title }) => (
        <label key={id} class="boxed">
          <input
            type="checkbox"
            checked={!hidden.includes(id)}
            onChange={({ currentTarget: { checked } }) =>
              arrange({ hidden: checked ? hidden.filter((one) => one !== id) : [...hidden, id] })
            }
          />{' '}
          {title}
        </label>
      ))}
    </fieldset>
  );
}

interface VariableProps {
  readonly offer: OfferedVariable;
  readonly all: readonly OfferedVariable[];
  /** A word was typed: what has it in an element is shown with its elements. */
  readonly isSought: boolean;
}

function Variable({ offer, all, isSought }: VariableProps) {
  const { variable, whole, elements } = offer;
  const isPart = elements.length < (all.find((one) => one.variable.id === variable.id)?.elements.length ?? 0);
  const isOpen = useSignal(false);
  const plots = elements.map(({ plot }) => plot);
  return (
    <div class="variable">
      <Tick offer={whole} note={variable.over.length === 0 ? '' : PLOTS.total} all={all} />
      {elements.length > 0 && (
        <details
          open={isOpen.value || (isSought && isPart)}
          onToggle={(event) => (isOpen.value = event.currentTarget.open)}
        >
          <summary>{PLOTS.elements(elements.length)}</summary>
          {elements.length > 1 && elements.length <= MOST_TOGETHER && (
            <button
              type="button"
              onClick={() => {
                const left = plots.reduce<Charts>(withoutPlot, arrangement.value.charts);
                arrange({ charts: [...left, plots] });
              }}
            >
              {PLOTS.oneChart}
            </button>
          )}
          {elements.map((element) => (
            <Tick key={element.plot} offer={element} note="" all={all} />
          ))}
        </details>
      )}
    </div>
  );
}

interface TickProps {
  readonly offer: Offer;
  readonly note: string;
  readonly all: readonly OfferedVariable[];
}

function Tick({ offer: { plot, label, unit }, note, all }: TickProps) {
  const { charts } = arrangement.value;
  const isOn = isPlotted(charts, plot);
  return (
    <div class="offer">
      <label class="boxed">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ currentTarget: { checked } }) =>
            arrange({ charts: checked ? withPlot(charts, plot) : withoutPlot(charts, plot) })
          }
        />{' '}
        {label} <small>{[note, unit === '1' ? '' : unit].filter((part) => part !== '').join(', ')}</small>
      </label>
      {isOn && <Beside plot={plot} unit={unit} all={all} />}
    </div>
  );
}

/** Charts that were added, of the same unit: it may join one. */
function Beside({ plot, unit, all }: Pick<Offer, 'plot' | 'unit'> & Pick<TickProps, 'all'>) {
  const { charts } = arrangement.value;
  const offers = new Map(
    all.flatMap(({ variable, whole, elements }) => [
      [whole.plot, whole.label] as const,
      ...elements.map((one) => [one.plot, `${variable.label} (${one.label})`] as const),
    ]),
  );
  const units = new Map(
    all.flatMap(({ variable, whole, elements }) =>
      [whole, ...elements].map((one) => [one.plot, variable.unit] as const),
    ),
  );
  const others = charts.flatMap((chart) => chart.find((one) => one !== plot) ?? []);
  const fitting = others.filter((one) => units.get(one) === unit);
  if (fitting.length === 0) return null;
  const now = charts.find((chart) => chart.includes(plot))!.find((one) => one !== plot) ?? '';
  return (
    <select
      aria-label={PLOTS.together(offers.get(plot) ?? plot)}
      value={now}
      onChange={({ currentTarget: { value } }) => arrange({ charts: besides(charts, plot, value || undefined) })}
    >
      <option value="">{PLOTS.ofItsOwn}</option>
      {fitting.map((one) => (
        <option key={one} value={one}>
          {offers.get(one) ?? one}
        </option>
      ))}
    </select>
  );
}

interface Group {
  readonly title: string;
  readonly members: OfferedVariable[];
}

function grouped(offers: readonly OfferedVariable[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const offer of offers) {
    const { kind, module } = offer.variable;
    const title = module === '' ? PLOTS.kinds[kind] : PLOTS.inModule(PLOTS.kinds[kind], module);
    const group = groups.get(title) ?? { title, members: [] };
    groups.set(title, group);
    group.members.push(offer);
  }
  return [...groups.values()];
}
