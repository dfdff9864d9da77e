/** What commands write to --out: CSV for people and spreadsheets, JSON for programs; each file whole or not at all. */
import { join } from 'node:path';
import { prepareFolder, writeAtomically } from '../../host/write-atomically.ts';
import { environmentError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';

export type ResultFiles = ReadonlyMap<string, string | Uint8Array>;

export async function writeResults(folder: string, files: ResultFiles, terminal: Terminal): Promise<void> {
  for (const [name, content] of files) {
    const path = join(folder, name);
    try {
      await writeAtomically(path, content);
    } catch (error) {
      throw environmentError('command/cannot-write', path, error);
    }
  }
  terminal.notice(`Written to ${folder}: ${[...files.keys()].join(', ')}`);
}

/** Before hours of simulating: says at once that nothing could be kept. */
export async function prepareOut(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  try {
    await prepareFolder(folder);
  } catch (error) {
    throw environmentError('command/cannot-write', folder, error);
  }
}

export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
