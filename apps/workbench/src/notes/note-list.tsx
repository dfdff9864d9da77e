/** Notes as they stand in the study: when, by whom, on what else, and what was found. */
import { canonicalName, type NoteMessage } from 'fissure/workbench';
import { STRINGS } from '../strings.ts';
import { canNote, indexOf, type Noted, notesOn, openNotes } from './open.ts';

/** Under the thing itself, with the way to add one and to change those. Nothing where there is none and none can be added. */
export function NotesOn({ name, label }: Noted) {
  const notes = notesOn(name);
  if (notes.length === 0 && !canNote()) return null;
  return (
    <section class="notes" aria-label={STRINGS.notesOn(notes.length, label)}>
      <NoteList notes={notes} on={name} change={(note) => openNotes({ name, label }, note)} />
      {canNote() && (
        <button type="button" aria-label={STRINGS.addNoteOn(label)} onClick={() => openNotes({ name, label })}>
          {STRINGS.addNote}
        </button>
      )}
    </section>
  );
}

interface NoteListProps {
  readonly notes: readonly NoteMessage[];
  /** What need not be said, since the list stands there. */
  readonly on?: string;
  readonly change: (note: NoteMessage) => void;
  /** Undefined: this is not the place for it. */
  readonly remove?: (note: NoteMessage) => void;
}

export function NoteList({ notes, on = '', change, remove }: NoteListProps) {
  if (notes.length === 0) return null;
  return (
    <ul>
      {notes.map((note) => {
        const { about, date, by, html } = note;
        const index = indexOf(note);
        const others = about.filter((name) => canonicalName(name) !== canonicalName(on));
        const also = on === '' ? STRINGS.noteIsOn(others) : others.length > 0 ? STRINGS.noteIsAlsoOn(others) : '';
        const head = [date, by, also].filter((part) => part !== '').join(', ');
        return (
          <li key={index}>
            {head !== '' && <p class="note">{head}</p>}
            {/* Made by the server from Markdown in which HTML is text. */}
            <div dangerouslySetInnerHTML={{ __html: html }} />
            {canNote() && (
              <p class="note-acts">
                <button
                  type="button"
                  class="to-notes"
                  data-note={index}
                  aria-label={STRINGS.changeNote(index + 1)}
                  onClick={() => change(note)}
                >
                  {STRINGS.change}
                </button>
                {remove && (
                  <button
                    type="button"
                    class="to-notes"
                    aria-label={STRINGS.removeNote(index + 1)}
                    onClick={() => remove(note)}
                  >
                    {STRINGS.remove}
                  </button>
                )}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
