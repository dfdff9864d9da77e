/**
 * Writing files so that a reader, or an interruption, never meets half of one: a neighbour is written first and then
 * takes the name. Folders are made as needed.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** `mode`: permissions of the file; default: those of any new file. */
export async function writeAtomically(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = neighbourOf(path);
  try {
    const file = await open(temporary, 'wx');
    try {
      if (mode !== undefined) await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Fails now where `writeAtomically` would fail later: a folder that takes no file, or one that has the file's name. */
export async function prepareFile(path: string): Promise<void> {
  await prepareFolder(dirname(path));
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
}

/** Made as needed, and found to take files: that only shows where one is made. */
export async function prepareFolder(folder: string): Promise<void> {
  await makeFolder(folder);
  const temporary = neighbourOf(join(folder, 'file'));
  const file = await open(temporary, 'wx');
  await file.close();
  await rm(temporary);
}

/** In the same folder, since a rename is atomic only within one file system. */
function neighbourOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
}

/**
 * Parents first. Not `mkdir` with `recursive`, which in Node 20 never returns where a parent exists but takes no
 * children and says that it does not exist (/proc).
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    // Somebody else may have made it meanwhile.
    await mkdir(folder).catch((again: unknown) => {
      if (codeOf(again) !== 'EEXIST') throw again;
    });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
