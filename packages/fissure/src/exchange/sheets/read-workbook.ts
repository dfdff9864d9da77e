/** Workbooks of Excel, and CSV files as workbooks of one sheet: each file is read once. */
import { MOST_CSV_CELLS, readCsvRow } from '../../base/csv.ts';
import { decodeText } from '../decode-text.ts';
import { readXls } from './read-xls.ts';
import { readXlsx } from './read-xlsx.ts';
import { sheetFrom, type Workbook } from './workbook.ts';

type Fail = (reason: string) => never;

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
    workbook = isCsv ? csvWorkbook(bytes, tab) : /\.xls$/i.test(path) ? readXls(bytes) : readXlsx(bytes);
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
