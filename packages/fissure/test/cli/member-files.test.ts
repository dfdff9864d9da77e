/** What stands in members.csv and traces.csv, against runs and verdicts made in other ways. Workers run built code. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/base/csv.ts';
import { callCommand } from './call-command.ts';

const bin = fileURLToPath(new URL('../../bin/fissure.js', import.meta.url));
const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));
let folder: string;
let study: string;

function fissure(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' });
  expect(stderr).not.toMatch(/^\s+at /m);
  return { status, stdout };
}

function tableOf(name: string): readonly Readonly<Record<string, string>>[] {
  const { rows } = readCsv(readFileSync(join(folder, 'out', name), 'utf8'));
  const [head, ...body] = rows.map((row) => row.map(({ text }) => text));
  return body.map((row) => Object.fromEntries(head!.map((title, i) => [title, row[i]!])));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fissure-members-'));
  study = join(folder, 'garrison');
  cpSync(GARRISON, study, { recursive: true });
  const asked = ['--members', '60', '--replicates', '2', '--out', 'out', '--traces', '--quiet'];
  expect(fissure('test', study, ...asked).status).toBe(0);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('members.csv', () => {
  it('has what the shares of verdicts are made of', () => {
    const members = tableOf('members.csv');
    expect(members).toHaveLength(60);
    expect(members[7]).toMatchObject({ member: '7', point: '3', replicate: '1', failed_runs: '0' });
    const { verdicts } = JSON.parse(readFileSync(join(folder, 'out', 'verdicts.json'), 'utf8'));
    for (const { claim, fitted, prior } of verdicts)
      for (const [weight, { share }] of [
        ['weight', fitted],
        ['prior_weight', prior],
      ] as const) {
        const sum = (outcome: string) =>
          members.reduce((total, row) => total + (row[`${claim}.case`] === outcome ? Number(row[weight]) : 0), 0);
        expect(sum('holds') / (sum('holds') + sum('breaks'))).toBeCloseTo(share, 12);
      }
  });

  it('has numbers with which the same member can be run again, to the last digit', async () => {
    const row = tableOf('members.csv').find(({ form_of_fear }) => form_of_fear === 'dread')!;
    const drawn = Object.entries(row).filter(([title]) => /^[a-z_]+$/.test(title) && !IDENTITY.has(title));
    const sets = drawn
      .filter(([title]) => title !== 'form_of_fear')
      .flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    expect(sets.length).toBeGreaterThan(12);
    const { stdout } = await callCommand('run', study, ...sets, '--json');
    const { data } = JSON.parse(stdout);
    const traces = tableOf('traces.csv').filter(({ member }) => member === row.member);
    for (const { id, values } of data.outputs) expect(traces.map((trace) => Number(trace[id]))).toEqual(values);
    expect(Number(row['C2.present.base'])).toBe(data.outputs[0].values.at(-1));
    const gone = 1000 - data.outputs[0].values[12];
    expect(Number(row['C1.lost.base'])).toBeCloseTo(gone, 9);
  });
});

describe('traces.csv', () => {
  it('has a row for every member and saved time', () => {
    const traces = tableOf('traces.csv');
    expect(traces).toHaveLength(60 * 25);
    expect(Object.keys(traces[0]!)).toEqual(['member', 'time', 'present', 'leaving', 'trust']);
  });

  it('is asked for where it can be written', async () => {
    for (const [args, code] of [
      [['run', study, '--traces', '--out', join(folder, 'x')], 'command/traces-of-one-run'],
      [['run', study, '--traces', '--members', '5'], 'command/traces-without-out'],
      [['test', study, '--traces', '--members', '200000', '--out', join(folder, 'x')], 'command/too-many-traces'],
    ] as const) {
      const { status, stderr } = await callCommand(...args);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(code) });
    }
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

const IDENTITY = new Set(['member', 'point', 'replicate', 'weight', 'prior_weight', 'failed_runs']);
