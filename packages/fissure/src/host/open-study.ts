/** The whole front end over a folder: reading, checking, and whether its claims and history can be planned. */
import { existsSync } from 'node:fs';
import { Problems } from '../diagnostics/problems.ts';
import { type ImportOptions, isModelFile } from '../exchange/import-model.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { planExperiment } from '../experiment/plan-experiment.ts';
import { checkModel } from '../model/check-model.ts';
import type { Model } from '../model/model.ts';
import { readStudy, textsOf } from '../study/read-study.ts';
import type { Study, StudyFiles } from '../study/study.ts';
import { loadStudyFolder } from './load-study-folder.ts';
import { isModelPath, openModelFile } from './open-model-file.ts';

export interface CheckedStudy {
  /** False where there is no such folder, or it may not be read. */
  readonly isFolder: boolean;
  readonly problems: Problems;
  /** Texts of the files, by path inside the folder: for excerpts. */
  readonly texts: ReadonlyMap<string, string>;
  /** Undefined where nothing can be made of the files. */
  readonly study: Study | undefined;
  readonly model: Model | undefined;
}

export interface OpenedStudy extends CheckedStudy {
  /** As the study itself says; undefined where errors stand in the way. */
  readonly experiment: Experiment | undefined;
}

/** How a model file of another tool is read; a study needs none. */
export type OpenOptions = ImportOptions;

/** `unsaved`: texts that take the place of files of the study, by path: what an editor has not written yet. */
export function openStudy(
  folder: string,
  unsaved: ReadonlyMap<string, string> = new Map(),
  options: OpenOptions = {},
): OpenedStudy {
  const checked = checkStudy(folder, unsaved, options);
  const { study, model, problems } = checked;
  // Planned even after mistakes elsewhere, so that those in claims and history are found in the same go.
  const experiment = study && model && planExperiment(study, model, problems);
  // Outputs and history are planned again with them: only where these are right, lest a mistake be told twice.
  if (experiment && study && model && study.expectations.length > 0)
    planExperiment(study, model, problems, { judged: study.expectations });
  return { ...checked, experiment: problems.hasErrors ? undefined : experiment };
}

/** Without the planning, for those who plan an experiment of their own. */
export function checkStudy(
  folder: string,
  unsaved: ReadonlyMap<string, string> = new Map(),
  options: OpenOptions = {},
): CheckedStudy {
  if (isModelPath(folder)) return checkModelFile(folder, options);
  if (isModelFile(folder) && !existsSync(folder)) return missingModel(folder);
  const loaded = loadStudyFolder(folder);
  const { problems, isFolder } = loaded;
  const files = withUnsaved(loaded.files, unsaved);
  const study = isFolder ? readStudy(files, problems, loaded.unread) : undefined;
  const texts = new Map([...textsOf(files), ...(study?.texts ?? [])]);
  const model = study && checkModel(study, problems);
  return { isFolder, problems, texts, study, model };
}

function withUnsaved(files: StudyFiles, unsaved: ReadonlyMap<string, string>): StudyFiles {
  const encoder = new TextEncoder();
  return new Map(
    [...files].map(([path, bytes]) => [path, unsaved.has(path) ? encoder.encode(unsaved.get(path)) : bytes]),
  );
}

function missingModel(path: string): CheckedStudy {
  const problems = new Problems();
  problems.add('read/missing-model', { path });
  return { isFolder: false, problems, texts: new Map(), study: undefined, model: undefined };
}

/** A model of another tool, as if it were the folder that importing it would make. */
function checkModelFile(path: string, options: OpenOptions): CheckedStudy {
  const problems = new Problems();
  const { imported, texts } = openModelFile(path, problems, options);
  const study = imported?.study;
  const model = study && !problems.hasErrors ? checkModel(study, problems) : undefined;
  return { isFolder: true, problems, texts, study, model };
}
