/** The page is run from top to bottom: blocks that name a file are written, and each command must print what stands below it, line by line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRepositoryFile } from '../tidy/source-tree.ts';
import { codeBlocks, typeBlock } from './type-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'fissure-events-'));
afterAll(() => rmSync(folder, { recursive: true }));

const blocks = codeBlocks(readRepositoryFile('docs/how-to/aggregate-events.md'));

describe('the page on events', () => {
  const consoles = blocks.filter(([kind]) => kind === 'console');

  it('has examples', () => {
    expect(consoles.length).toBeGreaterThan(4);
  });

  for (const [kind, name, text] of blocks) {
    if (kind !== 'console') it(`writes ${name}`, () => writeFileSync(join(folder, name!), text!));
    else
      it(text!.split('\n')[0]!, () => typeBlock(text!, (word) => (word === 'events.csv' ? join(folder, word) : word)));
  }
});
