/** `fissure compare`: scenarios and changes side by side with the study as it stands, over one run or over members. */
import { type ComparedArm, compareArms, relativeChange, type Spread } from '../../analysis/comparison.ts';
import { weighMembers } from '../../analysis/weights.ts';
import { comparisonClaim, meanOf } from '../../experiment/comparison-claim.ts';
import { type Experiment, savedTimes } from '../../experiment/experiment.ts';
import { planExperiment } from '../../experiment/plan-experiment.ts';
import { varyParameters } from '../../experiment/vary-parameters.ts';
import { resolveIntervention } from '../../model/resolve-intervention.ts';
import { timeTable } from '../../report/figures/time-table.ts';
import type { ClaimArm, OutputDeclaration, Study } from '../../study/study.ts';
import { usageError } from '../command-error.ts';
import { COMMAND_LINE, overridesOf } from '../command-line-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { prepareOut, writeResults } from '../files/results-files.ts';
import type { ExperimentOptions } from '../options.ts';
import { openForCommand, type ReadyStudy } from '../simulate/open-for-command.ts';
import { knownName, knownOutput, plannedOrError } from '../simulate/plan-for-command.ts';
import { rowOf, simulateCentral } from '../simulate/simulate-central.ts';
import { simulateForCommand, withWorkers } from '../simulate/simulate-for-command.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { type Compared, compareText, comparisonCsv } from '../text/compare-text.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { showNotices, writeAnswer } from '../write-diagnostics.ts';

export interface CompareOptions extends Omit<ExperimentOptions, 'scenario'> {
  /** None: all of the study. */
  readonly scenario: readonly string[];
  /** None: all of the study. */
  readonly output: readonly string[];
}

/** Measures of one output: where it ends, and its mean over the run. */
const KINDS = ['end', 'mean'] as const;

export async function compareCommand(folder: string, options: CompareOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const planned = planComparison(folder, options);
  showNotices(planned, options);
  await prepareOut(options.out);
  const answer = isEnsemble(options) ? await runMembers(planned, options, terminal) : runOnce(planned, options);
  if (answer === undefined) return EXIT.interrupted;
  const { compared, files } = answer;
  const { study, notices, texts } = planned;
  const { title } = study.settings;
  const leftOut = leftOutData(study);
  if (options.json) writeAnswer(terminal, 'compare', notices, texts, { study: title, ...leftOut, ...compared });
  else terminal.out([compareText(title, compared, terminal), ...leftOutText(study)].join('\n'));
  if (options.out !== undefined)
    await writeResults(options.out, new Map([['compare.csv', comparisonCsv(compared)], ...files]), terminal);
  return EXIT.ok;
}

/** What is varied needs members to vary in. */
function isEnsemble({ members, vary = [] }: CompareOptions): boolean {
  return members !== undefined || vary.length > 0;
}

interface PlannedComparison extends Pick<ReadyStudy, 'notices'> {
  readonly study: Study;
  readonly texts: ReadonlyMap<string, string>;
  readonly experiment: Experiment;
  readonly outputs: readonly OutputDeclaration[];
}

interface Answer {
  readonly compared: Compared;
  readonly files: readonly (readonly [string, string])[];
}

function planComparison(folder: string, options: CompareOptions): PlannedComparison {
  const opened = openForCommand(folder, options);
  const { model, problems } = opened;
  const overrides = overridesOf(options);
  const study = varyParameters(opened.study, model, overrides.variations, problems);
  const texts = new Map([...opened.texts, [COMMAND_LINE, overrides.text]]);
  const arms = [...scenarioArms(study, options), ...changedArms(options)];
  // Arms of claims are checked with the model, so that planning takes them as they are: this one is ours to check.
  if (overrides.intervention) resolveIntervention(model, overrides.intervention, problems);
  const outputs = chosenOutputs(study, options.output);
  const place = { file: 'study.yaml', start: 0, end: 0 };
  const measures = outputs.flatMap(({ id, show }) => [
    { name: `end_${id.text}`, equation: `at(${show.text}, stop)` },
    { name: `mean_${id.text}`, equation: meanOf(study, show.text) },
  ]);
  const claim = comparisonClaim({ name: 'comparison', arms, measures }, place);
  if (claim === undefined) throw usageError('command/nothing-to-compare', {});
  const experiment = planExperiment(study, model, problems, {
    memberCount: isEnsemble(options) ? options.members : 1,
    replicateCount: options.replicates,
    candidateCount: isEnsemble(options) ? options.candidates : 0,
    seed: options.seed,
    judged: [claim],
  });
  return { ...opened, study, texts, outputs, experiment: plannedOrError(experiment, problems, texts) };
}

