/** What the check of the study would say of a text before it is written, for forms that write by themselves. */
import { checkTexts } from './api.ts';

/** The first error in a file with this text, in words; with `line`, counted from 0, only what begins there. */
export async function mistakeIn(path: string, text: string, line?: number): Promise<string | undefined> {
  const { diagnostics } = await checkTexts({ [path]: text });
  const found = diagnostics.find(
    ({ uri, severity, range }) => uri === path && severity === 1 && (line === undefined || range.start.line === line),
  );
  return found && [found.message, found.data.help].filter((part) => part !== undefined).join(' ');
}
