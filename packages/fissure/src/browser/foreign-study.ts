/** A model file of another tool that a page was given: read by the same readers as in the terminal. Nothing leaves the page. */
import { Problems } from '../diagnostics/problems.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import { decodeText } from '../exchange/decode-text.ts';
import { importModel, isModelFile } from '../exchange/import-model.ts';
import { planExperiment } from '../experiment/plan-experiment.ts';
import { checkModel } from '../model/check-model.ts';
import { type WhyDetails, whyDetails } from '../report/page/why-details.ts';
import { type Additions, readAdditions } from './additions.ts';
import { type Plottable, plottableOf } from './plottable.ts';
import { readyStudy, type SoundStudy, withPlots } from './ready-study.ts';
import type { StudyMessage } from './study-message.ts';

export type DroppedFiles = readonly { readonly name: string; readonly bytes: Uint8Array }[];

/** What a page asks of a study, wherever it is read. `wishes`: additions, as the query of an address. */
export interface StudyAnswers {
  message(wishes: string): StudyMessage;
  details(wishes: string): WhyDetails | null;
  plottable(): Plottable | null;
}

export class ForeignStudy implements StudyAnswers {
  readonly #sound: SoundStudy | undefined;
  readonly #problems = new Problems();
  readonly #texts: ReadonlyMap<string, string>;

  /** `own`: the model; data files that it reads may come with it. */
  constructor(own: DroppedFiles[number], dropped: DroppedFiles) {
    const { name: path } = own;
    const text = decodeText(own.bytes);
    this.#texts = new Map([[path, text]]);
    const beside = new Map(dropped.filter((one) => one !== own).map(({ name, bytes }) => [name, bytes]));
    const study = importModel(path, text, beside, this.#problems)?.study;
    const model = study && !this.#problems.hasErrors ? checkModel(study, this.#problems) : undefined;
    const experiment = study && model && planExperiment(study, model, this.#problems);
    if (study && model && experiment && !this.#problems.hasErrors)
      this.#sound = { study, model, experiment, path, isModelFile: true, origin: { hash: '', version: '' } };
  }

  message(wishes: string): StudyMessage {
    const problems = new Problems();
    const ready = this.#sound && readyStudy(this.#sound, additionsIn(wishes), problems);
    const list = ready ? this.#problems.list : [...this.#problems.list, ...problems.list];
    return { diagnostics: renderDiagnostics(list, this.#texts, { color: false, width: 90 }), ready };
  }

  details(wishes: string): WhyDetails | null {
    return this.#sound ? whyDetails(withPlots(this.#sound, additionsIn(wishes).plots)) : null;
  }

  plottable(): Plottable | null {
    return this.#sound ? plottableOf(this.#sound.model) : null;
  }
}

/** The first model among the files; undefined where none is one. */
export function foreignStudyOf(dropped: DroppedFiles): ForeignStudy | undefined {
  const own = dropped.find(({ name }) => isModelFile(name));
  return own && new ForeignStudy(own, dropped);
}

function additionsIn(wishes: string): Additions {
  return readAdditions(new URLSearchParams(wishes));
}
