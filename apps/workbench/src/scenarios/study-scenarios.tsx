/** Which of the study's own scenarios stand in the comparison: all, until a reader takes some out. */
import { computed, signal } from '@preact/signals';
import { DIALOGS } from '../dialog-strings.ts';
import { study } from '../known.ts';

/** By name. */
const takenOut = signal<ReadonlySet<string>>(new Set());

export const studyScenarios = computed(() => study.value!.scenarios.filter(({ name }) => !takenOut.value.has(name)));

export function ChooseScenarios() {
  const declared = study.value!.scenarios;
  if (declared.length === 0) return null;
  const areAllIn = studyScenarios.value.length === declared.length;
  const put = (name: string, isIn: boolean) => {
    const next = new Set(takenOut.value);
    if (isIn) next.delete(name);
    else next.add(name);
    takenOut.value = next;
  };
  return (
    <fieldset class="choose-scenarios">
      <legend>{DIALOGS.studyScenarios}</legend>
      {declared.map(({ name, label }) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={!takenOut.value.has(name)}
            onChange={(event) => put(name, event.currentTarget.checked)}
          />
          {label || name}
        </label>
      ))}
      {declared.length > 1 && (
        <button
          type="button"
          onClick={() => {
            takenOut.value = new Set(areAllIn ? declared.map(({ name }) => name) : []);
          }}
        >
          {areAllIn ? DIALOGS.takeAllOut : DIALOGS.putAllIn}
        </button>
      )}
    </fieldset>
  );
}
