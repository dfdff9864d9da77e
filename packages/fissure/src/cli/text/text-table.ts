/** Tables for a terminal: columns as wide as their content, the widest text column wrapped so that lines fit. */
import { textWidth } from '../../diagnostics/text-width.ts';
import type { Terminal } from '../terminal.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** May be broken into several lines; the others keep their width. */
  readonly wrap?: boolean;
}

export interface TableOptions {
  readonly width: number;
  readonly indent?: number;
  readonly heading?: (text: string) => string;
}

const GAP = '  ';
const NARROWEST_WRAPPED = 16;

export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: TableOptions,
): string {
  const indent = ' '.repeat(options.indent ?? 0);
  const widths = fitWidths(columns, rows, options.width - indent.length);
  const heading = options.heading ?? ((text: string) => text);
  const titled = columns.some((column) => column.title !== '');
  const lines = titled
    ? layOut(
        columns,
        columns.map((column) => column.title),
        widths,
      ).map(heading)
    : [];
  for (const row of rows) lines.push(...layOut(columns, row, widths));
  return lines.map((line) => (indent + line).trimEnd()).join('\n');
}

/** Columns of a string on a screen; colours take none. */
export function displayWidth(text: string): number {
  const shown = stripEscapes(text);
  // Cutting a text into what readers take for characters is slow, and hardly any text needs it.
  return /^[ -~]*$/.test(shown) ? shown.length : textWidth(shown);
}

/** Breaks at spaces; a word longer than the width is broken inside. What follows a `- ` hangs under its first word. */
export function wrapText(text: string, width: number): readonly string[] {
  if (text.startsWith('- ') && width > NARROWEST_WRAPPED)
    return wrapText(text.slice(2), width - 2).map((line, i) => (i === 0 ? '- ' : '  ') + line);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    let rest = word;
    if (line !== '' && displayWidth(line) + 1 + displayWidth(rest) <= width) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (displayWidth(rest) > width) {
      lines.push([...rest].slice(0, width).join(''));
      rest = [...rest].slice(width).join('');
    }
    line = rest;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** What is to be known of a table, beneath it. */
export function dimNotes(notes: readonly string[], { width, paint }: Terminal): string {
  return notes
    .flatMap((note) => wrapText(note, width))
    .map(paint.dim)
    .join('\n');
}

function fitWidths(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): readonly number[] {
  const natural = columns.map((column, i) =>
    Math.max(displayWidth(column.title), ...rows.flatMap((row) => (row[i] ?? '').split('\n').map(displayWidth))),
  );
  let excess = natural.reduce((sum, each) => sum + each, 0) + GAP.length * (columns.length - 1) - width;
  const widths = [...natural];
  // The widest wrappable column gives way first, a column at a time, so that two long ones end up alike.
  while (excess > 0) {
    const widest = columns.reduce(
      (best, column, i) => (column.wrap && (best < 0 || widths[i]! > widths[best]!) ? i : best),
      -1,
    );
    if (widest < 0 || widths[widest]! <= NARROWEST_WRAPPED) break;
    widths[widest]! -= 1;
    excess -= 1;
  }
  return widths;
}

function layOut(columns: readonly Column[], row: readonly string[], widths: readonly number[]): string[] {
  const cells = columns.map((column, i) =>
    (row[i] ?? '').split('\n').flatMap((line) => (column.wrap ? wrapText(line, widths[i]!) : [line])),
  );
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, k) =>
    cells.map((lines, i) => pad(lines[k] ?? '', widths[i]!, columns[i]!.align ?? 'left')).join(GAP),
  );
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const spaces = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? spaces + text : text + spaces;
}

function stripEscapes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour sequences start with the escape character
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}
