/** argument.md: the argument restated, statement by statement. A small, strict part of Markdown, read line by line. */
import { nearestName } from '../base/nearest-name.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Argument, Name, Statement, StatementStatus } from './study.ts';

interface Line {
  readonly text: string;
  readonly start: number;
}

interface Paragraph {
  readonly id: string;
  readonly title: string;
  readonly statements: Statement[];
}

export const STATUSES = [
  'modelled',
  'claim',
  'context',
  'out of scope',
  'open',
] as const satisfies readonly StatementStatus[];

export const NO_ARGUMENT: Argument = { title: '', introduction: '', paragraphs: [] };

export function readArgument(file: string, text: string, problems: Problems): Argument {
  const reader = new ArgumentReader(file, problems);
  for (const line of linesOf(text)) reader.line(line);
  return reader.finish();
}

function* linesOf(text: string): Iterable<Line> {
  let start = 0;
  while (start <= text.length) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    yield { text: text.slice(start, stop).replace(/\r$/, ''), start };
    if (end < 0) return;
    start = end + 1;
  }
}

class ArgumentReader {
  readonly #file: string;
  readonly #problems: Problems;
  #title: string | undefined;
  readonly #introduction: string[] = [];
  readonly #paragraphs: Paragraph[] = [];
  readonly #statements = new Map<string, Name>();
  readonly #paragraphIds = new Map<string, Place>();
  /** Lines of the list item that is being read. */
  #item: Line[] = [];
  #comment = false;

  constructor(file: string, problems: Problems) {
    this.#file = file;
    this.#problems = problems;
  }

