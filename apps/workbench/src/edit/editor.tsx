/** The study's files beside what they say: a list, the text, its mistakes, and a form for a single value. */
import { useSignal } from '@preact/signals';
import type { ValueForm as Form } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { Lazy } from '../lazy.tsx';
import { names } from './check.ts';
import { Difference } from './difference.tsx';
import { FileActions } from './file-actions.tsx';
import { FileList } from './file-list.tsx';
import { isModelFile, MakeStudy } from './make-study.tsx';
import { openPlace, wanted } from './open.ts';
import { ProblemList } from './problem-list.tsx';
import { isReadOnly } from './read-only.ts';
import { STRINGS } from './strings.ts';
import { activeText, isUnsaved, keepOwn, type OpenText, refusal, saveText, takeSaved, writeAgain } from './texts.ts';
import { token } from './token.ts';
import { loadForm, ValueForm } from './value-form.tsx';
import './edit.css';

/** By far the largest part, and not needed for changing a value. */
const loadCodeView = () => import('./code-view.tsx');

export default function Editor() {
  const form = useSignal<Form | undefined>(undefined);
  const show = async (name: string) => {
    form.value = undefined;
    const found = await loadForm(name);
    // There is nothing to fill in: where it stands is shown.
    if (isModelFile.value && found) openPlace(found.file, found.line);
    else form.value = found;
  };
  const asked = wanted.value;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Who asked may stand far below.
    if (asked) section.current?.scrollIntoView({ block: 'start' });
    if (asked?.kind !== 'value') return;
    wanted.value = undefined;
    void show(asked.name);
  }, [asked]);
  useEffect(() => {
    const before = document.activeElement;
    // Whatever is asked for takes the focus itself.
    if (!asked) document.getElementById('edit')?.focus({ preventScroll: true });
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <section class="edit" aria-labelledby="edit" ref={section}>
      <h2 id="edit" tabIndex={-1}>
        {isModelFile.value ? STRINGS.modelTitle : STRINGS.title}
      </h2>
      {isModelFile.value && <MakeStudy />}
      {token.value === undefined ? <p>{STRINGS.readOnly}</p> : !isModelFile.value && <ValueChoice onChoice={show} />}
      {refusal.value !== '' && <p role="alert">{refusal.value}</p>}
      {form.value && (
        <ValueForm
          key={form.value.name}
          form={form.value}
          onClose={() => {
            form.value = undefined;
          }}
        />
      )}
      <div class="edit-panes">
        <FileList />
        <div class="edit-text">
          <TextBar />
          <Lazy key={String(isReadOnly.value)} load={loadCodeView} />
          <p id="edit-leave">{STRINGS.leave}</p>
        </div>
        {!isModelFile.value && <ProblemList />}
      </div>
    </section>
  );
}

function TextBar() {
  const text = activeText.value;
  if (!text) return <p>{STRINGS.noFile}</p>;
  const { path, clash } = text;
  if (isModelFile.value)
    return (
      <div class="edit-bar">
        <strong>{path}</strong>
      </div>
    );
  return (
    <>
      <div class="edit-bar">
        <strong>{path}</strong>{' '}
        <button type="button" disabled={!isUnsaved(text) || clash !== undefined} onClick={() => void saveText(path)}>
          {STRINGS.save}
        </button>{' '}
        <button type="button" disabled={!isUnsaved(text) || clash !== undefined} onClick={() => takeSaved(path)}>
          {STRINGS.revert}
        </button>{' '}
        {token.value !== undefined && <FileActions key={path} path={path} />}{' '}
        <span role="status">{isUnsaved(text) ? STRINGS.unsaved : ''}</span>
      </div>
      {clash && <Clash text={text} />}
    </>
  );
}

function Clash({ text }: { readonly text: OpenText }) {
  const { path, clash } = text;
  const isGone = clash!.text === undefined;
  return (
    <div class="edit-clash" role="alert">
      <p>{isGone ? STRINGS.gone(path) : STRINGS.clash(path)}</p>
      <button type="button" onClick={() => takeSaved(path)}>
        {isGone ? STRINGS.giveUp : STRINGS.takeTheirs}
      </button>{' '}
      {!isGone && <Difference mine={text.text} theirs={text.clash!.text!} />}
      {isGone ? (
        <button type="button" onClick={() => void writeAgain(path)}>
          {STRINGS.writeAgain}
        </button>
      ) : (
        <button type="button" onClick={() => keepOwn(path)}>
          {STRINGS.keepMine}
        </button>
      )}
    </div>
  );
}

const VALUE_KINDS = /^(?:parameter|stock|flow|auxiliary)$/;

function ValueChoice({ onChoice }: { readonly onChoice: (name: string) => Promise<void> }) {
  return (
    <form
      class="edit-choice"
      onSubmit={(event) => {
        event.preventDefault();
        const name = new FormData(event.currentTarget).get('name');
        if (typeof name === 'string' && name.trim() !== '') void onChoice(name.trim());
      }}
    >
      <label>
        {STRINGS.value}: <input name="name" list="edit-names" aria-label={STRINGS.valueName} autocomplete="off" />
      </label>
      <datalist id="edit-names">
        {names.value
          .filter(({ kind }) => VALUE_KINDS.test(kind))
          .map(({ name, about }) => (
            <option key={name} value={name} label={about} />
          ))}
      </datalist>{' '}
      <button type="submit">{STRINGS.show}</button>
    </form>
  );
}
