/** A text to take along, with a button that copies it. */
import { useSignal } from '@preact/signals';
import { DIALOGS } from '../dialog-strings.ts';
import './copied.css';

export function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  const isCopied = useSignal(false);
  return (
    <div class="copied">
      <label>
        {label}
        <textarea
          readOnly
          dir="auto"
          rows={text.length > 90 ? 4 : 2}
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <button
        type="button"
        onClick={() =>
          navigator.clipboard.writeText(text).then(
            () => (isCopied.value = true),
            () => undefined,
          )
        }
      >
        {DIALOGS.copy}
      </button>{' '}
      <span role="status">{isCopied.value && DIALOGS.copied}</span>
    </div>
  );
}
