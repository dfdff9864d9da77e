/** What the workbench's server tells the page about a study: plain data, sent as `base/wire-json.ts` writes it. */
import { type Assessment, experimentIdentity } from '../analysis/results.ts';
import type { Weights } from '../analysis/weights.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Selection } from '../experiment/selection.ts';
import type { FanSettings } from '../report/figures/fan-charts.ts';
import type { Origin } from '../report/figures/origin.ts';
import type { StatementStatus } from '../study/study.ts';
import type { ConstantLever } from './constants.ts';
import type { Baseline, BriefAssessment, BriefBaseline } from './what-if.ts';

export interface StudyMessage {
  /** Diagnostics as the terminal shows them, and empty where there are none. */
  readonly diagnostics: string;
  /** Undefined while errors stand in the way: the page keeps what it had. */
  readonly ready: ReadyStudy | undefined;
}

export interface ReadyStudy {
  readonly title: string;
  /** As it was named when it was opened: what a command line says. */
  readonly path: string;
  /** A file of another tool rather than a folder. */
  readonly isModelFile: boolean;
  readonly question: string;
  readonly about: AboutMessage;
  readonly paragraphs: readonly ParagraphMessage[];
  readonly statements: readonly StatementMessage[];
  readonly notes: readonly NoteMessage[];
  readonly scenarios: readonly ScenarioMessage[];
  readonly mechanisms: readonly { readonly name: string; readonly label: string }[];
  /** Of a model in which nothing is uncertain. */
  readonly constants: readonly ConstantLever[];
  readonly settings: FanSettings;
  /** What pictures that are taken along say of it. */
  readonly origin: Origin;
  readonly experiment: Experiment;
  /** Of all that its members are; outputs that a reader added make no difference. */
  readonly stamp: string;
  /** What was simulated of these members before the page was opened; bands of added outputs may be missing. */
  readonly baseline: KnownBaseline | undefined;
}

/** What a study says of itself. Texts are sanitised HTML, as those of a statement. */
export interface AboutMessage {
  readonly argument: string;
  readonly introduction: string;
  readonly use: string;
  readonly limits: readonly string[];
  readonly evidenceCount: number;
  readonly sourceCount: number;
}

/** A paragraph of the argument: its title, as text. */
export interface ParagraphMessage {
  readonly id: string;
  readonly title: string;
}

export interface StatementMessage {
  readonly id: string;
  /** Id of the paragraph that it is part of. */
  readonly paragraph: string;
  readonly status: StatementStatus;
  /** What carries it, or the reason why nothing does. */
  readonly note: string;
  /** Carried, checked by a finding, or set aside with a reason; see `countStatements`. */
  readonly isHandled: boolean;
  /** Sanitised HTML: made from the study's Markdown, in which HTML counts as text. */
  readonly html: string;
}

/** A finding, and the names of what it is about as its author wrote them. */
export interface NoteMessage {
  readonly about: readonly string[];
  /** Empty where it says none. */
  readonly date: string;
  readonly by: string;
  /** Markdown, as it was written: what is changed. */
  readonly text: string;
  /** Sanitised HTML, as that of a statement. */
  readonly html: string;
}

export interface ScenarioMessage {
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  /** What it sets of mechanisms and rival forms. */
  readonly switches: readonly string[];
}

/**
 * A baseline without what the page knows of the experiment anyway, and with lists in place of typed arrays. `Known`: what of
 * its assessment is there.
 */
export interface KnownBaseline<Known extends BriefAssessment = Assessment> {
  readonly selection: Selection | undefined;
  readonly assessment: Known;
  readonly weights: {
    readonly fitted: readonly number[];
    readonly prior: readonly number[];
    readonly without: readonly { readonly series: string; readonly weights: readonly number[] }[];
    readonly summary: Weights['summary'];
  };
}

export function knownBaseline({ experiment, assessment, weights }: Baseline): KnownBaseline {
  const { fitted, prior, without, summary } = weights;
  return {
    selection: experiment.selection,
    assessment,
    weights: {
      fitted: [...fitted],
      prior: [...prior],
      without: without.map(({ series, weights: own }) => ({ series, weights: [...own] })),
      summary,
    },
  };
}

export function baselineOf<Known extends BriefAssessment>(
  experiment: Experiment,
  { selection, assessment, weights }: KnownBaseline<Known>,
): BriefBaseline & { readonly assessment: Known } {
  const { fitted, prior, without, summary } = weights;
  return {
    experiment: { ...experiment, selection },
    assessment,
    weights: {
      fitted: Float64Array.from(fitted),
      prior: Float64Array.from(prior),
      without: without.map(({ series, weights: own }) => ({ series, weights: Float64Array.from(own) })),
      summary,
    },
  };
}

/** The same members of the same experiment: one's results are the other's. */
export function sameExperiment(a: Experiment, b: Experiment): boolean {
  return a.memberCount === b.memberCount && experimentIdentity(a) === experimentIdentity(b);
}
