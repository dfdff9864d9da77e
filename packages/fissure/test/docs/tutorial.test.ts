/**
 * The tutorial is run as a reader would run it: blocks that name a file are written (`+`: appended), console blocks are
 * typed, and what they show must come out, line by line, `...` standing for anything. At the end the folder is the
 * example study of the repository.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT, readRepositoryFile, repositoryFiles } from '../tidy/source-tree.ts';

interface Block {
  readonly line: number;
  readonly info: string;
  readonly text: string;
}

const TUTORIAL = 'docs/tutorial/build-a-study.md';
const folder = mkdtempSync(join(tmpdir(), 'fissure-tutorial-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the tutorial', () => {
  mkdirSync(join(folder, 'garrison'));
  for (const block of blocks(readRepositoryFile(TUTORIAL))) {
    const file = /^(?:yaml|markdown) (\S+)( \+)?$/.exec(block.info);
    if (file)
      it(`line ${block.line}: writes ${file[1]}`, () => writeBlock(file[1]!, file[2] !== undefined, block.text));
    if (block.info === 'console')
      it(`line ${block.line}: ${block.text.split('\n')[0]}`, () => typeBlock(block.text), 60_000);
  }

  it('arrives at the example study of the repository', () => {
    const files = repositoryFiles().filter((file) => file.startsWith('studies/garrison/'));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const name = file.slice('studies/garrison/'.length);
      expect(`${name}\n${readFileSync(join(folder, 'garrison', name), 'utf8')}`).toBe(
        `${name}\n${withoutModeline(readRepositoryFile(file))}`,
      );
    }
  });
});

function blocks(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length,
    info: match[1]!.trim(),
    text: match[2]!,
  }));
}

function writeBlock(file: string, append: boolean, text: string): void {
  const path = join(folder, 'garrison', file);
  if (append) appendFileSync(path, text);
  else writeFileSync(path, text);
}

function typeBlock(text: string): void {
  const [command = '', ...shown] = text.trimEnd().split('\n');
  const words = command.replace(/^\$ fissure /, '').split(' ');
  const output = run(words);
  let from = 0;
  for (const line of shown.filter((line) => line.trim() !== '...' && line.trim() !== '')) {
    const at = output.indexOf(line.trimEnd(), from);
    expect(at, `"${line}" is not in the output of ${command}:\n${output}`).toBeGreaterThanOrEqual(0);
    from = at + line.trimEnd().length;
  }
}

/** Standard output and error together, as a terminal shows them, whatever the exit code. */
function run(words: readonly string[]): string {
  try {
    return execFileSync(
      'sh',
      ['-c', '"$0" "$@" 2>&1', process.execPath, `${ROOT}packages/fissure/bin/fissure.js`, ...words],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
      },
    );
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

function withoutModeline(text: string): string {
  return text.replace(/^# yaml-language-server:.*\n/, '');
}
