/**
 * Reads the files of a study's folder into memory: those that the format names and no others, nothing outside of the
 * folder, and of a file that is too large only as much as shows that it is.
 */

import { closeSync, type Dirent, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { nearestName } from '../base/nearest-name.ts';
import { Problems } from '../diagnostics/problems.ts';
import { largestFile } from '../study/decode-text.ts';
import { STUDY_SCHEMAS } from '../study/schemas.ts';
import { DIAGRAM_FILES, type StudyFiles } from '../study/study.ts';
import { systemReason } from './system-reason.ts';

export interface LoadedStudyFolder {
  readonly files: StudyFiles;
  /** Files of a study, and whole folders, that are there and could not be loaded: `problems` says why. */
  readonly unread: ReadonlySet<string>;
  readonly problems: Problems;
  /** False where there is no such folder, or it may not be read: `problems` says why. */
  readonly isFolder: boolean;
}

const ROOT_FILES: readonly string[] = [
  ...Object.keys(STUDY_SCHEMAS).map((name) => `${name}.yaml`),
  'argument.md',
  ...Object.values(DIAGRAM_FILES),
];

/** Bytes of all files together. */
const LARGEST_FOLDER = 20_000_000;

export function loadStudyFolder(path: string, problems: Problems = new Problems()): LoadedStudyFolder {
  const root = openRoot(path, problems);
  if (root === undefined) return { files: new Map(), unread: new Set(), problems, isFolder: false };
  const reader = new FolderReader(root, problems);
  reader.read();
  return { files: reader.files, unread: reader.unread, problems, isFolder: true };
}

function openRoot(path: string, problems: Problems): string | undefined {
  try {
    if (!statSync(path).isDirectory()) {
      problems.add('read/not-a-folder', { path });
      return undefined;
    }
    readdirSync(path);
    return realpathSync(path);
  } catch (error) {
    if (isMissing(error)) problems.add('read/missing-folder', { path: path === '' ? "''" : path });
    else problems.add('read/unreadable', { path, reason: reasonOf(error) });
    return undefined;
  }
}

class FolderReader {
  readonly files = new Map<string, Uint8Array>();
  readonly unread = new Set<string>();
  readonly #root: string;
  readonly #problems: Problems;
  #room = LARGEST_FOLDER;

  constructor(root: string, problems: Problems) {
    this.#root = root;
    this.#problems = problems;
  }

  read(): void {
    for (const entry of this.#list('')) {
      const { name } = entry;
      if (ROOT_FILES.includes(name)) this.#file(name);
      else if (name === 'model') this.#folder('model', /\.yaml$/);
      else if (name === 'data') this.#folder('data', /\.(?:csv|json|geojson)$/);
      else if (/\.(?:ya?ml|csv)$/i.test(name) && !entry.isDirectory()) this.#reportUnexpected(name);
    }
  }

  /** In order of names, so that nothing depends on the file system. */
  #list(folder: string): Dirent[] {
    try {
      const entries = readdirSync(join(this.#root, folder), { withFileTypes: true });
      return entries.filter((entry) => !entry.name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.#problems.add('read/unreadable', { path: folder, reason: reasonOf(error) });
      return [];
    }
  }

  #folder(folder: string, wanted: RegExp): void {
    if (!this.#isInside(folder)) {
      this.unread.add(folder);
      return;
    }
    if (!statSync(join(this.#root, folder)).isDirectory()) return;
    for (const { name } of this.#list(folder))
      if (wanted.test(name)) this.#file(`${folder}/${name}`);
      else if (/\.ya?ml$/i.test(name)) this.#reportUnexpected(`${folder}/${name}`);
  }

  #file(path: string): void {
    this.#load(path);
    if (!this.files.has(path)) this.unread.add(path);
  }

  #load(path: string): void {
    if (!this.#isInside(path)) return;
    try {
      const full = join(this.#root, path);
      const stats = statSync(full);
      // A pipe would wait for ever.
      if (!stats.isFile()) {
        this.#problems.add('read/unreadable', { path, reason: 'it is not a file' });
        return;
      }
      this.#keep(path, readBytes(full, Math.min(stats.size, largestFile(path) + 1)));
    } catch (error) {
      this.#problems.add('read/unreadable', { path, reason: reasonOf(error) });
    }
  }

  #keep(path: string, bytes: Uint8Array): void {
    const wasRoom = this.#room >= 0;
    this.#room -= bytes.length;
    if (this.#room >= 0) this.files.set(path, bytes);
    else if (wasRoom) this.#problems.add('read/folder-too-large', { file: path, limit: LARGEST_FOLDER / 1e6 });
  }

  /** A link may lead to another place within the folder, but not out of it. */
  #isInside(path: string): boolean {
    try {
      const real = realpathSync(join(this.#root, path));
      if (real.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep)) return true;
      this.#problems.add('read/outside-folder', { file: path });
    } catch (error) {
      this.#problems.add('read/unreadable', { path, reason: reasonOf(error) });
    }
    return false;
  }

  #reportUnexpected(file: string): void {
    const near = nearestName(file, ROOT_FILES);
    const help = near === undefined ? undefined : `Did you mean \`${near}\`?`;
    this.#problems.add('read/unexpected-file', { file }, undefined, { help });
  }
}

/** At most `count` bytes; fewer where the file has shrunk meanwhile. */
function readBytes(path: string, count: number): Uint8Array {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const got = readSync(descriptor, bytes, filled, count - filled, null);
      if (got === 0) break;
      filled += got;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** What is listed and does not exist is a link. */
function reasonOf(error: unknown): string {
  return isMissing(error) ? 'it leads nowhere' : (systemReason(error) ?? codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
