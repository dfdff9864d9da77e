/** What stands behind the claim or outcome that is selected. */
import { useSignal } from '@preact/signals';
import { DIAGRAM_STYLE, LOOP_CHART_STYLE, MAP_STYLE } from 'fissure/why';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { select } from '../chosen.ts';
import { shownTabs, type Tab, tab } from '../drawer/tab.ts';
import { tell } from '../known.ts';
import { NoteList } from '../notes/note-list.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { notesOn, openNotes } from '../notes/open.ts';
import { Causes } from './causes.tsx';
import { Diagram } from './diagram.tsx';
import { Equations } from './equations.tsx';
import { Evidence } from './evidence.tsx';
import { Loops } from './loops.tsx';
import { Members } from './members.tsx';
import { PlaceMap } from './place-map.tsx';
import { Sensitivity } from './sensitivity.tsx';
import { WHY } from './strings.ts';
import { Tabs } from './tabs.tsx';
import { about, details, followStudy, isUnreadable, labelOf, shown, startFrom, trail, walkTo } from './why-state.ts';
import './why.css';

const chartStyle = document.createElement('style');
chartStyle.textContent = LOOP_CHART_STYLE + DIAGRAM_STYLE + MAP_STYLE;
document.head.append(chartStyle);

const PANELS: Readonly<Record<Tab, ComponentType>> = {
  causes: Causes,
  loops: Loops,
  diagram: Diagram,
  map: PlaceMap,
  sensitivity: Sensitivity,
  evidence: Evidence,
  equations: Equations,
  members: Members,
};

/** These say nothing without a variable. */
const OF_VARIABLE: readonly Tab[] = ['causes', 'loops', 'diagram', 'evidence', 'equations'];

export default function Why() {
  const isTall = useSignal(false);
  useEffect(() => followStudy(tell), []);
  if (!details.value) return <p role="status">{isUnreadable.value ? WHY.broken : WHY.fetching}</p>;
  if (!about.value) return null;
  const names = shownTabs().filter((name) => name !== 'map' || details.value!.map !== undefined);
  const chosen = names.includes(tab.value) ? tab.value : 'causes';
  const Panel = PANELS[chosen]!;
  const isEmpty = OF_VARIABLE.includes(chosen) && trail.value.length === 0;
  return (
    <div class={isTall.value ? 'why tall' : 'why'}>
      <div class="subject-row">
        <Subject />
        <NotesButton name={about.value.id} label={about.value.kind === 'claim' ? about.value.id : about.value.title} />
        <button
          type="button"
          aria-pressed={isTall.value}
          onClick={() => {
            isTall.value = !isTall.value;
          }}
        >
          {WHY.tall}
        </button>
      </div>
      <Tabs
        label={WHY.tabList}
        names={names}
        titles={WHY.tabs}
        chosen={chosen}
        onChoose={(name) => {
          tab.value = name;
        }}
      >
        {OF_VARIABLE.includes(chosen) && (
          <div class="here">
            <Trail />
            <NotesHere />
          </div>
        )}
        {isEmpty ? <p>{WHY.nothingMeasured}</p> : <Panel />}
      </Tabs>
    </div>
  );
}

function Subject() {
  const { kind, id } = about.value!;
  const group = (wanted: string) =>
    details
      .value!.subjects.filter((one) => one.kind === wanted)
      .map((one) => (
        <option key={one.id} value={`${one.kind} ${one.id}`}>
          {one.kind === 'claim' ? `${one.id}: ${one.title}` : one.title}
        </option>
      ));
  return (
    <label class="choice subject">
      {WHY.about}{' '}
      <select
        value={`${kind} ${id}`}
        onChange={(event) => {
          const [chosen = '', ...rest] = event.currentTarget.value.split(' ');
          select({ kind: chosen as 'claim' | 'output', id: rest.join(' ') });
        }}
      >
        <optgroup label={WHY.claims}>{group('claim')}</optgroup>
        <optgroup label={WHY.outcomes}>{group('output')}</optgroup>
      </select>
    </label>
  );
}

/** Where one stands upstream of what is measured, and the way back. */
function Trail() {
  const { variables } = about.value!;
  const [first] = trail.value;
  // What the choice says already is not said twice.
  const crumbs = variables.length > 1 && trail.value.length === 1 ? [] : trail.value;
  return (
    <nav class="trail" aria-label={WHY.trail}>
      <ol>
        <li>
          {variables.length > 1 ? (
            <label>
              {WHY.measures}{' '}
              <select value={first} onChange={(event) => startFrom(event.currentTarget.value)}>
                {(variables.includes(first!) ? variables : [first!, ...variables]).map((name) => (
                  <option key={name} value={name}>
                    {labelOf(name)}
                  </option>
                ))}
              </select>
            </label>
          ) : (
            <span>{WHY.measures}</span>
          )}
        </li>
        {crumbs.map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-current={name === trail.value.at(-1) ? 'step' : undefined}
              onClick={() => walkTo(name)}
            >
              {labelOf(name)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Of the variable where one stands. */
function NotesHere() {
  const name = shown.value;
  if (name === undefined) return null;
  const label = labelOf(name);
  return (
    <section class="notes" aria-label={WHY.notesHere(label)}>
      <NotesButton name={name} label={label} />
      <NoteList notes={notesOn(name)} on={name} change={(note) => openNotes({ name, label }, note)} />
    </section>
  );
}
