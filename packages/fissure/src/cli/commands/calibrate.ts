/** `fissure calibrate`: the values of uncertain numbers with which a model agrees best with what was observed. */
import { type Calibration, calibrate } from '../../analysis/calibrate.ts';
import { lossesByStatedErrors, lossesByUnknownErrors, misfitOf } from '../../analysis/calibration-loss.ts';
import { canonicalName } from '../../base/names.ts';
import { type Experiment, savedTimes } from '../../experiment/experiment.ts';
import type { Factor } from '../../experiment/factors.ts';
import { fittedSeries } from '../../experiment/likelihood.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { simulateExperiment } from '../../experiment/simulate-experiment.ts';
import { pointSimulator } from '../../experiment/simulate-points.ts';
import { usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { jsonFile, prepareOut, writeResults } from '../files/results-files.ts';
import { withInterrupt } from '../interrupt.ts';
import type { ExperimentOptions } from '../options.ts';
import { Progress } from '../progress.ts';
import { readObservedFile } from '../simulate/observed-file.ts';
import { openForCommand } from '../simulate/open-for-command.ts';
import { knownName, planOpened } from '../simulate/plan-for-command.ts';
import { withWorkers } from '../simulate/simulate-for-command.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { type Calibrated, calibratedCsv, calibratedText, type FittedSeries, fitCsv } from '../text/calibration-text.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { showNotices, writeAnswer } from '../write-diagnostics.ts';

export interface CalibrateCommandOptions extends ExperimentOptions {
  /** A table of observations, in place of the study's record. */
  readonly data?: string;
  /** Errors of the table are proportional to what is observed. */
  readonly relative?: boolean;
  /** None: all uncertain numbers. */
  readonly only: readonly string[];
  readonly starts: number;
  readonly runs: number;
}

/** Beyond them a record of some dozen points says nothing of most. */
const FACTORS_MOST = 40;

export async function calibrateCommand(folder: string, options: CalibrateCommandOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  if (options.relative && options.data === undefined)
    throw usageError('command/option-alone', { option: '--relative', needed: '--data' });
  const opened = openForCommand(folder, options);
  const record =
    options.data === undefined ? undefined : await readObservedFile(options.data, opened.study, !!options.relative);
  const planned = planOpened(opened, options, { claims: [], record });
  showNotices(planned, options);
  const { study, texts, changes } = planned;
  const experiment = withFactors(planned.experiment, factorsToCalibrate(planned.experiment, options.only));
  await prepareOut(options.out);
  const found = await withWorkers(options, (pool) => search(experiment, record !== undefined, options, pool, terminal));
  if (found === undefined) {
    terminal.notice('Stopped before anything was found.');
    return EXIT.interrupted;
  }
  if (found.interrupted) terminal.notice('Stopped: the last start counts as far as it came.');
  const { title, time } = study.settings;
  const answer = { study: title, changes, ...leftOutData(study), ...found };
  if (options.json) writeAnswer(terminal, 'calibrate', planned.notices, texts, answer);
  else {
    terminal.out(terminal.paint.bold(title));
    if (changes !== '') terminal.out(`With ${changes}`);
    terminal.out(calibratedText(found, { folder, time }, terminal));
    for (const line of leftOutText(study)) terminal.out(line);
  }
  if (options.out !== undefined)
    await writeResults(
      options.out,
      new Map([
        ['calibrated.csv', calibratedCsv(found)],
        ['fit.csv', fitCsv(found)],
        ['calibrated.json', jsonFile(answer)],
      ]),
      terminal,
    );
  return found.interrupted ? EXIT.interrupted : EXIT.ok;
}

/** Rival forms stay as the study writes them first: between them there is nothing to follow downhill. */
function factorsToCalibrate({ factors }: Experiment, only: readonly string[]): readonly Factor[] {
  const numbers = factors.filter(({ kind }) => kind === 'prior');
  if (numbers.length === 0)
    throw usageError('command/nothing-to-calibrate', {
      missing: 'nothing is uncertain',
      remedy: 'Say what may vary: `--vary name=low..high`, again for more, or priors in model.yaml.',
    });
  const declared = numbers.map(({ id }) => ({ name: { text: id } }));
  const wanted = new Set(only.map((name) => canonicalName(knownName('command/unknown-variable', name, declared))));
  const chosen = only.length === 0 ? numbers : numbers.filter(({ id }) => wanted.has(canonicalName(id)));
  if (chosen.length > FACTORS_MOST)
    throw usageError('command/too-many-to-calibrate', {
      count: chosen.length,
      limit: FACTORS_MOST,
      example: chosen
        .slice(0, 3)
        .map(({ id }) => id)
        .join(','),
    });
  return chosen;
}

function withFactors(experiment: Experiment, factors: readonly Factor[]): Experiment {
  return { ...experiment, factors, selection: undefined, points: undefined };
}

/** Undefined where it was interrupted before anything was found. */
async function search(
  experiment: Experiment,
  areErrorsUnknown: boolean,
  options: CalibrateCommandOptions,
  pool: MemberPool,
  terminal: Terminal,
): Promise<Calibrated | undefined> {
  const simulatePoints = pointSimulator(experiment, pool);
  if (simulatePoints === undefined)
    throw usageError('command/nothing-to-calibrate', {
      missing: 'nothing was observed',
      remedy: 'Give a table with `--data`, or a series with `use: fit` in history.yaml.',
    });
  const lossesOf = areErrorsUnknown ? lossesByUnknownErrors : lossesByStatedErrors;
  const progress = new Progress(terminal, 'calibrate', 'runs');
  return withInterrupt(terminal, async (signal) => {
    const found = await calibrate({
      factors: experiment.factors,
      losses: async (points) => {
        const { experiment: own, ensemble } = await simulatePoints(points);
        return lossesOf(own, ensemble);
      },
      seed: experiment.seed,
      starts: options.starts,
      runsMost: options.runs,
      onProgress: (runs) => progress.update(Math.min(runs, options.runs), options.runs),
      isStopped: () => signal.aborted,
    });
    progress.finish();
    if (found === undefined && signal.aborted) return undefined;
    if (found === undefined) throw usageError('command/no-likely-point', {});
    return { ...(await describe(experiment, found, areErrorsUnknown, pool)), interrupted: signal.aborted };
  });
}

/** The best run in full: every output's course would be more than asked for; the record's own series are not. */
async function describe(
  experiment: Experiment,
  found: Calibration,
  areErrorsUnknown: boolean,
  pool: MemberPool,
): Promise<Omit<Calibrated, 'interrupted'>> {
  const best: Experiment = {
    ...experiment,
    points: found.values,
    memberCount: 1,
    replicateCount: 1,
    candidateCount: 0,
    commonLuck: true,
    outputs: fittedSeries(experiment).map(({ name, label, unit, row }) => ({ id: name, title: label, unit, row })),
    ledger: [],
  };
  const ensemble = await simulateExperiment(best, { pool, bands: 'exact' });
  const times = [...savedTimes(best.plan)];
  const series = fittedSeries(best).map((own, i): FittedSeries => {
    const points = own.points.flatMap((point, k) =>
      point.fitted
        ? [{ at: point.reducer.to, date: point.date, observed: point.value, model: ensemble.history[own.offset + k]! }]
        : [],
    );
    return {
      series: own.name,
      label: own.label,
      unit: own.unit,
      isRelative: own.error.kind === 'lognormal',
      misfit: misfitOf(best, ensemble, own, 0).misfit,
      points,
      times,
      values: [...ensemble.outputs.subarray(i * times.length, (i + 1) * times.length)],
    };
  });
  return {
    numbers: experiment.factors.map((factor, i) => ({
      name: factor.id,
      label: factor.label,
      unit: factor.kind === 'prior' ? factor.unit : '',
      declared: factor.declared,
      isScale: factor.kind === 'prior' && factor.mode === 'multiply',
      value: found.values[i]!,
      interval: found.intervals[i] ?? null,
      atEdge: found.atEdge[i]!,
    })),
    loss: found.loss,
    errors: areErrorsUnknown ? 'estimated' : 'stated',
    runs: found.runs,
    starts: found.ends.length,
    agreeing: found.agreeing,
    tangled: found.tangled.map(({ first, second, correlation }) => ({
      first: experiment.factors[first]!.id,
      second: experiment.factors[second]!.id,
      correlation,
    })),
    series,
  };
}
