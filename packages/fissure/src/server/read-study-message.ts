/** The study of a folder as the page wants it. Never throws for what an author wrote. */

import type { StudyMessage } from '../browser/study-message.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import { openStudy } from '../host/open-study.ts';
import { markdownLine } from '../report/markdown.ts';

export function readStudyMessage(folder: string): StudyMessage {
  const { study, experiment, problems, texts } = openStudy(folder);
  const diagnostics = renderDiagnostics(problems.list, texts, { color: false, width: 100 });
  if (study === undefined || experiment === undefined) return { diagnostics, ready: undefined };
  const { title, question, time } = study.settings;
  const statements = study.argument.paragraphs.flatMap((paragraph) =>
    paragraph.statements.map(({ id, text }) => ({ id: id.text, html: markdownLine(text).html })),
  );
  const settings = { time, knownBy: study.history.knownBy };
  return { diagnostics, ready: { title, question, statements, settings, experiment } };
}
