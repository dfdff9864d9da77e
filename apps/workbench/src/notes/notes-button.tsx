/** How many notes are on something, and the way to them; or the way to the first. */
import { STRINGS } from '../strings.ts';
import { canNote, type Noted, notesOn, openNotes } from './open.ts';

/** `onlyIfAny`: where many things stand close together, those without notes say nothing. */
export function NotesButton({ name, label, onlyIfAny = false }: Noted & { readonly onlyIfAny?: boolean }) {
  const count = notesOn(name).length;
  if (count === 0 && (onlyIfAny || !canNote())) return null;
  return (
    <button
      type="button"
      class={`to-notes${count > 0 ? ' some' : ''}`}
      aria-label={count === 0 ? STRINGS.addNoteOn(label) : STRINGS.notesOn(count, label)}
      onClick={() => openNotes({ name, label })}
    >
      {count === 0 ? STRINGS.noteShort : STRINGS.notes(count)}
    </button>
  );
}
