/** From a folder and the options of a command to an experiment that can be simulated. */
import { canonicalName } from '../../base/names.ts';
import { nearestName } from '../../base/nearest-name.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { planExperiment } from '../../experiment/plan-experiment.ts';
import { varyParameters } from '../../experiment/vary-parameters.ts';
import type { ObservedSeries } from '../../study/study.ts';
import { CommandError, usageError } from '../command-error.ts';
import { COMMAND_LINE, overridesOf } from '../command-line-text.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExperimentOptions } from '../options.ts';
import { showNotices } from '../write-diagnostics.ts';
import { openForCommand, type ReadyStudy } from './open-for-command.ts';

export interface PlannedStudy extends ReadyStudy {
  readonly experiment: Experiment;
  /** What was changed on the command line, for titles: `scenario closed_border, --set pay=400`. */
  readonly changes: string;
}

export interface PlanOptions {
  /** Undefined: all claims. */
  readonly claims: readonly string[] | undefined;
  /** In place of the study's record. */
  readonly record?: readonly ObservedSeries[] | undefined;
}

/** Says what an import warned of, as soon as nothing stands in the way: a mistake ends the command with the whole list. */
export function planForCommand(folder: string, options: ExperimentOptions, wanted: PlanOptions): PlannedStudy {
  const planned = planFolder(folder, options, wanted);
  showNotices(planned, options);
  return planned;
}

/** For a command that plans the same folder more than once. */
export function planFolder(folder: string, options: ExperimentOptions, wanted: PlanOptions): PlannedStudy {
  return planOpened(openForCommand(folder, options), options, wanted);
}

export function planOpened(
  opened: ReadyStudy,
  options: ExperimentOptions,
  { claims, record }: PlanOptions,
): PlannedStudy {
  const { model, problems } = opened;
  const overrides = overridesOf(options);
  const varied = varyParameters(opened.study, model, overrides.variations, problems);
  const study = record ? { ...varied, history: { ...varied.history, series: record } } : varied;
  const scenario = options.scenario && knownName('command/unknown-scenario', options.scenario, study.scenarios);
  const texts = new Map([...opened.texts, [COMMAND_LINE, overrides.text]]);
  const experiment = planExperiment(study, model, problems, {
    memberCount: options.members,
    replicateCount: options.replicates,
    candidateCount: options.candidates,
    seed: options.seed,
    scenario: scenario || undefined,
    overrides: overrides.intervention,
    claims: claims?.map((name) => knownName('command/unknown-claim', name, study.claims)),
  });
  const planned = plannedOrError(experiment, problems, texts);
  const changes = [scenario ? `scenario ${scenario}` : '', overrides.text].filter((part) => part !== '').join(', ');
  return { ...opened, study, texts, experiment: planned, changes };
}

/** A mistake in the command line ends the command with another exit code than one in the study. */
export function plannedOrError(
  experiment: Experiment | undefined,
  problems: Problems,
  texts: ReadonlyMap<string, string>,
): Experiment {
  const isUsage = problems.list.some(({ severity, place }) => severity === 'error' && place?.file === COMMAND_LINE);
  if (isUsage) {
    const own = problems.list.filter(({ place }) => place?.file === COMMAND_LINE);
    throw new CommandError(own, EXIT.usage, texts);
  }
  if (experiment === undefined || problems.hasErrors) throw new CommandError(problems.list, EXIT.invalidStudy, texts);
  return experiment;
}

/**
 * The id of an output that is named by it, by its title, or, in an imported model, by the variable that it shows: ids begin
 * with `show_` there, lest they are those of variables.
 */
export function knownOutput(name: string, outputs: readonly { readonly id: string; readonly title: string }[]): string {
  const asked = canonicalName(name);
  const isAsked = (text: string) => canonicalName(text) === asked;
  const found =
    outputs.find(({ id }) => isAsked(id)) ??
    outputs.find(({ title }) => isAsked(title)) ??
    outputs.find(({ id }) => canonicalName(id) === `show_${asked}`);
  const declared = outputs.map(({ id }) => ({ name: { text: id } }));
  return found?.id ?? knownName('command/unknown-output', name, declared);
}

/** The name as the study spells it. */
export function knownName(
  code: 'command/unknown-claim' | 'command/unknown-scenario' | 'command/unknown-variable' | 'command/unknown-output',
  name: string,
  declared: readonly { readonly name: { readonly text: string } }[],
): string {
  const names = declared.map((one) => one.name.text);
  const found = names.find((known) => canonicalName(known) === canonicalName(name));
  if (found !== undefined) return found;
  const near = nearestName(name, names);
  const help =
    near !== undefined
      ? `Did you mean ${near}?`
      : names.length > 0 && names.length <= 40
        ? `There are ${names.join(', ')}.`
        : undefined;
  throw usageError(code, { name }, { help });
}
