/** Every study of the library reads without a word of complaint, and its claims get the verdicts that its paper would expect. Workers run built code. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callCommand } from '../cli/call-command.ts';
import { readRepositoryFile } from '../tidy/source-tree.ts';
import { LIBRARY } from './run-library.ts';

const VERDICTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // C3 turns on whether the fighting ended on the very day that the reckoning assumes.
  'iwo-jima': { C1: 'supported', C2: 'supported', C3: 'depends' },
  lanchester: { C1: 'supported', C2: 'supported', C3: 'supported' },
};

const names = readdirSync(LIBRARY);

it('has verdicts to expect of every study, and a line for it on the page', () => {
  expect(Object.keys(VERDICTS)).toEqual(names);
  const page = readRepositoryFile('docs/library.md');
  for (const name of names) expect(page).toContain(`](../library/${name}/README.md)`);
});

describe.each(names)('%s', (name) => {
  it('is checked without warnings, all of its argument dealt with', async () => {
    const { status, stdout } = await callCommand('check', LIBRARY + name, '--json');
    const { diagnostics, data } = JSON.parse(stdout);
    expect(diagnostics).toEqual([]);
    expect(status).toBe(0);
    expect(data.statements).toMatchObject({ open: 0, uncarried: 0, unhandled: [] });
    expect(data).toMatchObject({ unitsChecked: true, steps: { failed: false } });
  });

  it('gets its verdicts', async () => {
    const { stdout } = await callCommand('test', LIBRARY + name, '--json', '-q');
    const verdicts: readonly { claim: string; word: string }[] = JSON.parse(stdout).data.verdicts;
    expect(Object.fromEntries(verdicts.map(({ claim, word }) => [claim, word]))).toEqual(VERDICTS[name]);
  });
});
