/**
 * Parquet, one row group at a time and of it only the columns that are asked for. Sizes are looked at before anything is
 * unpacked: a file that would need more than its share of memory is refused, with the number.
 */
import { type AsyncBuffer, type ColumnMetaData, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet';
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataFile } from './data-file.ts';
import type { DataRow, DataTable } from './data-table.ts';
import { KeptLines } from './kept-lines.ts';
import { LaidOutRow } from './laid-out-row.ts';
import { parquetCompressors } from './parquet-compressors.ts';
import { isSoundColumn, type TextRoom } from './parquet-pages.ts';

const LARGEST_METADATA = 16_000_000;
/** Bytes of the wanted columns of one row group, unpacked; as texts of JavaScript they take up to three times as much. */
const LARGEST_GROUP = 100_000_000;
const MOST_VALUES_OF_A_GROUP = 20_000_000;
const MOST_COLUMNS = 5_000;
/** In a message. */
const MOST_NAMED = 20;

export async function readParquet(
  file: DataFile,
  problems: Problems,
  texts: Map<string, string>,
): Promise<DataTable | undefined> {
  const buffer = bufferOf(file);
  const metadata = await readMetadata(file, buffer);
  if (metadata === undefined) {
    problems.add('data/damaged', { file: file.name, what: 'Parquet' });
    return undefined;
  }
  const { headings, nested } = columnsOf(metadata);
  if (nested.length > 0)
    problems.add('data/nested-columns', { file: file.name, columns: nested.slice(0, MOST_NAMED).join('`, `') });
  if (headings.length > MOST_COLUMNS) problems.add('data/too-many-columns', { limit: MOST_COLUMNS });
  else if (headings.length === 0) problems.add('data/empty', { file: file.name });
  if (problems.hasErrors) return undefined;
  const kept = new KeptLines(file.name, texts);
  const batches = (columns: ReadonlySet<number>) =>
    readGroups({ file, buffer, metadata, headings, columns, kept, problems });
  return { format: 'Parquet', headings, batches };
}

interface Reading {
  readonly file: DataFile;
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly headings: readonly string[];
  readonly columns: ReadonlySet<number>;
  readonly kept: KeptLines;
  readonly problems: Problems;
}

async function* readGroups(reading: Reading): AsyncGenerator<Iterable<DataRow>> {
  const { file, metadata, problems } = reading;
  let first = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    const rowCount = Number(group.num_rows);
    if (!(await isWorthReading(reading, index, rowCount))) return;
    let columns: ReadonlyMap<number, ArrayLike<unknown>>;
    try {
      columns = await readColumns(reading, first, rowCount);
    } catch {
      problems.add('data/damaged', { file: file.name, what: 'Parquet' });
      return;
    }
    yield rowsOf(reading, columns, first, rowCount);
    first += rowCount;
  }
}

/** Whether the wanted columns of a row group fit in memory, and are no larger than they say. */
async function isWorthReading(reading: Reading, index: number, rowCount: number): Promise<boolean> {
  const { file, metadata, headings, columns, problems } = reading;
  const wanted = new Set([...columns].map((column) => headings[column]!));
  const chunks = metadata.row_groups[index]!.columns.map((chunk) => chunk.meta_data).filter(
    (meta) => meta !== undefined && wanted.has(meta.path_in_schema[0]!),
  );
  const bytes = chunks.reduce((sum, meta) => sum + Number(meta!.total_uncompressed_size), 0);
  const refuse = (size: number) => {
    const values = { file: file.name, group: index + 1, megabytes: Math.ceil(size / 1e6), limit: LARGEST_GROUP / 1e6 };
    problems.add('data/group-too-large', { ...values, rows: rowCount });
    return false;
  };
  if (bytes > LARGEST_GROUP || rowCount * chunks.length > MOST_VALUES_OF_A_GROUP) return refuse(bytes);
  const texts: TextRoom = { bytes: LARGEST_GROUP };
  for (const meta of chunks) {
    if (!(await isHonest(reading, meta!, rowCount, texts))) {
      problems.add('data/damaged', { file: file.name, what: 'Parquet' });
      return false;
    }
    if (texts.bytes < 0) return refuse(LARGEST_GROUP - texts.bytes);
  }
  return true;
}

