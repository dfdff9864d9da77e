/**
 * Predator and prey against two independent fits: posterior means of posteriordb (hudson_lynx_hare-lotka_volterra), and
 * SciPy's least squares where it is there. Pelts of lynxes and hares in thousands, Hudson Bay, 1900 to 1920: Elton and
 * Nicholson (1942), figures as in Howard (2009). Workers run built code.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { callCommand } from './call-command.ts';

const bin = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
const FLAGSHIP = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const PYTHON = '/usr/bin/python3';
const hasSciPy = spawnSync(PYTHON, ['-c', 'import scipy']).status === 0;

const HARES = [
  30, 47.2, 70.2, 77.4, 36.3, 20.6, 18.1, 21.4, 22, 25.4, 27.1, 40.3, 57, 76.6, 52.3, 19.5, 11.2, 7.6, 14.6, 16.2, 24.7,
];
const LYNXES = [
  4, 6.1, 9.8, 35.2, 59.4, 41.7, 19, 13, 8.3, 9.1, 7.4, 8, 12.3, 19.5, 45.7, 51.1, 29.7, 15.8, 9.7, 10.1, 8.6,
];

const MODEL = `{UTF-8}
hares = INTEG(birth rate * hares - hunting * hares * lynxes, hares0) ~ ~ |
lynxes = INTEG(feeding * hares * lynxes - death rate * lynxes, lynxes0) ~ ~ |
birth rate = 0.5 ~ ~ |
hunting = 0.025 ~ ~ |
death rate = 0.8 ~ ~ |
feeding = 0.025 ~ ~ |
hares0 = 30 ~ ~ |
lynxes0 = 4 ~ ~ |
INITIAL TIME = 0 ~ Year ~ |
FINAL TIME = 20 ~ Year ~ |
SAVEPER = 1 ~ Year ~ |
TIME STEP = 0.03125 ~ Year ~ |
`;

const RANGES = ['birth_rate=0.1..2', 'hunting=0.001..0.2', 'death_rate=0.1..2', 'feeding=0.001..0.2'];
const VARY = [...RANGES, 'hares0=5..100', 'lynxes0=1..30'].flatMap((range) => ['--vary', range]);

const folder = mkdtempSync(join(tmpdir(), 'fissure-calibrate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'pelts.mdl');
const data = join(folder, 'pelts.csv');
writeFileSync(model, MODEL);
writeFileSync(data, `time,Hares,lynxes\n${HARES.map((hares, i) => `${i},${hares},${LYNXES[i]}`).join('\n')}\n`);

function calibrated(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [bin, 'calibrate', model, '--data', data, '--relative', ...VARY, '-q', ...args],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** By name: what was found. */
function numbersOf(json: string): Map<string, { value: number; interval: [number, number] }> {
  return new Map(JSON.parse(json).data.numbers.map((one: { name: string }) => [one.name, one]));
}

/** The same model, by Euler's rule with the same step, and the same loss. */
const SCIPY = `
import json, sys
import numpy as np
from scipy.optimize import minimize
hares, lynxes = np.array(json.loads(sys.argv[1])), np.array(json.loads(sys.argv[2]))
def loss(logs):
    b, h, d, f, x, y = np.exp(logs)
    xs, ys, dt = [x], [y], 1 / 32
    for k in range(640):
        x, y = x + dt * (b * x - h * x * y), y + dt * (f * x * y - d * y)
        if (k + 1) % 32 == 0: xs.append(x); ys.append(y)
    off = lambda seen, made: len(seen) * np.log(np.sqrt(np.mean((np.log(seen) - np.log(made)) ** 2)))
    return off(hares, xs) + off(lynxes, ys)
start = np.log([0.5, 0.03, 0.8, 0.03, 30, 5])
best = minimize(loss, start, method='Nelder-Mead', options=dict(xatol=1e-8, fatol=1e-11, maxiter=20000, maxfev=20000)).x
step = 1e-4 * np.eye(6)
curve = [[(loss(best + i + j) - loss(best + i - j) - loss(best - i + j) + loss(best - i - j)) / 4e-8 for j in step] for i in step]
print(json.dumps([np.exp(best).tolist(), np.sqrt(np.diag(np.linalg.inv(curve))).tolist()]))
`;

/** A message with this code that points there. */
const saying = (code: string, place: string) => new RegExp(`${code}[\\s\\S]*${place.replaceAll('.', '\\.')}`);