/** Those named, or all where nothing else is compared. */
function scenarioArms(study: Study, { scenario, set, off }: CompareOptions): readonly ClaimArm[] {
  const wanted = scenario.map((name) => knownName('command/unknown-scenario', name, study.scenarios));
  const all = scenario.length === 0 && set.length === 0 && off.length === 0;
  return study.scenarios
    .filter(({ name }) => all || wanted.includes(name.text))
    .map(({ name, label }) => ({ name, label, scenario: name, intervention: undefined }));
}

/** `--set` and `--off` together are one more arm; what varies does so in all of them. */
function changedArms({ set, off }: CompareOptions): readonly ClaimArm[] {
  const { text, intervention } = overridesOf({ set, off });
  if (intervention === undefined) return [];
  const name = { text: 'changed', file: COMMAND_LINE, offsets: 0, end: 0 };
  return [{ name, label: text, scenario: undefined, intervention }];
}

function chosenOutputs({ settings }: Study, names: readonly string[]): readonly OutputDeclaration[] {
  const named = settings.outputs.map(({ id, title }) => ({ id: id.text, title }));
  const wanted = names.map((name) => knownOutput(name, named));
  return settings.outputs.filter(({ id }) => names.length === 0 || wanted.includes(id.text));
}

function runOnce({ study, experiment, outputs }: PlannedComparison, options: CompareOptions): Answer {
  const times = savedTimes(experiment.plan);
  const [claim] = experiment.claims;
  const series = claim!.arms.map(({ arm }) => {
    const run = simulateCentral(experiment, { arm, engine: options.engine });
    return outputs.map(({ id }) => {
      const { row } = experiment.outputs.find((one) => one.id === id.text)!;
      return rowOf(run, row, times.length);
    });
  });
  const single = (value: number): Spread =>
    [value, value, value].map((each) => (Number.isFinite(each) ? each : null)) as unknown as Spread;
  const arms = claim!.arms.map(
    ({ name, label }, a): ComparedArm => ({
      ...{ arm: name, label, failedCount: series[a]!.some((values) => Number.isNaN(values.at(-1))) ? 1 : 0 },
      measures: outputs.flatMap((_, i) =>
        [endOf, trapezoidMean].map((measure) => {
          const before = measure(series[0]![i]!);
          const value = measure(series[a]![i]!);
          return { value: single(value), change: a === 0 ? null : single(relativeChange(before, value)) };
        }),
      ),
    }),
  );
  const columns = outputs.flatMap(({ id }, i) =>
    claim!.arms.map(({ name }, a) => ({ title: `${id.text}.${name}`, values: series[a]![i]! })),
  );
  return {
    compared: comparedOf(outputs, arms, undefined),
    files: [['runs.csv', timeTable(times, columns, study.settings.time)]],
  };
}

async function runMembers(
  { experiment: asked, outputs }: PlannedComparison,
  options: CompareOptions,
  terminal: Terminal,
): Promise<Answer | undefined> {
  const { experiment, ensemble, interrupted } = await withWorkers(options, (pool) =>
    simulateForCommand(asked, pool, terminal, 'compare'),
  );
  if (interrupted || ensemble.members.length === 0) return undefined;
  const { fitted } = weighMembers(experiment, ensemble);
  const arms = compareArms(experiment, ensemble, experiment.claims[0]!, fitted);
  return { compared: comparedOf(outputs, arms, ensemble.members.length), files: [] };
}

/** From arms with all measures to outputs with all arms. */
function comparedOf(
  outputs: readonly OutputDeclaration[],
  arms: readonly ComparedArm[],
  memberCount: number | undefined,
): Compared {
  return {
    memberCount,
    arms: arms.map(({ arm, label, failedCount }) => ({ arm, label, failedCount })),
    outputs: outputs.map(({ id, title, unit }, i) => ({
      ...{ id: id.text, title, unit },
      arms: arms.map(({ arm, measures }) => ({
        arm,
        end: measures[KINDS.length * i]!,
        mean: measures[KINDS.length * i + 1]!,
      })),
    })),
  };
}

function endOf(values: readonly number[]): number {
  return values.at(-1)!;
}

/** As `mean` of a claim measures it. */
function trapezoidMean(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.length < 2) return sum;
  return (sum - (values[0]! + values.at(-1)!) / 2) / (values.length - 1);
}
