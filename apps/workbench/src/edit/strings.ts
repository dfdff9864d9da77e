/** Every text of the editor's own. */
import { localised } from '../locale.ts';

const CATALOGUE = {
  title: 'Edit the study',
  modelTitle: 'The model as a study',
  modelNote: (path: string) =>
    `${path} is a file of another tool: it is read here, and never written. Below are its equations as the study that it would become, to be read.`,
  makeStudy: 'Make a study of this model',
  makeNote: (folder: string) =>
    `It is written to the folder ${folder}, as fissure import does, and opened here: then everything can be changed. The file of the model stays as it is, and is not followed any more.`,
  making: 'The study is being written',
  files: 'Files',
  unsaved: 'not saved',
  noFile: 'Choose a file, or a value to change.',
  text: (path: string) => `Text of ${path}`,
  leave: 'Tab indents. Escape, then Tab, leaves the text. Ctrl-Space completes, F8 goes to the next mistake.',
  save: 'Save',
  revert: 'Back to what is saved',
  saved: 'Saved.',
  readOnly: 'Read only: open the whole address that the terminal printed, with its token, to change anything.',
  clash: (path: string) => `${path} was changed by somebody else while you were changing it.`,
  gone: (path: string) => `${path} was removed or renamed.`,
  mine: (line: number) => `Yours, from line ${line}`,
  theirs: (line: number) => `Theirs, from line ${line}`,
  newFile: 'New file',
  newFileName: 'Name of the new file, such as model/war.yaml',
  rename: 'Rename',
  newName: 'New name',
  removeAsk: 'Delete',
  reallyRemove: (path: string) => `Delete ${path} from the folder of the study?`,
  remove: 'Delete it',
  keepIt: 'Keep it',
  doIt: 'Do it',
  takeTheirs: 'Take theirs and give up mine',
  keepMine: 'Keep mine; saving will replace theirs',
  writeAgain: 'Write it again, with what stands here',
  giveUp: 'Close it and give up mine',
  problems: 'Mistakes',
  checking: 'Checking',
  fine: 'No mistakes found.',
  found: (errors: number, warnings: number) => `${count(errors, 'error')}, ${count(warnings, 'warning')}.`,
  severities: { 1: 'error', 2: 'warning', 3: 'note' },
  help: (text: string) => `help: ${text}`,
  related: (text: string, file: string, line: number) => `${text}: ${file}:${line}`,
  value: 'Change a value',
  valueName: 'Parameter or variable',
  show: 'Show',
  close: 'Close',
  valueAt: (file: string, line: number) => `${file}, line ${line}`,
  prior: 'Prior',
  fixed: 'none: the value is fixed',
  table: 'Its values stand in a table; change them there.',
  saveValue: 'Save this value',
  renamed: (name: string, file: string) =>
    `${file} has no ${name} any more: it was renamed or removed while you were changing it. What you typed is still here and is not saved. If it has a new name, give it here, and what you typed goes there.`,
  itsNewName: 'Its new name',
  goOn: 'Go on with this name',
  alsoSaves: (file: string) => `${file} has other changes that are not saved; they are saved with this one.`,
  distributions: {
    uniform: ['low', 'high'],
    loguniform: ['low', 'high'],
    triangular: ['low', 'mode', 'high'],
    normal: ['mean', 'standard deviation'],
    lognormal: ['median', 'standard deviation of the logarithm'],
    beta: ['a', 'b'],
  } as Readonly<Record<string, readonly string[]>>,
  refused: (status: number, reason: string) =>
    status === 401
      ? 'This page may not write: open the address that the terminal printed, with its token.'
      : status === 0
        ? 'The server does not answer. What is not saved stays here.'
        : reason,
} as const;

export const STRINGS = localised(CATALOGUE);

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
