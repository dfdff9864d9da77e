/** `fissure start`: check, test and report in one go, for somebody who has just arrived. */
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultEngine } from '../../engine/compile-batch.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { rebuildCommand, writeReport } from '../files/report-files.ts';
import { showVerdicts, testExit } from '../show-verdicts.ts';
import { type TestOptions, testStudy } from '../simulate/test-study.ts';
import { runTrials } from '../simulate/trials.ts';
import { processTerminal } from '../terminal.ts';
import { checkCommand } from './check.ts';
import { openCommand } from './open.ts';

export interface StartOptions extends TestOptions {
  /** Serve the workbench afterwards, until Ctrl-C. */
  readonly serve?: boolean;
}

export async function startCommand(folder: string, options: StartOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  if (!options.json) {
    const checked = await checkCommand(folder, { ...options, strict: false, simulate: true });
    if (checked !== EXIT.ok) return checked;
    terminal.notice('');
  }
  const tested = await testStudy(folder, options, { isChecked: true });
  showVerdicts(tested, options);
  if (tested.assessment.provenance.membersDone > 0) {
    const out = options.out ?? `out/${basename(resolve(folder))}`;
    const page = await writeReport(tested, {
      command: rebuildCommand(folder, tested, options),
      out,
      engine: options.engine ?? defaultEngine(),
      trials: await runTrials(tested, options),
    });
    if (!options.json) terminal.out(`\nThe report: ${pathToFileURL(resolve(page)).href}`);
  }
  const exit = testExit(tested, options);
  // What reads JSON waits for its end.
  if (!options.serve || options.json || tested.interrupted) return exit;
  terminal.out('\nThe workbench:');
  await openCommand(folder, { quiet: options.quiet, lenient: options.lenient, known: tested });
  return exit;
}
