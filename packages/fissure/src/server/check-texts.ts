/** Whether unsaved texts of a study are right: nothing is written, they only take the place of what is on disk. */
import type { CheckedTexts } from '../browser/edit-message.ts';
import { toLspDiagnostics } from '../diagnostics/to-lsp.ts';
import { type OpenOptions, openStudy } from '../host/open-study.ts';
import { namesOfStudy } from './names-of-study.ts';

export function checkTexts(
  folder: string,
  unsavedTexts: Readonly<Record<string, string>>,
  options: OpenOptions = {},
): CheckedTexts {
  const { problems, texts, study } = openStudy(folder, new Map(Object.entries(unsavedTexts)), options);
  return { diagnostics: toLspDiagnostics(problems.list, texts), names: study ? namesOfStudy(study) : [] };
}
