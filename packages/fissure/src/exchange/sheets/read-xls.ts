/** Numbers, texts and names of an Excel 97 file: OLE2 streams, BIFF8 records. Read only; formulas give stored values. */
import { type Sheet, sheetFrom, type Workbook } from './workbook.ts';

const END_OF_CHAIN = 0xfffffffe;
const HEADER = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

export function readXls(bytes: Uint8Array): Workbook {
  const stream = workbookStream(bytes);
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const sheets = new Map<string, Sheet>();
  const strings: string[] = [];
  const order: { readonly name: string; readonly at: number }[] = [];
  for (const { id, body, parts } of recordsFrom(view, 0)) {
    if (id === 0x85) order.push({ at: view.getUint32(body, true), name: shortText(view, body + 6) });
    if (id === 0xfc) readStrings(view, parts, strings);
    if (id === 0x0a) break;
  }
  for (const { name, at } of order) sheets.set(name, readSheet(view, at, name, strings));
  return { sheets, defined: new Map() };
}

function workbookStream(bytes: Uint8Array): Uint8Array {
  if (HEADER.some((value, i) => bytes[i] !== value)) throw new Error('it is no Excel file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = 1 << Math.min(12, view.getUint16(30, true));
  const at = (sector: number): number => (sector + 1) * size;
  const fatSectors: number[] = [];
  for (let i = 0; i < 109; i += 1) {
    const sector = view.getUint32(76 + 4 * i, true);
    if (sector < 0xfffffffa) fatSectors.push(sector);
  }
  const fat = (sector: number): number => {
    const holder = fatSectors[Math.floor(sector / (size / 4))];
    return holder === undefined ? END_OF_CHAIN : view.getUint32(at(holder) + 4 * (sector % (size / 4)), true);
  };
  const chain = (first: number): Uint8Array => {
    const pieces: Uint8Array[] = [];
    const limit = Math.ceil(bytes.length / size) + 1;
    for (let sector = first; sector < 0xfffffffa && pieces.length < limit; sector = fat(sector))
      pieces.push(bytes.subarray(at(sector), at(sector) + size));
    return join(pieces);
  };
  const directory = chain(view.getUint32(48, true));
  const entries = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  let root: number | undefined;
  for (let offset = 0; offset + 128 <= directory.length; offset += 128) {
    const length = entries.getUint16(offset + 64, true);
    const name = new TextDecoder('utf-16le').decode(
      directory.subarray(offset, offset + Math.max(0, Math.min(64, length) - 2)),
    );
    const [first, total] = [entries.getUint32(offset + 116, true), entries.getUint32(offset + 120, true)];
    if (directory[offset + 66] === 5) root = first;
    if (!/^(?:Workbook|Book)$/.test(name)) continue;
    if (total >= view.getUint32(56, true)) return chain(first).subarray(0, total);
    return miniChain(chain(root ?? 0), chain(view.getUint32(60, true)), first).subarray(0, total);
  }
  throw new Error('it has no workbook');
}

function miniChain(stream: Uint8Array, table: Uint8Array, first: number): Uint8Array {
  const next = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const pieces: Uint8Array[] = [];
  for (
    let sector = first;
    sector * 4 + 4 <= table.length && pieces.length <= table.length / 4;
    sector = next.getUint32(sector * 4, true)
  )
    pieces.push(stream.subarray(sector * 64, sector * 64 + 64));
  return join(pieces);
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

interface XlsRecord {
  readonly id: number;
  readonly body: number;
  /** The record and its continuations. */
  readonly parts: readonly { readonly start: number; readonly end: number }[];
}

function* recordsFrom(view: DataView, start: number): Generator<XlsRecord> {
  let at = start;
  while (at + 4 <= view.byteLength) {
    const id = view.getUint16(at, true);
    const parts = [{ start: at + 4, end: at + 4 + view.getUint16(at + 2, true) }];
    const body = at + 4;
    at = parts[0]!.end;
    while (at + 4 <= view.byteLength && view.getUint16(at, true) === 0x3c) {
      parts.push({ start: at + 4, end: at + 4 + view.getUint16(at + 2, true) });
      at = parts.at(-1)!.end;
    }
    if (at > view.byteLength) return;
    yield { id, body, parts };
  }
}

function shortText(view: DataView, at: number): string {
  return characters(view, at + 2, view.getUint8(at), (view.getUint8(at + 1) & 1) !== 0);
}

function characters(view: DataView, at: number, count: number, wide: boolean): string {
  let text = '';
  for (let i = 0; i < count; i += 1)
    text += String.fromCharCode(wide ? view.getUint16(at + 2 * i, true) : view.getUint8(at + i));
  return text;
}

/** The table of shared texts; a text may go on in the next part, which then says anew how wide its characters are. */
function readStrings(view: DataView, parts: XlsRecord['parts'], into: string[]): void {
  let part = 0;
  let at = parts[0]!.start + 8;
  const total = view.getUint32(parts[0]!.start + 4, true);
  while (into.length < total && part < parts.length) {
    if (at >= parts[part]!.end) {
      part += 1;
      if (part >= parts.length) return;
      at = parts[part]!.start;
    }
    let count = view.getUint16(at, true);
    const flags = view.getUint8(at + 2);
    let wide = (flags & 1) !== 0;
    const runs = flags & 8 ? view.getUint16(at + 3, true) : 0;
    at += 3 + (flags & 8 ? 2 : 0);
    const extra = flags & 4 ? view.getUint32(at, true) : 0;
    at += flags & 4 ? 4 : 0;
    let text = '';
    while (count > 0) {
      const room = Math.floor((parts[part]!.end - at) / (wide ? 2 : 1));
      const taken = Math.min(count, room);
      text += characters(view, at, taken, wide);
      at += taken * (wide ? 2 : 1);
      count -= taken;
      if (count === 0) break;
      part += 1;
      if (part >= parts.length) return;
      wide = (view.getUint8(parts[part]!.start) & 1) !== 0;
      at = parts[part]!.start + 1;
    }
    into.push(text);
    at += 4 * runs + extra;
  }
}

function readSheet(view: DataView, start: number, name: string, strings: readonly string[]): Sheet {
  const cells = new Map<string, number | string>();
  for (const { id, body, parts } of recordsFrom(view, start)) {
    if (id === 0x0a) break;
    if (parts[0]!.end - body < 6) continue;
    const [row, column] = [view.getUint16(body, true), view.getUint16(body + 2, true)];
    const set = (value: number | string, further = 0) => cells.set(`${row},${column + further}`, value);
    if (id === 0x203 || (id === 0x06 && view.getUint16(body + 12, true) !== 0xffff))
      set(view.getFloat64(body + 6, true));
    else if (id === 0x27e) set(rkNumber(view, body + 6));
    else if (id === 0xfd) set(strings[view.getUint32(body + 6, true)] ?? '');
    else if (id === 0xbd) {
      const count = (parts[0]!.end - body - 6) / 6;
      for (let i = 0; i < count; i += 1) set(rkNumber(view, body + 6 + 6 * i), i);
    }
  }
  return sheetFrom(name, cells);
}

/** A number in 30 bits: the upper part of a float, or a whole number; perhaps times 100. */
function rkNumber(view: DataView, at: number): number {
  const raw = view.getUint32(at, true);
  let value: number;
  if (raw & 2) value = view.getInt32(at, true) >> 2;
  else {
    const wide = new DataView(new ArrayBuffer(8));
    wide.setUint32(4, raw & 0xfffffffc, true);
    value = wide.getFloat64(0, true);
  }
  return raw & 1 ? value / 100 : value;
}
