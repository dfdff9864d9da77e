/** A study as the page gets it, with what its reader wants besides; for the server, and for a page that read a model itself. */
import { experimentIdentity } from '../analysis/results.ts';
import { canonicalName, spokenName } from '../base/names.ts';
import { Problems } from '../diagnostics/problems.ts';
import { madeFrom } from '../diagnostics/source-text.ts';
import { UNSTATED } from '../equations/parse-unit.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { planExperiment } from '../experiment/plan-experiment.ts';
import { varyParameters } from '../experiment/vary-parameters.ts';
import { checkObserved } from '../model/check-observed.ts';
import type { Model } from '../model/model.ts';
import type { Origin } from '../report/figures/origin.ts';
import { markdownBlocks, markdownLine } from '../report/page/markdown.ts';
import { countStatements } from '../report/statement-counts.ts';
import type { OutputDeclaration, Study } from '../study/study.ts';
import { type Additions, outputOfPlot, type VariedConstant } from './additions.ts';
import { constantsOf } from './constants.ts';
import type { AboutMessage, KnownBaseline, ReadyStudy } from './study-message.ts';
import { switchesOf } from './switches.ts';

/** Read, checked, and planned as it says itself. */
export interface SoundStudy {
  readonly study: Study;
  readonly model: Model;
  readonly experiment: Experiment;
  /** As it was named when it was opened. */
  readonly path: string;
  /** A file of another tool rather than a folder. */
  readonly isModelFile: boolean;
  /** Of its files, and of what reads them. */
  readonly origin: Omit<Origin, 'title'>;
}

/** Results of this very experiment, where somebody has them already. */
export type Recall = (experiment: Experiment) => KnownBaseline | undefined;

/** Additions that the model has no place for are left out; undefined where `problems` says why the rest cannot be simulated. */
export function readyStudy(
  sound: SoundStudy,
  additions: Additions,
  problems: Problems,
  recall: Recall = () => undefined,
): ReadyStudy | undefined {
  const { study, model, isModelFile, path } = sound;
  const varied = variedStudy(sound, additions.varied);
  const standing =
    varied === study ? sound.experiment : planExperiment(varied, model, problems, { memberCount: additions.members });
  if (!standing) return undefined;
  const plots = plotsOf(model, additions.plots);
  const { memberCount } = standing;
  const experiment =
    plots.length === 0 ? standing : planExperiment(withOutputs(varied, plots), model, problems, { memberCount });
  if (!experiment) return undefined;
  const { title, question, time } = study.settings;
  const unhandled = new Set(countStatements(study).unhandled);
  return {
    ...{ title, question, path, isModelFile, experiment },
    about: aboutOf(study),
    paragraphs: study.argument.paragraphs.map(({ id, title: own }) => ({ id, title: own })),
    statements: study.argument.paragraphs.flatMap((paragraph) =>
      paragraph.statements.map(({ id, status, text, carriedBy, reason }) => {
        const note = carriedBy.length > 0 ? carriedBy.map((name) => name.text).join(' ') : reason;
        const isHandled = !unhandled.has(id.text);
        return { id: id.text, paragraph: paragraph.id, status, note, isHandled, html: markdownLine(text).html };
      }),
    ),
    notes: study.notes.map(({ about, date, by, text }) => {
      return { about: about.map((name) => name.text), date, by, text, html: markdownBlocks(text).html };
    }),
    scenarios: study.scenarios.map(({ name, label, doc, intervention }) => {
      return { name: name.text, label, doc, switches: switchesOf(intervention) };
    }),
    mechanisms: study.mechanisms.map(({ name, label }) => ({ name: name.text, label })),
    constants: constantsOf(study, sound.experiment),
    settings: { time, knownBy: study.history.knownBy },
    origin: { title, ...sound.origin },
    stamp: stampOf(standing),
    baseline: recall(standing),
  };
}

function aboutOf({ settings, argument, evidence, references }: Study): AboutMessage {
  return {
    argument: argument.title,
    introduction: markdownBlocks(argument.introduction).html,
    use: markdownBlocks(settings.intendedUse).html,
    limits: settings.limits.map((limit) => markdownLine(limit).html),
    evidenceCount: evidence.length,
    sourceCount: references.length,
  };
}

/** With the plots among its outputs: for what tells about each of them. */
export function withPlots({ study, model }: Pick<SoundStudy, 'study' | 'model'>, plots: readonly string[]): Study {
  return withOutputs(study, plotsOf(model, plots));
}

function withOutputs(study: Study, more: readonly OutputDeclaration[]): Study {
  return { ...study, settings: { ...study.settings, outputs: [...study.settings.outputs, ...more] } };
}

function variedStudy({ study, model }: SoundStudy, varied: readonly VariedConstant[]): Study {
  const known = varied.flatMap(({ target, low, high }) => {
    const one = { target: typed(target), low, high };
    const own = new Problems();
    varyParameters(study, model, [one], own);
    return own.hasErrors ? [] : [one];
  });
  return varyParameters(study, model, known, new Problems());
}

function plotsOf(model: Model, plots: readonly string[]): readonly OutputDeclaration[] {
  return [...new Set(plots)].flatMap((plot) => plotOf(model, plot) ?? []);
}

/** Undefined where the model has no such variable, or not this element of it. */
function plotOf(model: Model, plot: string): OutputDeclaration | undefined {
  const [, name = '', inside = ''] = /^([^[\]]+)(?:\[([^[\]]+)\])?$/.exec(plot) ?? [];
  const id = canonicalName(name);
  const quantity = model.variables.get(id) ?? model.inputs.get(id) ?? model.parameters.get(id);
  if (!quantity) return undefined;
  const { over, declaration } = quantity;
  const isTotal = over.length > 0 && (inside === '*' || inside === '');
  const subscripts = isTotal ? over.map(() => '*').join(', ') : inside;
  const text = subscripts === '' ? quantity.name.text : `${quantity.name.text}[${subscripts}]`;
  const show = typed(isTotal ? `SUM(${text})` : text);
  if (!checkObserved(model, show, new Problems())) return undefined;
  const label = declaration.label || spokenName(quantity.name.text);
  const title = isTotal ? `${label}, total` : inside === '' ? label : `${label} (${spokenName(inside)})`;
  const unit = declaration.unit.text === UNSTATED ? '' : declaration.unit.text;
  return { id: typed(outputOfPlot(plot)), show, title, unit };
}

/** What no file holds: a mistake in it has no place. */
function typed(text: string) {
  return madeFrom(text, '', { start: 0, end: 0 });
}

/** Two experiments with one stamp have the same members, weights and verdicts, whatever else is looked at. */
function stampOf(experiment: Experiment): string {
  const text = `${experiment.memberCount} ${experimentIdentity(experiment)}`;
  // FNV-1a, by 32 bits forwards and backwards: nobody has a reason to look for two that meet.
  let [there, back] = [0x811c9dc5, 0x811c9dc5];
  for (let i = 0; i < text.length; i += 1) {
    there = Math.imul(there ^ text.charCodeAt(i), 0x01000193);
    back = Math.imul(back ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
  }
  return `${text.length}-${there >>> 0}-${back >>> 0}`;
}
