/** What an author is told of a model whose run at central values does not go through. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOrigin } from '../../src/cli/simulate/failure-origin.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { callCommand } from './call-command.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fissure-failing-'));
  cpSync(GARRISON, folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Puts another equation in place of one of the garrison's. */
function replace(equation: string, by: string, file = 'model.yaml'): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(equation);
  writeFileSync(path, text.replace(equation, by));
}

describe('the origin of a failure', () => {
  const originOf = () => failureOrigin(openStudy(folder).experiment!);

  it('is the equation that made something infinite out of finite numbers, not the first stock or output that shows it', () => {
    // Desertion, leaving_rate and the stocks follow from it; leaving_rate is an output.
    replace('EXP(impatience * arrears)', '1 / (impatience * arrears - 1)');
    expect(originOf()).toMatchObject({
      slot: 'pay_pressure',
      variable: 'pay_pressure',
      value: Number.POSITIVE_INFINITY,
      time: 0,
      reads: [
        { name: 'impatience', value: 0.25 },
        { name: 'arrears', value: 4 },
      ],
    });
  });

  it('is found when it comes, with the numbers of that moment', () => {
    replace('equation: (1 - trust) / healing_time', 'equation: SQRT(trust - 0.95) / (10 * healing_time)');
    const origin = originOf()!;
    expect(origin).toMatchObject({ slot: 'healing', value: Number.NaN });
    expect(origin.time).toBeGreaterThan(0);
    const trust = origin.reads.find(({ name }) => name === 'trust')!.value;
    expect(trust).toBeLessThan(0.95);
    expect(trust).toBeGreaterThan(0.9);
  });

  it('may be what a claim measures: named by its own text', () => {
    replace('at(soldiers, 24)', 'at(soldiers / (soldiers - soldiers), 24)', 'claims.yaml');
    expect(originOf()).toMatchObject({
      slot: 'at(soldiers / (soldiers - soldiers), 24)',
      value: Number.POSITIVE_INFINITY,
    });
  });

  it('may be an initial value', () => {
    replace('initial: soldiers_at_start', 'initial: soldiers_at_start / (1 - 1)');
    expect(originOf()).toMatchObject({
      slot: 'soldiers',
      time: 0,
      reads: [{ name: 'soldiers_at_start', value: 1000 }],
    });
  });

  it('may be a divisor that the parameters alone decide', () => {
    replace('value: 6\n', 'value: 0\n');
    replace('    prior: { triangular: [3, 6, 12] }\n', '');
    expect(originOf()).toMatchObject({ slot: 'healing', value: Number.NaN });
    expect(
      originOf()!
        .reads.map(({ name, value }) => `${name} ${value}`)
        .sort(),
    ).toEqual(['healing_time 0', 'trust 1']);
  });

  it('is nowhere where the run goes through', () => {
    expect(originOf()).toBeUndefined();
  });
});

describe('commands on such a model', () => {
  beforeEach(() => replace('EXP(impatience * arrears)', '1 / (impatience * arrears - 1)'));

  it('check warns at the equation, and with --strict ends with 1', async () => {
    const { status, stderr, stdout } = await callCommand('check', folder);
    expect(status).toBe(0);
    expect(stderr).toMatch(/run\/not-finite.*pay_pressure is\s+infinite at month 0.*--> model\.yaml:79:15/s);
    expect(stderr).toMatch(/There\s+impatience\s+is\s+0\.25,\s+arrears\s+is\s+4\./);
    expect(stdout).toContain('the run at central values fails');
    expect((await callCommand('check', folder, '--strict')).status).toBe(1);
  });

  it('run and loops say the same, and end with 1', async () => {
    for (const command of ['run', 'loops']) {
      const { status, stderr, stdout } = await callCommand(command, folder);
      expect(status).toBe(1);
      expect(stderr).toContain('model.yaml:79:15');
      expect(stdout).toMatch(/fail/);
      const { stdout: json } = await callCommand(command, folder, '--json');
      expect(JSON.parse(json).diagnostics).toMatchObject([{ code: 'run/not-finite', uri: 'model.yaml' }]);
    }
  });

  it('a table of its values is written, with a word on why cells are empty', async () => {
    const { status, stderr, stdout } = await callCommand('export', folder, '--to', 'csv');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^time,/);
    expect(stderr).toContain('model.yaml:79:15');
    const json = JSON.parse((await callCommand('export', folder, '--to', 'csv', '--json')).stdout);
    expect(json.diagnostics).toMatchObject([{ code: 'run/not-finite' }]);
    expect((await callCommand('export', folder, '--to', 'xmile')).status).toBe(0);
  });

  it('stress does not call a mechanism inert of which every run failed', async () => {
    // No member's product is exactly 1: here none goes through.
    replace('1 / (impatience * arrears - 1)', 'SQRT(-1 - impatience * arrears)');
    const { stdout } = await callCommand('stress', folder, '--only', 'knockouts', '--members', '4', '--workers', '1');
    expect(stdout.replace(/\s+/g, ' ')).toContain('nothing to compare: every run failed');
    expect(stdout).not.toContain('inert');
  });
});

