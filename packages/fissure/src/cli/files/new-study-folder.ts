/** The folder of a study that a command makes: over nothing that is there, and all of its files or none. */
import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diagnose } from '../../diagnostics/problems.ts';
import { writeAtomically } from '../../host/write-atomically.ts';
import { CommandError, environmentError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';

export async function refuseToOverwrite(folder: string): Promise<void> {
  if ((await entriesOf(folder)).length > 0)
    throw new CommandError([diagnose('command/not-overwritten', { path: folder })], EXIT.usage);
}

export async function writeNewStudy(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const written: string[] = [];
  for (const [name, text] of files) {
    const path = join(folder, name);
    try {
      await writeAtomically(path, text);
      written.push(path);
    } catch (error) {
      await takeBack([...written, path], folder);
      throw environmentError('command/cannot-make', path, error);
    }
  }
}

/** A folder that is not there holds nothing; one that is no folder holds itself. */
async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') return [folder];
    throw environmentError('command/cannot-read', folder, error);
  }
}

/** The files, then their folders as far as nothing else is in them. */
async function takeBack(paths: readonly string[], folder: string): Promise<void> {
  for (const path of paths) await rm(path, { force: true }).catch(() => undefined);
  const folders = new Set([...paths.map(dirname), folder]);
  for (const each of [...folders].sort((a, b) => b.length - a.length)) await rmdir(each).catch(() => undefined);
}
