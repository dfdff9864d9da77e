/** A note written at the end of the text of notes.yaml: all that stands there already stays byte for byte. */
import { areSame, itemText, type NoteText, newlineOf, notesIn } from './note-text.ts';

/** Undefined where the text has errors, where the note is empty or would not read back as it was meant. */
export function addNote(text: string, note: NoteText): string | undefined {
  const before = notesIn(text);
  if (before === undefined || note.text === '') return undefined;
  const newline = newlineOf(text);
  const start = text === '' || text.endsWith('\n') ? text : text + newline;
  const item = itemText(note, newline, /^( *)- /m.exec(text)?.[1] ?? '');
  // Apart from what is there; a last text may be one that takes empty lines as its own.
  const gaps = before.length === 0 ? [''] : [newline, ''];
  return gaps.map((gap) => start + gap + item).find((added) => areSame(notesIn(added), [...before, note]));
}
