/** `fissure import`: a model of Vensim or Stella becomes the folder of a study. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { diagnose, Problems } from '../../diagnostics/problems.ts';
import { isModelPath, studyOfModel } from '../../host/open-model-file.ts';
import { CommandError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuseToOverwrite, writeNewStudy } from '../files/new-study-folder.ts';
import type { OutputOptions } from '../options.ts';
import { quotedPath } from '../quoted-path.ts';
import { importNotices } from '../simulate/open-for-command.ts';
import { processTerminal } from '../terminal.ts';
import { writeAnswer, writeDiagnostics } from '../write-diagnostics.ts';

export interface ImportOptions extends OutputOptions {
  readonly out?: string;
  /** Go on without what is not understood. */
  readonly lenient?: boolean;
}

export async function importCommand(path: string, options: ImportOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  if (!isModelPath(path)) {
    const isThere = existsSync(path);
    const code = isThere ? 'command/not-a-model' : 'command/no-model-file';
    throw new CommandError([diagnose(code, { path })], isThere ? EXIT.usage : EXIT.environment);
  }
  const folder = options.out ?? basename(path).replace(/\.\w+$/, '');
  await refuseToOverwrite(folder);
  const problems = new Problems();
  const { imported, files, texts } = studyOfModel(path, problems, options);
  if (!imported || !files) throw new CommandError(problems.list, EXIT.invalidStudy, texts);
  await writeNewStudy(folder, files);
  const notices = importNotices(problems);
  if (options.json)
    writeAnswer(terminal, 'import', notices, texts, {
      ...{ folder, files: [...files.keys()] },
      dropped: imported.study.settings.dropped ?? [],
    });
  else {
    writeDiagnostics(terminal, notices, texts, false);
    terminal.out(`The model stands as a study in ${folder}: ${[...files.keys()].join(', ')}.`);
    terminal.notice(`Next: fissure run ${quotedPath(folder)}`);
  }
  return EXIT.ok;
}
