/** The CSV tables of a study, each read once and its faults reported once. */
import { type CsvFault, type CsvRow, MOST_CSV_CELLS, readCsv } from '../base/csv.ts';
import { canonicalName } from '../base/names.ts';
import { nearestName } from '../base/nearest-name.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import { decodeText } from './decode-text.ts';
import type { StudyFiles } from './study.ts';
import { numberOfText } from './yaml-node.ts';

export interface Table {
  readonly file: string;
  readonly header: readonly string[];
  /** Rows below the heading, each with as many cells as the heading. */
  readonly rows: readonly CsvRow[];
}

export class Tables {
  readonly #files: StudyFiles;
  readonly #unread: ReadonlySet<string>;
  readonly #problems: Problems;
  readonly #texts: Map<string, string>;
  readonly #read = new Map<string, Table | undefined>();

  /** `unread`: files that are there and could not be loaded, which has been reported. */
  constructor(
    files: StudyFiles,
    problems: Problems,
    texts: Map<string, string>,
    unread: ReadonlySet<string> = new Set(),
  ) {
    this.#files = files;
    this.#unread = unread;
    this.#problems = problems;
    this.#texts = texts;
  }

  /** The table that stands at `path`; undefined, with a diagnostic, where there is none that can be used. */
  at(path: SourceText): Table | undefined {
    const file = path.text.trim().replace(/^\.\//, '');
    if (this.#unread.has(file) || this.#unread.has(file.split('/')[0]!)) return undefined;
    if (!this.#files.has(file)) {
      const near = nearestName(
        file,
        [...this.#files.keys()].filter((name) => name.endsWith('.csv')),
      );
      const help = near === undefined ? undefined : `Did you mean \`${near}\`?`;
      this.#problems.add('study/missing-table', { file }, placeIn(path), { help });
      return undefined;
    }
    if (!this.#read.has(file)) this.#read.set(file, this.#open(file));
    return this.#read.get(file);
  }

  /** Index of a column; undefined, with a diagnostic, where the table has no such column. */
  column(table: Table, name: SourceText): number | undefined {
    const wanted = canonicalName(name.text);
    const index = table.header.findIndex((heading) => canonicalName(heading) === wanted);
    if (index >= 0) return index;
    const near = nearestName(name.text, table.header);
    const help =
      near === undefined ? `Its columns: ${table.header.slice(0, 20).join(', ')}.` : `Did you mean \`${near}\`?`;
    this.#problems.add('study/unknown-column', { column: name.text, file: table.file }, placeIn(name), { help });
    return undefined;
  }

  /** The number in a cell; undefined, with a diagnostic, where there is none. */
  number(table: Table, row: CsvRow, column: number): number | undefined {
    const source = this.cell(table, row, column);
    const value = numberOfText(source.text.trim());
    if (value !== undefined) return value;
    const place = placeIn(source);
    if (source.text.trim() === '') this.#problems.add('study/empty-cell', { column: table.header[column]! }, place);
    else this.#problems.add('study/cell-not-a-number', { text: source.text.slice(0, 60) }, place);
    return undefined;
  }

  cell(table: Table, row: CsvRow, column: number): SourceText {
    const { text, start, end } = row[column]!;
    if (end - start === text.length) return { text, file: table.file, offsets: start, end };
    return { text, file: table.file, offsets: quotedOffsets(text, start), end };
  }

  #open(file: string): Table | undefined {
    const text = decodeText(file, this.#files.get(file)!, this.#problems, this.#texts);
    if (text === undefined) return undefined;
    const { rows, fault } = readCsv(text);
    if (fault) {
      this.#reportFault(file, fault);
      return undefined;
    }
    const [heading, ...body] = rows;
    if (!heading) {
      this.#problems.add('study/empty-table', { file }, { file, start: 0, end: 0 });
      return undefined;
    }
    return { file, header: heading.map((cell) => cell.text.trim()), rows: this.#wholeRows(file, heading.length, body) };
  }

  #wholeRows(file: string, expected: number, rows: readonly CsvRow[]): CsvRow[] {
    return rows.filter((row) => {
      if (row.length === expected) return true;
      const place = { file, start: row[0]!.start, end: row.at(-1)!.end };
      this.#problems.add('read/csv-cell-count', { found: row.length, expected }, place);
      return false;
    });
  }

  #reportFault(file: string, { kind, start, end }: CsvFault): void {
    const place = { file, start, end };
    switch (kind) {
      case 'quote-never-closed':
        this.#problems.add('read/csv-quote', { what: 'this quote is never closed' }, place);
        break;
      case 'text-after-quote':
        this.#problems.add('read/csv-quote', { what: 'a text goes on after its closing quote' }, place);
        break;
      case 'too-many-cells':
        this.#problems.add('read/csv-too-long', { count: MOST_CSV_CELLS }, place);
        break;
    }
  }
}

/** In a quoted cell every quote of the text stands twice. */
function quotedOffsets(text: string, start: number): readonly number[] {
  const offsets: number[] = [];
  let at = start + 1;
  for (let i = 0; i < text.length; i += 1) {
    offsets.push(at);
    at += text[i] === '"' ? 2 : 1;
  }
  return offsets;
}
