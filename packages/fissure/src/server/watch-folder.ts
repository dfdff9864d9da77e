/**
 * Tells when a file of a folder changes, however it is written. One watch for each folder inside: the recursive watch of
 * Node 20 holds on to the files themselves on Linux, and hears nothing more of one that was once replaced by renaming.
 */
import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Editors write a file in several steps. */
const SETTLE_MS = 50;
/** A study has a handful of folders; somebody's home has more than the system lets one watch. */
const MOST_FOLDERS = 200;
const DEEPEST = 4;

export interface FolderWatch {
  close(): void;
}

export interface FolderEvents {
  /** At once, and again and again while a file is being written. */
  readonly onTouch?: () => void;
  /** When nothing more has come for a moment. */
  readonly onChange: () => void;
}

export function watchFolder(folder: string, { onTouch, onChange }: FolderEvents): FolderWatch {
  const watches = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const follow = () => {
    const now = new Set(foldersIn(folder));
    for (const [path, own] of watches)
      if (!now.has(path)) {
        own.close();
        watches.delete(path);
      }
    for (const path of now) if (!watches.has(path)) add(path);
  };
  const add = (path: string) => {
    try {
      const own = watch(path, touched);
      // It was removed: the folder above says so too.
      own.on('error', () => own.close());
      watches.set(path, own);
    } catch {
      // Gone again, or not to be read.
    }
  };
  const touched = () => {
    onTouch?.();
    clearTimeout(timer);
    timer = setTimeout(() => {
      follow();
      onChange();
    }, SETTLE_MS);
  };
  follow();
  return {
    close() {
      clearTimeout(timer);
      for (const own of watches.values()) own.close();
    },
  };
}

/** The folder itself first. A path that is a file (a model of another tool) stands for itself. */
function foldersIn(root: string): readonly string[] {
  const found = [root];
  const visit = (folder: string, depth: number) => {
    for (const name of subfoldersOf(folder)) {
      if (found.length >= MOST_FOLDERS) return;
      found.push(join(folder, name));
      if (depth < DEEPEST) visit(join(folder, name), depth + 1);
    }
  };
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory()) visit(root, 1);
  return found;
}

function subfoldersOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
