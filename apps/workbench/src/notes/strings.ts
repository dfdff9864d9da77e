/** Texts of the notes' dialog: fetched with it. */
import { localised } from '../locale.ts';
import { count } from '../numbers.ts';

const CATALOGUE = {
  title: (number: number) => (number === 0 ? 'Notes' : `Notes: all ${count(number)} of the study`),
  titleOn: (label: string) => `Notes on ${label}`,
  none: 'Nobody has noted anything here yet.',
  add: 'Add a note',
  text: 'What did you find?',
  textHelp: 'Markdown: *emphasis*, lists with dashes, links. Ctrl+Enter saves.',
  about: 'It is about',
  aboutHelp: 'Names of claims, variables, parameters, statements, evidence, scenarios; several with spaces.',
  date: 'Date',
  by: 'By',
  save: 'Save the note',
  saving: 'The note is being checked and written.',
  saved: 'The note is saved.',
  undo: 'Undo the last note',
  undone: 'notes.yaml is as it was.',
  edit: 'Change notes in the editor',
  empty: 'Write what you found, and name what it is about.',
  unreadable: 'It cannot be added to notes.yaml as that stands: look at the file in the editor.',
  conflict:
    'notes.yaml was changed elsewhere meanwhile: nothing was written. Save once more to add to what is there now.',
  readOnly: 'This page may not write: open the address that the terminal printed, with its token.',
} as const;

export const NOTES = localised(CATALOGUE);
