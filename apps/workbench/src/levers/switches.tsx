/** Mechanisms in and out, and one rival form for all members: levers with two or a few positions. */
import { useSignal } from '@preact/signals';
import { isSet, type LeverSettings, type Rivalry, withAlternative, withMechanism } from 'fissure/workbench';
import { changeTo, scenario, settings } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { mechanismSwitches, rivalries } from './differences.ts';

export function Switches() {
  const isOpen = useSignal(false);
  const [mechanisms, rivals] = [mechanismSwitches(), rivalries()];
  const all = [...mechanisms, ...rivals.flatMap(({ alternatives }) => alternatives)];
  if (all.length === 0) return null;
  return (
    <details class="switches" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>
        {STRINGS.switches}: {STRINGS.switchesSet(all.filter((one) => isSet(settings.value, one)).length)}
      </summary>
      {isOpen.value && mechanisms.length > 0 && (
        <fieldset>
          <legend>{STRINGS.mechanisms}</legend>
          <p class="note">{STRINGS.mechanismNote}</p>
          {mechanisms.map((one) => {
            const isOut = isSet(settings.value, one);
            return (
              <label key={one.id} class={isOut ? 'moved' : ''}>
                <input
                  type="checkbox"
                  checked={!isOut}
                  onChange={({ currentTarget: { checked } }) => turn(withMechanism(settings.value, one, checked))}
                />
                {one.label}
              </label>
            );
          })}
        </fieldset>
      )}
      {isOpen.value && rivals.map((rivalry) => <Forms key={rivalry.structure} rivalry={rivalry} />)}
    </details>
  );
}

function Forms({ rivalry }: { readonly rivalry: Rivalry }) {
  const { structure, label, alternatives } = rivalry;
  const chosen = alternatives.find((one) => isSet(settings.value, one));
  return (
    <fieldset>
      <legend>{label}</legend>
      {[undefined, ...alternatives].map((one) => (
        <label key={one?.id} class={one && one === chosen ? 'moved' : ''}>
          <input
            type="radio"
            name={structure}
            checked={one === chosen}
            onChange={() => turn(withAlternative(settings.value, rivalry, one))}
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
