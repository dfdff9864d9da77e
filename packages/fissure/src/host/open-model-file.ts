/** A model file of another tool, with the data files that stand in its folder; nothing outside of that folder is read. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Problems } from '../diagnostics/problems.ts';
import { decodeText } from '../exchange/decode-text.ts';
import { type ImportedModel, type ImportOptions, importModel, isModelFile } from '../exchange/import-model.ts';

const DATA = /\.(?:xls|xlsx|csv|tab|txt)$/i;
const LARGEST = 20_000_000;

/** Whether the path names a model file rather than the folder of a study. */
export function isModelPath(path: string): boolean {
  return isModelFile(path) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

export interface OpenedModelFile {
  /** Undefined where errors stand in the way. */
  readonly imported: ImportedModel | undefined;
  /** What diagnostics quote, whether or not the file could be read as a model. */
  readonly texts: ReadonlyMap<string, string>;
}

export function openModelFile(path: string, problems: Problems, options: ImportOptions = {}): OpenedModelFile {
  const file = basename(path);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    problems.add('read/unreadable', { path, reason: error instanceof Error ? error.message : String(error) });
    return { imported: undefined, texts: new Map() };
  }
  const text = decodeText(bytes);
  return { imported: importModel(file, text, filesBeside(path), problems, options), texts: new Map([[file, text]]) };
}

/** Plain files of the same folder; a link may not lead out of it. */
function filesBeside(path: string): ReadonlyMap<string, Uint8Array> {
  const folder = realpathSync(dirname(path));
  const files = new Map<string, Uint8Array>();
  let room = LARGEST;
  for (const name of readdirSync(folder)
    .filter((one) => DATA.test(one))
    .sort()) {
    const full = join(folder, name);
    const stats = statSync(full, { throwIfNoEntry: false });
    if (!stats?.isFile() || dirname(realpathSync(full)) !== folder || stats.size > room) continue;
    room -= stats.size;
    files.set(name, readFileSync(full));
  }
  return files;
}
