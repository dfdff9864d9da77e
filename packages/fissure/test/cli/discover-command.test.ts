/** In which region an outcome happens, where that is known. Workers run built code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { callCommand } from './call-command.ts';

const BIN = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fissure-discover-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The level ends at `fast`, and its peak is `peak`: `idle` does nothing. */
const MODEL = `level = INTEG(STEP(fast - peak, 5), peak) ~ ~|
fast = 5 ~ ~|
peak = 15 ~ ~|
shown = level + 0 * idle ~ ~|
idle = 1 ~ ~|
INITIAL TIME = 0 ~ Month ~| FINAL TIME = 6 ~ Month ~| TIME STEP = 1 ~ Month ~|
`;
writeFileSync(join(folder, 'level.mdl'), MODEL);
const RANGES = ['--vary', 'fast=0..10', '--vary', 'peak=10..20', '--vary', 'idle=0..1'];

function discover(...args: string[]) {
  const command = ['discover', 'level.mdl', ...RANGES, '--members', '500', '-q', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...command], { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

it.each([
  ['show_level < 3', 'fast', { low: null, alternatives: [] }, 'high', 3],
  ['max(show_level) > 18', 'peak', { high: null, alternatives: [] }, 'low', 18],
] as const)('%s', (where, factor, open, side, edge) => {
  const { data, schema } = JSON.parse(discover('--where', where, '--density', '1', '--json'));
  expect(schema).toBe('fissure/discover/1');
  expect(data).toMatchObject({ where, members: 500 });
  expect(data.box.density).toBe(1);
  expect(data.box.limits).toMatchObject([{ factor, ...open }]);
  // Slices of a twentieth stop at the last that is whole.
  const { coverage, mass } = data.box;
  expect(coverage).toBeGreaterThan(0.85);
  expect(mass).toBeCloseTo(data.share * coverage, 9);
  expect(Math.abs(data.box.limits[0][side] - edge)).toBeLessThan(0.5);
  expect(data.boxes[0]).toMatchObject({ coverage: 1, density: data.share, mass: 1, limits: [] });
});

it('shows it, and writes every box', () => {
  const shown = discover('--where', 'show_level<3', '--out', 'out');
  expect(shown).toContain('show_level < 3: in 30 of 100 members.');
  expect(shown).toMatch(/fast +below 3\.\d+ +<0\.001/);
  const rows = readFileSync(join(folder, 'out/discover.csv'), 'utf8').trim().split('\r\n');
  expect(rows.slice(0, 2)).toEqual([
    'box,coverage,density,mass,factor,low,high,alternatives',
    expect.stringMatching(/^0,1,0\.3\d*,1,,,,$/),
  ]);
  const { boxes } = JSON.parse(readFileSync(join(folder, 'out/discover.json'), 'utf8'));
  expect(Number(rows.at(-1)!.split(',')[0])).toBe(boxes.length - 1);
});

it('says where a claim breaks', () => {
  const { stdout, status } = spawnSync(
    process.execPath,
    [BIN, 'discover', GARRISON, '--where', 'C1=breaks', '--members', '300', '--json', '-q'],
    { encoding: 'utf8' },
  );
  expect(status).toBe(0);
  const { data } = JSON.parse(stdout);
  // What `fissure test` says that it hinges on.
  expect(data.box.limits.map(({ factor }: { factor: string }) => factor)).toContain('impatience');
  expect(data.box.density).toBeGreaterThan(data.share);
});

it.each([
  [['--where', 'presnt<5'], 'command/unknown-output'],
  [['--where', 'C9=breaks'], 'command/unknown-claim'],
  [['--where', 'median(present)<5'], 'command/usage'],
  [['--where', 'present<5', '--density', '80'], 'command/usage'],
  [[], 'command/usage'],
])('refuses %j', async (args, code) => {
  const { status, stderr } = await callCommand('discover', GARRISON, ...args);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(code) });
});
