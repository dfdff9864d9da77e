/** What a zip file holds, by its directory, and the bytes of one entry, never more than it may be worth. */
import type { Problems } from '../../diagnostics/problems.ts';
import { type DataFile, piecesOf } from './data-file.ts';
import { inflate } from './unpack.ts';

export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly packedSize: number;
  /** As the directory says; it may lie. */
  readonly size: number;
  /** Of the entry's own header. */
  readonly start: number;
}

/** A zip file ends with the place of its directory, behind which a comment of up to 64 kB may stand. */
const LONGEST_END = 22 + 65_535;
const LARGEST_DIRECTORY = 4_000_000;

/** Undefined where it is no zip file, or one of more than 4 GB. */
export async function zipEntries(file: DataFile): Promise<readonly ZipEntry[] | undefined> {
  const tailStart = Math.max(0, file.byteLength - LONGEST_END);
  const tail = viewOf(await file.slice(tailStart, file.byteLength));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return undefined;
  const [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (size > LARGEST_DIRECTORY || start + size > tailStart + end) return undefined;
  return readDirectory(viewOf(await file.slice(start, start + size)));
}

function readDirectory(view: DataView<ArrayBuffer>): readonly ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= view.byteLength; ) {
    if (view.getUint32(at, true) !== 0x02014b50) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > view.byteLength) return undefined;
    entries.push({
      name: new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength)),
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      start: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

/** The entry's content, piece by piece. */
export async function* unzip(file: DataFile, entry: ZipEntry, problems: Problems): AsyncGenerator<Uint8Array> {
  const header = viewOf(await file.slice(entry.start, entry.start + 30));
  if (
    header.byteLength < 30 ||
    header.getUint32(0, true) !== 0x04034b50 ||
    (entry.method !== 0 && entry.method !== 8)
  ) {
    problems.add('data/damaged', { file: file.name, what: 'zip' });
    return;
  }
  const start = entry.start + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const byteLength = Math.max(0, Math.min(entry.packedSize, file.byteLength - start));
  const packed = {
    name: file.name,
    byteLength,
    slice: (from: number, to: number) => file.slice(start + from, start + Math.min(to, byteLength)),
  };
  if (entry.method === 0) yield* piecesOf(packed);
  else yield* inflate(packed, 'deflate-raw', problems);
}

function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
