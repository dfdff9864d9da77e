/** One parameter or variable changed without opening its file: the rest of the file stays as it is, to the byte. */
import { useComputed, useSignal } from '@preact/signals';
import type { ValueForm as Form, LspDiagnostic, PriorField, ValueEdit } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { checkTexts, editValue, readForm } from './api.ts';
import { openPlace } from './open.ts';
import { Problem } from './problem-list.tsx';
import { STRINGS } from './strings.ts';
import { changeText, openText, refusal, saveText, unsaved } from './texts.ts';

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

export function ValueForm({ form, onClose }: ValueFormProps) {
  const texts = useSignal<readonly string[]>(form.fields.map(({ text }) => text));
  const prior = useSignal(form.prior);
  const problems = useSignal<readonly LspDiagnostic[]>([]);
  const edits = useComputed(() => editsOf(form, texts.value, prior.value));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => {
      void problemsAfter(form, edits.value).then((found) => {
        problems.value = found;
      });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [edits.value]);
  const save = async () => {
    const changed = await changedText(form, edits.value);
    if (changed === undefined) return;
    changeText(form.file, changed);
    if (await saveText(form.file)) onClose();
  };
  return (
    <section class="edit-value" aria-labelledby="edit-value">
      <h3 id="edit-value" ref={heading} tabIndex={-1}>
        {form.name}
        {form.unit !== '' && <small> {form.unit}</small>}
      </h3>
      <p>{form.about}</p>
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

/** What differs from the file, in order. */
function editsOf(form: Form, texts: readonly string[], prior: PriorField | undefined): readonly ValueEdit[] {
  const edits: ValueEdit[] = form.fields.flatMap(({ at, text }, index) =>
    texts[index] === text ? [] : [{ kind: 'scalar' as const, at, text: texts[index]!.trim() }],
  );
  if (!prior || !form.prior || prior.distribution === '') return edits;
  const count = STRINGS.distributions[prior.distribution]!.length;
  const numbers = Array.from({ length: count }, (_, index) => (prior.numbers[index] ?? '').trim());
  const isSame = prior.distribution === form.prior.distribution && numbers.join() === form.prior.numbers.join();
  if (!isSame) edits.push({ kind: 'prior', at: prior.at, distribution: prior.distribution, numbers });
  return edits;
}

/** Undefined where one of the changes cannot be made. */
async function changedText(form: Form, edits: readonly ValueEdit[]): Promise<string | undefined> {
  const opened = await openText(form.file);
  if (!opened) return undefined;
  try {
    let { text } = opened;
    for (const edit of edits) ({ text } = await editValue(text, edit));
    refusal.value = '';
    return text;
  } catch (error) {
    refusal.value = String((error as Error).message);
    return undefined;
  }
}

async function problemsAfter(form: Form, edits: readonly ValueEdit[]): Promise<readonly LspDiagnostic[]> {
  if (edits.length === 0) return [];
  const text = await changedText(form, edits);
  if (text === undefined) return [];
  const { diagnostics } = await checkTexts({ ...unsaved.peek(), [form.file]: text });
  return diagnostics.filter(({ severity }) => severity === 1);
}
