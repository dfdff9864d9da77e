/** A model file of another tool, and the files beside it -> `Study`. Mistakes and gaps are diagnostics. */
import type { Problems } from '../diagnostics/problems.ts';
import type { Study, TimeSettings } from '../study/study.ts';
import type { ForeignFiles, ForeignModel } from './foreign-model.ts';
import { buildStudy } from './translate/build-study.ts';
import { readClock } from './translate/clock.ts';
import { Translator } from './translate/translator.ts';
import { readVensim } from './vensim/read-vensim.ts';
import { readXmile } from './xmile/read-xmile.ts';

export interface ImportedModel {
  readonly study: Study;
  readonly model: ForeignModel;
  /** Study's name -> the model's own, for tables. */
  readonly labels: ReadonlyMap<string, string>;
  readonly elementLabels: ReadonlyMap<string, string>;
}

const LARGEST = 20_000_000;

export function isModelFile(path: string): boolean {
  return /\.(?:mdl|xmile|stmx|itmx|xml)$/i.test(path);
}

export function importModel(
  file: string,
  text: string,
  files: ForeignFiles,
  problems: Problems,
): ImportedModel | undefined {
  if (text.length > LARGEST) {
    problems.add('exchange/too-large', { what: 'characters', limit: LARGEST });
    return undefined;
  }
  const model = /\.mdl$/i.test(file) ? readVensim(file, text, problems) : readXmile(file, text, problems);
  if (model === undefined) return undefined;
  const translator = new Translator(model, files, problems);
  translator.translateAll();
  const time: TimeSettings | undefined = readClock(translator);
  if (time === undefined) return undefined;
  const study = buildStudy(translator, time);
  return {
    study,
    model,
    labels: new Map([...translator.outputs.values()].map(({ name, label }) => [name, label])),
    elementLabels: new Map(
      [...translator.elementNames].map(([id, name]) => [name, translator.dimensions.names.get(id) ?? id]),
    ),
  };
}
