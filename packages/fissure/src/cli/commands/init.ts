/** `fissure init`: writes a small study that runs, and nothing over anything that is there. */
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuseToOverwrite, writeNewStudy } from '../files/new-study-folder.ts';
import { studySkeleton } from '../files/study-skeleton.ts';
import type { OutputOptions } from '../options.ts';
import { quotedPath } from '../quoted-path.ts';
import { processTerminal } from '../terminal.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export async function initCommand(folder: string, options: OutputOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  await refuseToOverwrite(folder);
  const files = studySkeleton(schemasFrom(folder));
  await writeNewStudy(folder, files);
  if (options.json) writeAnswer(terminal, 'init', [], new Map(), { folder, files: [...files.keys()] });
  else {
    terminal.out(`A small study stands in ${folder}: ${[...files.keys()].join(', ')}.`);
    terminal.notice(`Next: fissure start ${quotedPath(folder)}`);
  }
  return EXIT.ok;
}

/** Relative, so that the study and the package can move together; percent-coded, as a modeline ends at a space. */
function schemasFrom(folder: string): string {
  const schemas = fileURLToPath(new URL('../../../schemas', import.meta.url));
  const path = relative(resolve(folder), schemas).replaceAll('\\', '/');
  return path.split('/').map(encodeURIComponent).join('/');
}
