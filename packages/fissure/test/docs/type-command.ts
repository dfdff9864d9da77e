/** Examples of a page, typed in this process: each command must print what stands below it, line by line, `...` standing for anything. */
import { expect, vi } from 'vitest';
import { runCommandLine } from '../../src/cli/main.ts';

/** Code blocks of a page: kind, file name if there is one, text. */
export function codeBlocks(page: string): readonly (readonly string[])[] {
  return [...page.matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map((match) => match.slice(1, 4));
}

/** `wordOf`: what stands in place of a word of the command. */
export async function typeBlock(text: string, wordOf: (word: string) => string = (word) => word): Promise<void> {
  const [command = '', ...lines] = text.trimEnd().split('\n');
  const shown = await run(command.replace('$ fissure ', '').split(' ').map(wordOf));
  let from = 0;
  for (const line of lines.filter((one) => one !== '...')) {
    const at = shown.indexOf(`${line}\n`, from);
    expect(at, `"${line}" is not in:\n${shown}`).toBeGreaterThanOrEqual(0);
    from = at + line.length;
  }
}

/** What a terminal shows: both streams as they come. */
async function run(words: readonly string[]): Promise<string> {
  let shown = '';
  vi.stubEnv('COLUMNS', '100');
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      shown += String(text);
      return true;
    }),
  );
  try {
    await runCommandLine(['node', 'fissure', ...words]);
    return shown;
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}
