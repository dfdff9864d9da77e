/** One parameter or variable changed without opening its file: the rest of the file stays as it is, to the byte. */
import { batch, useComputed, useSignal } from '@preact/signals';
import type { ValueForm as Form, LspDiagnostic, PriorField } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { readForm } from './api.ts';
import { openPlace } from './open.ts';
import { Problem } from './problem-list.tsx';
import { Renamed } from './renamed.tsx';
import { STRINGS } from './strings.ts';
import { active, changeText, open, openText, refusal, saveText, unsaved } from './texts.ts';
import { carriedOver, changedText, editsOf, problemsOf } from './value-edits.ts';

const PAUSE_MS = 250;

interface ValueFormProps {
  readonly form: Form;
  readonly onClose: () => void;
}

export async function loadForm(name: string): Promise<Form | undefined> {
  try {
    const form = await readForm(name, unsaved.peek());
    refusal.value = '';
    // So that it is known whether the file has changes that are not saved.
    await openText(form.file);
    return form;
  } catch (error) {
    refusal.value = String((error as Error).message);
    return undefined;
  }
}

export function ValueForm({ form: asked, onClose }: ValueFormProps) {
  const shown = useSignal(asked);
  const form = shown.value;
  const texts = useSignal<readonly string[]>(form.fields.map(({ text }) => text));
  const prior = useSignal(form.prior);
  const problems = useSignal<readonly LspDiagnostic[]>([]);
  const isRenamed = useSignal(false);
  const edits = useComputed(() => editsOf(shown.value, { texts: texts.value, prior: prior.value }));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  /** The text of the file with what was typed; undefined where that cannot be, for a reason that is then shown. */
  const changed = async (): Promise<string | undefined> => {
    const answer = await changedText(form, edits.value);
    isRenamed.value = answer === 'renamed';
    return answer === 'renamed' ? undefined : answer?.text;
  };
  useEffect(() => {
    const look = async () => {
      const text = edits.value.length === 0 ? undefined : await changed();
      problems.value = text === undefined ? [] : await problemsOf(form, text);
    };
    const timer = setTimeout(() => void look(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [edits.value]);
  const save = async () => {
    const text = await changed();
    if (text === undefined) return;
    changeText(form.file, text);
    if (await saveText(form.file)) onClose();
    // What is to become of it is asked where its text is shown.
    else if (open.value.get(form.file)?.clash) active.value = form.file;
  };
  const goOn = async (name: string) => {
    const found = await loadForm(name);
    if (!found) return;
    const carried = carriedOver(form, { texts: texts.value, prior: prior.value }, found);
    batch(() => {
      shown.value = found;
      texts.value = carried.texts;
      prior.value = carried.prior;
      isRenamed.value = false;
    });
    heading.current?.focus();
  };
  return (
    <section class="edit-value" aria-labelledby="edit-value">
      <h3 id="edit-value" ref={heading} tabIndex={-1}>
        {form.name}
        {form.unit !== '' && <small> {form.unit}</small>}
      </h3>
      <p>{form.about}</p>
      {isRenamed.value && <Renamed form={form} onName={goOn} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {form.fields.length === 0 && form.kind === 'parameter' && <p>{STRINGS.table}</p>}
        {form.fields.map((field, index) => (
          <label key={field.at.join('.')} class={field.kind}>
            <span>{field.at.slice(2).join(' ')}</span>
            <input
              value={texts.value[index]}
              spellcheck={false}
              onInput={({ currentTarget }) => {
                texts.value = texts.value.with(index, currentTarget.value);
              }}
            />
          </label>
        ))}
        {prior.value && <PriorInputs prior={prior.value} onChange={(next) => (prior.value = next)} />}
        {problems.value.map((problem, index) => (
          <div key={index} role="alert">
            <Problem problem={problem} />
          </div>
        ))}
        {form.file in unsaved.value && <p>{STRINGS.alsoSaves(form.file)}</p>}
        <p>
          <button type="submit" disabled={edits.value.length === 0}>
            {STRINGS.saveValue}
          </button>{' '}
          <button type="button" onClick={onClose}>
            {STRINGS.close}
          </button>{' '}
          <button type="button" onClick={() => openPlace(form.file, form.line)}>
            {STRINGS.valueAt(form.file, form.line + 1)}
          </button>
        </p>
      </form>
    </section>
  );
}

interface PriorInputsProps {
  readonly prior: PriorField;
  readonly onChange: (prior: PriorField) => void;
}

function PriorInputs({ prior, onChange }: PriorInputsProps) {
  const { distribution, numbers } = prior;
  return (
    <fieldset>
      <legend>{STRINGS.prior}</legend>
      <select
        aria-label={STRINGS.prior}
        value={distribution}
        onChange={({ currentTarget: { value } }) => onChange({ ...prior, distribution: value })}
      >
        {/* Once there is a prior it can be another one; to take it away is for the file. */}
        {distribution === '' && <option value="">{STRINGS.fixed}</option>}
        {Object.keys(STRINGS.distributions).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      {(STRINGS.distributions[distribution] ?? []).map((label, index) => (
        <label key={label} class="number">
          <span>{label}</span>
          <input
            value={numbers[index] ?? ''}
            inputMode="decimal"
            onInput={({ currentTarget: { value } }) =>
              onChange({
                ...prior,
                numbers: Array.from({ length: 3 }, (_, i) => (i === index ? value : (numbers[i] ?? ''))),
              })
            }
          />
        </label>
      ))}
    </fieldset>
  );
}