it('run/no-number: what nothing else reads ends no run, and is told where all is shown', async () => {
  const path = join(folder, 'm.mdl');
  writeFileSync(path, 'x = 0 / (Time - 3) ~~| s = INTEG(1, 0) ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~|');
  expect((await callCommand('run', path)).status).toBe(0);
  for (const command of [
    ['run', path, '--all', '--engine', 'interpreter'],
    ['run', path, '--all', '--engine', 'javascript'],
    ['export', path, '--to', 'csv'],
  ]) {
    const { status, stderr } = await callCommand(...command);
    expect(status).toBe(0);
    expect(stderr).toMatch(/run\/no-number.*x is not a number at\s+time 3/s);
  }
  const { stdout } = await callCommand('export', path, '--to', 'csv');
  expect(stdout).toBe('time,x,s\r\n0,0,0\r\n1,0,1\r\n2,0,2\r\n3,,3\r\n4,0,4\n');
  expect((await callCommand('loops', path)).status).toBe(0);
});

it('what an outcome shows, or a stock takes in, ends the run', async () => {
  const path = join(folder, 'm.mdl');
  writeFileSync(path, 'x = 0 / (Time - 3) ~~| s = INTEG(x, 0) ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~|');
  const { status, stderr } = await callCommand('run', path, '--all');
  expect(status).toBe(1);
  expect(stderr).toMatch(/run\/not-finite.*x is not a\s+number at\s+time 3/s);
});

it('an outcome without a number at some time leaves the other cells as they are', async () => {
  const path = join(folder, 'm.mdl');
  writeFileSync(path, 'x = 1 / (Time - 1) ~~| a = Time * 2 ~~| FINAL TIME = 3 ~~| TIME STEP = 1 ~~|');
  for (const engine of ['interpreter', 'javascript']) {
    const { status, stdout, stderr } = await callCommand('run', path, '--json', '--engine', engine);
    expect(status).toBe(1);
    const { outputs, status: ended } = JSON.parse(stdout).data;
    expect(ended).toMatchObject({ kind: 'failed', time: 1 });
    expect(outputs.map((one: { values: unknown }) => one.values)).toEqual([
      [-1, 'NaN', 1, 0.5],
      [0, 2, 4, 6],
    ]);
    expect(stderr).toBe('');
  }
  const { stdout, stderr } = await callCommand('run', path);
  expect(stdout).toContain('An outcome has no number at some time');
  expect(stderr).toContain('x is infinite');
  const table = (await callCommand('export', path, '--to', 'csv')).stdout;
  expect(table).toBe('time,x,a\r\n0,-1,0\r\n1,,2\r\n2,1,4\r\n3,0.5,6\n');
});

it('read/missing-model: a model file that is not there is no missing folder', async () => {
  const { status, stderr } = await callCommand('run', join(folder, 'nowhere.mdl'));
  expect(status).toBe(4);
  expect(stderr).toContain('[read/missing-model]');
});
