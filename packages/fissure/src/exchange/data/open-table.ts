/** A data file -> its table, by the kind of file that its name tells. */
import type { Problems } from '../../diagnostics/problems.ts';
import { type DataFile, piecesOf } from './data-file.ts';
import type { DataRow, DataTable } from './data-table.ts';
import { readDelimited } from './read-delimited.ts';
import { gunzip } from './unpack.ts';

/**
 * Undefined, with diagnostics, where there is no table. `texts` gets the lines that diagnostics stand on.
 * Reads as far as the heading; rows are read as they are asked for.
 */
export async function openTable(
  file: DataFile,
  problems: Problems,
  texts: Map<string, string>,
): Promise<DataTable | undefined> {
  const table = await openAny(file, problems, texts);
  return table && { ...table, batches: withoutTags(table) };
}

async function openAny(file: DataFile, problems: Problems, texts: Map<string, string>): Promise<DataTable | undefined> {
  const name = file.name.toLowerCase();
  if (/\.(?:csv|tsv|tab|txt)$/.test(name)) return readDelimited(file.name, piecesOf(file), problems, texts);
  if (/\.(?:csv|tsv|tab|txt)\.gz$/.test(name)) return readDelimited(file.name, gunzip(file, problems), problems, texts);
  problems.add('data/unknown-format', { file: file.name });
  return undefined;
}

/** HDX puts a row of tags of the Humanitarian Exchange Language below the heading: it is no data. */
async function* withoutTags({ headings, batches }: DataTable): AsyncGenerator<Iterable<DataRow>> {
  let isFirst = true;
  for await (const rows of batches) {
    yield isFirst ? afterTags(rows, headings.length) : rows;
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
