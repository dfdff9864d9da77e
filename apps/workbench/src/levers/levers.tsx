import { useSignal } from '@preact/signals';
import { Scenarios } from '../scenarios/scenarios.tsx';
import { change, isChanged, levers, reset } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { differences } from './differences.ts';
import { Slider } from './slider.tsx';
import { Switches } from './switches.tsx';
import { broughtUp } from './visit-lever.ts';

/** Four levers, not forty: those that decide most. */
const FIRST = 4;

export function Levers() {
  const all = inOrder();
  return (
    <section aria-labelledby="levers">
      <h2 id="levers">{STRINGS.levers}</h2>
      <p class="note">{STRINGS.leverNote}</p>
      {all.slice(0, FIRST).map((lever) => (
        <Slider key={lever.id} lever={lever} />
      ))}
      <button type="button" disabled={!isChanged.value} onClick={reset}>
        {STRINGS.reset}
      </button>
      {all.length > FIRST && <MoreLevers />}
      <Switches />
      {/* Below all that is moved by hand: nothing slips away under the pointer. */}
      {isChanged.value && <p class="note changed">{STRINGS.changedTo(differences(change.value))}</p>}
      <Scenarios />
    </section>
  );
}

function inOrder(): typeof levers.value {
  const first = levers.value.filter(({ id }) => id === broughtUp.value);
  return first.length === 0 ? levers.value : [...first, ...levers.value.filter((lever) => lever !== first[0])];
}

/** Found by a word of their name; there may be hundreds. */
function MoreLevers() {
  const isOpen = useSignal(false);
  const wanted = useSignal('');
  const rest = inOrder().slice(FIRST);
  const word = wanted.value.trim().toLowerCase();
  const found = rest.filter(({ id, label }) => `${id} ${label}`.toLowerCase().includes(word));
  return (
    <details onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{STRINGS.moreLevers(rest.length)}</summary>
      {isOpen.value && (
        <>
          <label class="find">
            {STRINGS.findLever}
            <input type="search" value={wanted.value} onInput={(event) => (wanted.value = event.currentTarget.value)} />
          </label>
          {found.map((lever) => (
            <Slider key={lever.id} lever={lever} />
          ))}
          {found.length === 0 && <p>{STRINGS.noLever}</p>}
        </>
      )}
    </details>
  );
}
