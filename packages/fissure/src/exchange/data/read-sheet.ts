/** A sheet of a workbook as a table: its first row that is not empty is the heading. */
import { nearestName } from '../../base/nearest-name.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { readWorkbook } from '../sheets/read-workbook.ts';
import type { Sheet } from '../sheets/workbook.ts';
import type { DataFile } from './data-file.ts';
import type { DataTable } from './data-table.ts';
import { KeptLines } from './kept-lines.ts';
import { LaidOutRow } from './laid-out-row.ts';
import { unzip, zipEntries } from './zip-entries.ts';

const LARGEST_FILE = 20_000_000;
/** Unpacked: its cells take several times as much memory. */
const LARGEST_CONTENT = 50_000_000;
const MOST_COLUMNS = 5_000;

export async function readSheet(
  file: DataFile,
  sheetName: string | undefined,
  problems: Problems,
  texts: Map<string, string>,
): Promise<DataTable | undefined> {
  if (file.byteLength > LARGEST_FILE) {
    problems.add('data/too-large', { file: file.name, limit: LARGEST_FILE / 1e6 });
    return undefined;
  }
  if (!/\.xls$/i.test(file.name) && !(await isHonest(file, problems))) return undefined;
  const sheet = await sheetOf(file, sheetName, problems);
  return sheet && tableOf(sheet, file.name, problems, texts);
}

/** Whether the parts of a workbook are as large as its directory says, which is what the reader goes by. */
async function isHonest(file: DataFile, problems: Problems): Promise<boolean> {
  const entries = await zipEntries(file);
  if (entries === undefined) {
    problems.add('data/damaged', { file: file.name, what: 'workbook' });
    return false;
  }
  const read = entries.filter(({ name }) => /\.(?:xml|rels)$/.test(name));
  if (read.reduce((sum, { size }) => sum + size, 0) > LARGEST_CONTENT) {
    problems.add('data/too-large', { file: file.name, limit: LARGEST_CONTENT / 1e6 });
    return false;
  }
  for (const entry of read) {
    let size = 0;
    for await (const piece of unzip(file, entry, problems)) {
      size += piece.length;
      if (size > entry.size) break;
    }
    if (problems.hasErrors) return false;
    if (size !== entry.size) {
      problems.add('data/damaged', { file: file.name, what: 'workbook' });
      return false;
    }
  }
  return true;
}

async function sheetOf(file: DataFile, wanted: string | undefined, problems: Problems): Promise<Sheet | undefined> {
  const bytes = await file.slice(0, file.byteLength);
  let sheets: ReadonlyMap<string, Sheet>;
  try {
    const fail = (reason: string): never => {
      throw new Error(reason);
    };
    ({ sheets } = readWorkbook(file.name, bytes, '', fail));
  } catch {
    problems.add('data/damaged', { file: file.name, what: 'workbook' });
    return undefined;
  }
  const all = [...sheets.values()];
  const sheet =
    wanted === undefined
      ? all.find(({ cells }) => cells.size > 0)
      : all.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (sheet !== undefined) return sheet;
  if (wanted === undefined) problems.add('data/empty', { file: file.name });
  else {
    const names = [...sheets.keys()];
    const near = nearestName(wanted, names);
    const help = near === undefined ? `Its sheets: ${names.slice(0, 20).join(', ')}.` : `Did you mean \`${near}\`?`;
    problems.add('data/unknown-sheet', { file: file.name, name: wanted }, undefined, { help });
  }
  return undefined;
}

function tableOf(sheet: Sheet, file: string, problems: Problems, texts: Map<string, string>): DataTable | undefined {
  const rows = rowsOf(sheet);
  const [first, ...others] = [...rows.keys()].sort((a, b) => a - b);
  if (first === undefined) {
    problems.add('data/empty', { file });
    return undefined;
  }
  const kept = new KeptLines(file, texts);
  const headings = Array.from(rows.get(first)!, (cell) => (cell ?? '').trim());
  if (headings.length > MOST_COLUMNS) {
    problems.add('data/too-many-columns', { limit: MOST_COLUMNS });
    return undefined;
  }
  async function* batches() {
    yield others.map((row) => new LaidOutRow(rows.get(row)!, row, file, kept));
  }
  return { format: 'workbook', headings, batches };
}

/** By row, whatever the size that the sheet claims: one cell may stand in row 1,048,576. */
function rowsOf({ cells }: Sheet): ReadonlyMap<number, readonly string[]> {
  const rows = new Map<number, string[]>();
  for (const [key, value] of cells) {
    const comma = key.indexOf(',');
    const [row, column] = [Number(key.slice(0, comma)), Number(key.slice(comma + 1))];
    if (column > MOST_COLUMNS) continue;
    let cellsOfRow = rows.get(row);
    if (cellsOfRow === undefined) {
      cellsOfRow = [];
      rows.set(row, cellsOfRow);
    }
    cellsOfRow[column] = String(value);
  }
  return rows;
}
