/** A list of records in JSON, or a record on every line, as a table: a column for every name that some record has. */
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataFile } from './data-file.ts';
import type { DataRow, DataTable } from './data-table.ts';
import { DEEPEST_JSON, JsonFault, type JsonField, type JsonRecord, jsonRecords } from './json-records.ts';

const LARGEST_FILE = 50_000_000;
const MOST_COLUMNS = 5_000;

export async function readJson(
  file: DataFile,
  problems: Problems,
  texts: Map<string, string>,
): Promise<DataTable | undefined> {
  const { name } = file;
  if (file.byteLength > LARGEST_FILE) {
    problems.add('data/too-large', { file: name, limit: LARGEST_FILE / 1e6 });
    return undefined;
  }
  const text = new TextDecoder().decode(await file.slice(0, file.byteLength));
  const isLines = /\.(?:jsonl|ndjson)$/i.test(name);
  const columns = findColumns(name, text, isLines, problems, texts);
  if (columns === undefined) return undefined;
  async function* batches() {
    yield rowsOf(name, text, isLines, columns!, texts);
  }
  return { format: 'JSON', headings: [...columns.keys()], batches };
}

/** Goes through the whole text first: after that, every record is known to be one. */
function findColumns(
  file: string,
  text: string,
  isLines: boolean,
  problems: Problems,
  texts: Map<string, string>,
): ReadonlyMap<string, number> | undefined {
  const columns = new Map<string, number>();
  const report = (
    code: 'data/json' | 'data/too-deep' | 'data/not-utf-8',
    at: number,
    values: Record<string, string | number>,
  ) => {
    texts.set(file, text);
    problems.add(code, values, { file, start: at, end: at + 1 });
  };
  const damage = text.indexOf('\uFFFD');
  if (damage >= 0) {
    report('data/not-utf-8', damage, {});
    return undefined;
  }
  try {
    for (const { fields } of jsonRecords(text, isLines))
      for (const { name } of fields) if (!columns.has(name)) columns.set(name, columns.size);
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    if (fault.kind === 'too-deep') report('data/too-deep', fault.at, { limit: DEEPEST_JSON });
    else report('data/json', fault.at, { what: fault.message });
    return undefined;
  }
  if (columns.size === 0) problems.add('data/empty', { file });
  else if (columns.size > MOST_COLUMNS) problems.add('data/too-many-columns', { limit: MOST_COLUMNS });
  return problems.hasErrors ? undefined : columns;
}

function* rowsOf(
  file: string,
  text: string,
  isLines: boolean,
  columns: ReadonlyMap<string, number>,
  texts: Map<string, string>,
): Generator<DataRow> {
  for (const record of jsonRecords(text, isLines)) yield rowOf(record, file, text, columns, texts);
}

function rowOf(
  { fields, start, end }: JsonRecord,
  file: string,
  text: string,
  columns: ReadonlyMap<string, number>,
  texts: Map<string, string>,
): DataRow {
  const cells: (JsonField | undefined)[] = [];
  for (const field of fields) cells[columns.get(field.name)!] = field;
  return {
    text: (column) => cells[column]?.text ?? '',
    place: (column) => {
      texts.set(file, text);
      const cell = column === undefined ? undefined : cells[column];
      return { file, start: cell?.start ?? start, end: cell?.end ?? Math.min(end, start + 1) };
    },
  };
}
