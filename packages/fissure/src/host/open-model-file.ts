/** A model file of another tool, with the data files that stand in its folder; nothing outside of that folder is read. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Problems } from '../diagnostics/problems.ts';
import { decodeText } from '../exchange/decode-text.ts';
import { type ImportedModel, type ImportOptions, importModel, isModelFile } from '../exchange/import-model.ts';
import { writeStudy } from '../exchange/write-study.ts';
import { checkModel } from '../model/check-model.ts';

const DATA = /\.(?:xls|xlsx|csv|tab|txt|dat)$/i;
const LARGEST = 20_000_000;

/** Whether the path names a model file rather than the folder of a study. */
export function isModelPath(path: string): boolean {
  return isModelFile(path) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

export interface OpenedModelFile {
  /** Undefined where errors stand in the way. */
  readonly imported: ImportedModel | undefined;
  /** What diagnostics quote, whether or not the file could be read as a model. */
  readonly texts: ReadonlyMap<string, string>;
}

export function openModelFile(path: string, problems: Problems, options: ImportOptions = {}): OpenedModelFile {
  const file = basename(path);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    problems.add('read/unreadable', { path, reason: error instanceof Error ? error.message : String(error) });
    return { imported: undefined, texts: new Map() };
  }
  const text = decodeText(bytes);
  return {
    imported: importModel(file, text, filesBeside(path, text), problems, options),
    texts: new Map([[file, text]]),
  };
}

export interface StudyOfModel extends OpenedModelFile {
  /** What importing it writes, by path; undefined where errors stand in the way. */
  readonly files: ReadonlyMap<string, string> | undefined;
}

/** The model as the study that importing it makes. */
export function studyOfModel(path: string, problems: Problems, options: ImportOptions = {}): StudyOfModel {
  const opened = openModelFile(path, problems, options);
  const study = opened.imported?.study;
  if (study && !problems.hasErrors) checkModel(study, problems);
  return { ...opened, files: study && !problems.hasErrors ? writeStudy(study) : undefined };
}

/** Where the page makes a study of it: beside it, without the ending. */
export function folderOfModel(path: string): string {
  return path.replace(/\.\w+$/, '');
}

/** Plain files of the same folder, and those of folders in it that the model names; no link may lead out of it. */
function filesBeside(path: string, text: string): ReadonlyMap<string, Uint8Array> {
  const folder = realpathSync(dirname(path));
  const files = new Map<string, Uint8Array>();
  let room = LARGEST;
  for (const name of [...readdirSync(folder).sort(), ...namedFurtherIn(folder, text)].filter((one) => DATA.test(one))) {
    const full = join(folder, name);
    const stats = statSync(full, { throwIfNoEntry: false });
    if (!stats?.isFile() || !realpathSync(full).startsWith(join(folder, sep)) || stats.size > room) continue;
    room -= stats.size;
    files.set(name, readFileSync(full));
  }
  return files;
}

/** `'data\\sales.csv'` in an equation, `30:?sales=data/sales.csv` in the settings; capitals count no more than on Windows. */
function namedFurtherIn(folder: string, text: string): readonly string[] {
  const named = [...text.matchAll(/'\??([^'\n]*[\\/][^'\n]*)'|^30:\?[^=\n]*=(.*[\\/].*)$/gm)];
  const paths = named.map(([, quoted, set]) => (quoted ?? set)!.trim().replaceAll('\\', '/').replace(/^\.\//, ''));
  return [...new Set(paths)].flatMap((path) => {
    const found: string[] = [];
    for (const part of path.split('/')) {
      const entries = readFolder(join(folder, ...found));
      const own =
        entries.find((one) => one === part) ?? entries.find((one) => one.toLowerCase() === part.toLowerCase());
      if (own === undefined) return [];
      found.push(own);
    }
    return [found.join('/')];
  });
}

function readFolder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
