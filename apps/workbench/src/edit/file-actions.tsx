/** Another name for the file that is shown, or its end: both only when said twice. */
import { useSignal } from '@preact/signals';
import { STRINGS } from './strings.ts';
import { newText, removeText, renameText } from './texts.ts';

export function FileActions({ path }: { readonly path: string }) {
  const asked = useSignal<'rename' | 'remove' | undefined>(undefined);
  if (asked.value === 'rename')
    return (
      <NameForm
        label={STRINGS.newName}
        value={path}
        onName={(name) => renameText(path, name)}
        onEnd={() => (asked.value = undefined)}
      />
    );
  if (asked.value === 'remove')
    return (
      <span role="alert">
        {STRINGS.reallyRemove(path)}{' '}
        <button type="button" onClick={() => void removeText(path)}>
          {STRINGS.remove}
        </button>{' '}
        <button type="button" onClick={() => (asked.value = undefined)}>
          {STRINGS.keepIt}
        </button>
      </span>
    );
  return (
    <>
      <button type="button" onClick={() => (asked.value = 'rename')}>
        {STRINGS.rename}
      </button>{' '}
      <button type="button" onClick={() => (asked.value = 'remove')}>
        {STRINGS.removeAsk}
      </button>
    </>
  );
}

export function NewFile() {
  const isAsked = useSignal(false);
  if (isAsked.value)
    return <NameForm label={STRINGS.newFileName} value="" onName={newText} onEnd={() => (isAsked.value = false)} />;
  return (
    <button type="button" onClick={() => (isAsked.value = true)}>
      {STRINGS.newFile}
    </button>
  );
}

interface NameFormProps {
  readonly label: string;
  readonly value: string;
  /** False: it was refused, and why is said elsewhere. */
  readonly onName: (name: string) => Promise<boolean>;
  readonly onEnd: () => void;
}

function NameForm({ label, value, onName, onEnd }: NameFormProps) {
  const name = useSignal(value);
  const submit = async (event: Event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    if (wanted !== '' && wanted !== value && (await onName(wanted))) onEnd();
  };
  return (
    <form class="edit-name" onSubmit={(event) => void submit(event)}>
      <label>
        {label} <input value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
      </label>{' '}
      <button type="submit">{STRINGS.doIt}</button>{' '}
      <button type="button" onClick={onEnd}>
        {STRINGS.close}
      </button>
    </form>
  );
}
