/** `fissure open`: serves the workbench of a study on loopback until Ctrl-C. */
import { diagnose } from '../../diagnostics/problems.ts';
import type { ImportOptions } from '../../exchange/import-model.ts';
import { recallResults } from '../../server/kept-results.ts';
import { serveWorkbench, type WorkbenchServer } from '../../server/serve-workbench.ts';
import type { KnownResults } from '../../server/study-questions.ts';
import { CommandError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { makeReport } from '../files/make-report.ts';
import { makeStudy } from '../files/make-study.ts';
import { openFolder } from '../simulate/open-for-command.ts';
import { processTerminal } from '../terminal.ts';
import { leftOutText } from '../text/left-out.ts';

export interface ServeOptions extends ImportOptions {
  readonly port?: number;
  readonly quiet?: boolean;
  /** What has been simulated of the study already; default: what earlier commands kept. */
  readonly known?: KnownResults;
}

export async function openCommand(folder: string, options: ServeOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  // Only whether there is a study at all: its mistakes are shown in the page, and can be mended while it is open.
  const { study, experiment } = openFolder(folder, options);
  const { known = 'kept' } = options;
  const server = await startServer(folder, { ...options, known });
  terminal.out(server.editingUrl);
  if (study) for (const line of leftOutText(study)) terminal.notice(line);
  if (known === 'kept' && experiment && recallResults(experiment))
    terminal.notice('Nothing has changed since the study was tested: its verdicts are there at once.');
  terminal.notice('The workbench is open at this address; whoever has all of it may change the study. Ctrl-C ends it.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await server.close();
  return EXIT.ok;
}

async function startServer(folder: string, { port, known, lenient }: ServeOptions): Promise<WorkbenchServer> {
  try {
    return await serveWorkbench(folder, port, known, { lenient, makeReport, makeStudy });
  } catch (error) {
    throw portError(error, String(port));
  }
}

/** A port that is not to be had; anything else is passed on. */
export function portError(error: unknown, port: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== 'listen') return error;
  const message = code === 'EADDRINUSE' ? 'command/port-taken' : 'command/port-refused';
  return new CommandError([diagnose(message, { port, reason: `the system says ${code}` })], EXIT.environment);
}
