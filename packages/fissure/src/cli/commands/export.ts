/** `fissure export`: a study, or a model of another tool, as XMILE, for Vensim, or as a table of what it computes. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose, Problems } from '../../diagnostics/problems.ts';
import { writeVensim } from '../../exchange/export/write-vensim.ts';
import { writeXmile } from '../../exchange/export/write-xmile.ts';
import { planExperiment } from '../../experiment/plan-experiment.ts';
import { writeAtomically } from '../../host/write-atomically.ts';
import { lowerToPlan } from '../../model/lower-to-plan.ts';
import { CommandError, environmentError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { StudyOptions } from '../options.ts';
import { openForCommand, type ReadyStudy } from '../simulate/open-for-command.ts';
import { processTerminal } from '../terminal.ts';
import { valuesTable } from '../text/values-table.ts';
import { writeAnswer, writeDiagnostics } from '../write-diagnostics.ts';

export type ExportFormat = 'xmile' | 'mdl' | 'csv';

export interface ExportOptions extends StudyOptions {
  readonly to: ExportFormat;
  readonly out?: string;
}

/** To the file `--out`, or to the standard output. */
export async function exportCommand(path: string, options: ExportOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const opened = openForCommand(path, options);
  const { text, notices, failed, findings } = written(opened, options.to);
  const lost = notices.map((what) => diagnose('exchange/written-otherwise', { what }));
  const diagnostics = [...opened.notices, ...lost, ...findings];
  const exit = failed ? EXIT.findings : EXIT.ok;
  if (options.out === undefined) {
    if (options.json) writeAnswer(terminal, 'export', diagnostics, opened.texts, { [options.to]: text });
    else {
      terminal.out(text.trimEnd());
      writeDiagnostics(terminal, [...opened.notices, ...findings], opened.texts, false);
    }
    return exit;
  }
  try {
    await writeAtomically(options.out, text);
  } catch (error) {
    throw environmentError('command/cannot-write', options.out, error);
  }
  if (options.json) writeAnswer(terminal, 'export', diagnostics, opened.texts, { file: options.out });
  else {
    writeDiagnostics(terminal, diagnostics, opened.texts, false);
    terminal.notice(`Written to ${options.out}`);
  }
  return exit;
}

interface Written {
  readonly text: string;
  readonly notices: readonly string[];
  /** Of the run whose values are written. */
  readonly findings: readonly Diagnostic[];
  readonly failed: boolean;
}

const NO_RUN = { findings: [], failed: false };

function written(opened: ReadyStudy, format: ExportFormat): Written {
  const { study, model, texts } = opened;
  const problems = new Problems();
  if (format === 'csv') {
    const experiment = planExperiment(study, model, problems, { claims: [] });
    if (experiment === undefined || problems.hasErrors) throw new CommandError(problems.list, EXIT.invalidStudy, texts);
    return { ...valuesTable(opened, experiment), notices: [] };
  }
  const plan = lowerToPlan(model, []);
  if (format === 'xmile') return { text: writeXmile(model, plan), notices: [], ...NO_RUN };
  const file = writeVensim(model, plan, problems);
  if (problems.hasErrors) throw new CommandError(problems.list, EXIT.invalidStudy, texts);
  return { ...file, ...NO_RUN };
}
