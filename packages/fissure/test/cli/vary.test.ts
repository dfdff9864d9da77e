/** `--vary`: sensitivity of a model that says of no number that it is uncertain. Workers run built code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { madeFrom } from '../../src/diagnostics/source-text.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { varyParameters } from '../../src/experiment/vary-parameters.ts';
import { checkModel } from '../../src/model/check-model.ts';

const BIN = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fissure-vary-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MODEL = `Who: young, old ~~|
heat = INTEG(-heat / lifetime, start) ~ ~|
lifetime = 10 ~ ~|
start = mean ~ ~|
mean = 100 ~ ~|
idle[Who] = 1, 2 ~ ~|
INITIAL TIME = 0 ~ Month ~| FINAL TIME = 20 ~ Month ~| TIME STEP = 0.125 ~ Month ~|
`;
writeFileSync(join(folder, 'cup.mdl'), MODEL);

function fissure(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args, '-q'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

it('makes a number of a model file uncertain, and tells what it decides', () => {
  const varied = ['--vary', 'lifetime=5..20', '--vary', 'mean_2=99..101', '--members', '200', '--json'];
  const { status, stdout } = fissure('sensitivity', 'cup.mdl', ...varied);
  expect(status).toBe(0);
  const { data } = JSON.parse(stdout);
  expect(data.changes).toBe('--vary lifetime=5..20 --vary mean_2=99..101');
  // exp(-20 / 12.5), with Euler's steps: half of the lifetimes are longer.
  expect(data.outputs[0].middle / (100 * (1 - 0.125 / 12.5) ** 160)).toBeCloseTo(1, 1);
  expect(data.outputs[0].factors[0]).toMatchObject({ factor: 'lifetime', direction: 'rises', matters: true });
});

it('makes an ensemble of a run', () => {
  const { stdout } = fissure('run', 'cup.mdl', '--vary', 'lifetime=5..20', '--json');
  const { schema, data } = JSON.parse(stdout);
  expect(schema).toBe('fissure/run-ensemble/1');
  expect(data.settings).toMatchObject({ members: 1000, vary: [{ target: 'lifetime', low: 5, high: 20 }] });
});

it('varies members of a comparison alike in all its arms', () => {
  const args = ['--set', 'mean_2=200', '--vary', 'lifetime=5..20', '--members', '64', '--json'];
  const { data } = JSON.parse(fissure('compare', 'cup.mdl', ...args).stdout);
  expect(data.memberCount).toBe(64);
  expect(data.arms.map(({ label }: { readonly label: string }) => label).at(-1)).toBe('--set mean_2=200');
  const [before, after] = data.outputs[0].arms;
  expect(before.end.value[0]).toBeLessThan(before.end.value[2]);
  // Member by member twice the heat, however long it lasts.
  for (const change of after.end.change) expect(change).toBeCloseTo(1, 9);
  const alone = JSON.parse(fissure('compare', 'cup.mdl', '--set', 'mean_2=200', '--json').stdout);
  expect(alone.data.memberCount).toBeUndefined();
});

it('shows in a report what varies, and how to make it again', () => {
  expect(fissure('report', 'cup.mdl', '--vary', 'lifetime=5..20', '--members', '64', '-o', 'cup.html').status).toBe(0);
  const page = readFileSync(join(folder, 'cup.html'), 'utf8');
  expect(page).toContain('--vary lifetime=5..20');
  expect(page).toContain('90 of 100 members');
});

it.each([
  ['lifetme=5..20', 'Did you mean "lifetime"'],
  ['mean=5..20', 'Its name here is "mean_2"'],
  ['final_time=5..9', 'The clock stands under `time`'],
  ['lifetime=20..5', '20 is not below 5'],
  ['lifetime=5', 'name=low..high'],
])('refuses %s', (range, told) => {
  const { status, stderr } = fissure('run', 'cup.mdl', '--vary', range);
  expect({ status, stderr: stderr.replace(/\s+/g, ' ') }).toEqual({ status: 2, stderr: expect.stringContaining(told) });
});

it('takes the place of priors of the elements that it names, and of no others', () => {
  const problems = new Problems();
  const { study } = importModel('cup.mdl', MODEL, new Map(), problems)!;
  const place = { file: '', start: 0, end: 0 };
  const uniform = (low: number, high: number) => ({ kind: 'uniform', low, high }) as const;
  const shared = { elements: ['young', 'old'], mode: 'set', distribution: uniform(0, 1), place } as const;
  const uncertain = {
    ...study,
    parameters: study.parameters.map((one) => (one.name.text === 'idle' ? { ...one, priors: [shared] } : one)),
  };
  const vary = (...targets: string[]) =>
    varyParameters(
      uncertain,
      checkModel(uncertain, problems)!,
      targets.map((text, i) => ({ target: madeFrom(text, '', place), low: i, high: i + 5 })),
      problems,
    )
      .parameters.find(({ name }) => name.text === 'idle')!
      .priors.map(({ elements, distribution }) => [elements.join(), distribution]);
  expect(vary('idle[old]')).toEqual([
    ['young', uniform(0, 1)],
    ['old', uniform(0, 5)],
  ]);
  expect(vary('idle', 'idle[young]')).toEqual([
    ['young', uniform(1, 6)],
    ['old', uniform(0, 5)],
  ]);
  expect(problems.hasErrors).toBe(false);
});
