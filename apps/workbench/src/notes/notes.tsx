/** The notes on one thing, or all of them, and a form for a new one or for one that is changed. */
import { useSignal } from '@preact/signals';
import type { NoteEdit, NoteMessage } from 'fissure/workbench';
import type { TargetedInputEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import { openPlace } from '../edit/open.ts';
import { study, tell } from '../known.ts';
import { closeDialog } from '../open-dialog.ts';
import { NoteList } from './note-list.tsx';
import './notes.css';
import { canNote, changing, indexOf, noted, notesOn } from './open.ts';
import { NOTES_FILE, saveNotes, takeBack, textOf, type Written } from './save.ts';
import { NOTES } from './strings.ts';

export default function Notes() {
  const subject = noted.value;
  const { notes: all } = study.value!;
  const notes = subject ? notesOn(subject.name) : all;
  const said = useSignal('');
  const undo = useSignal<readonly Written[]>([]);
  useEffect(focusForm, []);
  /** True where it was written. */
  const save = async (edit: NoteEdit): Promise<boolean> => {
    said.value = NOTES.saving;
    const outcome = await saveNotes(edit);
    const isWritten = typeof outcome === 'object' && 'hash' in outcome;
    if (isWritten) undo.value = [...undo.value, outcome];
    const done = edit.kind === 'remove' ? NOTES.removed : NOTES.saved;
    said.value = isWritten ? done : typeof outcome === 'string' ? NOTES[outcome] : outcome.mistake;
    return isWritten;
  };
  const remove = async (note: NoteMessage) => {
    const at = { index: indexOf(note), note: textOf(note) };
    if (!(await save({ kind: 'remove', at }))) return;
    changing.value = undefined;
    focusForm();
  };
  const takeBackLast = async () => {
    const last = undo.value.at(-1)!;
    undo.value = undo.value.slice(0, -1);
    said.value = NOTES.saving;
    said.value = (await takeBack(last)) ? NOTES.undone : NOTES.conflict;
  };
  return (
    <Dialog title={subject ? NOTES.titleOn(subject.label) : NOTES.title(all.length)}>
      <div class="noting">
        {notes.length === 0 ? (
          <p>{NOTES.none}</p>
        ) : (
          <NoteList
            notes={notes}
            on={subject?.name}
            change={(note) => (changing.value = indexOf(note))}
            remove={(note) => remove(note).catch(tell)}
          />
        )}
        {canNote() ? (
          <NoteForm key={changing.value} about={subject?.name ?? ''} save={save} />
        ) : (
          <p class="note">{NOTES.readOnly}</p>
        )}
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
                closeDialog();
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

function focusForm(): void {
  document.querySelector<HTMLElement>('.noting textarea')?.focus();
}

const KEPT_AS = 'fissure-noted-by';

interface NoteFormProps {
  /** What a new note is about. */
  readonly about: string;
  readonly save: (edit: NoteEdit) => Promise<boolean>;
}

/** For a new note, or for the one that is being changed, as it was when that began. */
function NoteForm({ about, save }: NoteFormProps) {
  const index = changing.value;
  const [before] = useState(index === undefined ? undefined : study.value!.notes[index]);
  const names = useSignal(before?.about.join(' ') ?? about);
  const text = useSignal(before?.text ?? '');
  const date = useSignal(before ? before.date : today());
  const by = useSignal(before ? before.by : (localStorage.getItem(KEPT_AS) ?? ''));
  const isSaving = useSignal(false);
  const wrong = useSignal('');
  useEffect(() => {
    if (before) focusForm();
  }, []);
  const leave = () => {
    const own = document.querySelector<HTMLElement>(`.noting [data-note="${index}"]`);
    changing.value = undefined;
    own?.focus();
  };
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
      if (before && index !== undefined) {
        if (await save({ kind: 'change', at: { index, note: textOf(before) }, note })) leave();
        return;
      }
      if (!(await save({ kind: 'add', note }))) return;
      localStorage.setItem(KEPT_AS, note.by);
      text.value = '';
      focusForm();
    } finally {
      isSaving.value = false;
    }
  };
  const dateField = {
    id: 'note-date',
    value: date.value,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => (date.value = event.currentTarget.value),
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
      <h3>{before ? NOTES.changeIt : NOTES.add}</h3>
      <label>
        {NOTES.text}
        <textarea
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
        <label for="note-date">
          {NOTES.date}
          {isDayOrNone(before?.date ?? '') ? (
            <input type="date" {...dateField} />
          ) : (
            <input type="text" {...dateField} />
          )}
        </label>
        <label>
          {NOTES.by}
          <input autocomplete="name" value={by.value} onInput={(event) => (by.value = event.currentTarget.value)} />
        </label>
      </div>
      <p role="alert">{wrong.value}</p>
      <p class="turns">
        <button type="submit">{NOTES.save}</button>
        {before && (
          <button type="button" onClick={leave}>
            {NOTES.keep}
          </button>
        )}
      </p>
    </form>
  );
}

/** Others, such as a year alone, no field for days could hold. */
function isDayOrNone(date: string): boolean {
  return date === '' || /^\d{4}-\d{2}-\d{2}$/.test(date);
}

/** Where the reader is. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