describe('fissure calibrate', () => {
  const json = calibrated('--json');

  it('finds what a Bayesian fit of the same record has, within its standard deviations', () => {
    // posteriordb, reference means and mean squares.
    const reference = [
      ['birth_rate', 0.546864, 0.30303629],
      ['hunting', 0.0277473, 0.0007871719],
      ['death_rate', 0.800095, 0.6481388153],
      ['feeding', 0.0240859, 0.0005925775],
      ['hares0', 34.0352, 1166.9038171313],
      ['lynxes0', 5.9359, 35.5163321009],
    ] as const;
    const numbers = numbersOf(json);
    for (const [name, mean, meanSquare] of reference) {
      const sd = Math.sqrt(meanSquare - mean * mean);
      const { value, interval } = numbers.get(name)!;
      expect(Math.abs(value - mean)).toBeLessThan(sd);
      const ownSd = (interval[1] - interval[0]) / (2 * 1.96);
      expect(ownSd / sd).toBeGreaterThan(0.7);
      expect(ownSd / sd).toBeLessThan(1.3);
    }
    for (const { misfit } of JSON.parse(json).data.series) expect(misfit).toBeLessThan(0.26);
  });

  it.skipIf(!hasSciPy)('finds what SciPy finds, to six digits, with the same errors', () => {
    const asked = ['-c', SCIPY, JSON.stringify(HARES), JSON.stringify(LYNXES)];
    const [best, errors] = JSON.parse(execFileSync(PYTHON, asked, { encoding: 'utf8' })) as [number[], number[]];
    for (const [i, { value, interval }] of [...numbersOf(json).values()].entries()) {
      expect(value / best[i]!).toBeCloseTo(1, 5);
      // SciPy's errors are of logarithms, ours of shares of the range: both nearly normal.
      expect(Math.log(interval[1] / interval[0]) / (2 * 1.96 * errors[i]!)).toBeCloseTo(1, 1);
    }
  });

  it('finds the same with any number of workers, shows it, and writes it', () => {
    const out = join(folder, 'out');
    const shown = calibrated('--workers', '1', '--out', out);
    const { value } = numbersOf(json).get('birth_rate')!;
    expect(shown).toContain(`--set birth_rate=${value}`);
    expect(shown).toMatch(/Hares +21 +a factor of 1\.2\d +9\d of 100/);
    const rows = readFileSync(join(out, 'calibrated.csv'), 'utf8').trim().split('\r\n');
    expect(rows.map((row) => row.split(',')[0])).toEqual([
      'number',
      ...['birth_rate', 'hunting', 'death_rate', 'feeding', 'hares0', 'lynxes0'],
    ]);
    expect(readFileSync(join(out, 'fit.csv'), 'utf8').trim().split('\r\n')).toHaveLength(1 + 42);
  });

  it('reads the table and the command of the guide', () => {
    const guide = readFileSync(
      fileURLToPath(new URL('../../../../docs/how-to/calibrate-a-model.md', import.meta.url)),
      'utf8',
    );
    const table = /```csv\n([\s\S]*?)```/.exec(guide)![1]!;
    const [, ranges] = /calibrate model\.mdl --data observed\.csv (.*)\n/.exec(guide)!;
    const observed = join(folder, 'observed.csv');
    writeFileSync(observed, table);
    const asked = [
      bin,
      'calibrate',
      model,
      '--data',
      observed,
      ...ranges!.split(' '),
      '-q',
      '--json',
      '--runs',
      '2000',
    ];
    const { data } = JSON.parse(spawnSync(process.execPath, asked, { encoding: 'utf8' }).stdout);
    expect(data.series.map((one: { points: readonly unknown[] }) => one.points.length)).toEqual([3, 3]);
    expect(data.numbers).toHaveLength(2);
  });

  it('says what is missing, and what is wrong with a table', async () => {
    const run = async (...args: string[]) => (await callCommand('calibrate', ...args)).stderr;
    expect(await run(model, '--data', data)).toContain('command/nothing-to-calibrate');
    expect(await run(model, '--vary', 'hunting=0.1..1')).toMatch(/nothing was\s+observed/);
    expect(await run(model, '--data', join(folder, 'none.csv'))).toContain('command/cannot-read');
    const bad = join(folder, 'bad.csv');
    const wrong = async (text: string) => {
      writeFileSync(bad, text);
      return run(model, '--data', bad, '--vary', 'hunting=0.1..1');
    };
    expect(await wrong('time,hares\nlater,3\n')).toMatch(saying('data/not-a-moment', 'bad.csv:2:1'));
    expect(await wrong('time,hares\n1,many\n')).toMatch(saying('data/not-observed', 'bad.csv:2:3'));
    expect(await wrong('time\n1\n')).toContain('data/no-observations');
    expect(await wrong('time,wolves\n1,3\n')).toContain('wolves');
    expect(await run(GARRISON, '--only', 'nobody')).toContain('nobody');
    expect(await run(FLAGSHIP)).toContain('command/too-many-to-calibrate');
    const below = join(folder, 'below.mdl');
    writeFileSync(below, MODEL.replace('hares0 = 30', 'debt = -hunting ~ ~ |\nhares0 = 30'));
    writeFileSync(bad, 'time,debt\n1,3\n');
    const asked = [
      '--relative',
      '--vary',
      'hunting=0.1..1',
      '--runs',
      '200',
      '--workers',
      '1',
      '--engine',
      'interpreter',
    ];
    expect(await run(below, '--data', bad, ...asked)).toContain('command/no-likely-point');
  });
});
