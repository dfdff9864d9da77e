/** A data file on disk, read in pieces. */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DataFile } from '../exchange/data/data-file.ts';

export interface OpenDataFile extends DataFile {
  close(): Promise<void>;
}

/** Throws what the system says where there is no such file; a folder or a pipe is `EISDIR` or `ESPIPE`. */
export async function openDataFile(path: string): Promise<OpenDataFile> {
  const handle = await open(path, 'r');
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    const code = stats.isDirectory() ? 'EISDIR' : 'ESPIPE';
    throw Object.assign(new Error(code), { code, syscall: 'read' });
  }
  return {
    name: basename(path),
    byteLength: stats.size,
    slice: (start, end) => readSlice(handle, start, Math.min(end, stats.size)),
    close: () => handle.close(),
  };
}

async function readSlice(handle: FileHandle, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
