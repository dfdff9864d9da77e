/** Cells, rows and columns of a sheet as Vensim names them: `B2`, `4` (a row), `C` (a column), a defined name; `*` turns. */
import type { ForeignFiles } from '../foreign-model.ts';
import { type Corner, columnOf, cornerOf } from './corner.ts';
import { readWorkbook } from './read-workbook.ts';
import type { Sheet } from './workbook.ts';

type Fail = (reason: string) => never;

export interface OpenSheet extends Sheet {
  readonly defined: ReadonlyMap<string, string>;
  readonly workbook: ReadonlyMap<string, Sheet>;
}

/**
 * The file must be among those beside the model: no path leads out of its folder. A file that came without its folder, as
 * when it is dropped on a page, is known by its name, and one that is named by a tag may have any ending.
 */
export function sheetOf(files: ForeignFiles, file: string, tab: string, fail: Fail): OpenSheet {
  const path = file.replaceAll('\\', '/').replace(/^\.\//, '').replace(/^\?/, '').toLowerCase();
  const named = (wanted: string) => [...files].find(([name]) => name.toLowerCase() === wanted);
  const found = (leadsOut(path) ? [] : [path, path.slice(path.lastIndexOf('/') + 1)])
    .flatMap((one) => [one, ...SHEETS.map((ending) => `${one}${ending}`)])
    .map(named)
    .find((one) => one !== undefined);
  if (found === undefined) return fail(missing(file, path));
  const workbook = readWorkbook(found[0], found[1], tab, fail);
  const sheet = [...workbook.sheets].find(([name]) => name.toLowerCase() === tab.toLowerCase())?.[1];
  if (sheet === undefined) return fail(`\`${file}\` has no sheet \`${tab}\``);
  return { ...sheet, defined: workbook.defined, workbook: workbook.sheets };
}

function missing(file: string, path: string): string {
  if (!file.startsWith('?') || leadsOut(path)) return `there is no file \`${file}\` beside the model`;
  const name = /\.\w+$/.test(path) ? path : `${path}.xlsx`;
  return `\`${file}\` stands for a file, and the model does not say for which: put it beside the model as \`${name}\``;
}

/** Upwards, or from the root of a disk: another file of the same name is not the one that was meant. */
function leadsOut(path: string): boolean {
  return path.split('/').includes('..') || /^(?:\/|[a-z]:)/.test(path);
}

const SHEETS = ['.xlsx', '.xls', '.csv'];

interface Range {
  readonly sheet: Sheet;
  readonly from: Corner;
  readonly to: Corner;
}

/** What a defined name or a cell refers to. */
function rangeOf(sheet: OpenSheet, text: string, fail: Fail): Range {
  const target =
    sheet.defined.get(`${sheet.name}!${text}`.toLowerCase()) ?? sheet.defined.get(text.toLowerCase()) ?? text;
  const bang = target.lastIndexOf('!');
  const tab = bang < 0 ? undefined : target.slice(0, bang).replace(/^'|'$/g, '').toLowerCase();
  const other = tab === undefined ? sheet : [...sheet.workbook].find(([name]) => name.toLowerCase() === tab)?.[1];
  const [first, last = first] = target.slice(bang + 1).split(':');
  const [from, to] = [cornerOf(first!), cornerOf(last!)];
  if (other === undefined || from === undefined || to === undefined)
    return fail(`\`${text}\` is no cell and no name of cells`);
  return { sheet: other, from, to };
}

/** A number for the element at `position` of a definition whose subscripts count `shape` elements. */
export function numbersFrom(
  sheet: OpenSheet,
  text: string,
  shape: readonly number[],
  position: number,
  fail: Fail,
): number {
  const turned = text.endsWith('*');
  const range = rangeOf(sheet, text.replace(/\*$/, ''), fail);
  // The last dimension runs along rows (to the right), or down where the name is starred; the one before it across.
  const along = shape.filter((count) => count > 1).at(-1) ?? 1;
  const [across, run] = [Math.floor(position / along), position % along];
  const row = range.from.row + (turned ? run : across);
  const column = range.from.column + (turned ? across : run);
  const value = range.sheet.cells.get(`${row},${column}`);
  if (typeof value !== 'number')
    return fail(`there is no number in row ${row + 1}, column ${column + 1} of sheet \`${range.sheet.name}\``);
  return value;
}

/**
 * Pairs of time (or x) and value; the element at `position` has its values that many rows or columns further. They end where the
 * times end: what stands beyond a gap, in the same rows, is another table.
 */
export function seriesFrom(
  sheet: OpenSheet,
  axis: string,
  cell: string,
  position: number,
  fail: Fail,
): (readonly [number, number])[] {
  const start = rangeOf(sheet, cell.replace(/\*$/, ''), fail);
  const isRow = /^\d+$/.test(axis);
  const isColumn =
    /^[A-Za-z]{1,3}$/.test(axis) &&
    !sheet.defined.has(axis.toLowerCase()) &&
    !sheet.defined.has(`${sheet.name}!${axis}`.toLowerCase());
  const named = isRow || isColumn ? undefined : rangeOf(sheet, axis, fail);
  const alongRow = isRow || (named !== undefined && named.from.row === named.to.row);
  const fixed = isRow ? Number(axis) - 1 : isColumn ? columnOf(axis) : alongRow ? named!.from.row : named!.from.column;
  const source = named?.sheet ?? sheet;
  const first =
    named === undefined
      ? alongRow
        ? start.from.column
        : start.from.row
      : alongRow
        ? named.from.column
        : named.from.row;
  const end =
    named === undefined
      ? alongRow
        ? source.columnCount
        : source.rowCount
      : (alongRow ? named.to.column : named.to.row) + 1;
  const rows: (readonly [number, number])[] = [];
  let hasBegun = false;
  for (let at = first; at < end; at += 1) {
    const time = source.cells.get(alongRow ? `${fixed},${at}` : `${at},${fixed}`);
    if (typeof time === 'number') hasBegun = true;
    else if (hasBegun && named === undefined) break;
    const further = at - first;
    const value = start.sheet.cells.get(
      alongRow
        ? `${start.from.row + position},${start.from.column + further}`
        : `${start.from.row + further},${start.from.column + position}`,
    );
    if (typeof time === 'number' && typeof value === 'number') rows.push([time, value]);
  }
  if (rows.length === 0) return fail(`there are no numbers at \`${axis}\` and \`${cell}\` of sheet \`${sheet.name}\``);
  return rows.toSorted((a, b) => a[0] - b[0]).filter(([x], i, all) => i === 0 || x !== all[i - 1]![0]);
}

/**
 * Texts from one cell to another; the last may be a row, a column or left out. The row or column of the first cell itself
 * is read on until a cell is empty.
 */
export function cellText(sheet: OpenSheet, first: string, last: string, fail: Fail): string[] {
  const { from, to: own, sheet: source } = rangeOf(sheet, first, fail);
  if (last === String(from.row + 1)) return textsFrom(source, from, { row: 0, column: 1 });
  if (/^[A-Za-z]{1,3}$/.test(last) && columnOf(last) === from.column)
    return textsFrom(source, from, { row: 1, column: 0 });
  const corner = cornerOf(last);
  const to =
    corner ??
    (/^\d+$/.test(last)
      ? { row: Number(last) - 1, column: from.column }
      : /^[A-Za-z]{1,3}$/.test(last)
        ? { row: from.row, column: columnOf(last) }
        : own);
  const texts: string[] = [];
  for (let row = from.row; row <= Math.min(to.row, source.rowCount); row += 1)
    for (let column = from.column; column <= Math.min(to.column, source.columnCount); column += 1)
      texts.push(String(source.cells.get(`${row},${column}`) ?? ''));
  return texts;
}

function textsFrom({ cells }: Sheet, from: Corner, step: Corner): string[] {
  const texts: string[] = [];
  for (let at = 0; ; at += 1) {
    const text = String(cells.get(`${from.row + at * step.row},${from.column + at * step.column}`) ?? '');
    if (text === '') return texts;
    texts.push(text);
  }
}
