/** A model file of another tool, and the files beside it -> `Study`. Mistakes and gaps are diagnostics. */
import { Problems } from '../diagnostics/problems.ts';
import { checkParts, checkUnits } from '../model/check-model.ts';
import type { Study, TimeSettings, UnitCheck } from '../study/study.ts';
import type { ForeignFiles, ForeignModel } from './foreign-model.ts';
import { passOnDropped } from './lenient.ts';
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

export interface ImportOptions {
  /** What is not understood is left out and listed, where it is an error otherwise. */
  readonly lenient?: boolean;
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
  { lenient = false }: ImportOptions = {},
): ImportedModel | undefined {
  if (text.length > LARGEST) {
    problems.add('exchange/too-large', { what: 'characters', limit: LARGEST });
    return undefined;
  }
  if (!lenient) return readAndTranslate(file, text, files, problems);
  const found = new Problems();
  const imported = readAndTranslate(file, text, files, found);
  if (imported === undefined) {
    for (const one of found.list) problems.include(one);
    return undefined;
  }
  const dropped = passOnDropped(found, text, problems);
  return { ...imported, study: { ...imported.study, settings: { ...imported.study.settings, dropped } } };
}

/**
 * Units are checked from here on where those of the model agree with its equations, plain numbers left aside if need be, as
 * the other tools do; otherwise they are for people, and a warning tells the first place where they do not.
 */
function withUnitsThatAgree(study: Study, file: string, problems: Problems): Study {
  if (!study.settings.checkUnits || problems.hasErrors) return study;
  const as = (how: UnitCheck): Study => ({ ...study, settings: { ...study.settings, checkUnits: how } });
  const otherwise = new Problems();
  const parts = checkParts(as(false), otherwise);
  if (otherwise.hasErrors) return as(false);
  const checked = (own: Study, isEnough: (found: Problems) => boolean): Problems => {
    const found = new Problems();
    checkUnits({ ...parts, study: own }, found, () => isEnough(found));
    return found;
  };
  if (!checked(study, ({ hasErrors }) => hasErrors).hasErrors) return study;
  const wrong = checked(as('except_numbers'), () => false).list.filter(({ severity }) => severity === 'error');
  if (wrong[0] === undefined) return as('except_numbers');
  problems.add(
    'exchange/units-disagree',
    { count: wrong.length, first: wrong[0].message },
    wrong[0].place ?? { file, start: 0, end: 0 },
  );
  return as(false);
}

function readAndTranslate(
  file: string,
  text: string,
  files: ForeignFiles,
  problems: Problems,
): ImportedModel | undefined {
  const model = /\.mdl$/i.test(file) ? readVensim(file, text, problems) : readXmile(file, text, problems);
  if (model === undefined) return undefined;
  const translator = new Translator(model, files, problems);
  translator.translateAll();
  const time: TimeSettings | undefined = readClock(translator);
  if (time === undefined) return undefined;
  const study = withUnitsThatAgree(buildStudy(translator, time), file, problems);
  return {
    study,
    model,
    labels: new Map([...translator.outputs.values()].map(({ name, label }) => [name, label])),
    elementLabels: new Map(
      [...translator.elementNames].map(([id, name]) => [name, translator.dimensions.names.get(id) ?? id]),
    ),
  };
}
