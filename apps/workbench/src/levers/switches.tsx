/** Mechanisms in and out, and one rival form for all members: levers with two or a few positions. */
import {
  formOf,
  isOut,
  isSwitch,
  type LeverSettings,
  type Rivalry,
  withAlternative,
  withMechanism,
} from 'fissure/workbench';
import { scenario, settings } from '../chosen.ts';
import { NotesButton } from '../notes/notes-button.tsx';
import { changeTo } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { mechanismSwitches, rivalries, switchesBeneath } from './differences.ts';
import { areSwitchesOpen } from './visit-lever.ts';

export function Switches() {
  const [mechanisms, rivals] = [mechanismSwitches(), rivalries()];
  const beneath = switchesBeneath(scenario.value);
  if (mechanisms.length + rivals.length === 0) return null;
  const isOpen = areSwitchesOpen;
  return (
    <details class="switches" open={isOpen.value} onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>
        {STRINGS.switches}: {STRINGS.switchesSet([...settings.value.keys()].filter(isSwitch).length)}
      </summary>
      {isOpen.value && mechanisms.length > 0 && (
        <fieldset>
          <legend>{STRINGS.mechanisms}</legend>
          <p class="note">{STRINGS.mechanismNote}</p>
          {mechanisms.map((one) => {
            return (
              <div key={one.id} class="switch">
                <label class={settings.value.has(one.id) ? 'moved' : ''}>
                  <input
                    type="checkbox"
                    data-switch={one.id}
                    checked={!isOut(settings.value, beneath, one)}
                    onChange={({ currentTarget: { checked } }) =>
                      turn(withMechanism(settings.value, beneath, one, checked))
                    }
                  />
                  {one.label}
                </label>
                <NotesButton name={one.id.replace(/^.*:/, '')} label={one.label} onlyIfAny />
              </div>
            );
          })}
        </fieldset>
      )}
      {isOpen.value && rivals.map((rivalry) => <Forms key={rivalry.structure} rivalry={rivalry} />)}
    </details>
  );
}

function Forms({ rivalry }: { readonly rivalry: Rivalry }) {
  const { structure, id, label, alternatives } = rivalry;
  const beneath = switchesBeneath(scenario.value);
  const chosen = formOf(settings.value, beneath, rivalry);
  return (
    <fieldset>
      <legend>
        {label} <NotesButton name={structure} label={label} onlyIfAny />
      </legend>
      {[undefined, ...alternatives].map((one) => (
        <label key={one?.id} class={settings.value.has(one?.id ?? id) ? 'moved' : ''}>
          <input
            type="radio"
            name={structure}
            data-switch={one?.id ?? id}
            checked={one === chosen}
            onChange={() => turn(withAlternative(settings.value, beneath, rivalry, one))}
          />
          {one?.label ?? STRINGS.ownForms}
        </label>
      ))}
    </fieldset>
  );
}

function turn(next: LeverSettings): void {
  changeTo({ scenario: scenario.value, levers: next });
}
