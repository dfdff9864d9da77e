/** What editing means for a model file of another tool: it is read here and never written, a study made of it is. */
import { computed, useSignal } from '@preact/signals';
import { study } from '../known.ts';
import { makeStudy } from './api.ts';
import { STRINGS } from './strings.ts';
import { token } from './token.ts';

export const isModelFile = computed(() => study.value?.isModelFile ?? false);

export function MakeStudy() {
  const isMaking = useSignal(false);
  const refused = useSignal('');
  const { path } = study.value!;
  const make = async () => {
    isMaking.value = true;
    refused.value = '';
    try {
      await makeStudy();
    } catch (error) {
      refused.value = String((error as Error).message);
    }
    isMaking.value = false;
  };
  return (
    <div class="make-study">
      <p>{STRINGS.modelNote(path)}</p>
      {token.value !== undefined && (
        <>
          <button type="button" disabled={isMaking.value} onClick={() => void make()}>
            {STRINGS.makeStudy}
          </button>
          <p class="note">{STRINGS.makeNote(path.replace(/\.\w+$/, ''))}</p>
        </>
      )}
      <p role="status">{isMaking.value && STRINGS.making}</p>
      {refused.value !== '' && <p role="alert">{refused.value}</p>}
    </div>
  );
}
