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
  changeIt: 'Change the note',
  keep: 'Keep it as it was',
  removed: 'The note is removed.',
  undo: 'Undo the last step',
  undone: 'notes.yaml is as it was.',
  edit: 'Change notes in the editor',
  empty: 'Write what you found, and name what it is about.',
  unreadable:
    'notes.yaml does not take it as that stands: another note is there by now, or a comment would be lost. Look at the file in the editor.',
  conflict:
    'notes.yaml was changed elsewhere meanwhile: nothing was written. Once more, and it is done to what is there now.',
  readOnly: 'This page may not write: open the address that the terminal printed, with its token.',
} as const;

export const NOTES = localised(CATALOGUE);
