import { useSignal } from '@preact/signals';
import type { ConstantLever, Lever } from 'fissure/workbench';
import { arrangement, change, isChanged } from '../chosen.ts';
import { isPlain, study } from '../known.ts';
import { Lazy } from '../lazy.tsx';
import { Scenarios } from '../scenarios/scenarios.tsx';
import { reset } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { Constant } from './constant.tsx';
import { differences } from './differences.ts';
import { expectHands } from './expect-hand.ts';
import { levers } from './order.ts';
import { Slider } from './slider.tsx';
import { Switches } from './switches.tsx';
import { constants } from './varied.ts';
import { broughtUp } from './visit-lever.ts';

/** Four levers, not forty: those that decide most. */
const FIRST = 4;
/** Of a model there is no telling which decide most. */
const FIRST_CONSTANTS = 12;

const loadVary = () => import('../vary/vary.tsx');

expectHands(inOrder, FIRST);

export function Levers() {
  const all = inOrder();
  const first = study.value!.constants.length > 0 ? FIRST_CONSTANTS : FIRST;
  return (
    <section aria-labelledby="levers">
      <h2 id="levers">{STRINGS.levers}</h2>
      {all.length > 0 && <p class="note">{note()}</p>}
      {all.slice(0, first).map(shown)}
      <Reset />
      {all.length > first && <MoreLevers rest={all.slice(first)} />}
      {study.value!.constants.length > 0 && <Varying />}
      <Switches />
      <Changed />
      <Scenarios />
    </section>
  );
}

export function Reset() {
  return (
    <button type="button" disabled={!isChanged.value} onClick={reset}>
      {isPlain.value ? STRINGS.resetModel : STRINGS.reset}
    </button>
  );
}

/** Below all that is moved by hand: nothing slips away under the pointer. Of its own: it alone is another with every move. */
function Changed() {
  return isChanged.value ? <p class="note changed">{STRINGS.changedTo(differences(change.value))}</p> : null;
}

function note(): string {
  if (study.value!.constants.length === 0) return STRINGS.leverNote;
  return levers.value.length === 0 ? STRINGS.constantNote : STRINGS.bothNote;
}

/** Runs that differ: closed at first, and open where something varies. */
function Varying() {
  const { varied } = arrangement.value;
  const isOpen = useSignal(varied.length > 0);
  return (
    <details class="varying" open={isOpen.value} onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>
        {STRINGS.varyConstants} <small>{STRINGS.variedNow(varied.length, study.value!.experiment.memberCount)}</small>
      </summary>
      {isOpen.value && <Lazy load={loadVary} />}
    </details>
  );
}

type AnyLever = Lever | ConstantLever;

function shown(lever: AnyLever) {
  return 'value' in lever ? <Constant key={lever.id} lever={lever} /> : <Slider key={lever.id} lever={lever} />;
}

function inOrder(): readonly AnyLever[] {
  const all = [...levers.value, ...constants.value];
  const first = all.filter(({ id }) => id === broughtUp.value);
  return first.length === 0 ? all : [...first, ...all.filter((lever) => lever !== first[0])];
}

/** Found by a word of their name; there may be hundreds. */
function MoreLevers({ rest }: { readonly rest: readonly AnyLever[] }) {
  const isOpen = useSignal(false);
  const wanted = useSignal('');
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
          {found.map(shown)}
          {found.length === 0 && <p>{STRINGS.noLever}</p>}
        </>
      )}
    </details>
  );
}
