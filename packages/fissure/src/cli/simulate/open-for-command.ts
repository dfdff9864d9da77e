/** Opens a study for a command: what stands in the way ends the command with the right exit code. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose, type Problems } from '../../diagnostics/problems.ts';
import type { ImportOptions } from '../../exchange/import-model.ts';
import { isModelPath } from '../../host/open-model-file.ts';
import { type CheckedStudy, checkStudy, type OpenedStudy, openStudy } from '../../host/open-study.ts';
import type { Model } from '../../model/model.ts';
import type { Study } from '../../study/study.ts';
import { CommandError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';

export interface ReadyStudy extends CheckedStudy {
  readonly study: Study;
  readonly model: Model;
  readonly notices: readonly Diagnostic[];
  /** Of another tool, and not a folder. */
  readonly isModelFile: boolean;
}

export function hasStudy(folder: string): boolean {
  return existsSync(join(folder, 'study.yaml')) || isModelPath(folder);
}

/** Whatever the folder holds, planned as the study says, with its problems. */
export function openFolder(folder: string, options: ImportOptions = {}): OpenedStudy {
  return readFolder(folder, (path) => openStudy(path, undefined, options));
}

/** A study without errors. Its warnings are left to `fissure check`, but for those of an import. */
export function openForCommand(folder: string, options: ImportOptions = {}): ReadyStudy {
  const opened = readFolder(folder, (path) => checkStudy(path, undefined, options));
  const { study, model, problems, texts } = opened;
  if (study === undefined || model === undefined || problems.hasErrors)
    throw new CommandError(problems.list, EXIT.invalidStudy, texts);
  return { ...opened, study, model, ...importOf(folder, problems) };
}

/** A study as far as it could be read: good enough for an explanation. */
export function readForCommand(folder: string, options: ImportOptions = {}): Omit<ReadyStudy, 'model'> {
  const opened = readFolder(folder, (path) => checkStudy(path, undefined, options));
  if (opened.study === undefined) throw new CommandError(opened.problems.list, EXIT.invalidStudy, opened.texts);
  return { ...opened, study: opened.study, ...importOf(folder, opened.problems) };
}

function importOf(folder: string, problems: Problems): Pick<ReadyStudy, 'notices' | 'isModelFile'> {
  return { notices: importNotices(problems), isModelFile: isModelPath(folder) };
}

/** What a model of another tool lost or changed on its way: whoever reads its results must know. */
export function importNotices({ list }: Problems): readonly Diagnostic[] {
  return list.filter(({ code, severity }) => code.startsWith('exchange/') && severity !== 'error');
}

function readFolder<Opened extends CheckedStudy>(folder: string, open: (folder: string) => Opened): Opened {
  const opened = open(folder);
  if (!opened.isFolder) throw new CommandError(opened.problems.list, EXIT.environment);
  if (!hasStudy(folder)) throw new CommandError([diagnose('command/no-study', { path: folder })], EXIT.environment);
  return opened;
}
