/** What decides where outputs end, where that is known. Workers run built code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { callCommand } from './call-command.ts';

const bin = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
const BARE = fileURLToPath(new URL('../corpus/bad/no-outputs/', import.meta.url));

function sensitivity(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [bin, 'sensitivity', GARRISON, '--members', '80', '-q', ...args],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

it('finds the only number that acts when both mechanisms are off', () => {
  const { data } = JSON.parse(sensitivity('--off', 'gallows,late_pay', '--json'));
  const [present, leaving, trust] = data.outputs;
  expect(present.factors[0]).toMatchObject({ factor: 'base_leaving', direction: 'falls', matters: true });
  expect(present.factors[0].distance).toBeCloseTo(1, 9);
  expect(present.factors[0].correlation).toBeCloseTo(-1, 9);
  expect(present.factors[0].split.shareBelow).toBe(1);
  expect(leaving.factors[0].correlation).toBeCloseTo(1, 9);
  expect(present.factors.slice(1).every(({ matters }: { matters: boolean }) => !matters)).toBe(true);
  expect(trust).toMatchObject({ output: 'trust', middle: 1, factors: [] });
});

it('shows it, and writes it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-sensitivity-'));
  const shown = sensitivity('--off', 'gallows,late_pay', '--output', 'present,trust', '--top', '3', '--out', folder);
  expect(shown).toMatch(/base_leaving +1\.00 +−1\.00 +100 below 0\.0\d+ per month and <1 above/);
  expect(shown).toMatch(/: half end above [\d.]+ persons\n/);
  expect(shown).toContain('Trust in the commander: every member ends at 1.');
  expect(shown).not.toContain('leaves each month:');
  const rows = readFileSync(join(folder, 'sensitivity.csv'), 'utf8').trim().split('\r\n');
  rmSync(folder, { recursive: true });
  expect(rows).toHaveLength(1 + 3);
  expect(rows[1]).toMatch(/^present,base_leaving,/);
});

it('shares the variance out, the same for any number of workers', () => {
  const asked = ['sensitivity', GARRISON, '--sobol', '--pairs', '60', '--off', 'gallows,late_pay', '--json', '-q'];
  const [one, two] = ['1', '2'].map((workers) =>
    spawnSync(process.execPath, [bin, ...asked, '--workers', workers], { encoding: 'utf8' }),
  );
  expect({ status: one!.status, stderr: one!.stderr }).toEqual({ status: 0, stderr: '' });
  expect(two!.stdout).toBe(one!.stdout);
  const { data } = JSON.parse(one!.stdout);
  const [present, , trust] = data.outputs;
  expect(present.factors[0].factor).toBe('base_leaving');
  expect(present.factors[0].inAll.share).toBeGreaterThan(0.8);
  for (const { inAll } of present.factors.slice(1)) expect(inAll.share).toBe(0);
  expect(trust.factors).toEqual([]);
});

it('tells shares of the variance at a day of the run', async () => {
  const asked = [GARRISON, '--sobol', '--pairs', '20', '--workers', '1', '--engine', 'interpreter', '-q'];
  const shown = await callCommand('sensitivity', ...asked, '--at', '6', '--top', '2', '--output', 'present');
  expect(shown.stdout).toMatch(/shares of the variance at 6\n/);
  expect(shown.stdout).toMatch(/All 9 alone, added up: /);
  expect((await callCommand('sensitivity', ...asked, '--at', '1999')).stderr).toContain('command/not-a-moment');
  expect((await callCommand('sensitivity', ...asked, '--members', '5')).stderr).toContain('command/usage');
});

it('needs something that is uncertain, and room for every member', async () => {
  expect((await callCommand('sensitivity', BARE)).stderr).toContain('command/nothing-uncertain');
  const many = await callCommand('sensitivity', GARRISON, '--members', '450000');
  expect({ status: many.status, stderr: many.stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('command/too-many-traces'),
  });
});
