/** Every diagnostic code has a page, is used, and has a bad example; generated files are current. */
import { expect, it } from 'vitest';
import { generateMessages } from '../../../../scripts/generate-messages.ts';
import { MESSAGES } from '../../src/diagnostics/messages.generated.ts';
import { readRepositoryFile, repositoryFiles } from './source-tree.ts';

const files = repositoryFiles();
const codes = Object.keys(MESSAGES);

it('has generated the messages from their pages', () => {
  expect(readRepositoryFile('packages/fissure/src/diagnostics/messages.generated.ts')).toBe(generateMessages());
});

it('reports every code somewhere', () => {
  const sources = files
    .filter((file) => /^packages\/fissure\/src\/.*(?<!\.generated)\.ts$/.test(file))
    .map(readRepositoryFile)
    .join('\n');
  expect(codes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});

it('has a bad example for every code', () => {
  const examples = files
    .filter((file) => /^packages\/fissure\/test\/(corpus\/bad\/.*\/expected\.txt|.*\.test\.ts)$/.test(file))
    .map(readRepositoryFile)
    .join('\n');
  expect(codes.filter((code) => !examples.includes(code))).toEqual([]);
});
