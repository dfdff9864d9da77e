/**
 * Values separated by commas, semicolons, tabs or bars (RFC 4180 with other separators), read in windows of a megabyte: a
 * file of any size takes the memory of a few of them.
 */
import { type CsvCell, type CsvFault, type CsvRow, isEmptyLine, readCsvRow } from '../../base/csv.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataRow, DataTable } from './data-table.ts';
import { KeptLines } from './kept-lines.ts';

const MOST_COLUMNS = 5_000;
/** Characters. The longest row of UCDP GED has some 20,000. */
const LONGEST_ROW = 4_000_000;

export async function readDelimited(
  file: string,
  pieces: AsyncIterable<Uint8Array>,
  problems: Problems,
  texts: Map<string, string>,
): Promise<DataTable | undefined> {
  const reader = new DelimitedReader(file, pieces, problems, texts);
  const batches = reader.batches();
  const first = await firstRow(batches);
  if (first === undefined) {
    if (!problems.hasErrors) problems.add('data/empty', { file });
    return undefined;
  }
  const headings = first.row.cells.map(({ text }) => text.trim());
  return {
    format: reader.delimiter === '\t' ? 'TSV' : 'CSV',
    headings,
    batches: () => wholeRows(first.rest, batches, headings.length, problems),
  };
}

interface FirstRow {
  readonly row: DelimitedRow;
  /** Of its batch. */
  readonly rest: Iterable<DelimitedRow>;
}

async function firstRow(batches: AsyncGenerator<Generator<DelimitedRow>>): Promise<FirstRow | undefined> {
  for (;;) {
    const batch = await batches.next();
    if (batch.done) return undefined;
    const row = batch.value.next();
    if (!row.done) return { row: row.value, rest: batch.value };
  }
}

async function* wholeRows(
  rest: Iterable<DelimitedRow>,
  batches: AsyncIterable<Iterable<DelimitedRow>>,
  expected: number,
  problems: Problems,
): AsyncGenerator<Iterable<DataRow>> {
  yield wholeOnes(rest, expected, problems);
  for await (const rows of batches) yield wholeOnes(rows, expected, problems);
}

/** A row with another number of cells than the heading is left out, with a diagnostic. */
function* wholeOnes(rows: Iterable<DelimitedRow>, expected: number, problems: Problems): Generator<DataRow> {
  for (const row of rows) {
    const found = row.cells.length;
    if (found === expected) yield row;
    else problems.add('read/csv-cell-count', { found, expected }, row.place());
  }
}

class DelimitedRow implements DataRow {
  readonly cells: CsvRow;
  readonly #reader: DelimitedReader;
  readonly #line: number;
  readonly #raw: () => string;

  constructor(cells: CsvRow, line: number, raw: () => string, reader: DelimitedReader) {
    this.cells = cells;
    this.#line = line;
    this.#raw = raw;
    this.#reader = reader;
  }

  text(column: number): string {
    return this.cells[column]?.text ?? '';
  }

  place(column?: number) {
    const [first, last] = [this.cells[0]!, this.cells.at(-1)!];
    const cell: CsvCell = column === undefined ? { text: '', start: first.start, end: last.end } : this.cells[column]!;
    return this.#reader.placeOf(this.#line, this.#raw(), cell.start - first.start, cell.end - first.start);
  }
}

class DelimitedReader {
  delimiter = '';
  readonly #file: string;
  readonly #pieces: AsyncIterable<Uint8Array>;
  readonly #problems: Problems;
  readonly #kept: KeptLines;
  #line = 0;
  /** What is no whole row yet. */
  #rest = '';
  #isBroken = false;

  constructor(file: string, pieces: AsyncIterable<Uint8Array>, problems: Problems, texts: Map<string, string>) {
    this.#file = file;
    this.#pieces = pieces;
    this.#problems = problems;
    this.#kept = new KeptLines(file, texts);
  }

  placeOf(line: number, raw: string, start: number, end: number) {
    const from = this.#kept.keep(line, raw);
    return { file: this.#file, start: from + start, end: from + Math.max(start + 1, end) };
  }

  /** A batch for every window; the next one begins where its rows ended. */
  async *batches(): AsyncGenerator<Generator<DelimitedRow>> {
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    for await (const piece of this.#pieces) {
      decoder ??= new TextDecoder(encodingOf(piece));
      yield this.#rowsOf(this.#rest + decoder.decode(piece, { stream: true }), false);
      if (this.#isBroken) return;
    }
    yield this.#rowsOf(this.#rest + (decoder?.decode() ?? ''), true);
  }

  *#rowsOf(text: string, isLast: boolean): Generator<DelimitedRow> {
    this.#isBroken = this.#reportDamage(text);
    let at = 0;
    while (at < text.length && !this.#isBroken) {
      const start = at;
      if (this.delimiter === '') this.delimiter = delimiterOf(text);
      const line = readCsvRow(text, start, this.delimiter, MOST_COLUMNS);
      const isCut = !isLast && ('kind' in line ? mayBeCut(line, text) : line.next === text.length);
      if (isCut && text.length - start <= LONGEST_ROW) break;
      if (isCut || 'kind' in line) {
        this.#isBroken = true;
        if (isCut) this.#report('data/row-too-long', { limit: LONGEST_ROW }, text, start, start);
        else if ('kind' in line) this.#reportFault(line, text, start);
        return;
      }
      at = line.next;
      const number = this.#line;
      this.#line += lineEnds(text, start, at);
      const raw = () => text.slice(start, line.row.at(-1)!.end);
      if (!isEmptyLine(line.row)) yield new DelimitedRow(line.row, number, raw, this);
    }
    this.#rest = text.slice(at);
  }

  #reportFault({ kind, start, end }: CsvFault, text: string, rowStart: number): void {
    if (kind === 'too-many-cells')
      this.#report('data/too-many-columns', { limit: MOST_COLUMNS }, text, rowStart, start);
    else {
      const what =
        kind === 'quote-never-closed' ? 'this quote is never closed' : 'a text goes on after its closing quote';
      this.#report('read/csv-quote', { what }, text, rowStart, start, end);
    }
  }

  /** Bytes that are no text have become U+FFFD; NUL stands in files that are no text at all. */
  #reportDamage(text: string): boolean {
    const at = text.search(/[\0\uFFFD]/);
    if (at < 0) return false;
    const before = text.slice(0, at);
    const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    this.#line += lineEnds(text, 0, start);
    this.#report(text[at] === '\0' ? 'data/not-text' : 'data/not-utf-8', {}, text, start, at);
    return true;
  }

  #report(
    code: 'data/row-too-long' | 'data/too-many-columns' | 'data/not-text' | 'data/not-utf-8' | 'read/csv-quote',
    values: Readonly<Record<string, string | number>>,
    text: string,
    rowStart: number,
    start: number,
    end = start + 1,
  ): void {
    // Enough of the row for the excerpt: where a row is too long, it is the row itself that must not be kept.
    const from = Math.max(rowStart, text.lastIndexOf('\n', start - 1) + 1);
    const line = this.#line + lineEnds(text, rowStart, from);
    const place = this.placeOf(line, text.slice(from, end + 200).split(/\r?\n/)[0]!, start - from, end - from);
    this.#problems.add(code, values, place);
  }
}

/** A fault that the text to come may mend: a quote that is still open, or one before half a line end. */
function mayBeCut({ kind, start }: CsvFault, text: string): boolean {
  return kind === 'quote-never-closed' || (kind === 'text-after-quote' && start === text.length - 1);
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** The separator that the heading has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const heading = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 100_000))![0].replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string) => heading.split(delimiter).length;
  return [',', '\t', ';', '|'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
