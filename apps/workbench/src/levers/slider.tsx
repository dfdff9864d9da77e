/** One lever: a slider, a number field and two buttons for the same number. */
import { useComputed } from '@preact/signals';
import { isPlausible, type Lever } from 'fissure/workbench';
import { settings } from '../chosen.ts';
import { openValue } from '../edit/open.ts';
import { study, tell } from '../known.ts';
import { NotesButton } from '../notes/notes-button.tsx';
import { declaredName } from '../numbers.ts';
import { drag, settle } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { expectingHand } from './expect-hand.ts';
import { multipleAt, placeOf, positionOf, reachOf, STEP } from './scale.ts';

export function Slider({ lever }: { lever: Lever }) {
  const { id, label, central, unit, plausible } = lever;
  const value = useComputed(() => settings.value.get(id) ?? 1).value;
  const reach = reachOf(lever);
  const move = (multiple: number) => drag(id, multiple);
  const moveTo = (multiple: number) => {
    drag(id, multiple);
    void settle().catch(tell);
  };
  const stepBy = (steps: number) => moveTo(multipleAt(Math.round(positionOf(value, reach) / STEP + steps) * STEP));
  const meaning = STRINGS.meaning(value, central, unit);
  return (
    <fieldset
      data-lever={id}
      class={`lever${value === 1 ? '' : ' moved'}`}
      {...expectingHand(lever)}
      onKeyDown={(event) => {
        // In a field that is being written in, the key deletes a digit.
        if (event.key !== 'Delete' || (event.target as HTMLInputElement).type === 'number') return;
        event.preventDefault();
        moveTo(1);
      }}
    >
      <legend>{label}</legend>
      <div class="slide">
        <button type="button" aria-label={STRINGS.less(label)} onClick={() => stepBy(-1)}>
          −
        </button>
        <div class="track">
          {plausible && (
            <span
              class="plausible"
              aria-hidden="true"
              style={{
                insetInlineStart: `${100 * placeOf(plausible.low, reach)}%`,
                inlineSize: `${100 * (placeOf(plausible.high, reach) - placeOf(plausible.low, reach))}%`,
              }}
            />
          )}
          <span class="tick" aria-hidden="true" />
          <input
            type="range"
            min={-reach}
            max={reach}
            step={STEP}
            value={positionOf(value, reach)}
            aria-label={label}
            aria-valuetext={STRINGS.valueText(value, central, unit, plausible)}
            onInput={(event) => move(multipleAt(Number(event.currentTarget.value)))}
            onChange={() => void settle().catch(tell)}
          />
        </div>
        <button type="button" aria-label={STRINGS.more(label)} onClick={() => stepBy(1)}>
          +
        </button>
      </div>
      <div class="exact">
        <output>{meaning}</output>
        {value !== 1 && (
          <button
            type="button"
            aria-label={STRINGS.backToDefault(label)}
            title={STRINGS.backToDefault(label)}
            onClick={() => moveTo(1)}
          >
            ↺
          </button>
        )}
        <input
          type="number"
          min="0"
          step="any"
          value={value}
          aria-label={STRINGS.multiplier(label)}
          onChange={({ currentTarget: { value: text } }) => {
            const wanted = Number(text);
            moveTo(text.trim() !== '' && Number.isFinite(wanted) && wanted >= 0 ? wanted : 1);
          }}
        />
        <NotesButton name={declaredName(id)} label={label} />
        {!study.value!.isModelFile && (
          <button
            type="button"
            aria-label={STRINGS.editValue(label)}
            title={STRINGS.editValue(label)}
            onClick={() => openValue(id)}
          >
            ✎
          </button>
        )}
      </div>
      {!isPlausible(lever, value) && <p class="beyond">{STRINGS.beyond}</p>}
    </fieldset>
  );
}
