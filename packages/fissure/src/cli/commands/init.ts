/** `fissure init`: writes a small study that runs, and nothing over anything that is there. */
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problems } from '../../diagnostics/problems.ts';
import { decodeText } from '../../study/decode-text.ts';
import { CommandError, environmentError, usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuseToOverwrite, writeNewStudy } from '../files/new-study-folder.ts';
import { studyFromText } from '../files/study-from-text.ts';
import { studySkeleton } from '../files/study-skeleton.ts';
import type { OutputOptions } from '../options.ts';
import { quotedPath } from '../quoted-path.ts';
import { processTerminal } from '../terminal.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export interface InitOptions extends OutputOptions {
  /** A text file: the argument that the study is to be about. */
  readonly from?: string;
}

export async function initCommand(folder: string, options: InitOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  await refuseToOverwrite(folder);
  const schemas = schemasFrom(folder);
  const { from } = options;
  const files =
    from === undefined ? studySkeleton(schemas) : studyFromText(from, await readArgumentText(from), schemas);
  await writeNewStudy(folder, files);
  if (options.json) writeAnswer(terminal, 'init', [], new Map(), { folder, files: [...files.keys()] });
  else {
    terminal.out(`A small study stands in ${folder}: ${[...files.keys()].join(', ')}.`);
    const next = from === undefined ? 'start' : 'check';
    terminal.notice(`Next: fissure ${next} ${quotedPath(folder)}`);
  }
  return EXIT.ok;
}

async function readArgumentText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw environmentError('command/cannot-read', path, error);
  });
  const problems = new Problems();
  const texts = new Map<string, string>();
  const text = decodeText(path, bytes, problems, texts);
  if (text === undefined) throw new CommandError(problems.list, EXIT.invalidStudy, texts);
  if (text.trim() === '') throw usageError('command/no-sentences', { path });
  return text;
}

/** Relative, so that the study and the package can move together; percent-coded, as a modeline ends at a space. */
function schemasFrom(folder: string): string {
  const schemas = fileURLToPath(new URL('../../../schemas', import.meta.url));
  const path = relative(resolve(folder), schemas).replaceAll('\\', '/');
  return path.split('/').map(encodeURIComponent).join('/');
}
