/** What a reader adds to a study: variables to look at beside its outputs, and constants that vary as `--vary` has them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/analysis/results.ts';
import { type Additions, NO_ADDITIONS } from '../../src/browser/additions.ts';
import { plottableOf } from '../../src/browser/plottable.ts';
import { readyStudy, type SoundStudy } from '../../src/browser/ready-study.ts';
import type { SimulationAnswer } from '../../src/browser/simulation-messages.ts';
import { Simulations } from '../../src/browser/simulations.ts';
import { knownBaseline } from '../../src/browser/study-message.ts';
import { simulateBaseline } from '../../src/browser/what-if.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import type { MemberPool } from '../../src/experiment/member-pool.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { openWorkerPool } from '../../src/host/worker-pool.ts';
import { callCommand } from '../cli/call-command.ts';

const GARRISON = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

const SITES = `{UTF-8}
site: north, far west ~~|
Water[site] = INTEG (inflow[site] - Water[site] / residence, 50) ~ liter ~|
inflow[site] = 10, 20 ~ liter/Year ~|
residence = 5 ~ Year ~|
whole = SUM(Water[site!]) ~ liter ~|
INITIAL TIME = 0 ~ Year ~|
FINAL TIME = 20 ~ Year ~|
SAVEPER = 1 ~ Year ~|
TIME STEP = 0.25 ~ Year ~|
`;

describe('a study with what its reader wants besides', () => {
  let folder: string;
  let pool: MemberPool;
  const sound = (path: string): SoundStudy => {
    const { study, model, experiment } = openStudy(path);
    const isModelFile = path.endsWith('.mdl');
    const origin = { hash: '', version: '' };
    return { study: study!, model: model!, experiment: experiment!, path, isModelFile, origin };
  };
  const ready = (path: string, additions: Partial<Additions>) =>
    readyStudy(sound(path), { ...NO_ADDITIONS, ...additions }, new Problems())!;
  const assess = async (path: string, additions: Partial<Additions>): Promise<Assessment> =>
    (await simulateBaseline(ready(path, additions).experiment, pool))!.assessment;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fissure-ready-'));
    writeFileSync(join(folder, 'sites.mdl'), SITES);
    pool = openWorkerPool({ workerCount: 2 });
  });

  afterAll(async () => {
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has variables, elements and sums among its outputs, and leaves out what the model does not have', async () => {
    const path = join(folder, 'sites.mdl');
    const plots = ['whole', 'water[far_west]', 'inflow[*]', 'nobody', 'water[nowhere]', 'whole[north]', 'a+b', 'whole'];
    const { experiment, stamp } = ready(path, { plots });
    expect(experiment.outputs.slice(1).map(({ id, title, unit }) => [id, title, unit])).toEqual([
      ['plot.whole', 'whole', 'liter'],
      ['plot.water[far_west]', 'Water (far west)', 'liter'],
      ['plot.inflow[*]', 'inflow, total', 'liter/year'],
    ]);
    expect(stamp).toBe(ready(path, {}).stamp);
    const { bands } = await assess(path, { plots });
    const end = (output: string) => bands.find((band) => band.output === output)!.fitted[2]!.at(-1) as number;
    // Euler's steps of a quarter year, as the closed form of the difference equation has them.
    const left = (1 - 0.25 / 5) ** 80;
    expect(end('plot.water[far_west]')).toBeCloseTo(100 - 50 * left, 9);
    expect(end('plot.whole')).toBeCloseTo(150 - 50 * left, 9);
    expect(end('plot.inflow[*]')).toBe(30);
  });

  it('varies constants as the command line does, with the same numbers', async () => {
    const path = join(folder, 'sites.mdl');
    const varied = [
      { target: 'residence', low: 4, high: 6 },
      { target: 'inflow[north]', low: 5, high: 15 },
    ];
    const { bands } = await assess(path, { varied, members: 64, plots: ['whole'] });
    const { stdout } = await callCommand(
      ...['run', path, '--vary', 'residence=4..6', '--vary', 'inflow[north]=5..15', '--members', '64', '--json'],
    );
    const told = (JSON.parse(stdout) as { data: { bands: Assessment['bands'] } }).data.bands;
    expect(bands.filter(({ output }) => output === told[0]!.output)).toEqual(told);
    expect(told[0]!.fitted[0]!.at(-1)).toBeLessThan(told[0]!.fitted[4]!.at(-1)!);
    const own = ready(path, { varied, members: 64 });
    expect(own.constants).toEqual(ready(path, {}).constants);
    expect(own.stamp).not.toBe(ready(path, {}).stamp);
    // Of a constant that the model does not have there is nothing to vary.
    expect(ready(path, { varied: [{ target: 'nobody', low: 1, high: 2 }] }).experiment.memberCount).toBe(1);
  });

  it('keeps verdicts and weights of a study where only more is looked at', async () => {
    const plain = ready(GARRISON, {});
    const more = ready(GARRISON, { plots: ['soldiers'] });
    expect(more.stamp).toBe(plain.stamp);
    const known = (await simulateBaseline(plain.experiment, pool))!;
    const whole = (await simulateBaseline(more.experiment, pool))!;
    expect(whole.assessment.verdicts).toEqual(known.assessment.verdicts);
    const told: SimulationAnswer[] = [];
    const simulations = new Simulations({ post: (answer) => told.push(answer), openPool: () => pool, now: () => 0 });
    const { experiment } = more;
    simulations.hear({ kind: 'open', turn: 1, experiment, baseline: knownBaseline(known) });
    const added = () => told.find((answer) => answer.kind === 'added');
    await expect.poll(added).toBeDefined();
    const bands = added()!.kind === 'added' ? (added() as { bands: Assessment['bands'] }).bands : [];
    expect(bands).toEqual(whole.assessment.bands.filter(({ output }) => output === 'plot.soldiers'));
    expect(told.filter(({ kind }) => kind === 'baseline' || kind === 'failed')).toEqual([]);
  });

  it('offers what can be plotted, by kind, with the elements of its dimensions', () => {
    const { variables, dimensions } = plottableOf(sound(join(folder, 'sites.mdl')).model);
    expect(variables.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      ...['stock water', 'flow water_net_flow', 'auxiliary whole'],
    ]);
    expect(dimensions).toEqual({
      site: [
        { id: 'north', label: 'north' },
        { id: 'far_west', label: 'far west' },
      ],
    });
  });
});
