/** `fissure sensitivity`: which assumptions decide where outputs end, over an ensemble. */
import { type Driver, driversOf } from '../../analysis/drivers.ts';
import { assessExperiment } from '../../analysis/results.ts';
import { varianceSharesOf } from '../../analysis/variance-shares.ts';
import { weighMembers } from '../../analysis/weights.ts';
import { dateOfTime, timeOfDate } from '../../base/calendar.ts';
import { printCsvCell } from '../../base/csv.ts';
import { exchangesOf } from '../../experiment/exchanges.ts';
import { type Experiment, savedTimes } from '../../experiment/experiment.ts';
import { methodNotes } from '../../report/method-notes.ts';
import { countText, numberText } from '../../report/number-text.ts';
import { unitPhrase } from '../../report/unit-words.ts';
import { hingeSide } from '../../report/verdict-words.ts';
import type { TimeSettings } from '../../study/study.ts';
import { usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { jsonFile, writeResults } from '../files/results-files.ts';
import type { ExperimentOptions } from '../options.ts';
import { knownOutput, type PlannedStudy, planForCommand } from '../simulate/plan-for-command.ts';
import { simulateTraces } from '../simulate/simulate-traces.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { dimNotes, textTable } from '../text/text-table.ts';
import { type OutputShares, VARIANCE_LEGEND, varianceCsv, varianceTable } from '../text/variance-table.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export interface SensitivityOptions extends ExperimentOptions {
  /** None: all of the study. */
  readonly output: readonly string[];
  readonly top: number;
  /** Sobol' indices, from `pairs` pairs of points. */
  readonly sobol?: boolean;
  readonly pairs?: number;
  /** With `sobol`: when outputs are looked at; default: at the end. */
  readonly at?: string;
}

interface OutputDrivers {
  readonly output: string;
  readonly title: string;
  readonly unit: string;
  /** Half of the weight ends below it; null where no member ends with a number. */
  readonly middle: number | null;
  readonly factors: readonly Driver[];
}

export async function sensitivityCommand(folder: string, options: SensitivityOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  for (const name of ['pairs', 'at'] as const)
    if (options[name] !== undefined && !options.sobol)
      throw usageError('command/option-alone', { option: `--${name}`, needed: '--sobol' });
  const planned = planForCommand(folder, options, { claims: [] });
  const { study, texts, changes } = planned;
  const asked = withOutputs(planned.experiment, namesOf(planned.experiment, options.output));
  if (options.sobol) return sobolIndices({ ...planned, experiment: asked }, options, terminal);
  const simulated = await simulateTraces(asked, options, terminal, 'sensitivity');
  if (simulated === undefined) return EXIT.interrupted;
  const { experiment, ensemble } = simulated;
  const weights = weighMembers(experiment, ensemble);
  const outputs = experiment.outputs.map(({ id, title, unit }, i): OutputDrivers => {
    const { middle, factors } = driversOf(experiment, ensemble, weights.fitted, i);
    return {
      output: id,
      title,
      unit,
      middle: Number.isFinite(middle) ? middle : null,
      factors: factors.slice(0, options.top),
    };
  });
  const { title } = study.settings;
  const answer = { study: title, changes, ...leftOutData(study), members: ensemble.members.length, outputs };
  if (options.json) writeAnswer(terminal, 'sensitivity', planned.notices, texts, answer);
  else {
    terminal.out(terminal.paint.bold(title));
    if (changes !== '') terminal.out(`With ${changes}`);
    for (const one of outputs) terminal.out(`\n${driversText(one, terminal)}`);
    const notes = [LEGEND, ...methodNotes(assessExperiment(experiment, ensemble, weights))];
    terminal.out(`\n${dimNotes(notes, terminal)}`);
  }
  if (options.out !== undefined)
    await writeResults(
      options.out,
      new Map([
        ['sensitivity.csv', sensitivityCsv(outputs)],
        ['sensitivity.json', jsonFile(answer)],
      ]),
      terminal,
    );
  return EXIT.ok;
}

const DEFAULT_PAIRS = 256;