  line(line: Line): void {
    if (this.#isComment(line.text)) return;
    const heading = /^(#+)\s+(.*?)\s*#*$/.exec(line.text);
    if (heading) this.#heading(line, heading[1]!.length, heading[2]!);
    else if (/^[-*+]\s/.test(line.text) && this.#paragraphs.length > 0) {
      this.#closeItem();
      this.#item = [line];
    } else if (line.text.trim() === '') this.#blank();
    else if (this.#item.length > 0) this.#item.push(line);
    else this.#loose(line);
  }

  finish(): Argument {
    this.#closeItem();
    const introduction = this.#introduction.join('\n').trim();
    return { title: this.#title ?? '', introduction, paragraphs: this.#paragraphs };
  }

  /** HTML comments are the author's notes to himself. */
  #isComment(text: string): boolean {
    const inside = this.#comment || /^\s*<!--/.test(text);
    if (inside) this.#comment = !text.includes('-->');
    return inside;
  }

  #blank(): void {
    this.#closeItem();
    if (this.#paragraphs.length === 0) this.#introduction.push('');
  }

  #loose(line: Line): void {
    if (this.#paragraphs.length === 0) {
      this.#introduction.push(line.text);
      return;
    }
    this.#problems.add('study/loose-text', {}, this.#placeOf(line));
  }

  #heading(line: Line, level: number, text: string): void {
    this.#closeItem();
    if (level === 1 && this.#title === undefined && this.#paragraphs.length === 0) {
      this.#title = text;
      return;
    }
    const match = /^(p\d+)\s+(\S.*)$/.exec(text);
    const place = this.#placeOf(line);
    if (level !== 2 || !match) {
      this.#problems.add('study/argument-heading', { text }, place);
      // What stands below it must not be taken for statements of the paragraph before.
      this.#paragraphs.push({ id: text, title: text, statements: [] });
      return;
    }
    const [, id, title] = match as unknown as [string, string, string];
    const before = this.#paragraphIds.get(id);
    if (before)
      this.#problems.add('study/duplicate-name', { name: id }, place, {
        related: [{ message: 'first here', place: before }],
      });
    this.#paragraphIds.set(id, place);
    this.#paragraphs.push({ id, title, statements: [] });
  }

  #closeItem(): void {
    const lines = this.#item;
    this.#item = [];
    if (lines.length === 0) return;
    const statement = this.#statement(lines);
    if (statement) this.#paragraphs.at(-1)!.statements.push(statement);
  }

  #statement(lines: readonly Line[]): Statement | undefined {
    const source = joined(lines, this.#file);
    const head = /^[-*+]\s+`([^`]*)`\s+\*\*([^*]+)\*\*\s*/.exec(source.text);
    if (!head) {
      this.#problems.add('study/statement-form', {}, this.#placeOf(lines[0]!));
      return undefined;
    }
    const idStart = head[0].indexOf('`') + 1;
    const id = part(source, idStart, idStart + head[1]!.length);
    const statusStart = head[0].indexOf('**') + 2;
    const status = this.#status(part(source, statusStart, statusStart + head[2]!.length));
    this.#checkId(id);
    const rest = this.#afterStatus(source, head[0].length);
    if (!status || !rest) return undefined;
    this.#checkCarriers(id, status, rest);
    return { id, status, ...rest };
  }

  #status(source: SourceText): StatementStatus | undefined {
    const text = source.text.trim().toLowerCase();
    const status = STATUSES.find((candidate) => candidate === text);
    if (status) return status;
    const near = nearestName(text, STATUSES);
    const help = near === undefined ? undefined : `Did you mean \`${near}\`?`;
    const values = { found: source.text, choices: STATUSES.join(', ') };
    this.#problems.add('study/not-a-choice', values, placeIn(source), { help });
    return undefined;
  }

  #checkId(id: Name): void {
    const paragraph = this.#paragraphs.at(-1)!.id;
    if (!/^p\d+\.\d+$/.test(id.text) || !id.text.startsWith(`${paragraph}.`))
      this.#problems.add('study/statement-id', { id: id.text, paragraph }, placeIn(id));
    const before = this.#statements.get(id.text);
    if (before)
      this.#problems.add('study/duplicate-name', { name: id.text }, placeIn(id), {
        related: [{ message: 'first here', place: placeIn(before) }],
      });
    else this.#statements.set(id.text, id);
  }

  /** Carriers or a reason in brackets, a colon, the statement. */
  #afterStatus(source: SourceText, from: number): Pick<Statement, 'carriedBy' | 'reason' | 'text'> | undefined {
    const { text } = source;
    const carriedBy: Name[] = [];
    let reason = '';
    let at = from;
    while (at < text.length && text[at] !== ':') {
      if (text[at] === '(') {
        const end = closingBracket(text, at);
        reason = text.slice(at + 1, end).trim();
        at = end + 1;
        continue;
      }
      const word = /^[^\s,:(]+/.exec(text.slice(at, at + 200))?.[0] ?? '';
      if (word !== '') carriedBy.push(part(source, at, at + word.length));
      at += Math.max(1, word.length);
    }
    const statement = text.slice(at + 1).trim();
    if (at < text.length && statement !== '') return { carriedBy, reason, text: statement };
    this.#problems.add('study/statement-form', {}, placeIn(source));
    return undefined;
  }

  #checkCarriers(id: Name, status: StatementStatus, rest: Pick<Statement, 'carriedBy' | 'reason'>): void {
    switch (status) {
      case 'modelled':
      case 'claim':
        if (rest.carriedBy.length === 0)
          this.#problems.add('study/not-carried', { id: id.text, by: CARRIER[status] }, placeIn(id));
        return;
      default:
        if (rest.carriedBy.length > 0)
          this.#problems.add('study/carried-context', { status }, placeIn(rest.carriedBy[0]!));
        if (rest.reason === '' && status !== 'open')
          this.#problems.add('study/no-reason', { id: id.text, status }, placeIn(id));
    }
  }

  #placeOf(line: Line): Place {
    return { file: this.#file, start: line.start, end: line.start + line.text.length };
  }
}

const CARRIER = { modelled: 'mechanism', claim: 'claim' } as const;

/** The index of the bracket that closes the one at `from`; the last character where none does. */
export function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length - 1;
}

/** The lines of an item as one text, a space for each line end and the indent after it. */
function joined(lines: readonly Line[], file: string): SourceText {
  let text = '';
  const offsets: number[] = [];
  for (const line of lines) {
    const content = text === '' ? line.text.trimEnd() : line.text.trim();
    const start = line.start + line.text.indexOf(content);
    if (text !== '') {
      text += ' ';
      offsets.push(line.start - 1);
    }
    text += content;
    for (let i = 0; i < content.length; i += 1) offsets.push(start + i);
  }
  return { text, file, offsets, end: offsets.length === 0 ? lines[0]!.start : offsets.at(-1)! + 1 };
}

function part(source: SourceText, start: number, end: number): SourceText {
  const place = placeIn(source, start, end);
  const offsets = (source.offsets as readonly number[]).slice(start, end);
  return {
    text: source.text.slice(start, end),
    file: source.file,
    offsets,
    end: end === start ? place.start : offsets.at(-1)! + 1,
  };
}
