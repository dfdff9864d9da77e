/** From a text of somebody's own to a study, and how much of its argument has been dealt with. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { countStatements } from '../../src/report/statement-counts.ts';
import type { Study } from '../../src/study/study.ts';

const BIN = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fissure-coverage-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TEXT = `# Rain: a "quoted" title

The band grew while the rains
were good. It took grain, said Prof. Anon, from the villages: nobody could refuse.

## What follows
\`Whoever\` feeds the villages <b>wins</b> them **all**!
`;

function fissure(...args: string[]) {
  return spawnSync(process.execPath, [BIN, ...args], { cwd: folder, encoding: 'utf8' });
}

function coverage(study: string) {
  const { stdout } = fissure('check', study, '--json');
  const { diagnostics, data } = JSON.parse(stdout);
  return { diagnostics, title: data.title, ...data.statements };
}

describe('fissure init --from', () => {
  it('makes an open statement of every sentence, in a study that runs', () => {
    writeFileSync(join(folder, 'text.md'), TEXT);
    expect(fissure('init', 'study', '--from', 'text.md').status).toBe(0);
    expect(coverage('study')).toMatchObject({
      diagnostics: [],
      title: 'Rain: a "quoted" title',
      total: 3,
      open: 3,
      unhandled: ['p1.1', 'p1.2', 'p2.1'],
    });
    const argument = readFileSync(join(folder, 'study/argument.md'), 'utf8');
    expect(argument).toContain('- `p1.1` **open**: The band grew while the rains were good.\n');
    expect(argument).toContain(
      '- `p1.2` **open**: It took grain, said Prof. Anon, from the villages: nobody could refuse.\n',
    );
    expect(argument).toContain('## p2 What follows\n');
    expect(fissure('check', 'study').stdout.replace(/\s+/g, ' ')).toContain(
      '0 of 3 dealt with, not yet p1.1, p1.2, p2.1',
    );
  });

  it.each([
    ['The band and the rains', 'The band and the rains', ['p1.1']],
    ['The rains were good.', 'text', ['p1.1', 'p2.1']],
    ['- The rains were good', 'text', ['p1.1', 'p2.1']],
    ['The rains\nwere good', 'text', ['p1.1', 'p2.1']],
  ])('takes a first line that stands alone and ends no sentence for the title: %j', (first, title, unhandled) => {
    writeFileSync(join(folder, 'text.txt'), `${first}\n\nThe band grew.\n`);
    const study = mkdtempSync(join(folder, 'titled-'));
    fissure('init', study, '--from', 'text.txt');
    expect(coverage(study)).toMatchObject({ title, unhandled });
  });

  it('counts a statement that is marked as dealt with', () => {
    writeFileSync(join(folder, 'text.md'), TEXT);
    fissure('init', 'marked', '--from', 'text.md');
    const path = join(folder, 'marked/argument.md');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('`p1.1` **open**', '`p1.1` **out of scope** (weather)'));
    expect(coverage('marked')).toMatchObject({ total: 3, open: 2, unhandled: ['p1.2', 'p2.1'] });
  });

  it('makes nothing of a file without text', () => {
    writeFileSync(join(folder, 'empty.txt'), ' \n');
    const { status, stderr } = fissure('init', 'nothing', '--from', 'empty.txt');
    expect(status).toBe(2);
    expect(stderr).toContain('command/no-sentences');
  });
});

describe('statements dealt with', () => {
  const name = (text: string) => ({ text, file: 'argument.md', offsets: 0, end: 0 });
  const statement = (id: string, status: 'open' | 'claim', carriers: readonly string[]) => {
    return { id: name(id), status, carriedBy: carriers.map(name), reason: '', text: id };
  };
  const statements = [
    statement('p1.1', 'open', []),
    statement('p1.2', 'claim', []),
    statement('p1.3', 'open', []),
    statement('p1.4', 'claim', ['C1']),
  ];
  const evidence = [{ checks: { statements: [name('p1.3')] } }] as unknown as Study['evidence'];

  it('are those carried, or checked by a finding', () => {
    const argument = { title: '', introduction: '', paragraphs: [{ id: 'p1', title: '', statements }] };
    expect(countStatements({ argument, evidence })).toMatchObject({
      unhandled: ['p1.1', 'p1.2'],
      open: 2,
      uncarried: 1,
    });
  });
});
