/** The cells of .xlsx and .csv files; of formulas the values that were stored with them. */
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { MOST_CSV_CELLS, readCsvRow } from '../../base/csv.ts';
import { decodeText } from '../decode-text.ts';
import { cornerOf } from './ranges.ts';
import { readXls } from './read-xls.ts';

export interface Sheet {
  readonly name: string;
  /** By `row,column` from 0. */
  readonly cells: ReadonlyMap<string, number | string>;
  readonly rowCount: number;
  readonly columnCount: number;
}

export interface Workbook {
  readonly sheets: ReadonlyMap<string, Sheet>;
  /** Names of cells -> `Sheet!A1:B2`, in lower case; those of one sheet begin with its name and `!`. */
  readonly defined: ReadonlyMap<string, string>;
}

type Fail = (reason: string) => never;

const LARGEST_PART = 50_000_000;
/** Every element of every array that stands in a file asks for it: each is read once, a CSV once for each separator. */
const read = new WeakMap<Uint8Array, Map<string, Workbook>>();

export function readWorkbook(path: string, bytes: Uint8Array, tab: string, fail: Fail): Workbook {
  const isCsv = /\.csv$/i.test(path);
  const known = read.get(bytes) ?? new Map<string, Workbook>();
  read.set(bytes, known);
  const key = isCsv ? tab : '';
  let workbook = known.get(key);
  if (workbook !== undefined) return workbook;
  try {
    workbook = isCsv ? csvWorkbook(bytes, tab) : /\.xls$/i.test(path) ? readXls(bytes) : xlsxWorkbook(bytes);
  } catch (error) {
    return fail(`\`${path}\` cannot be read: ${error instanceof Error ? error.message : 'it is damaged'}`);
  }
  known.set(key, workbook);
  return workbook;
}

function csvWorkbook(bytes: Uint8Array, tab: string): Workbook {
  const text = decodeText(bytes);
  const cells = new Map<string, number | string>();
  let at = 0;
  for (let row = 0; at < text.length; row += 1) {
    const line = csvLine(text, at, tab === '' ? ',' : tab);
    line.cells.forEach((cell, column) => {
      const plain = cell.trim();
      if (plain !== '') cells.set(`${row},${column}`, Number.isNaN(Number(plain)) ? plain : Number(plain));
    });
    at = line.next;
  }
  return { sheets: new Map([[tab, sheetFrom(tab, cells)]]), defined: new Map() };
}

/** Quotation marks that are not those of CSV, as of inches, are signs like others. */
function csvLine(text: string, start: number, separator: string): { cells: readonly string[]; next: number } {
  const line = readCsvRow(text, start, separator, MOST_CSV_CELLS);
  if (!('kind' in line)) return { cells: line.row.map((cell) => cell.text), next: line.next };
  const end = text.indexOf('\n', start);
  const next = end < 0 ? text.length : end + 1;
  return { cells: text.slice(start, next).split(separator), next };
}

export function sheetFrom(name: string, cells: Map<string, number | string>): Sheet {
  let [rowCount, columnCount] = [0, 0];
  for (const key of cells.keys()) {
    const [row, column] = key.split(',').map(Number) as [number, number];
    rowCount = Math.max(rowCount, row + 1);
    columnCount = Math.max(columnCount, column + 1);
  }
  return { name, cells, rowCount, columnCount };
}

function xlsxWorkbook(bytes: Uint8Array): Workbook {
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => /\.(?:xml|rels)$/.test(name) && originalSize < LARGEST_PART,
  });
  const text = (path: string): string => {
    const part = parts[path];
    return part === undefined ? '' : new TextDecoder().decode(part);
  };
  const strings: string[] = [];
  let current = '';
  walk(text('xl/sharedStrings.xml'), (tag, open, _, content) => {
    if (tag === 'si' && open) current = '';
    if (tag === 't' && !open) current += content;
    if (tag === 'si' && !open) strings.push(current);
  });
  const targets = new Map<string, string>();
  walk(text('xl/_rels/workbook.xml.rels'), (tag, open, attributes) => {
    if (tag === 'Relationship' && open) targets.set(attributes.Id!, attributes.Target!.replace(/^\/?(?:xl\/)?/, 'xl/'));
  });
  const order: { readonly name: string; readonly target: string }[] = [];
  const defined = new Map<string, string>();
  let definedName = '';
  walk(text('xl/workbook.xml'), (tag, open, attributes, content) => {
    if (tag === 'sheet' && open)
      order.push({ name: attributes.name!, target: targets.get(attributes['r:id'] ?? '') ?? '' });
    if (tag === 'definedName' && open) {
      const local = attributes.localSheetId;
      const scope = local === undefined ? '' : `${order[Number(local)]?.name ?? ''}!`;
      definedName = `${scope}${attributes.name!}`.toLowerCase();
    }
    if (tag === 'definedName' && !open) defined.set(definedName, content);
  });
  return { sheets: new Map(order.map(({ name, target }) => [name, xlsxSheet(name, text(target), strings)])), defined };
}

function xlsxSheet(name: string, xml: string, strings: readonly string[]): Sheet {
  const cells = new Map<string, number | string>();
  let where = '';
  let type = '';
  walk(xml, (tag, open, attributes, content) => {
    if (tag === 'c' && open) {
      const corner = cornerOf(attributes.r ?? '');
      where = corner === undefined ? '' : `${corner.row},${corner.column}`;
      type = attributes.t ?? 'n';
    }
    if (open || where === '' || (tag !== 'v' && !(tag === 't' && type === 'inlineStr'))) return;
    if (type === 's') cells.set(where, strings[Number(content)] ?? '');
    else if (type === 'n' && content !== '') cells.set(where, Number(content));
    else if (type === 'str' || type === 'inlineStr') cells.set(where, content);
  });
  return sheetFrom(name, cells);
}

type Visit = (tag: string, open: boolean, attributes: Readonly<Record<string, string>>, content: string) => void;

function walk(xml: string, visit: Visit): void {
  if (xml === '') return;
  const parser = new SaxesParser();
  let content = '';
  parser.on('opentag', (tag) => {
    content = '';
    visit(tag.name, true, tag.attributes, '');
  });
  parser.on('text', (piece) => {
    content += piece;
  });
  parser.on('closetag', (tag) => {
    visit(tag.name, false, {}, content);
    content = '';
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
}
