/** `fissure export`: a study, or a model of another tool, as XMILE. */
import { diagnose } from '../diagnostics/problems.ts';
import { exportXmile } from '../exchange/export-xmile.ts';
import { writeAtomically } from '../host/write-atomically.ts';
import { lowerToPlan } from '../model/lower-to-plan.ts';
import { CommandError, environmentError } from './command-error.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { openForCommand } from './open-for-command.ts';
import type { OutputOptions } from './options.ts';
import { processTerminal } from './terminal.ts';
import { writeAnswer } from './write-diagnostics.ts';

export interface ExportOptions extends OutputOptions {
  readonly out?: string;
}

/** To the file `--out`, or to the standard output. */
export async function exportCommand(path: string, options: ExportOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const { model, texts } = openForCommand(path);
  const { text, refused } = exportXmile(model, lowerToPlan(model, []));
  if (refused.length > 0)
    throw new CommandError(
      refused.map((what) => diagnose('exchange/not-supported', { what })),
      EXIT.invalidStudy,
      texts,
    );
  if (options.out === undefined) {
    if (options.json) writeAnswer(terminal, 'export', [], texts, { xmile: text });
    else terminal.out(text.trimEnd());
    return EXIT.ok;
  }
  try {
    await writeAtomically(options.out, text);
  } catch (error) {
    throw environmentError('command/cannot-write', options.out, error);
  }
  if (options.json) writeAnswer(terminal, 'export', [], texts, { file: options.out });
  else terminal.notice(`Written to ${options.out}`);
  return EXIT.ok;
}
