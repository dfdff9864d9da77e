/** What the workbench's server tells the page about a study: plain data, sent as `base/wire-json.ts` writes it. */
import type { Experiment } from '../experiment/experiment.ts';
import type { FanSettings } from '../report/fan-charts.ts';

export interface StudyMessage {
  /** Diagnostics as the terminal shows them, and empty where there are none. */
  readonly diagnostics: string;
  /** Undefined while errors stand in the way: the page keeps what it had. */
  readonly ready: ReadyStudy | undefined;
}

export interface ReadyStudy {
  readonly title: string;
  readonly question: string;
  readonly statements: readonly StatementMessage[];
  readonly settings: FanSettings;
  readonly experiment: Experiment;
}

export interface StatementMessage {
  readonly id: string;
  /** Sanitised HTML: made from the study's Markdown, in which HTML counts as text. */
  readonly html: string;
}
