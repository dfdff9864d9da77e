/** What becomes of a statement, written into the text of argument.md: all else stays as it stands. */
import { Problems } from '../diagnostics/problems.ts';
import { closingBracket, readArgument } from './read-argument.ts';
import type { StatementStatus } from './study.ts';

export interface Fate {
  readonly status: StatementStatus;
  /** Of what is modelled or a claim: names of what carries it; of context and what is out of scope: the reason. */
  readonly note: string;
}

/** Undefined where the text has no such statement, or where it would not read back as asked: a bracket too many, say. */
export function markStatement(text: string, id: string, fate: Fate): string | undefined {
  const head = [...text.matchAll(HEAD)].find(([, own]) => own === id);
  if (!head) return undefined;
  const from = head.index + head[0].length;
  const colon = colonAfter(text, from);
  const start = head[0].slice(0, head[0].indexOf('**'));
  const note = noteText(fate);
  const marked = `${text.slice(0, head.index)}${start}**${fate.status}**${note}${text.slice(colon)}`;
  return readsBack(marked, id, fate) ? marked : undefined;
}

const HEAD = /^[-*+]\s+`([^`\n]*)`\s+\*\*[^*]+\*\*/gm;

export function carriersIn(note: string): readonly string[] {
  return note.split(/[\s,]+/).filter((name) => name !== '');
}

function noteText({ status, note }: Fate): string {
  if (status === 'open') return '';
  if (status === 'modelled' || status === 'claim')
    return carriersIn(note)
      .map((name) => ` ${name}`)
      .join('');
  const reason = reasonIn(note);
  return reason === '' ? '' : ` (${reason})`;
}

/** Of the item, not one within its brackets. */
function colonAfter(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ':') at = text[at] === '(' ? closingBracket(text, at) + 1 : at + 1;
  return at;
}

function readsBack(text: string, id: string, { status, note }: Fate): boolean {
  const statements = readArgument('', text, new Problems()).paragraphs.flatMap((paragraph) => paragraph.statements);
  const found = statements.filter((statement) => statement.id.text === id);
  const [one] = found;
  if (one === undefined || found.length > 1 || one.status !== status) return false;
  if (status === 'open') return true;
  if (status === 'modelled' || status === 'claim')
    return one.carriedBy.map((name) => name.text).join() === carriersIn(note).join();
  return one.reason === reasonIn(note);
}

/** In one line. */
function reasonIn(note: string): string {
  return note.trim().replace(/\s+/g, ' ');
}
