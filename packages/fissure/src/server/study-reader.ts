/** The study of a folder as the page wants it, read once per change of its files. Never throws for what an author wrote. */

import { toWireJson } from '../base/wire-json.ts';
import { type Additions, NO_ADDITIONS, printAdditions } from '../browser/additions.ts';
import { plottableOf } from '../browser/plottable.ts';
import { type Recall, readyStudy, withPlots } from '../browser/ready-study.ts';
import { scenarioArms } from '../browser/scenario-arms.ts';
import { knownBaseline, type StudyMessage, sameExperiment } from '../browser/study-message.ts';
import { leavingAlone } from '../browser/switches.ts';
import type { Baseline } from '../browser/what-if.ts';
import { Problems } from '../diagnostics/problems.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import { planExperiment } from '../experiment/plan-experiment.ts';
import { isModelPath } from '../host/open-model-file.ts';
import { type OpenedStudy, type OpenOptions, openStudy } from '../host/open-study.ts';
import { packageVersion } from '../host/package-version.ts';
import { studyHash } from '../host/study-hash.ts';
import { whyDetails } from '../report/page/why-details.ts';

/** Of what has just been simulated. */
export function recallFrom(baseline: Baseline): Recall {
  return (experiment) => (sameExperiment(baseline.experiment, experiment) ? knownBaseline(baseline) : undefined);
}

export class StudyReader {
  readonly #folder: string;
  readonly #recall: Recall;
  readonly #options: OpenOptions;
  #opened: OpenedStudy | undefined;
  #message: { readonly key: string; readonly text: string } | undefined;

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
  message(additions: Additions = NO_ADDITIONS): string {
    const key = printAdditions(additions);
    if (this.#message?.key !== key) this.#message = { key, text: toWireJson(this.#readMessage(additions)) };
    return this.#message.text;
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
  details({ plots }: Additions = NO_ADDITIONS): string {
    const { study, model, problems } = this.#study();
    return JSON.stringify(
      !study || !model || problems.hasErrors ? null : whyDetails(withPlots({ study, model }, plots)),
    );
  }

  /** `Plottable` as JSON; `null` while errors stand in the way. */
  plottable(): string {
    const { model, problems } = this.#study();
    return JSON.stringify(!model || problems.hasErrors ? null : plottableOf(model));
  }

  #study(): OpenedStudy {
    this.#opened ??= openStudy(this.#folder, undefined, this.#options);
    return this.#opened;
  }

  #readMessage(additions: Additions): StudyMessage {
    const { study, model, experiment, problems, texts } = this.#study();
    const own = new Problems();
    const isModelFile = isModelPath(this.#folder);
    const origin = { hash: studyHash(texts), version: packageVersion() };
    const ready =
      study && model && experiment
        ? readyStudy(
            { study, model, experiment, path: this.#folder, isModelFile, origin },
            additions,
            own,
            this.#recall,
          )
        : undefined;
    const list = ready ? problems.list : [...problems.list, ...own.list];
    return { diagnostics: renderDiagnostics(list, texts, { color: false, width: 100 }), ready };
  }
}
