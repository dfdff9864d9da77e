/** The page is run from top to bottom: blocks that name a file are written, and each command must print what stands below it, line by line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../../src/cli/main.ts';
import { readRepositoryFile } from '../tidy/source-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'fissure-events-'));
afterAll(() => rmSync(folder, { recursive: true }));

const page = readRepositoryFile('docs/how-to/aggregate-events.md');
const blocks = [...page.matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map((match) => match.slice(1, 4));

describe('the page on events', () => {
  const consoles = blocks.filter(([kind]) => kind === 'console');

  it('has examples', () => {
    expect(consoles.length).toBeGreaterThan(4);
  });

  for (const [kind, name, text] of blocks) {
    if (kind !== 'console') it(`writes ${name}`, () => writeFileSync(join(folder, name!), text!));
    else it(text!.split('\n')[0]!, () => typeBlock(text!));
  }
});

async function typeBlock(text: string): Promise<void> {
  const [command = '', ...lines] = text.trimEnd().split('\n');
  const words = command.replace('$ fissure ', '').split(' ');
  const shown = await run(words.map((word) => (word === 'events.csv' ? join(folder, word) : word)));
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
