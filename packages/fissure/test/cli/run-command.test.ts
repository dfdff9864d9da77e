/** `fissure run` and `compile`. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { webAssembly } from '../../src/engine/webassembly/webassembly-api.ts';
import { BIN, GARRISON, studyFolder } from './study-folder.ts';

const place = studyFolder();
const { call, fissure } = place;

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
    expect(readdirSync(join(place.folder, 'out')).sort()).toEqual(['run.csv', 'run.json']);
    const rows = readFileSync(join(place.folder, 'out', 'run.csv'), 'utf8')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows[0]!.slice(0, 4)).toEqual(['time', 'date', 'strength', 'exits']);
    expect(rows).toHaveLength(26);
    expect(rows[7]!.slice(0, 2)).toEqual(['6', '2020-07-01']);
    // Nobody joins and nobody is angry: Euler's decay by 2 % a month in eighths.
    expect(Number(rows[25]![2])).toBeCloseTo(5000 * (1 - 0.02 / 8) ** 192, 6);
    expect(JSON.parse(readFileSync(join(place.folder, 'out', 'run.json'), 'utf8'))).toMatchObject({
      set: [{ target: 'recruits', value: 0 }],
      off: ['M1'],
    });
  });

  it('refuses what one run would keep of every variable, with the number; without --all the same study runs', async () => {
    cpSync(GARRISON, join(place.folder, 'study', 'fine'), {
      recursive: true,
    });
    const settings = join(place.folder, 'study', 'fine', 'study.yaml');
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

describe('a host without WebAssembly', () => {
  it('runs generated JavaScript, says so, and gives the same bytes', () => {
    const args = [BIN, 'run', 'study', '--members', '6', '--json'];
    const options = { cwd: place.folder, encoding: 'utf8' } as const;
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
    const out = join(place.folder, 'compiled');
    expect((await call('compile', 'study', '--open', '--out', out)).status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['ir.txt', 'kernel.js', 'kernel.wasm', 'plan.txt']);
    const { Module } = webAssembly();
    expect(() => new Module(new Uint8Array(readFileSync(join(out, 'kernel.wasm'))))).not.toThrow();
  });

  it('takes no other stage', async () => {
    expect((await call('compile', 'study', '--print', 'machine')).status).toBe(2);
  });
});
