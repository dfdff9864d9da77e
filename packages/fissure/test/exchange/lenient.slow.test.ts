// A lenient import goes on without what is not understood, and what it left out stands in everything made from it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { checkTexts } from '../../src/server/check-texts.ts';
import { StudyReader } from '../../src/server/study-reader.ts';
import { valuesOf } from './conformance.ts';

const folder = mkdtempSync(join(tmpdir(), 'fissure-lenient-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bin = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
/** The built one: ensembles need its worker threads. */
function fissure(...args: string[]) {
  const env = { ...process.env, NO_COLOR: '1', COLUMNS: '80' };
  return spawnSync(process.execPath, [bin, ...args], { cwd: folder, env, encoding: 'utf8' });
}

const MODEL = `d: A, B ~~|
odd[d] = WONDER(d) ~~|
other = odd[A] + 2 ~~|
s = INTEG(other, 1) ~~|
FINAL TIME = 4 ~~| TIME STEP = 1 ~~|`;

it('an equation that is not understood gives 0, and is listed once', () => {
  const problems = new Problems();
  const imported = importModel('m.mdl', MODEL, new Map(), problems, { lenient: true })!;
  const model = checkModel(imported.study, problems);
  expect(problems.hasErrors).toBe(false);
  expect(problems.list.filter(({ code }) => code === 'exchange/dropped')).toHaveLength(1);
  expect(imported.study.settings.dropped).toStrictEqual(['m.mdl, line 2: The function `WONDER` is not known.']);
  expect(valuesOf(model).get('s')).toStrictEqual([1, 3, 5, 7, 9]);
});

it('without leniency the same is one located error', () => {
  const problems = new Problems();
  importModel('m.mdl', MODEL, new Map(), problems);
  expect(problems.list.map(({ code, place }) => [code, MODEL.slice(place?.start, place?.end)])).toStrictEqual([
    ['exchange/unknown-function', 'WONDER(d)'],
  ]);
});

it('what is no model at all stays an error', () => {
  const problems = new Problems();
  expect(importModel('m.xmile', '<html/>', new Map(), problems, { lenient: true })).toBeUndefined();
  expect(problems.hasErrors).toBe(true);
});

it('the list stands in text, JSON, files, the imported study and what is exported from it', {
  timeout: 120_000,
}, () => {
  const file = join(folder, 'm.mdl');
  writeFileSync(file, MODEL);
  const said = 'line 2: The function `WONDER` is not known.';
  expect(fissure('run', file).status).toBe(3);
  const checked = fissure('check', file, '--lenient');
  expect(checked.stdout + checked.stderr).toContain(said);
  expect(checked.status).toBe(0);
  expect(fissure('check', file).status).not.toBe(0);
  expect(fissure('run', file, '--lenient').stdout).toContain(said);
  expect(fissure('run', file, '--lenient', '--members', '20').stdout).toContain(said);
  expect(JSON.parse(fissure('run', file, '--lenient', '--json').stdout).data.settings.dropped).toHaveLength(1);
  const study = join(folder, 'study');
  mkdirSync(study);
  const imported = fissure('import', file, '--lenient', '--out', study);
  expect(imported.stderr).toContain('Left out');
  const out = join(folder, 'out');
  const run = fissure('run', study, '--out', out);
  expect(run.stdout).toContain(said);
  expect(readFileSync(join(out, 'run.json'), 'utf8')).toContain(said);
  for (const format of ['csv', 'xmile', 'mdl'])
    expect(fissure('export', study, '--to', format).stdout, format).toContain(said);
});

it('every command that reads a study reads such a model, and repeats the list in text and JSON', {
  timeout: 240_000,
}, () => {
  const file = join(folder, 'every.mdl');
  writeFileSync(file, MODEL.replace('odd[A] + 2', 'odd[A] + gain * s').replace('s =', 'gain = 0.1 ~~| s ='));
  const said = 'every.mdl, line 2: The function `WONDER` is not known.';
  const page = join(folder, 'every.html');
  const commands = [
    ['compile', file],
    ['loops', file],
    ['compare', file, '--set', 'gain=0.2'],
    ['sensitivity', file, '--vary', 'gain=0.1..0.2', '--members', '20'],
    ['discover', file, '--vary', 'gain=0.1..0.2', '--members', '20', '--where', 'show_s>1.5'],
    ['stress', file, '--only', 'surprises', '--members', '5'],
    ['report', file, '--members', '5', '--out', page],
    ['explain', 's', '--study', file],
  ];
  // Lines are filled to the width of the terminal.
  const oneLine = (text: string) => text.replace(/\s+/g, ' ');
  for (const command of commands) {
    const text = fissure(...command, '--lenient');
    expect(oneLine(text.stdout), command.join(' ')).toContain(said);
    const { data } = JSON.parse(fissure(...command, '--lenient', '--json').stdout);
    expect(data.dropped, command.join(' ')).toStrictEqual([said]);
  }
  // Once before everything, once among the notes.
  expect(readFileSync(page, 'utf8').split(said)).toHaveLength(3);
  expect(fissure('start', file, '--lenient', '--members', '5', '--out', join(folder, 'start')).status).toBe(0);
  const started = readFileSync(join(folder, 'start', 'report.html'), 'utf8');
  expect(started).toContain('--seed 1 --lenient');
});

it('the workbench reads such a model too, and is told what was left out', () => {
  const file = join(folder, 'bench.mdl');
  writeFileSync(file, MODEL);
  expect(JSON.parse(new StudyReader(file).message()).ready).toBeUndefined();
  const { ready } = JSON.parse(new StudyReader(file, undefined, { lenient: true }).message());
  expect(ready.experiment.dropped).toStrictEqual(['bench.mdl, line 2: The function `WONDER` is not known.']);
  expect(checkTexts(file, {}, { lenient: true }).diagnostics.map(({ severity }) => severity)).toStrictEqual([2]);
});

it('exchange/ignored: what changes no result is told', () => {
  const problems = new Problems();
  const text =
    'd: A, B ~~| x[d] = 1, 2 ~~| y = VECTOR SELECT(x[d!], x[d!], 0, 0, 2) + GAME(3) + RANDOM 0 1() ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|';
  importModel('m.mdl', text, new Map(), problems);
  expect(problems.list.map(({ code }) => code)).toStrictEqual(new Array(3).fill('exchange/ignored'));
});