async function sobolIndices(planned: PlannedStudy, options: SensitivityOptions, terminal: Terminal): Promise<ExitCode> {
  const { study, texts, changes } = planned;
  const { settings } = study;
  const { pairs = DEFAULT_PAIRS } = options;
  const time = options.at === undefined ? undefined : momentOf(options.at, settings.time);
  const asked = exchangesOf(planned.experiment, pairs, time);
  const simulated = await simulateTraces(asked, options, terminal, 'sensitivity');
  if (simulated === undefined) return EXIT.interrupted;
  const { experiment, ensemble } = simulated;
  const outputs = experiment.outputs.map(
    ({ id, title, unit }, i): OutputShares => ({
      ...{ output: id, title, unit },
      ...varianceSharesOf(experiment, ensemble, i),
    }),
  );
  const { title } = settings;
  const moment = dateOfTime(savedTimes(experiment.plan).at(-1)!, settings.time);
  const answer = {
    ...{ study: title, changes, ...leftOutData(study) },
    ...{ method: 'sobol', at: moment, pairs, runs: ensemble.members.length, outputs },
  };
  if (options.json) writeAnswer(terminal, 'sensitivity', planned.notices, texts, answer);
  else {
    terminal.out(`${terminal.paint.bold(title)}: shares of the variance at ${moment}`);
    if (changes !== '') terminal.out(`With ${changes}`);
    for (const one of outputs) terminal.out(`\n${varianceTable(one, options.top, terminal)}`);
    const notes = [
      VARIANCE_LEGEND,
      `${countText(pairs)} pairs of points, ${countText(ensemble.members.length)} runs, seed ${experiment.seed}.`,
      ...leftOutText(study),
    ];
    terminal.out(`\n${dimNotes(notes, terminal)}`);
  }
  if (options.out !== undefined)
    await writeResults(
      options.out,
      new Map([
        ['sobol.csv', varianceCsv(outputs)],
        ['sobol.json', jsonFile(answer)],
      ]),
      terminal,
    );
  return EXIT.ok;
}

/** A date of the study, or a simulated time. */
function momentOf(text: string, settings: TimeSettings): number {
  const time = timeOfDate(text, settings) ?? (text.trim() === '' ? Number.NaN : Number(text));
  if (time >= settings.start && time <= settings.stop) return time;
  const [start, stop] = [settings.start, settings.stop].map((end) => dateOfTime(end, settings)) as [string, string];
  throw usageError('command/not-a-moment', { text, start, stop });
}

const LEGEND =
  'Distance: between what members assume that end above the middle of all and those that end below, 0 to 1 (Kolmogorov-Smirnov). ' +
  'Correlation: of ranks (Spearman). Rows with a question mark could be chance.';

function namesOf({ outputs }: Experiment, wanted: readonly string[]): ReadonlySet<string> {
  if (outputs.length === 0) throw usageError('command/nothing-uncertain', {});
  return new Set(wanted.length === 0 ? outputs.map(({ id }) => id) : wanted.map((name) => knownOutput(name, outputs)));
}

function withOutputs(experiment: Experiment, names: ReadonlySet<string>): Experiment {
  return { ...experiment, outputs: experiment.outputs.filter(({ id }) => names.has(id)), ledger: [] };
}

function driversText({ title, unit, middle, factors }: OutputDrivers, { width, paint }: Terminal): string {
  const plainUnit = middle === null ? '' : unitPhrase(unit, middle);
  const head = paint.bold(title);
  if (middle === null) return `${head}: no member ends with a number.`;
  if (factors.length === 0) return `${head}: every member ends at ${numberText(middle)}${plainUnit}.`;
  const dimmed = (matters: boolean, text: string) => (matters ? text : paint.dim(text));
  const table = textTable(
    [
      { title: 'Assumption', wrap: true },
      { title: 'Distance', align: 'right' },
      { title: 'Correlation', align: 'right' },
      { title: 'Ends above the middle in, of 100', wrap: true },
    ],
    factors.map(({ matters, ...driver }) =>
      [
        driver.label || driver.factor,
        `${driver.distance.toFixed(2)}${matters ? ' ' : '?'}`,
        driver.correlation === null ? '' : signed(driver.correlation),
        hingeSide(driver),
      ].map((text) => dimmed(matters, text)),
    ),
    { width, indent: 2, heading: paint.dim },
  );
  return `${head}: half end above ${numberText(middle)}${plainUnit}\n${table}`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

function sensitivityCsv(outputs: readonly OutputDrivers[]): string {
  const rows = outputs.flatMap(({ output, factors }) =>
    factors.map(({ factor, distance, pValue, correlation, split }) =>
      [
        printCsvCell(output),
        printCsvCell(factor),
        ...[distance, pValue, correlation, split?.value, split?.shareBelow, split?.shareAbove].map(
          (each) => each ?? '',
        ),
      ].join(','),
    ),
  );
  return `${['output,factor,distance,p_value,rank_correlation,split,share_below,share_above', ...rows].join('\r\n')}\r\n`;
}
