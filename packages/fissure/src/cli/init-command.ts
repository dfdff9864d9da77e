/** `fissure init`: writes a small study that runs, and nothing over anything that is there. */
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnose } from '../diagnostics/problems.ts';
import { writeAtomically } from '../host/write-atomically.ts';
import { CommandError, environmentError } from './command-error.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { OutputOptions } from './options.ts';
import { studySkeleton } from './study-skeleton.ts';
import { processTerminal } from './terminal.ts';
import { writeAnswer } from './write-diagnostics.ts';

export async function initCommand(folder: string, options: OutputOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  await refuseToOverwrite(folder);
  const files = studySkeleton(schemasFrom(folder));
  for (const [path, text] of files) {
    try {
      await writeAtomically(join(folder, path), text);
    } catch (error) {
      throw environmentError('command/cannot-write', join(folder, path), error);
    }
  }
  if (options.json) writeAnswer(terminal, 'init', [], new Map(), { folder, files: [...files.keys()] });
  else {
    terminal.out(`A small study stands in ${folder}: ${[...files.keys()].join(', ')}.`);
    terminal.notice(`Next: fissure start ${quoted(folder)}`);
  }
  return EXIT.ok;
}

async function refuseToOverwrite(folder: string): Promise<void> {
  let entries: string[];
  try {
    entries = await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') entries = [folder];
    else throw environmentError('command/cannot-read', folder, error);
  }
  if (entries.length > 0) throw new CommandError([diagnose('command/not-overwritten', { path: folder })], EXIT.usage);
}

/** Relative, so that the study and the package can move together; percent-coded, as a modeline ends at a space. */
function schemasFrom(folder: string): string {
  const schemas = fileURLToPath(new URL('../../schemas', import.meta.url));
  const path = relative(resolve(folder), schemas).replaceAll('\\', '/');
  return path.split('/').map(encodeURIComponent).join('/');
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