async function isHonest(
  { file, metadata }: Reading,
  meta: ColumnMetaData,
  rowCount: number,
  texts: TextRoom,
): Promise<boolean> {
  const start = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
  const length = Number(meta.total_compressed_size);
  if (!(start >= 0 && length >= 0 && start + length <= file.byteLength)) return false;
  const element = metadata.schema.find(({ name }) => name === meta.path_in_schema[0]);
  try {
    return isSoundColumn(
      await file.slice(start, start + length),
      meta,
      rowCount,
      element?.repetition_type === 'OPTIONAL',
      texts,
    );
  } catch {
    return false;
  }
}

async function readColumns(
  { buffer, metadata, headings, columns }: Reading,
  first: number,
  rowCount: number,
): Promise<ReadonlyMap<number, ArrayLike<unknown>>> {
  const found = new Map<number, ArrayLike<unknown>>();
  if (columns.size === 0 || rowCount === 0) return found;
  const parts = new Map<string, unknown[]>();
  await parquetRead({
    ...{ file: buffer, metadata, compressors: parquetCompressors, rowStart: first, rowEnd: first + rowCount },
    columns: [...columns].map((column) => headings[column]!),
    onChunk: ({ columnName, columnData, rowStart }) => {
      let values = parts.get(columnName);
      if (values === undefined) {
        values = new Array(rowCount);
        parts.set(columnName, values);
      }
      for (let i = 0; i < columnData.length; i += 1) {
        const at = rowStart - first + i;
        if (at >= 0 && at < rowCount) values[at] = columnData[i];
      }
    },
  });
  for (const column of columns) found.set(column, parts.get(headings[column]!) ?? []);
  return found;
}

function* rowsOf(
  { file, headings, kept }: Reading,
  columns: ReadonlyMap<number, ArrayLike<unknown>>,
  first: number,
  rowCount: number,
): Generator<DataRow> {
  for (let i = 0; i < rowCount; i += 1) {
    const text = (column: number) => textOfValue(columns.get(column)?.[i]);
    yield {
      text,
      place: (column) =>
        new LaidOutRow(
          headings.map((_, at) => text(at)),
          first + i,
          file.name,
          kept,
        ).place(column),
    };
  }
}

function textOfValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (!(value instanceof Date)) return typeof value === 'object' ? '' : String(value);
  const text = Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return text.replace('T00:00:00.000Z', '');
}

async function readMetadata(file: DataFile, buffer: AsyncBuffer): Promise<FileMetaData | undefined> {
  try {
    const end = await file.slice(file.byteLength - 8, file.byteLength);
    const length = new DataView(end.buffer, end.byteOffset, end.byteLength).getUint32(0, true);
    if (length > LARGEST_METADATA) return undefined;
    const metadata = await parquetMetadataAsync(buffer);
    return isWhole(metadata) ? metadata : undefined;
  } catch {
    return undefined;
  }
}

/** The library passes on what is missing, or of another kind, as it is. */
function isWhole({ schema, row_groups }: FileMetaData): boolean {
  return (
    Array.isArray(schema) &&
    Array.isArray(row_groups) &&
    schema.every(({ name, num_children = 0 }) => typeof name === 'string' && isCount(num_children)) &&
    row_groups.every(
      ({ columns, num_rows }) =>
        Array.isArray(columns) &&
        isCount(num_rows, 'bigint') &&
        columns.every(({ meta_data }) => Array.isArray(meta_data?.path_in_schema)),
    )
  );
}

function isCount(value: number | bigint, kind: 'number' | 'bigint' = 'number'): boolean {
  return typeof value === kind && value >= 0;
}

/** Those with one value in a row; lists, maps and records are no cells of a table. */
function columnsOf({ schema }: FileMetaData): {
  readonly headings: readonly string[];
  readonly nested: readonly string[];
} {
  const headings: string[] = [];
  const nested: string[] = [];
  for (let at = 1; at < schema.length; ) {
    const element = schema[at]!;
    const isFlat = (element.num_children ?? 0) === 0 && element.repetition_type !== 'REPEATED';
    (isFlat ? headings : nested).push(element.name);
    const next = afterElement(schema, at);
    if (next <= at) break;
    at = next;
  }
  return { headings, nested };
}

/** Index behind an element and all that it holds. */
function afterElement(schema: FileMetaData['schema'], at: number): number {
  let open = 1;
  let index = at;
  while (open > 0 && index < schema.length) {
    open += (schema[index]!.num_children ?? 0) - 1;
    index += 1;
  }
  return index;
}

function bufferOf(file: DataFile): AsyncBuffer {
  return {
    byteLength: file.byteLength,
    slice: async (start, end) => {
      const bytes = await file.slice(start, end ?? file.byteLength);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    },
  };
}
