/** What the page on published models shows is what its commands print. Workers run built code. */
import { describe, expect, it } from 'vitest';
import { ROOT, readRepositoryFile } from '../tidy/source-tree.ts';
import { codeBlocks, typeBlock } from './type-command.ts';

const blocks = codeBlocks(readRepositoryFile('docs/library.md'));

describe('the page on published models', () => {
  it('has examples', () => {
    expect(blocks.length).toBeGreaterThan(4);
  });

  for (const [, , text] of blocks)
    it(text!.split('\n')[0]!, () => typeBlock(text!, (word) => (word.startsWith('library/') ? ROOT + word : word)));
});
