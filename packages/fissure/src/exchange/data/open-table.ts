/** A data file -> its table, by the kind of file that its name tells. */
import type { Problems } from '../../diagnostics/problems.ts';
import { checkedTable } from './check-rows.ts';
import { type DataFile, piecesOf } from './data-file.ts';
import type { DataRow, DataTable } from './data-table.ts';
import { readDelimited } from './read-delimited.ts';
import { readJson } from './read-json.ts';
import type { TableSchema } from './table-schema.ts';
import { inflate } from './unpack.ts';
import { unzip, zipEntries } from './zip-entries.ts';

export interface TableOptions {
  /** Of a workbook. */
  readonly sheet?: string;
  /** What the columns must hold. */
  readonly schema?: TableSchema;
}

/**
 * Undefined, with diagnostics, where there is no table. `texts` gets the lines that diagnostics stand on.
 * Of text files only the heading is read; rows are read as they are asked for.
 */
export async function openTable(
  file: DataFile,
  options: TableOptions,
  problems: Problems,
  texts: Map<string, string>,
): Promise<DataTable | undefined> {
  const table = await openAny(file, options, problems, texts);
  if (table === undefined) return undefined;
  const untagged = { ...table, batches: (columns: ReadonlySet<number>) => withoutTags(table, columns) };
  return options.schema === undefined ? untagged : checkedTable(untagged, options.schema, problems);
}

const DELIMITED = /\.(?:csv|tsv|tab|txt)$/;

async function openAny(
  file: DataFile,
  options: TableOptions,
  problems: Problems,
  texts: Map<string, string>,
): Promise<DataTable | undefined> {
  const name = file.name.toLowerCase();
  if (DELIMITED.test(name)) return readDelimited(file.name, piecesOf(file), problems, texts);
  if (DELIMITED.test(name.replace(/\.gz$/, '')))
    return readDelimited(file.name, inflate(file, 'gzip', problems), problems, texts);
  if (/\.zip$/.test(name)) return openZip(file, problems, texts);
  // Their libraries take longer to load than most tables to read.
  if (/\.xlsx?$/.test(name)) {
    const { readSheet } = await import('./read-sheet.ts');
    return readSheet(file, options.sheet, problems, texts);
  }
  if (/\.(?:json|jsonl|ndjson)$/.test(name)) return readJson(file, problems, texts);
  if (/\.parquet$/.test(name)) {
    const { readParquet } = await import('./read-parquet.ts');
    return readParquet(file, problems, texts);
  }
  problems.add('data/unknown-format', { file: file.name });
  return undefined;
}

/** As UCDP publishes its events: a zip file with one table in it. Diagnostics name that table. */
async function openZip(file: DataFile, problems: Problems, texts: Map<string, string>): Promise<DataTable | undefined> {
  const entries = await zipEntries(file);
  if (entries === undefined) {
    problems.add('data/damaged', { file: file.name, what: 'zip' });
    return undefined;
  }
  const tables = entries.filter(({ name }) => DELIMITED.test(name.toLowerCase()) && !name.startsWith('__MACOSX/'));
  const [entry] = tables;
  if (entry === undefined || tables.length > 1) {
    const names = (tables.length > 1 ? tables : entries).slice(0, 5).map(({ name }) => name.slice(0, 80));
    problems.add('data/zip-content', { file: file.name, found: names.join(', ') || 'nothing' });
    return undefined;
  }
  return readDelimited(entry.name, unzip(file, entry, problems), problems, texts);
}

/** HDX puts a row of tags of the Humanitarian Exchange Language below the heading: it is no data. */
async function* withoutTags(table: DataTable, columns: ReadonlySet<number>): AsyncGenerator<Iterable<DataRow>> {
  let isFirst = true;
  for await (const rows of table.batches(columns)) {
    yield isFirst ? afterTags(rows, table.headings.length) : rows;
    isFirst = false;
  }
}

function* afterTags(rows: Iterable<DataRow>, columnCount: number): Generator<DataRow> {
  let isFirst = true;
  for (const row of rows) {
    if (!(isFirst && isTagRow(row, columnCount))) yield row;
    isFirst = false;
  }
}

function isTagRow(row: DataRow, columnCount: number): boolean {
  let tags = 0;
  for (let column = 0; column < columnCount; column += 1) {
    const text = row.text(column).trim();
    if (text.startsWith('#')) tags += 1;
    else if (text !== '') return false;
  }
  return tags > 0;
}
