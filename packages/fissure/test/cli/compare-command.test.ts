/** Comparisons against runs made one by one. Workers run built code. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCommand } from './call-command.ts';

const bin = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
const BARE = fileURLToPath(new URL('../corpus/bad/no-outputs/', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fissure-compare-'));
  cpSync(GARRISON, join(folder, 'garrison'), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true }));

async function endsOf(...options: string[]): Promise<readonly number[]> {
  const { stdout } = await callCommand('run', GARRISON, '--json', ...options);
  return JSON.parse(stdout).data.outputs.map(({ values }: { values: number[] }) => values.at(-1));
}

describe('at central values', () => {
  it('is what single runs say, and how they differ', async () => {
    const out = join(folder, 'out');
    const { status, stdout } = await callCommand(
      'compare',
      GARRISON,
      '--scenario',
      'paid',
      '--set',
      'severity=0.3',
      '--off',
      'late_pay',
      '--json',
      '--out',
      out,
      '-q',
    );
    expect(status).toBe(0);
    const { data } = JSON.parse(stdout);
    expect(data.arms.map(({ arm }: { arm: string }) => arm)).toEqual(['base', 'paid', 'changed']);
    const runs = [
      await endsOf(),
      await endsOf('--scenario', 'paid'),
      await endsOf('--set', 'severity=0.3', '--off', 'late_pay'),
    ];
    for (const [i, { arms }] of data.outputs.entries())
      for (const [a, { end }] of arms.entries()) {
        expect(end.value[1]).toBe(runs[a]![i]);
        if (a > 0) expect(end.change[1]).toBeCloseTo(runs[a]![i]! / runs[0]![i]! - 1, 12);
      }
    const [head, ...rows] = readFileSync(join(out, 'runs.csv'), 'utf8').trim().split('\r\n');
    expect(head).toBe(
      'time,present.base,present.paid,present.changed,leaving.base,leaving.paid,leaving.changed,trust.base,trust.paid,trust.changed',
    );
    expect(rows).toHaveLength(25);
    expect(readFileSync(join(out, 'compare.csv'), 'utf8').trim().split('\r\n')).toHaveLength(1 + 3 * 3);
  });

  it('has means as claims measure them', async () => {
    const [present] = JSON.parse((await callCommand('compare', GARRISON, '--output', 'present', '--json')).stdout).data
      .outputs;
    const { data } = JSON.parse((await callCommand('run', GARRISON, '--json')).stdout);
    const values: number[] = data.outputs[0].values;
    let integral = 0;
    for (let i = 1; i < values.length; i++) integral += (values[i - 1]! + values[i]!) / 2;
    expect(present.arms[0].mean.value[1]).toBeCloseTo(integral / 24, 9);
  });

  it('says what was changed, and what is wrong with the change', async () => {
    const shown = await callCommand('compare', GARRISON, '--set', 'severity=0.3');
    expect(shown.stdout).toContain('--set severity=0.3');
    expect(shown.stdout).not.toMatch(/^ +paid /m);
    for (const [args, told] of [
      [['--set', 'severty=0.3'], 'Did you mean "severity"?'],
      [['--scenario', 'piad'], 'Did you mean paid?'],
      [['--output', 'presnt'], 'Did you mean present?'],
    ] as const) {
      const { status, stderr } = await callCommand('compare', GARRISON, ...args);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(told) });
    }
    expect((await callCommand('compare', BARE)).stderr).toContain('command/nothing-to-compare');
  });
});

describe('over members', () => {
  it('compares each with itself: what is multiplied in every member changes by that factor in all of them', () => {
    const args = ['compare', 'garrison', '--members', '40', '--set', 'soldiers_at_start=500', '--json', '-q'];
    const { status, stdout } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(0);
    const [present, leaving] = JSON.parse(stdout).data.outputs;
    // Nobody's wish to leave depends on how many there are.
    for (const change of present.arms[1].end.change) expect(change).toBeCloseTo(-0.5, 9);
    for (const change of leaving.arms[1].mean.change) expect(change).toBeCloseTo(0, 9);
    const [low, middle, high] = present.arms[0].end.value;
    expect(low).toBeLessThan(middle);
    expect(middle).toBeLessThan(high);
  });
});
