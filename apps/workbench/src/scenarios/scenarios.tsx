/** Scenarios of the study, and those that the reader keeps in the address. */
import { useSignal } from '@preact/signals';
import { change, isChanged, ownScenarios, scenario, settings } from '../chosen.ts';
import { study } from '../known.ts';
import { NotesOn } from '../notes/note-list.tsx';
import { openDialog } from '../open-dialog.ts';
import { changeTo } from '../session.ts';
import { STRINGS } from '../strings.ts';

export function Scenarios() {
  const declared = study.value!.scenarios;
  const chosen = declared.find(({ name }) => name === scenario.value);
  return (
    <div class="scenarios">
      {declared.length > 0 && (
        <label>
          {STRINGS.scenario}
          <select
            value={scenario.value}
            onChange={(event) => changeTo({ scenario: event.currentTarget.value, levers: settings.value })}
          >
            <option value="">{STRINGS.noScenario}</option>
            {declared.map(({ name, label }) => (
              <option key={name} value={name}>
                {label || name}
              </option>
            ))}
          </select>
        </label>
      )}
      {chosen?.doc && <p class="note">{chosen.doc}</p>}
      {chosen && <NotesOn name={chosen.name} label={chosen.label || chosen.name} />}
      <OwnScenarios />
      <button type="button" onClick={() => openDialog('compare')}>
        {STRINGS.compare}
      </button>
    </div>
  );
}

function OwnScenarios() {
  const name = useSignal('');
  const own = ownScenarios.value;
  const keep = (event: Event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    if (wanted === '' || !isChanged.value) return;
    ownScenarios.value = [...own.filter((one) => one.name !== wanted), { name: wanted, ...change.value }];
    name.value = '';
  };
  return (
    <>
      <ul>
        {own.map((one) => (
          <li key={one.name}>
            <button type="button" onClick={() => changeTo(one)}>
              {one.name}
            </button>{' '}
            <button
              type="button"
              aria-label={STRINGS.forget(one.name)}
              title={STRINGS.forget(one.name)}
              onClick={() => (ownScenarios.value = own.filter((other) => other !== one))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      {isChanged.value && (
        <form onSubmit={keep}>
          <label>
            {STRINGS.keepAs}
            <input maxLength={60} value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
          </label>
          <button type="submit">{STRINGS.keep}</button>
        </form>
      )}
    </>
  );
}
