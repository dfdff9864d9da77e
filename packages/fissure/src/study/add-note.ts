/** A note written at the end of the text of notes.yaml: all that stands there already stays byte for byte. */
import { Document, Scalar } from 'yaml';
import { Problems } from '../diagnostics/problems.ts';
import { buildNotes } from './notes.ts';
import { newYamlBudget, readYaml } from './read-yaml.ts';
import { validate } from './validate.ts';
import { isNothing } from './yaml-node.ts';

export interface NoteText {
  readonly about: readonly string[];
  /** Markdown. */
  readonly text: string;
  /** Empty: without one. */
  readonly date: string;
  readonly by: string;
}

/** Undefined where the text has errors, where the note is empty or would not read back as it was meant. */
export function addNote(text: string, note: NoteText): string | undefined {
  const before = notesIn(text);
  if (before === undefined || note.text === '') return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const start = text === '' || text.endsWith('\n') ? text : text + newline;
  const indent = /^( *)- /m.exec(text)?.[1] ?? '';
  const item = itemText(note)
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join(newline);
  const wanted = JSON.stringify([...before, note]);
  // Apart from what is there; a last text may be one that takes empty lines as its own.
  const gaps = before.length === 0 ? [''] : [newline, ''];
  return gaps.map((gap) => start + gap + item).find((added) => JSON.stringify(notesIn(added)) === wanted);
}

function notesIn(text: string): readonly NoteText[] | undefined {
  const problems = new Problems();
  const node = readYaml('notes.yaml', text, problems, newYamlBudget());
  if (node && !isNothing(node)) validate('notes', node, problems);
  const notes = buildNotes(node, problems);
  if (problems.hasErrors) return undefined;
  return notes.map(({ about, ...rest }) => ({ about: about.map((name) => name.text), ...rest }));
}

const WIDTH = 100;

function itemText({ about, text, date, by }: NoteText): string {
  const prose = new Scalar(text);
  // Lines are kept where there are several; a long one is folded, so that it can be read and compared.
  prose.type = text.includes('\n') ? 'BLOCK_LITERAL' : 'BLOCK_FOLDED';
  const document = new Document();
  const names = document.createNode(about, { flow: true });
  document.contents = document.createNode([
    { about: names, ...(date === '' ? {} : { date }), ...(by === '' ? {} : { by }), text: prose },
  ]);
  return document.toString({ lineWidth: WIDTH, flowCollectionPadding: false });
}
