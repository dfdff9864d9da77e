/**
 * Writing files so that a reader, or an interruption, never meets half of one: a neighbour is written first and then
 * takes the name. Folders are made as needed.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** `mode`: permissions of the file; default: those of any new file. */
export async function writeAtomically(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const folder = dirname(path);
  await makeFolder(folder);
  // In the same folder, since a rename is atomic only within one file system.
  const temporary = join(folder, `.${basename(path)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
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
