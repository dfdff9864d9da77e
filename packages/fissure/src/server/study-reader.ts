/** The study of a folder as the page wants it, read once per change of its files. Never throws for what an author wrote. */

import { toWireJson } from '../base/wire-json.ts';
import { constantsOf } from '../browser/constants.ts';
import { scenarioArms } from '../browser/scenario-arms.ts';
import {
  type KnownBaseline,
  knownBaseline,
  type ReadyStudy,
  type StudyMessage,
  sameExperiment,
} from '../browser/study-message.ts';
import { leavingAlone, switchesOf } from '../browser/switches.ts';
import type { Baseline } from '../browser/what-if.ts';
import { Problems } from '../diagnostics/problems.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { planExperiment } from '../experiment/plan-experiment.ts';
import { isModelPath } from '../host/open-model-file.ts';
import { type OpenedStudy, type OpenOptions, openStudy } from '../host/open-study.ts';
import { markdownLine } from '../report/markdown.ts';
import { whyDetails } from '../report/why-details.ts';

/** Results of this very experiment, where somebody has them already. */
export type Recall = (experiment: Experiment) => KnownBaseline | undefined;

/** Of what has just been simulated. */
export function recallFrom(baseline: Baseline): Recall {
  return (experiment) => (sameExperiment(baseline.experiment, experiment) ? knownBaseline(baseline) : undefined);
}

export class StudyReader {
  readonly #folder: string;
  readonly #recall: Recall;
  readonly #options: OpenOptions;
  #opened: OpenedStudy | undefined;
  #message: string | undefined;

  constructor(folder: string, recall: Recall = () => undefined, options: OpenOptions = {}) {
    this.#folder = folder;
    this.#recall = recall;
    this.#options = options;
  }

  /** To be called whenever a file changed. */
  forget(): void {
    this.#opened = undefined;
    this.#message = undefined;
  }

  /** A `StudyMessage` as wire JSON. */
  message(): string {
    this.#message ??= toWireJson(this.#readMessage());
    return this.#message;
  }

  /**
   * `ScenarioArms` as wire JSON; undefined where the study has no such scenario, or cannot be simulated. `switches`: what the
   * scenario leaves alone. Planned here, since it comes before what an arm of a claim sets of the same.
   */
  scenario(name: string, switches: readonly string[] = []): string | undefined {
    const { study, model, experiment } = this.#study();
    const found = study?.scenarios.find((scenario) => scenario.name.text === name);
    if (!experiment || !model || !study || !found) return undefined;
    const overrides = leavingAlone(found.intervention, switches);
    const changed = planExperiment(study, model, new Problems(), { overrides });
    return changed && toWireJson(scenarioArms(changed));
  }

  /** `WhyDetails` as JSON, since all its numbers are plain; `null` while errors stand in the way. */
  details(): string {
    const { study, problems } = this.#study();
    return JSON.stringify(study === undefined || problems.hasErrors ? null : whyDetails(study));
  }

  #study(): OpenedStudy {
    this.#opened ??= openStudy(this.#folder, undefined, this.#options);
    return this.#opened;
  }

  #readMessage(): StudyMessage {
    const { study, experiment, problems, texts } = this.#study();
    const diagnostics = renderDiagnostics(problems.list, texts, { color: false, width: 100 });
    if (study === undefined || experiment === undefined) return { diagnostics, ready: undefined };
    const { title, question, time } = study.settings;
    const ready: ReadyStudy = {
      ...{ title, question, experiment },
      paragraphs: study.argument.paragraphs.map(({ id, title }) => ({ id, title })),
      statements: study.argument.paragraphs.flatMap((paragraph) =>
        paragraph.statements.map(({ id, status, text }) => {
          return { id: id.text, paragraph: paragraph.id, status, html: markdownLine(text).html };
        }),
      ),
      scenarios: study.scenarios.map(({ name, label, doc, intervention }) => {
        return { name: name.text, label, doc, switches: switchesOf(intervention) };
      }),
      mechanisms: study.mechanisms.map(({ name, label }) => ({ name: name.text, label })),
      isModelFile: isModelPath(this.#folder),
      constants: constantsOf(study, experiment),
      settings: { time, knownBy: study.history.knownBy },
      baseline: this.#recall(experiment),
    };
    return { diagnostics, ready };
  }
}
