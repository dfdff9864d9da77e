/** A field to type in, and under it what is meant: Enter goes there. A combobox as ARIA describes it. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import { DIALOGS } from '../dialog-strings.ts';
import { tell } from '../known.ts';
import { closeDialog } from '../open-dialog.ts';
import { wishes } from '../reading.ts';
import { source } from '../source.ts';
import { STRINGS } from '../strings.ts';
import { entriesOf, type NamedVariable } from './entries.ts';
import { type Entry, findEntries } from './find.ts';
import './palette.css';

export default function Palette() {
  const typed = useSignal('');
  const at = useSignal(0);
  const variables = useSignal<readonly NamedVariable[]>([]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    source.value
      .details(wishes())
      .then((details) => {
        variables.value = details?.variables ?? [];
      })
      .catch(tell);
  }, []);
  const found = findEntries(entriesOf(variables.value), typed.value);
  const current = Math.min(at.value, found.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    closeDialog();
    // After the dialog has given the focus back.
    setTimeout(entry.act);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, current, found.length);
    if (next !== undefined) at.value = next;
    else if (event.key === 'Enter') go(found[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={STRINGS.find}>
      <div class="palette">
        <input
          class="palette-field"
          type="text"
          role="combobox"
          aria-label={DIALOGS.findWhat}
          placeholder={DIALOGS.findWhat}
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? `palette-${current}` : undefined}
          autocomplete="off"
          spellcheck={false}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            at.value = 0;
          }}
          onKeyDown={onKeyDown}
        />
        <div id="palette-list" role="listbox" aria-label={STRINGS.find} ref={list}>
          {found.map((entry, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys
            <div
              key={`${entry.group} ${entry.title} ${entry.detail}`}
              id={`palette-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === current}
              onClick={() => go(entry)}
            >
              <span class="group">{entry.group}</span> <span>{entry.title}</span> <small>{entry.detail}</small>
            </div>
          ))}
        </div>
        <p role="status" class="note">
          {found.length === 0 ? DIALOGS.notFound : DIALOGS.foundMany(found.length)}
        </p>
      </div>
    </Dialog>
  );
}

function nextIndex(key: string, current: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (current + 1) % count;
    case 'ArrowUp':
      return (current - 1 + count) % count;
    case 'PageDown':
      return Math.min(count - 1, current + 8);
    case 'PageUp':
      return Math.max(0, current - 8);
    default:
      return undefined;
  }
}
