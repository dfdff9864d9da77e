/**
 * Reads comma-separated values as RFC 4180 has them, each cell with its place in the text. A quoted cell may hold
 * commas, line ends and doubled quotes. Lines end with CR LF or LF; empty lines are skipped. Reading stops at the
 * first fault in the quoting, because everything after it would be misread.
 */
export interface CsvCell {
  readonly text: string;
  /** Offsets of the cell in the text, quotes included; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

export type CsvRow = readonly CsvCell[];

export interface CsvFault {
  readonly kind: 'quote-never-closed' | 'text-after-quote' | 'too-many-cells';
  readonly start: number;
  readonly end: number;
}

export interface CsvTable {
  readonly rows: readonly CsvRow[];
  readonly fault: CsvFault | undefined;
}

export const MOST_CSV_CELLS = 500_000;

export function readCsv(text: string): CsvTable {
  const rows: CsvRow[] = [];
  let room = MOST_CSV_CELLS;
  let at = 0;
  while (at < text.length) {
    const line = readCsvRow(text, at, ',', room);
    if ('kind' in line) return { rows, fault: line };
    room -= line.row.length;
    if (!isEmptyLine(line.row)) rows.push(line.row);
    at = line.next;
  }
  return { rows, fault: undefined };
}

export interface CsvLine {
  readonly row: CsvRow;
  /** Offset of what follows the line end. */
  readonly next: number;
}

/** One row, for texts that are too large to be read whole; more than `mostCells` cells are a fault. */
export function readCsvRow(text: string, start: number, delimiter: string, mostCells: number): CsvLine | CsvFault {
  const row: CsvCell[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter);
    if ('kind' in cell) return cell;
    row.push(cell);
    if (row.length > mostCells) return { kind: 'too-many-cells', start: at, end: cell.end };
    at = cell.end;
    if (text[at] !== delimiter) return { row, next: at < text.length ? afterLineEnd(text, at) : at };
    at += 1;
  }
}

/** A cell as CSV text: quoted only where it must be. */
export function printCsvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function plainCell(text: string, start: number, delimiter: string): CsvCell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text, end)) end += 1;
  return { text: text.slice(start, end), start, end };
}

function quotedCell(text: string, start: number, delimiter: string): CsvCell | CsvFault {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { kind: 'quote-never-closed', start, end: start + 1 };
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const end = quote + 1;
    if (end < text.length && text[end] !== delimiter && !isLineEnd(text, end))
      return { kind: 'text-after-quote', start: end, end: end + 1 };
    return { text: text.slice(start + 1, quote).replaceAll('""', '"'), start, end };
  }
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
}

function afterLineEnd(text: string, at: number): number {
  return text[at] === '\r' ? at + 2 : at + 1;
}

/** An empty line has one cell without a character; a line that is `""` says an empty cell and is kept. */
export function isEmptyLine(row: CsvRow): boolean {
  return row.length === 1 && row[0]!.start === row[0]!.end;
}
