/** What the import of a model file warned of is said by every command that reads one: once, and in its JSON. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fissure-notices-'));
afterAll(() => rmSync(folder, { recursive: true }));

// An end that is no whole number of steps is a warning, a reality check a note.
const MODEL = `heat = INTEG(-heat / lifetime, 100) ~~|
lifetime = 10 ~~|
cold :THE CONDITION: lifetime = 0 :IMPLIES: heat = 0 ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 4.3 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
`;
writeFileSync(join(folder, 'cup.mdl'), MODEL);
writeFileSync(join(folder, 'seen.csv'), 'time,heat\n1,90\n2,81\n3,73\n');

const VARIED = ['--vary', 'lifetime=5..20', '--members', '8'];
const COMMANDS: readonly (readonly string[])[] = [
  ['check', 'cup.mdl'],
  ['run', 'cup.mdl'],
  ['run', 'cup.mdl', '--members', '2'],
  ['compare', 'cup.mdl', '--set', 'lifetime=5'],
  ['sensitivity', 'cup.mdl', ...VARIED],
  ['sensitivity', 'cup.mdl', '--vary', 'lifetime=5..20', '--sobol', '--pairs', '8'],
  ['discover', 'cup.mdl', '--where', 'heat<50', ...VARIED],
  ['calibrate', 'cup.mdl', '--data', 'seen.csv', '--vary', 'lifetime=5..20', '--starts', '1', '--runs', '100'],
  ['stress', 'cup.mdl', ...VARIED],
  ['loops', 'cup.mdl'],
  ['explain', 'heat', '--study', 'cup.mdl'],
  ['compile', 'cup.mdl'],
  ['report', 'cup.mdl', '-o', 'page.html'],
  ['report', 'cup.mdl', '--embed', 'chart:heat', '-o', 'chart.html'],
  ['start', 'cup.mdl', '--out', 'page'],
  ['export', 'cup.mdl', '--to', 'csv'],
  ['export', 'cup.mdl', '--to', 'xmile', '--out', 'cup.xmile'],
  ['import', 'cup.mdl', '--out', 'NEW'],
];

function fissure(args: readonly string[]) {
  return spawnSync(process.execPath, [BIN, ...args], { cwd: folder, encoding: 'utf8' });
}

describe('a model file whose import warns', () => {
  it.each(COMMANDS.map((args) => [args.join(' '), args] as const))('%s', (_, args) => {
    const inText = fissure(args.map((arg) => (arg === 'NEW' ? 'text' : arg)));
    expect(inText).toMatchObject({ status: 0 });
    expect(inText.stderr.match(/warning\[exchange\/uneven-end\]/g)).toHaveLength(1);
    expect(inText.stderr.match(/note\[exchange\/reality-check\]/g)).toHaveLength(1);
    expect(inText.stderr).toMatch(/^1 warning, 1 note$/m);
    expect(inText.stdout).not.toContain('exchange/');

    const inJson = fissure([...args.map((arg) => (arg === 'NEW' ? 'json' : arg)), '--json', '--quiet']);
    expect(inJson).toMatchObject({ status: 0, stderr: '' });
    const codes = JSON.parse(inJson.stdout).diagnostics.map(({ code }: { readonly code: string }) => code);
    expect(codes.toSorted()).toStrictEqual(['exchange/reality-check', 'exchange/uneven-end']);
  });
});

it('a mistake in the command line is told by itself', () => {
  const { status, stderr } = fissure(['run', 'cup.mdl', '--set', 'lifetme=5']);
  expect(status).toBe(2);
  expect(stderr).not.toContain('exchange/');
});

it('what a lenient import left out is listed by the answer, not twice', () => {
  writeFileSync(join(folder, 'odd.mdl'), `odd = WONDER(heat) ~~|\n${MODEL}`);
  const { stdout, stderr } = fissure(['run', 'odd.mdl', '--lenient']);
  expect(`${stdout}${stderr}`.match(/The function `WONDER` is not known/g)).toHaveLength(1);
  expect(stderr).toMatch(/^1 warning, 1 note$/m);
});
