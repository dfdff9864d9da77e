/**
 * The command line as a shell sees it: exit codes, streams, and no stack trace whatever happens. Where worker threads or
 * the process itself matter the built one is started (`npm run build`), the rest is called here, which is much faster.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { webAssembly } from '../../src/engine/webassembly/webassembly-api.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { callCommand } from './call-command.ts';

const bin = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const FLAGSHIP = fileURLToPath(new URL('../../../../studies/islamic-state', import.meta.url));
let folder: string;

function fissure(...args: string[]) {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', COLUMNS: '80' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  expect(stderr).not.toMatch(/^\s+at .*\.(js|ts):\d+/m);
  return { status, stdout, stderr };
}

function call(...args: string[]) {
  return callCommand(
    ...args.map((arg) => (/^(study|nowhere|empty|bad|file)(\/|$)/.test(arg) ? join(folder, arg) : arg)),
  );
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fissure-'));
  expect(fissure('init', 'study').status).toBe(0);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('run', () => {
  it('tells what is reached between saved times, and when levels are passed', async () => {
    const answer = await call(
      'run',
      'study',
      '--extremes',
      '--passes',
      'strength<4900',
      '--passes',
      'strength<-1',
      '--json',
    );
    const { data } = JSON.parse(answer.stdout);
    const strength = data.outputs.find(({ id }: { id: string }) => id === 'strength');
    const seen = data.extremes.find(({ output }: { output: string }) => output === 'strength');
    expect(seen.greatest).toBe(Math.max(...strength.values));
    expect(seen.least).toBeLessThanOrEqual(Math.min(...strength.values));
    const [passed, never] = data.passages;
    const before = data.times.findLastIndex((time: number) => time < passed.time);
    expect(strength.values[before]).toBeGreaterThanOrEqual(4900);
    expect(strength.values[before + 1]).toBeLessThan(4900);
    expect(never.time).toBeUndefined();
    const shown = await call('run', 'study', '--extremes', '--passes', 'strength<4900');
    expect(shown.stdout).toMatch(/at any step +least +at +greatest +at/);
    expect(shown.stdout).toContain('First strength below 4,900:');
  });
});

describe('a host without WebAssembly', () => {
  it('runs generated JavaScript, says so, and gives the same bytes', () => {
    const args = [bin, 'run', 'study', '--members', '6', '--json'];
    const options = { cwd: folder, encoding: 'utf8' } as const;
    const usual = spawnSync(process.execPath, args, options);
    const without = spawnSync(process.execPath, ['--jitless', ...args], options);
    expect(without.stderr).toContain('no WebAssembly vectors');
    expect(usual.stderr).not.toContain('no WebAssembly vectors');
    const dataOf = ({ stdout }: { readonly stdout: string }) => {
      const { data } = JSON.parse(stdout);
      return JSON.stringify({ ...data, settings: { ...data.settings, engine: '' } });
    };
    expect(dataOf(without)).toBe(dataOf(usual));
  });
});

describe('compile', () => {
  it('shows every stage, and writes them all', async () => {
    expect((await call('compile', 'study')).stdout).toMatch(/evaluate +\d+ +\d+/);
    expect((await call('compile', 'study', '--print', 'plan')).stdout).toContain('step: at every evaluation');
    expect((await call('compile', 'study', '--print', 'ir')).stdout).toMatch(/rate of \w+ := n\d+/);
    expect((await call('compile', 'study', '--print', 'javascript')).stdout).toContain('evaluate() {');
    const out = join(folder, 'compiled');
    expect((await call('compile', 'study', '--open', '--out', out)).status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['ir.txt', 'kernel.js', 'kernel.wasm', 'plan.txt']);
    const { Module } = webAssembly();
    expect(() => new Module(new Uint8Array(readFileSync(join(out, 'kernel.wasm'))))).not.toThrow();
  });

  it('takes no other stage', async () => {
    expect((await call('compile', 'study', '--print', 'machine')).status).toBe(2);
  });
});

describe('usage', () => {
  it.each([
    [['help'], 'Simulate it:'],
    [['help', 'run'], 'Usage: fissure run'],
    [['run', '--help'], 'Usage: fissure run'],
    [['--help'], 'Simulate it:'],
  ])('%j is help that was asked for', async (args, told) => {
    const { status, stdout, stderr } = await call(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(told);
  });

  it.each([
    [['chek', 'study'], 'Did you mean check?'],
    [['check'], "error[command/usage]: Missing required argument 'study'."],
    [['check', 'study', '--jsn'], 'Did you mean --json?'],
    [['run', 'study', '--members', '0'], 'whole number from 1'],
    [['run', 'study', 'study'], 'Expected 1 argument but got 2.'],
    [['run', 'study', '--details'], '--details is an option of test, start, report. See `fissure run --help`.'],
    [['help', 'chek'], "Unknown command 'chek'."],
    [['run', 'study', '--set', 'arrears'], 'name=number'],
    [['run', 'study', '--set', 'arears=1'], 'arears'],
    [['run', 'study', '--off', 'M2'], 'M2'],
    [['run', 'study', '--scenario', 'paid_in_ful'], 'Did you mean paid_in_full?'],
    [['run', 'study', '--scenario', 'calm'], 'command/unknown-scenario'],
    [['run', 'study', '--passes', 'strenght<3'], 'command/unknown-output'],
    [['run', 'study', '--passes', 'strength=3'], 'output<number'],
    [['run', 'study', '--extremes', '--members', '3'], 'command/extremes-of-one-run'],
    [['test', 'study', '--claim', 'C9'], 'command/unknown-claim'],
    [['loops', 'study', '--variable', 'departurs'], 'Did you mean departures?'],
    [['loops', 'study', '--variable', 'nothing'], 'command/unknown-variable'],
    [['sensitivity', 'study', '--pairs', '9'], 'command/option-alone'],
    [['sensitivity', 'study', '--at', '2020-06'], 'command/option-alone'],
    [['calibrate', 'study', '--relative'], 'command/option-alone'],
    [['map', 'study'], 'command/no-map'],
    [['map', FLAGSHIP, '--variable', 'strength'], 'command/not-by-place'],
    [['report', 'study', '--embed', 'C1'], 'claim:ID or chart:OUTPUT'],
    [['explain', 'unit/mismach'], 'Did you mean unit/mismatch?'],
    [['explain', 'nothing_of_the_kind'], 'command/nothing-to-explain'],
    [['init', 'study'], 'command/not-overwritten'],
    [['import', 'study'], 'command/not-a-model'],
  ])('%j is a mistake in the command line', async (args, told) => {
    const { status, stdout, stderr } = await call(...args);
    expect(status).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain(told);
    expect(stdout).toBe('');
  });

  it.each([
    ['run', 'study', '--details', '--json'],
    ['run', 'study', '--members', 'many', '--json'],
    ['chek', '--json'],
  ])('with --json a mistake in the command line is JSON too: %s %s', async (...args) => {
    const { status, stdout, stderr } = await call(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ code: 'command/usage' }], data: null });
  });

  it('lists every command in a group, in one line of 80 columns', async () => {
    const { status, stdout } = await call('--help');
    expect(status).toBe(0);
    expect(stdout).not.toContain('\nCommands:');
    const groups = stdout.slice(stdout.indexOf('Write a study:'), stdout.indexOf('Examples:')).split('\n');
    const entries = groups.filter((line) => line.startsWith('  '));
    expect(entries.length).toBeGreaterThan(15);
    for (const entry of entries) expect(entry).toMatch(/^ {2}[a-z]+ [<[][a-z]+[>\]] +\S.{10,80}$/);
  });

  it('prints help to stdout where it is asked for', async () => {
    for (const command of ['check', 'run', 'test', 'init', 'explain', 'loops', 'map', 'report', 'start']) {
      const { status, stdout } = await call(command, '--help');
      expect(status).toBe(0);
      expect(stdout).toContain('Examples:');
    }
  });
});

describe('environment', () => {
  it('says that there is no study', async () => {
    mkdirSync(join(folder, 'empty'));
    for (const path of ['nowhere', 'empty', 'study/study.yaml']) expect((await call('check', path)).status).toBe(4);
    expect((await call('check', 'empty')).stderr).toContain('command/no-study');
    expect((await call('init', `study/${'x'.repeat(300)}`)).stderr).toContain('command/cannot-read');
  });

  it('says that a name is empty', async () => {
    const { status, stderr } = await call('report', 'study', '-o', '');
    expect(status).toBe(4);
    expect(stderr).toContain('the name is empty');
  });

  it('says that nothing can be written, before it simulates', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, stderr, stdout } = await call('run', 'study', '--out', 'file/out');
    expect(status).toBe(4);
    expect(stderr).toContain('command/cannot-write');
    expect(stdout).toBe('');
  });

  it('says that a page cannot take the place of a folder, before it simulates', async () => {
    const { status, stderr } = await call('report', 'study', '--out', 'study');
    expect(status).toBe(4);
    expect(stderr).toMatch(/study cannot be written: it is\s+a folder/);
    expect(stderr).not.toContain('members in');
  });
});

describe('a file that cannot be loaded', () => {
  it('is not called missing, and what it would declare is not called unknown', async () => {
    for (const file of ['claims.yaml', 'model.yaml', 'references.yaml']) {
      await call('init', 'bad/unread');
      rmSync(join(folder, 'bad', 'unread', file));
      mkdirSync(join(folder, 'bad', 'unread', file));
      const { status, stderr } = await call('check', 'bad/unread');
      rmSync(join(folder, 'bad'), { recursive: true });
      expect(status).toBe(3);
      expect(stderr).toMatch(/^error\[read\/unreadable\].*is not a file/);
      expect(stderr).toContain('\n1 error\n');
    }
  });
});

describe('init', () => {
  it('makes all files or none', async () => {
    const { writeNewStudy } = await import('../../src/cli/files/new-study-folder.ts');
    const made = join(folder, 'bad', 'made');
    const files = new Map([
      ['study.yaml', 'x'],
      ['model/a.yaml', 'x'],
      [`${'n'.repeat(300)}.yaml`, 'x'],
    ]);
    await expect(writeNewStudy(made, files)).rejects.toMatchObject({
      message: expect.stringContaining('the name is too long'),
      diagnostics: [{ code: 'command/cannot-make' }],
    });
    expect(existsSync(made)).toBe(false);
    expect(existsSync(join(folder, 'bad'))).toBe(true);
    const { stderr } = await call('init', `study/fine/${'x'.repeat(300)}`);
    expect(stderr).not.toContain('--out');
  });

  it('leaves what was there before', async () => {
    const { writeNewStudy } = await import('../../src/cli/files/new-study-folder.ts');
    writeFileSync(join(folder, 'bad', 'notes.txt'), 'x');
    await expect(writeNewStudy(join(folder, 'bad'), new Map([[`${'n'.repeat(300)}.yaml`, 'x']]))).rejects.toThrow();
    expect(readdirSync(join(folder, 'bad'))).toEqual(['notes.txt']);
    rmSync(join(folder, 'bad'), { recursive: true });
  });
});

describe('a study without outputs or claims', () => {
  const bare = fileURLToPath(new URL('../corpus/bad/no-outputs/', import.meta.url));

  it('has nothing to show and nothing to test', async () => {
    expect((await call('run', bare)).stderr).toContain('command/no-outputs');
    expect((await call('test', bare)).stderr).toContain('command/no-claims');
    expect((await call('rivals', bare)).stderr).toContain('command/no-rivals');
    expect((await call('docs', bare)).stderr).toContain('command/no-mechanisms');
  });
});

describe('check', () => {
  it('passes the study that init makes, without a warning', async () => {
    const { status, stdout, stderr } = await call('check', 'study', '--strict');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('balance in all 5 equations');
    expect(stdout).toMatch(/5 variables \(1 stock, 2 flows, 2\s+auxiliaries\)/);
  });

  it('tells a bad study and a study with warnings apart', async () => {
    await call('init', 'bad');
    const model = join(folder, 'bad', 'model.yaml');
    writeFileSync(model, readFileSync(model, 'utf8').replace('fighters * exit_rate', 'fighters * patience'));
    const { status, stderr } = await call('check', 'bad');
    expect(status).toBe(3);
    expect(stderr).toMatch(/model\.yaml:\d+:\d+/);
    const { status: inJson, stdout } = await call('check', 'bad', '--json');
    expect(inJson).toBe(3);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ schema: 'fissure/check/1', ok: false, data: null });
    expect(answer.diagnostics[0]).toMatchObject({ uri: 'model.yaml', severity: 1 });
  });
});

describe('run', () => {
  it('writes CSV with dates and every variable, and the settings beside it', () => {
    const { status } = fissure(
      'run',
      'study',
      '--set',
      'recruits=0',
      '--off',
      'M1',
      '--all',
      '--out',
      'out',
      '--quiet',
    );
    expect(status).toBe(0);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['run.csv', 'run.json']);
    const rows = readFileSync(join(folder, 'out', 'run.csv'), 'utf8')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows[0]!.slice(0, 4)).toEqual(['time', 'date', 'strength', 'exits']);
    expect(rows).toHaveLength(26);
    expect(rows[7]!.slice(0, 2)).toEqual(['6', '2020-07-01']);
    // Nobody joins and nobody is angry: Euler's decay by 2 % a month in eighths.
    expect(Number(rows[25]![2])).toBeCloseTo(5000 * (1 - 0.02 / 8) ** 192, 6);
    expect(JSON.parse(readFileSync(join(folder, 'out', 'run.json'), 'utf8'))).toMatchObject({
      set: [{ target: 'recruits', value: 0 }],
      off: ['M1'],
    });
  });

  it('refuses what one run would keep of every variable, with the number; without --all the same study runs', async () => {
    cpSync(fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url)), join(folder, 'study', 'fine'), {
      recursive: true,
    });
    const settings = join(folder, 'study', 'fine', 'study.yaml');
    const clock = 'dt: 1/40000, save: 1/40000';
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('dt: 1/8', clock));
    const { status, stderr } = await call('run', 'study/fine', '--all');
    expect(status).toBe(3);
    expect(stderr).toContain('run/too-much-kept');
    expect(stderr).toContain('960001');
    expect((await call('run', 'study/fine', '--quiet')).status).toBe(0);
  });

  it('gives the same numbers with either engine', () => {
    const values = (engine: string) =>
      JSON.parse(fissure('run', 'study', '--json', '--engine', engine).stdout).data.outputs;
    expect(values('interpreter')).toEqual(values('javascript'));
  });
});

describe('test', () => {
  it('judges claims, the same with one worker or two', () => {
    const args = ['test', 'study', '--members', '60', '--json', '--quiet'];
    const one = fissure(...args, '--workers', '1');
    const two = fissure(...args, '--workers', '2');
    expect(one.status).toBe(0);
    expect(one.stderr).toBe('');
    expect(two.stdout).toBe(one.stdout);
    const { verdicts } = JSON.parse(one.stdout).data;
    expect(verdicts.map((verdict: { claim: string }) => verdict.claim)).toEqual(['C1', 'C2']);
  });

  it('finds that an expectation is not met', () => {
    const { status, stderr } = fissure('test', 'study', '--members', '40', '--expect', 'C1=vacuous');
    expect(status).toBe(1);
    expect(stderr).toContain('Expected C1 to be vacuous');
  });

  it('answers otherwise when a mechanism is switched off', () => {
    const { stdout } = fissure('test', 'study', '--members', '40', '--off', 'M1', '--claim', 'C1', '--json');
    expect(JSON.parse(stdout).data.verdicts).toMatchObject([{ claim: 'C1', word: 'contradicted' }]);
  });
});

describe('an output that cannot be written', () => {
  it.skipIf(!existsSync('/dev/full'))('is said in one line', () => {
    const command = `"${process.execPath}" "${bin}" check study > /dev/full`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 4,
      stderr: 'error: The output cannot be written: the disk is full.\n',
    });
  });
});

describe('a reader that goes away', () => {
  it('is no mistake', () => {
    const command = `"${process.execPath}" "${bin}" check study --json | head -c 1`;
    const { status, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('Ctrl-C', () => {
  it('stops cleanly and says what was kept', async () => {
    const child = spawn(process.execPath, [bin, 'test', 'study', '--members', '200000'], { cwd: folder });
    let told = '';
    child.stderr.on('data', (data) => {
      // The first line of progress: by then members are done.
      if (told === '') child.kill('SIGINT');
      told += String(data);
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(130);
    expect(told).toMatch(/Stopped: kept [1-9]\d* of 200000 members/);
  });
});

describe('Ctrl-C in the middle of a table', () => {
  it('keeps the columns that are there, as JSON and files', async () => {
    const args = [bin, 'matrix', 'study', '--members', '200000', '--json', '--out', 'stopped'];
    const child = spawn(process.execPath, args, { cwd: folder });
    const written = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => {
      written.stdout += String(data);
    });
    child.stderr.on('data', (data) => {
      written.stderr += String(data);
      // Once: the second time ends at once.
      if (/ [1-9]\/\d+ columns/.test(String(data)) && !child.killed) child.kill('SIGINT');
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(written.stderr).toMatch(/^matrix {2}[█░]+ {2}\d\/\d+ columns .* left/m);
    expect(status).toBe(130);
    const { interrupted, variants } = JSON.parse(written.stdout).data;
    expect(interrupted).toBe(true);
    expect(variants.length).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(join(folder, 'stopped', 'matrix.json'), 'utf8')).variants).toEqual(variants);
  }, 120_000);
});

describe('stress', () => {
  it('knocks out every mechanism, tries other steps, and writes what it found', () => {
    const { status, stdout } = fissure(
      'stress',
      'study',
      '--members',
      '12',
      '--only',
      'knockouts,steps',
      '--out',
      'stress',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('Knock-outs');
    expect(stdout).toContain('half steps');
    expect(stdout).toContain('No finding.');
    expect(readFileSync(join(folder, 'stress', 'knockouts.csv'), 'utf8')).toMatch(/^mechanism,output,change_q05/);
  });

  it('finds a member that breaks an expectation', () => {
    const path = join(folder, 'study', 'expectations.yaml');
    writeFileSync(
      path,
      'nobody:\n  says: Nobody is there.\n  measures: { most: "greatest(fighters, 0, 12)" }\n  holds: most[base] < 0\n',
    );
    const { status, stdout } = fissure('stress', 'study', '--members', '5', '--only', 'expectations', '--json');
    rmSync(path);
    expect(status).toBe(1);
    const { data } = JSON.parse(stdout);
    expect(data.expectations).toMatchObject([{ expectation: 'nobody', holds: 0, applies: 5, met: false }]);
    expect(data.findings).toHaveLength(1);
  });

  it('knows its parts', async () => {
    expect((await call('stress', 'study', '--only', 'everything')).status).toBe(2);
  });
});

describe('rivals', () => {
  it('fits a scenario beside the model as it stands', () => {
    const path = join(folder, 'study', 'history.yaml');
    const before = existsSync(path) ? readFileSync(path, 'utf8') : 'known_by: "6"\n';
    writeFileSync(path, `${before}\nrivals: { paid_in_full: {} }\n`);
    const { status, stdout } = fissure('rivals', 'study', '--members', '20', '--claim', 'C1', '--json');
    writeFileSync(path, before);
    expect(status).toBe(0);
    const { rivals } = JSON.parse(stdout).data;
    expect(rivals.map((one: { scenario: string }) => one.scenario)).toEqual(['', 'paid_in_full']);
    expect(rivals[0].claims[0].claim).toBe('C1');
  });
});

describe('docs', () => {
  it('writes a page for every mechanism', () => {
    const { status } = fissure('docs', 'study', '--members', '12', '--out', 'pages');
    expect(status).toBe(0);
    const pages = ['M1.md', 'README.md', 'claims.md', 'record.md', 'scenarios.md'];
    expect(readdirSync(join(folder, 'pages')).sort()).toEqual(pages);
    expect(readFileSync(join(folder, 'pages', 'M1.md'), 'utf8')).toContain('## What switching it off changes');
  });
});

describe('start', () => {
  it('checks, judges, and writes a page', () => {
    const { status, stdout } = fissure('start', 'study', '--members', '40', '--out', 'report');
    expect(status).toBe(0);
    expect(stdout).toContain('not a forecast and not intelligence');
    expect(existsSync(join(folder, 'report', 'report.html'))).toBe(true);
  });
});

describe('explain', () => {
  it('follows a name through the study', async () => {
    const { stdout } = await call('explain', 'anger', '--study', 'study');
    for (const part of [
      'arrears / patience',
      'M1 Late pay angers',
      'exit_rate',
      'C1 Late pay makes more people leave.',
    ])
      expect(stdout).toContain(part);
  });
});

describe('notes', () => {
  const path = () => join(folder, 'study', 'notes.yaml');
  afterEach(() => rmSync(path(), { force: true }));

  it('are shown by explain on what they are about, and counted by check', async () => {
    const first =
      '- about: [anger, C1]\n  date: 2026-03-04\n  by: A. Reader\n  text: |\n    It *decides*\n    the claim.\n\n    - So.\n';
    writeFileSync(path(), `${first}- { about: [Anger], text: Short. }\n`);
    const { stdout } = await call('explain', 'anger', '--study', 'study');
    expect(stdout).toContain(
      'Notes\n  2026-03-04, A. Reader, also on C1: It *decides* the claim.\n    - So.\n  Short.\n',
    );
    const { data } = JSON.parse((await call('explain', 'C1', '--study', 'study', '--json')).stdout);
    expect(data.notes).toEqual([
      { about: ['anger', 'C1'], date: '2026-03-04', by: 'A. Reader', text: 'It *decides*\nthe claim.\n\n- So.' },
    ]);
    expect((await call('check', 'study')).stdout).toMatch(/\n +notes +2\n/);
    expect(JSON.parse((await call('check', 'study', '--json')).stdout).data.notes).toBe(2);
  });

  it('that are there for nothing are not mentioned', async () => {
    expect((await call('explain', 'anger', '--study', 'study')).stdout).not.toContain('Notes');
    expect((await call('check', 'study')).stdout).not.toContain('notes');
  });

  it('on what the study does not have are an error with its place', async () => {
    writeFileSync(path(), '- { about: [angr], text: x }\n');
    const { status, stderr, stdout } = await call('check', 'study');
    expect(status).toBe(3);
    expect(stdout + stderr).toContain('notes.yaml:1:13');
    expect(stdout + stderr).toContain('Did you mean `anger`?');
  });
});

describe('explain, of whatever has a name', () => {
  const garrison = fileURLToPath(new URL('../../../../studies/garrison', import.meta.url));
  it.each([
    ['musters', 'series', ['soldiers (person)', '6: 880, published 6', 'muster.sixth: After six months']],
    ['paid', 'scenario', ['From\n  6\n', 'arrears = 0']],
    ['present', 'output', ['soldiers: Soldiers', 'musters: Muster rolls']],
    ['form_of_fear', 'structure', ['dread: The rope itself', 'fear_effect = EXP']],
    ['trust', 'stock', ['trust: Trust in the commander']],
  ])('%s, a %s', async (name, kind, told) => {
    const { status, stdout } = await call('explain', name, '--study', garrison);
    expect(status).toBe(0);
    expect(stdout.split('\n')[0]).toBe(`${name} ${kind}`);
    for (const text of told) expect(stdout).toContain(text);
  });

  it('finds dimensions, their labels and what is over them, lookups and inputs', async () => {
    const places = await call('explain', 'place', '--study', FLAGSHIP);
    expect(places.stdout).toMatch(/^place dimension\n/);
    expect(places.stdout).toContain('raqqa: ');
    expect(places.stdout).toContain('Over it');
    const { study } = openStudy(FLAGSHIP);
    const { threadNames, findThread } = await import('../../src/cli/explain/find-thread.ts');
    for (const name of threadNames(study!)) expect(findThread(study!, name)!.sections.length, name).toBeGreaterThan(0);
  }, 120_000);
});

describe('report', () => {
  it('writes a page, a short page, a claim and a chart, and knows no other output', () => {
    const few = ['--members', '4', '-q', '--json'];
    const write = (...args: string[]) => fissure('report', 'study', ...few, ...args);
    expect(write('-o', 'pages/whole.html').status).toBe(0);
    expect(write('--out', 'pages/short.html', '--static').status).toBe(0);
    expect(write('-o', 'pages/chart.html', '--embed', 'chart:strength').status).toBe(0);
    expect(write('-o', 'pages/claim.html', '--embed', 'claim:C1').status).toBe(0);
    const size = (name: string) => readFileSync(join(folder, 'pages', name)).length;
    expect(size('short.html')).toBeLessThan(size('whole.html'));
    expect(size('claim.html')).toBeLessThan(size('short.html'));
    const whole = readFileSync(join(folder, 'pages', 'whole.html'), 'utf8');
    for (const part of [
      'id=causes>',
      'id=equations>',
      '<math ',
      'class="chart loops"',
      'id=knockouts>',
      'Outcomes that change most',
    ])
      expect(whole).toContain(part);
    const wrong = write('-o', 'pages/none.html', '--embed', 'chart:strenght');
    expect(wrong.status).toBe(2);
    expect(wrong.stdout + wrong.stderr).toContain('command/unknown-output');
    expect(existsSync(join(folder, 'pages', 'none.html'))).toBe(false);
  }, 120_000);
});

describe('a model whose units are not checked', () => {
  it('is not said to have units that balance', async () => {
    writeFileSync(
      join(folder, 'file.mdl'),
      'a = 1 ~ apples ~|\nb = a ~ pears ~|\nFINAL TIME = 2 ~~|\nINITIAL TIME = 0 ~~|\nTIME STEP = 1 ~~|\nSAVEPER = 1 ~~|\n',
    );
    const { stdout, stderr } = await call('check', join(folder, 'file.mdl'));
    expect({ stdout, stderr }).toMatchObject({ stdout: expect.stringMatching(/units +not checked/) });
  });
});

describe('a model file that cannot be read', () => {
  it.each([
    ['run', 'unreadable.mdl', 'x = INTEG(1,\n', 'unreadable.mdl:1:'],
    ['import', 'unreadable.mdl', 'x = INTEG(1,\n', 'unreadable.mdl:1:'],
    ['run', 'unreadable.xmile', '<xmile>\n  <a b>\n</xmile>', 'unreadable.xmile:2:'],
    ['import', 'unreadable.xmile', '<xmile>\n  <a b>\n</xmile>', 'unreadable.xmile:2:'],
  ])('%s %s: says where, and writes nothing', (command, file, text, place) => {
    writeFileSync(join(folder, file), text);
    const { status, stdout, stderr } = fissure(command, file);
    expect(status).toBe(3);
    expect(stdout + stderr).toContain(place);
    expect(existsSync(join(folder, 'unreadable'))).toBe(false);
  });
});
