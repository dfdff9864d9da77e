/** For the workbench: the study that `fissure import` makes of a model file. */
import { Problems } from '../../diagnostics/problems.ts';
import { studyOfModel } from '../../host/open-model-file.ts';
import type { OpenOptions } from '../../host/open-study.ts';
import { CommandError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';
import { writeNewStudy } from './new-study-folder.ts';

export async function makeStudy(path: string, folder: string, options: OpenOptions): Promise<void> {
  const problems = new Problems();
  const { files, texts } = studyOfModel(path, problems, options);
  if (!files) throw new CommandError(problems.list, EXIT.invalidStudy, texts);
  await writeNewStudy(folder, files);
}
