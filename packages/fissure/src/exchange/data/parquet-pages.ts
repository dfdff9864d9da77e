/**
 * A look at the pages of a Parquet column before its library unpacks them: that they lie within the column, hold no more values
 * and bytes than the directory says, and that no run in them is longer than the page. The library takes runs at their word, and
 * a run of two thousand million values takes ten bytes.
 */
import type { ColumnMetaData } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { parquetCompressors } from './parquet-compressors.ts';

/** Output is bounded by the page or by the number of values, but for texts that repeat the beginning of the one before. */
const ENCODINGS: ReadonlySet<string | undefined> = new Set([
  ...['PLAIN', 'RLE', 'PLAIN_DICTIONARY', 'RLE_DICTIONARY', 'BYTE_STREAM_SPLIT'],
  ...['DELTA_BINARY_PACKED', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'],
]);

type PageHeader = ReturnType<typeof parquetHeader>;

/** What texts that repeat the one before may still come to, in bytes; below 0 they are too long together. */
export interface TextRoom {
  bytes: number;
}

/** Throws, or gives false, where something is not as it should be. `isOptional`: its cells may be empty. */
export function isSoundColumn(
  bytes: Uint8Array<ArrayBuffer>,
  meta: ColumnMetaData,
  rowCount: number,
  isOptional: boolean,
  texts: TextRoom,
): boolean {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let room = Number(meta.total_uncompressed_size);
  let values = 0;
  while (reader.offset < bytes.length && values < rowCount) {
    const from = reader.offset;
    const page = parquetHeader(reader);
    const [start, size] = [reader.offset, page.compressed_page_size];
    if (!isCount(size, bytes.length - start) || !isCount(page.uncompressed_page_size, room)) return false;
    room -= page.uncompressed_page_size + start - from;
    const body = bytes.subarray(start, start + size);
    reader.offset = start + size;
    const count = valueCount(page, rowCount);
    if (count === undefined || !isSoundPage(page, body, meta, isOptional, texts)) return false;
    if (page.type !== 'DICTIONARY_PAGE') values += count;
  }
  return values === rowCount;
}

/** Undefined where it says no such thing, or something else than the rest of the header. */
function valueCount(page: PageHeader, rowCount: number): number | undefined {
  const [v1, v2, dictionary] = [page.data_page_header, page.data_page_header_v2, page.dictionary_page_header];
  switch (page.type) {
    case 'DICTIONARY_PAGE':
      return dictionary && isCount(dictionary.num_values, rowCount) ? dictionary.num_values : undefined;
    case 'DATA_PAGE':
      return v1 && isCount(v1.num_values, rowCount) ? v1.num_values : undefined;
    case 'DATA_PAGE_V2':
      return v2 &&
        isCount(v2.num_values, rowCount) &&
        v2.num_rows === v2.num_values &&
        isCount(v2.num_nulls, v2.num_values)
        ? v2.num_values
        : undefined;
    default:
      return undefined;
  }
}

function isSoundPage(
  page: PageHeader,
  body: Uint8Array,
  meta: ColumnMetaData,
  isOptional: boolean,
  texts: TextRoom,
): boolean {
  const { data_page_header: v1, data_page_header_v2: v2 } = page;
  if (page.type === 'DATA_PAGE_V2' && v2) {
    const [repetitions, definitions] = [v2.repetition_levels_byte_length, v2.definition_levels_byte_length];
    if (!ENCODINGS.has(v2.encoding) || repetitions !== 0 || !isCount(definitions, body.length)) return false;
    if (isOptional && !isSoundHybrid(body.subarray(0, definitions), 1, v2.num_values)) return false;
    const size = page.uncompressed_page_size - definitions;
    const packed = body.subarray(definitions);
    const isPacked = v2.is_compressed !== false && size > 0;
    const content = isPacked ? decompressPage(packed, size, meta.codec, parquetCompressors) : packed;
    return isSoundContent(content, v2.encoding, meta.type, v2.num_values - v2.num_nulls, texts);
  }
  if (page.type !== 'DATA_PAGE' || !v1) return true;
  if (!ENCODINGS.has(v1.encoding)) return false;
  const content = decompressPage(body, page.uncompressed_page_size, meta.codec, parquetCompressors);
  if (!isOptional) return isSoundContent(content, v1.encoding, meta.type, v1.num_values, texts);
  const levels = prefixed(content);
  if (levels === undefined || !isSoundHybrid(levels, 1, v1.num_values)) return false;
  // How many are empty is not known here; there are at most all of them.
  return isSoundContent(content.subarray(4 + levels.length), v1.encoding, meta.type, v1.num_values, texts);
}

function isSoundContent(
  content: Uint8Array,
  encoding: string | undefined,
  type: string,
  count: number,
  texts: TextRoom,
): boolean {
  if (encoding === 'DELTA_BYTE_ARRAY') return areSoundTexts(content, count, texts);
  if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY')
    return content.length === 0 || (content[0]! <= 32 && isSoundHybrid(content.subarray(1), content[0]!, count));
  if (encoding !== 'RLE') return true;
  const runs = type === 'BOOLEAN' ? prefixed(content) : undefined;
  return runs !== undefined && isSoundHybrid(runs, 1, count);
}

/**
 * Texts as how much of the one before they begin with, and what follows: no more than there was, and no more than there is.
 * Source: Apache Parquet, Encodings, "Delta Strings".
 */
function areSoundTexts(content: Uint8Array, most: number, texts: TextRoom): boolean {
  if (content.length === 0) return true;
  const reader = { view: new DataView(content.buffer, content.byteOffset, content.byteLength), offset: 0 };
  const count = deltaCount(reader);
  if (count > most) return false;
  const [repeated, added] = [new Int32Array(count), new Int32Array(count)];
  deltaBinaryUnpack(reader, count, repeated);
  if (deltaCount(reader) !== count) return false;
  deltaBinaryUnpack(reader, count, added);
  let last = 0;
  let left = content.length - reader.offset;
  for (let i = 0; i < count; i += 1) {
    if (!isCount(repeated[i], last) || !isCount(added[i], left)) return false;
    last = repeated[i]! + added[i]!;
    left -= added[i]!;
    texts.bytes -= last;
    if (texts.bytes < 0) return true;
  }
  return true;
}

/** How many numbers stand there, behind the sizes of blocks; the reader stays where it is. */
function deltaCount({ view, offset }: { readonly view: DataView; readonly offset: number }): number {
  const ahead = { view, offset };
  readVarInt(ahead);
  readVarInt(ahead);
  return readVarInt(ahead);
}

/** What stands behind its length in four bytes. */
function prefixed(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < 4) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  return length <= bytes.length - 4 ? bytes.subarray(4, 4 + length) : undefined;
}

/**
 * Runs of one value, and values packed into bits by eights, of `count` values at most. Fewer are right where some are empty.
 * Source: Apache Parquet, Encodings, "Run Length Encoding / Bit-Packing Hybrid".
 */
function isSoundHybrid(bytes: Uint8Array, width: number, count: number): boolean {
  let at = 0;
  for (let seen = 0; seen < count && at < bytes.length; ) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) return false;
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const isPacked = header % 2 === 1;
    const length = isPacked ? ((header - 1) / 2) * 8 : header / 2;
    const size = isPacked ? (length / 8) * width : Math.ceil(width / 8);
    // The last eight may be begun and not filled, and DuckDB fills up more than that, which takes its room in the page.
    const isFilledUp = isPacked && width > 0 && size <= bytes.length - at;
    if (length > count - seen + (isPacked ? 7 : 0) && !isFilledUp) return false;
    at += size;
    seen += length;
  }
  return true;
}

/** A whole number from 0 to `most`. */
function isCount(value: number | undefined, most: number): value is number {
  return Number.isInteger(value) && value! >= 0 && value! <= most;
}
