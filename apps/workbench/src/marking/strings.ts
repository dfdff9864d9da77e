/** Texts of dealing with statements: fetched with it. */
import { localised } from '../locale.ts';
import { count } from '../numbers.ts';

const CATALOGUE = {
  title: 'Deal with statements',
  place: (number: number, all: number, id: string) => `Statement ${count(number)} of ${count(all)}: ${id}`,
  handled: 'It is dealt with.',
  notHandled: 'Nobody has dealt with it yet.',
  onlyOpen: 'Only those that nobody has dealt with',
  noneLeft: 'Every statement is dealt with.',
  fate: 'What becomes of it?',
  fates: {
    modelled: 'The model carries it',
    claim: 'A claim tests it',
    context: 'It is context',
    'out of scope': 'It is out of scope',
    open: 'Open: left for later',
  },
  carriers: { modelled: 'Mechanisms that carry it', claim: 'Claims that test it' },
  reason: 'Because',
  before: 'Before',
  next: 'Next',
  save: 'Save',
  undo: 'Undo the last change',
  saved: (id: string) => `${id} is saved.`,
  undone: (id: string) => `${id} is as it was.`,
  notWritten: (mistake: string) => `Nothing was written. ${mistake}`,
  brackets: 'It would not read back like that: close every bracket, and leave out colons between names.',
  conflict:
    'argument.md was changed elsewhere meanwhile: nothing was written. Save once more to write into what is there now.',
  readOnly: 'This page may not write: open the address that the terminal printed, with its token.',
  keys: 'j and k: next and before. m, t, c, x, o: what becomes of it. Enter saves.',
} as const;

export const MARKING = localised(CATALOGUE);
