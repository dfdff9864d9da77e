/** `fissure run`: simulates a study and shows its outcomes, once at central values or as an ensemble. */
import { assessExperiment } from '../../analysis/results.ts';
import { weighMembers } from '../../analysis/weights.ts';
import { dateOfTime } from '../../base/calendar.ts';
import { diagnose, Problems } from '../../diagnostics/problems.ts';
import { checkKept } from '../../experiment/check-size.ts';
import { savedTimes } from '../../experiment/experiment.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { packageVersion } from '../../host/package-version.ts';
import type { Chart } from '../../report/figures/chart.ts';
import { fanCharts } from '../../report/figures/fan-charts.ts';
import { timeAxis } from '../../report/figures/time-axis.ts';
import { bandsTable, timeTable } from '../../report/figures/time-table.ts';
import { methodNotes } from '../../report/method-notes.ts';
import { numberText } from '../../report/number-text.ts';
import { CommandError, usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { checkTraces, memberFiles } from '../files/member-files.ts';
import { jsonFile, prepareOut, type ResultFiles, writeResults } from '../files/results-files.ts';
import type { ExperimentOptions, Passage, Range } from '../options.ts';
import { seenBy, seenText } from '../simulate/extremes.ts';
import { failureDiagnostics, gapDiagnostics } from '../simulate/failure-origin.ts';
import { type PlannedStudy, planForCommand } from '../simulate/plan-for-command.ts';
import { type RunToTheEnd, rowOf, simulateToTheEnd } from '../simulate/simulate-central.ts';
import { simulateForCommand, withWorkers } from '../simulate/simulate-for-command.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { outcomePlots, outcomeTable, plotLegend } from '../text/outcome-text.ts';
import { computedSlots, seenColumns } from '../text/values-table.ts';
import { writeAnswer, writeDiagnostics } from '../write-diagnostics.ts';

export interface RunOptions extends ExperimentOptions {
  readonly all?: boolean;
  readonly extremes?: boolean;
  readonly passes: readonly Passage[];
  readonly vary: readonly Range[];
  readonly traces?: boolean;
}

export async function runCommand(folder: string, options: RunOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const plan = async () => {
    // One run at central values is not to be refused for the ensemble that the study asks for.
    const sized = !isEnsemble(options) ? { ...options, members: 1, candidates: 0 } : options;
    const planned = planForCommand(folder, sized, { claims: [] });
    if (isEnsemble(options)) checkTraces(planned.experiment, options);
    await prepareOut(options.out);
    if (planned.study.settings.outputs.length === 0 && !options.json)
      writeDiagnostics(terminal, [diagnose('command/no-outputs', {})], planned.texts, false);
    return planned;
  };
  if (isEnsemble(options) && (options.extremes || options.passes.length > 0))
    throw usageError('command/extremes-of-one-run', {});
  if (!isEnsemble(options) && options.traces) throw usageError('command/traces-of-one-run', {});
  if (!isEnsemble(options)) return runOnce(await plan(), options, terminal);
  return withWorkers(options, async (pool) => runEnsemble(await plan(), options, terminal, pool));
}

/** What is varied needs members to vary in. */
function isEnsemble({ members, vary }: RunOptions): boolean {
  return members !== undefined || vary.length > 0;
}

async function runOnce(planned: PlannedStudy, options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  const { experiment, study, texts } = planned;
  const { plan, outputs } = experiment;
  const times = [...savedTimes(plan)];
  const seen = options.all ? computedSlots(plan, planned) : [];
  const problems = new Problems();
  if (!checkKept(plan, experiment.keep.length + seen.length, 1, problems))
    throw new CommandError(problems.list, EXIT.invalidStudy, texts);
  const run = simulateToTheEnd(experiment, { seen, engine: options.engine });
  const series = outputs.map((output) => ({ ...output, values: finiteOf(rowOf(run, output.row, times.length)) }));
  const isAsked = options.extremes || options.passes.length > 0;
  const extremes = isAsked ? seenBy(experiment, options.passes, options.engine) : undefined;
  const all = seenColumns(experiment, seen, run);
  if (options.out !== undefined) {
    const columns = [...series.map(({ id, values }) => ({ title: id, values })), ...all];
    const files: ResultFiles = new Map([
      ['run.csv', timeTable(times, columns, study.settings.time)],
      ['run.json', jsonFile(settingsOf(planned, options))],
    ]);
    await writeResults(options.out, files, terminal);
  }
  const failed = run.status.kind === 'failed';
  const findings = failed ? failureDiagnostics(study, experiment) : gapDiagnostics(study, experiment, all);
  if (options.json) {
    const dates = times.map((time) => dateOfTime(time, study.settings.time));
    const shown = series.map(({ id, title, unit, values }) => ({ id, title, unit, values }));
    const settings = settingsOf(planned, options);
    const data = { settings, status: run.status, times, dates, outputs: shown, ...extremes };
    writeAnswer(terminal, 'run', [...planned.notices, ...findings], texts, data);
  } else {
    const axis = timeAxis(study.settings.time);
    const charts = series.map(
      ({ id, title, unit, values }): Chart => ({
        ...{ id, title, unit, axis },
        layers: [{ kind: 'line', label: title, role: 'main', times, values }],
      }),
    );
    showOutcomes(charts, `${study.settings.title}: one run at central values`, planned, terminal);
    const when = (time: number) => dateOfTime(time, study.settings.time);
    if (extremes)
      terminal.out(`${seenText(options.extremes ? extremes : { ...extremes, extremes: [] }, when, terminal)}\n`);
    for (const line of runNotes(planned, run)) terminal.out(line);
    writeDiagnostics(terminal, findings, texts, false);
  }
  return failed ? EXIT.findings : EXIT.ok;
}

async function runEnsemble(
  planned: PlannedStudy,
  options: RunOptions,
  terminal: Terminal,
  pool: MemberPool,
): Promise<ExitCode> {
  const { study, texts } = planned;
  const simulated = await simulateForCommand(planned.experiment, pool, terminal, 'run');
  await pool.close();
  const { experiment, ensemble, interrupted } = simulated;
  if (ensemble.members.length === 0) {
    terminal.notice('Stopped before a member was finished: there is nothing to show.');
    return EXIT.interrupted;
  }
  const weights = weighMembers(experiment, ensemble);
  const assessment = assessExperiment(experiment, ensemble, weights);
  if (options.out !== undefined) {
    const files: ResultFiles = new Map([
      ['bands.csv', bandsTable(assessment, study.settings.time)],
      ...memberFiles(experiment, ensemble, weights, study.settings.time, options, terminal),
      ['run.json', jsonFile(settingsOf(planned, options))],
    ]);
    await writeResults(options.out, files, terminal);
  }
  if (options.json) {
    const data = { settings: settingsOf(planned, options), ...assessment };
    writeAnswer(terminal, 'run-ensemble', planned.notices, texts, data);
  } else {
    const charts = fanCharts(assessment, { time: study.settings.time, knownBy: study.history.knownBy });
    const members = `${assessment.provenance.membersDone} members, medians`;
    showOutcomes(charts, `${study.settings.title}: ${members}`, planned, terminal);
    for (const note of methodNotes(assessment)) terminal.out(note);
  }
  return interrupted ? EXIT.interrupted : EXIT.ok;
}

function showOutcomes(charts: readonly Chart[], title: string, { changes }: PlannedStudy, terminal: Terminal): void {
  terminal.out(terminal.paint.bold(title));
  if (changes !== '') terminal.out(`With ${changes}`);
  if (charts.length === 0) return;
  terminal.out(`\n${outcomeTable(charts, terminal)}\n\n${outcomePlots(charts, terminal)}\n`);
  const legend = plotLegend(charts);
  if (legend !== '') terminal.out(terminal.paint.dim(legend));
}

function runNotes({ experiment, study }: PlannedStudy, run: RunToTheEnd): readonly string[] {
  const { plan } = experiment;
  const dropped = leftOutText(study);
  const balance = run.imbalance.map(
    (imbalance, i) =>
      `Conservation of ${plan.conserved[i]!.name}: largest imbalance ${numberText(imbalance, 2)} of the total.`,
  );
  if (run.status.kind === 'completed') return [...balance, ...dropped];
  const what = run.wentOn
    ? 'An outcome has no number at some time; no stock reads it then.'
    : 'The run failed: what comes after has no numbers.';
  return [what, ...dropped];
}

/** What has no number leaves a gap in a table and in a line. */
function finiteOf(values: readonly number[]): number[] {
  return values.map((value) => (Number.isFinite(value) ? value : Number.NaN));
}

/** Everything on which the numbers depend. */
function settingsOf({ study, experiment, changes }: PlannedStudy, options: RunOptions) {
  const { memberCount, replicateCount, seed } = experiment;
  return {
    fissure: packageVersion(),
    study: study.settings.title,
    ...(!isEnsemble(options) ? { values: 'central' } : { members: memberCount, replicates: replicateCount }),
    seed,
    scenario: options.scenario ?? null,
    set: options.set,
    off: options.off,
    vary: options.vary,
    changes,
    time: experiment.plan.time,
    engine: options.engine,
    ...leftOutData(study),
  };
}
