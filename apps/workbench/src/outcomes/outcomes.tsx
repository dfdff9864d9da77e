import { useComputed } from '@preact/signals';
import { CHART_STYLE } from 'fissure/workbench';
import { Found } from '../header/diagnostics.tsx';
import { failure, isPlain, isSingle, quality, selected, study } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { Fan } from './fan.tsx';
import { outputsOf } from './outputs-of.ts';

const style = document.createElement('style');
style.textContent = CHART_STYLE;
document.head.append(style);

export function Outcomes() {
  const shown = useComputed(outputsShown).value;
  const all = study.value!.experiment.outputs;
  return (
    <section class="outcomes" aria-labelledby="outcomes">
      <h2 id="outcomes">{STRINGS.outcomes}</h2>
      {isPlain.value && (
        <>
          <p role="status">{failure.value && STRINGS.failed(failure.value)}</p>
          <Found />
          {study.value!.isModelFile && <p class="note">{STRINGS.modelFile}</p>}
        </>
      )}
      <p class="note">
        {isSingle.value ? STRINGS.oneRun : quality.value ? STRINGS.qualities[quality.value] : STRINGS.untested}
      </p>
      {shown.length < all.length && (
        <p class="note">
          {STRINGS.filtered(shown.length, all.length, selected.value!.id)}{' '}
          <button type="button" onClick={() => (selected.value = undefined)}>
            {STRINGS.showAll}
          </button>
        </p>
      )}
      {shown.map(({ id, title, unit }) => (
        <Fan key={id} id={id} title={title} unit={unit} />
      ))}
    </section>
  );
}

/** Those that the selected claim measures; all of them where it measures none, or nothing is selected. */
function outputsShown() {
  const { outputs, claims } = study.value!.experiment;
  const { kind, id } = selected.value ?? {};
  const claim = kind === 'claim' ? claims.find((one) => one.id === id) : undefined;
  const own = claim ? outputsOf(claim) : [];
  return own.length > 0 ? own : outputs;
}
