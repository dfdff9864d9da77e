/** A constant of the model: a slider from half to twice its value, and a field for any number. */
import { useComputed } from '@preact/signals';
import type { ConstantLever } from 'fissure/workbench';
import { settings } from '../chosen.ts';
import { tell } from '../known.ts';
import { NotesButton } from '../notes/notes-button.tsx';
import { amount, declaredName, quantity } from '../numbers.ts';
import { drag, settle } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { expectingHand } from './expect-hand.ts';
import { constantNear, constantStep } from './scale.ts';

export function Constant({ lever }: { readonly lever: ConstantLever }) {
  const { id, label, unit, value: own, low, high } = lever;
  const value = useComputed(() => settings.value.get(id) ?? own).value;
  const step = constantStep(lever);
  const near = (wanted: number) => constantNear(lever, wanted);
  const moveTo = (wanted: number) => {
    drag(id, wanted, own);
    void settle().catch(tell);
  };
  return (
    <fieldset
      data-lever={id}
      class={`lever${value === own ? '' : ' moved'}`}
      {...expectingHand(lever)}
      onKeyDown={(event) => {
        // In a field that is being written in, the key deletes a digit.
        if (event.key !== 'Delete' || (event.target as HTMLInputElement).type === 'number') return;
        event.preventDefault();
        moveTo(own);
      }}
    >
      <legend>{label}</legend>
      <div class="slide">
        <button type="button" aria-label={STRINGS.less(label)} onClick={() => moveTo(near(value - step))}>
          −
        </button>
        <div class="track">
          <span
            class="tick"
            aria-hidden="true"
            // The thumb, 16 px wide, never leaves the track.
            style={{ insetInlineStart: `calc(7px + (100% - 16px) * ${(own - low) / (high - low)})` }}
          />
          <input
            type="range"
            min={low}
            max={high}
            step={step}
            value={value}
            aria-label={label}
            aria-valuetext={STRINGS.constantText(value, own, unit)}
            onInput={(event) => drag(id, near(Number(event.currentTarget.value)), own)}
            onChange={() => void settle().catch(tell)}
          />
        </div>
        <button type="button" aria-label={STRINGS.more(label)} onClick={() => moveTo(near(value + step))}>
          +
        </button>
      </div>
      <div class="exact">
        <output>{value === own ? quantity(value, unit) : STRINGS.constantText(value, own, unit)}</output>
        {value !== own && (
          <button
            type="button"
            aria-label={STRINGS.backToValue(label, amount(own))}
            title={STRINGS.backToValue(label, amount(own))}
            onClick={() => moveTo(own)}
          >
            ↺
          </button>
        )}
        <input
          type="number"
          step="any"
          value={value}
          aria-label={STRINGS.constant(label)}
          onChange={({ currentTarget: { value: text } }) => {
            const wanted = Number(text);
            moveTo(text.trim() !== '' && Number.isFinite(wanted) ? wanted : own);
          }}
        />
        <NotesButton name={declaredName(id)} label={label} />
      </div>
    </fieldset>
  );
}
