/** Notes as they stand in the study: when, by whom, on what else, and what was found. */
import { canonicalName, type NoteMessage } from 'fissure/workbench';
import { STRINGS } from '../strings.ts';
import { canNote, type Noted, notesOn, openNotes } from './open.ts';

/** Under the thing itself, with the way to add one. Nothing where there is none and none can be added. */
export function NotesOn({ name, label }: Noted) {
  const notes = notesOn(name);
  if (notes.length === 0 && !canNote()) return null;
  return (
    <section class="notes" aria-label={STRINGS.notesOn(notes.length, label)}>
      <NoteList notes={notes} on={name} />
      {canNote() && (
        <button type="button" aria-label={STRINGS.addNoteOn(label)} onClick={() => openNotes({ name, label })}>
          {STRINGS.addNote}
        </button>
      )}
    </section>
  );
}

/** `on`: what need not be said, since the list stands there. */
export function NoteList({ notes, on = '' }: { readonly notes: readonly NoteMessage[]; readonly on?: string }) {
  if (notes.length === 0) return null;
  return (
    <ul>
      {notes.map(({ about, date, by, html }, i) => {
        const others = about.filter((name) => canonicalName(name) !== canonicalName(on));
        const also = on === '' ? STRINGS.noteIsOn(others) : others.length > 0 ? STRINGS.noteIsAlsoOn(others) : '';
        const head = [date, by, also].filter((part) => part !== '').join(', ');
        return (
          <li key={i}>
            {head !== '' && <p class="note">{head}</p>}
            {/* Made by the server from Markdown in which HTML is text. */}
            <div dangerouslySetInnerHTML={{ __html: html }} />
          </li>
        );
      })}
    </ul>
  );
}
