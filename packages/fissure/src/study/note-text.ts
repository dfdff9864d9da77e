/** A note as a person wrote it, as it is read in the text of notes.yaml, and as it is written there. */
import { Document, Scalar } from 'yaml';
import { Problems } from '../diagnostics/problems.ts';
import { buildNotes } from './notes.ts';
import { readYaml } from './read-yaml.ts';
import { newYamlBudget } from './screen-yaml.ts';
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

/** In the order of the file; undefined where the text has errors. */
export function notesIn(text: string): readonly NoteText[] | undefined {
  const problems = new Problems();
  const node = readYaml('notes.yaml', text, problems, newYamlBudget());
  if (node && !isNothing(node)) validate('notes', node, problems);
  const notes = buildNotes(node, problems);
  if (problems.hasErrors) return undefined;
  return notes.map(({ about, text: own, date, by }) => ({
    about: about.map((name) => name.text),
    text: own,
    date,
    by,
  }));
}

export function areSame(a: readonly NoteText[] | undefined, b: readonly NoteText[]): boolean {
  return a !== undefined && keyOf(a) === keyOf(b);
}

function keyOf(notes: readonly NoteText[]): string {
  return JSON.stringify(notes.map(({ about, text, date, by }) => [about, text, date, by]));
}

/** As an item of the list, with the line ends and the indent of the file that it comes into. */
export function itemText({ about, text, date, by }: NoteText, newline: string, indent: string): string {
  const prose = new Scalar(text);
  // Lines are kept where there are several; a long one is folded, so that it can be read and compared.
  prose.type = text.includes('\n') ? 'BLOCK_LITERAL' : 'BLOCK_FOLDED';
  const document = new Document();
  const names = document.createNode(about, { flow: true });
  document.contents = document.createNode([
    { about: names, ...(date === '' ? {} : { date }), ...(by === '' ? {} : { by }), text: prose },
  ]);
  return printed(document)
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join(newline);
}

/** A value in one line: `[C1, arrears]`, `2026-03-04`. */
export function valueText(value: string | readonly string[]): string {
  const document = new Document();
  document.contents = document.createNode(value, { flow: true });
  return printed(document).trimEnd();
}

const WIDTH = 100;

function printed(document: Document): string {
  return document.toString({ lineWidth: WIDTH, flowCollectionPadding: false });
}

export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
