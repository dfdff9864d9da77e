/** `fissure check`: everything that can be said of a study without an ensemble. */
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { StudyOptions } from '../options.ts';
import { compareSteps } from '../simulate/compare-steps.ts';
import { failureDiagnostics } from '../simulate/failure-origin.ts';
import { openFolder } from '../simulate/open-for-command.ts';
import { processTerminal } from '../terminal.ts';
import { summariseStudy, summaryText } from '../text/check-summary.ts';
import { writeAnswer, writeDiagnostics } from '../write-diagnostics.ts';

export interface CheckOptions extends StudyOptions {
  readonly strict?: boolean;
  readonly simulate: boolean;
}

export async function checkCommand(folder: string, options: CheckOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const { study, model, experiment, problems, texts } = openFolder(folder, options);
  const isValid = study !== undefined && model !== undefined && experiment !== undefined && !problems.hasErrors;
  const steps = isValid && options.simulate ? compareSteps(experiment) : undefined;
  const failures = isValid && steps?.failed ? failureDiagnostics(study, experiment) : [];
  const diagnostics = [...problems.list, ...failures];
  const summary = isValid ? summariseStudy(study, model, steps) : undefined;
  if (options.json) writeAnswer(terminal, 'check', diagnostics, texts, summary ?? null);
  else {
    writeDiagnostics(terminal, diagnostics, texts, false);
    if (summary !== undefined) terminal.out(summaryText(summary, terminal));
  }
  if (!isValid) return EXIT.invalidStudy;
  return options.strict && diagnostics.some(({ severity }) => severity === 'warning') ? EXIT.findings : EXIT.ok;
}
