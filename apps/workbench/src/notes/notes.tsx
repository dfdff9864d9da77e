/** The notes on one thing, or all of them, and a form for a new one. */
import { useSignal } from '@preact/signals';
import type { NoteText } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import { openPlace } from '../edit/open.ts';
import { isNoting, study, tell } from '../session.ts';
import { NoteList } from './note-list.tsx';
import './notes.css';
import { canNote, noted, notesOn } from './open.ts';
import { NOTES_FILE, saveNote, takeBack, type Written } from './save.ts';
import { NOTES } from './strings.ts';

export default function Notes() {
  const subject = noted.value;
  const { notes: all } = study.value!;
  const notes = subject ? notesOn(subject.name) : all;
  const said = useSignal('');
  const undo = useSignal<readonly Written[]>([]);
  const close = () => (isNoting.value = false);
  /** True where it was written. */
  const save = async (note: NoteText): Promise<boolean> => {
    said.value = NOTES.saving;
    const outcome = await saveNote(note);
    const isWritten = typeof outcome === 'object' && 'hash' in outcome;
    if (isWritten) undo.value = [...undo.value, outcome];
    said.value = isWritten ? NOTES.saved : typeof outcome === 'string' ? NOTES[outcome] : outcome.mistake;
    return isWritten;
  };
  const takeBackLast = async () => {
    const last = undo.value.at(-1)!;
    undo.value = undo.value.slice(0, -1);
    said.value = (await takeBack(last)) ? NOTES.undone : NOTES.conflict;
  };
  return (
    <Dialog title={subject ? NOTES.titleOn(subject.label) : NOTES.title(all.length)} onClose={close}>
      <div class="noting">
        {notes.length === 0 ? <p>{NOTES.none}</p> : <NoteList notes={notes} on={subject?.name} />}
        {canNote() ? <NoteForm about={subject?.name ?? ''} save={save} /> : <p class="note">{NOTES.readOnly}</p>}
        <p role="status">{said.value}</p>
        <p class="turns">
          {undo.value.length > 0 && (
            <button type="button" onClick={() => takeBackLast().catch(tell)}>
              {NOTES.undo}
            </button>
          )}
          {canNote() && all.length > 0 && (
            <button
              type="button"
              onClick={() => {
                close();
                openPlace(NOTES_FILE, 0);
              }}
            >
              {NOTES.edit}
            </button>
          )}
        </p>
      </div>
    </Dialog>
  );
}

const KEPT_AS = 'fissure-noted-by';

interface NoteFormProps {
  readonly about: string;
  readonly save: (note: NoteText) => Promise<boolean>;
}

function NoteForm({ about, save }: NoteFormProps) {
  const names = useSignal(about);
  const text = useSignal('');
  const date = useSignal(today());
  const by = useSignal(localStorage.getItem(KEPT_AS) ?? '');
  const isSaving = useSignal(false);
  const wrong = useSignal('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async () => {
    const note = {
      about: names.value.split(/[\s,]+/).filter((name) => name !== ''),
      text: text.value.replace(/\r\n?/g, '\n').trim(),
      date: date.value,
      by: by.value.trim(),
    };
    wrong.value = note.text === '' || note.about.length === 0 ? NOTES.empty : '';
    if (wrong.value !== '' || isSaving.value) return;
    isSaving.value = true;
    try {
      if (!(await save(note))) return;
      localStorage.setItem(KEPT_AS, note.by);
      text.value = '';
      field.current?.focus();
    } finally {
      isSaving.value = false;
    }
  };
  return (
    <form
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit().catch(tell);
      }}
    >
      <h3>{NOTES.add}</h3>
      <label>
        {NOTES.text}
        <textarea
          ref={field}
          rows={5}
          aria-describedby="note-text-help"
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </label>
      <p class="note" id="note-text-help">
        {NOTES.textHelp}
      </p>
      <label>
        {NOTES.about}
        <input
          autocomplete="off"
          spellcheck={false}
          aria-describedby="note-about-help"
          value={names.value}
          onInput={(event) => (names.value = event.currentTarget.value)}
        />
      </label>
      <p class="note" id="note-about-help">
        {NOTES.aboutHelp}
      </p>
      <div class="pair">
        <label>
          {NOTES.date}
          <input type="date" value={date.value} onInput={(event) => (date.value = event.currentTarget.value)} />
        </label>
        <label>
          {NOTES.by}
          <input autocomplete="name" value={by.value} onInput={(event) => (by.value = event.currentTarget.value)} />
        </label>
      </div>
      <p role="alert">{wrong.value}</p>
      <button type="submit">{NOTES.save}</button>
    </form>
  );
}

/** Where the reader is. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
