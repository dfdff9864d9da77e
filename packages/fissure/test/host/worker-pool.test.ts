/** Worker threads run built files: `npm run build` first, as `npm test` does. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { cutIntoBlocks } from '../../src/experiment/blocks.ts';
import { COMPLETED, type Ensemble, type Experiment, LOST } from '../../src/experiment/experiment.ts';
import { type MemberPool, makeLocalPool } from '../../src/experiment/member-pool.ts';
import { simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { openWorkerPool } from '../../src/host/worker-pool.ts';
import { makeDecayExperiment, readingOfX } from '../experiment/decay-experiment.ts';
import { firstMembers } from '../experiment/first-members.ts';

const entry = new URL('../../dist/host/member-worker.js', import.meta.url);
const dying = new URL('./dying-worker.mjs', import.meta.url);
const experiment = makeDecayExperiment({ memberCount: 120 });
const simulateHere = (own: Experiment) =>
  simulateExperiment(own, { pool: makeLocalPool(own, interpretPlan(own.plan)) });

let pool: MemberPool | undefined;
afterEach(async () => {
  await pool?.close();
  delete process.env.FISSURE_TEST_FATAL;
  delete process.env.FISSURE_TEST_ONCE;
  delete process.env.FISSURE_TEST_UNNOTED;
});

it('has a built worker to test', () => expect(existsSync(entry), 'run npm run build first').toBe(true));

describe.each([
  ['with a queue in shared memory', true],
  ['with messages', false],
])('worker pool %s', (_, sharesMemory) => {
  it.each([1, 2, 3])('gives the same bytes with %i workers as without', async (workerCount) => {
    pool = openWorkerPool({ workerCount, sharesMemory });
    const expected = await simulateHere(experiment);
    for (const blockSize of [7, 40, 1000])
      expect(await simulateExperiment(experiment, { pool, blockSize })).toEqual(expected);
  });

  it('simulates one experiment after the other, also on another plan', async () => {
    pool = openWorkerPool({ workerCount: 2, sharesMemory });
    const { plan } = experiment;
    const shorter = makeDecayExperiment({ memberCount: 60, plan: { ...plan, time: { ...plan.time, stepCount: 240 } } });
    const others = [1, 2, 3, 4, 5].map((seed) => makeDecayExperiment({ memberCount: 20, seed }));
    for (const own of [experiment, shorter, ...others, experiment])
      expect(await simulateExperiment(own, { pool, blockSize: 9 })).toEqual(await simulateHere(own));
  });

  it('takes jobs that come at the same time in turn', async () => {
    pool = openWorkerPool({ workerCount: 2, sharesMemory });
    const other = makeDecayExperiment({ memberCount: 50, seed: 9 });
    const both = [experiment, other].map((own) => simulateExperiment(own, { pool: pool!, blockSize: 5 }));
    expect(await Promise.all(both)).toEqual([await simulateHere(experiment), await simulateHere(other)]);
  });

  it.each([1, 2])('does what is urgent between two blocks of the other, with %i workers', async (workerCount) => {
    pool = openWorkerPool({ workerCount, sharesMemory });
    const long = makeDecayExperiment({ memberCount: 4000 });
    const order: string[] = [];
    let plain: Promise<Ensemble> | undefined;
    await new Promise<void>((hasBegun) => {
      plain = simulateExperiment(long, { pool: pool!, blockSize: 10, onProgress: () => hasBegun() });
    });
    const urgent = [3, 4, 5].map(async (seed) => {
      const own = makeDecayExperiment({ memberCount: 30, seed });
      const ensemble = await simulateExperiment(own, { pool: pool!, blockSize: 4, isUrgent: true });
      order.push(`urgent ${seed}`);
      expect(ensemble).toEqual(await simulateHere(own));
    });
    const whole = await plain;
    order.push('plain');
    await Promise.all(urgent);
    expect(order).toEqual(['urgent 3', 'urgent 4', 'urgent 5', 'plain']);
    expect(whole).toEqual(await simulateHere(long));
  });

  it('loses nothing where a worker dies of a block while something urgent waits behind it', async () => {
    process.env.FISSURE_TEST_FATAL = '44';
    pool = openWorkerPool({ workerCount: 1, entry: dying, sharesMemory });
    const urgent = makeDecayExperiment({ memberCount: 30, seed: 3 });
    const [plain, own] = await Promise.all([
      simulateExperiment(experiment, { pool, blockSize: 50 }),
      simulateExperiment(urgent, { pool, blockSize: 4, isUrgent: true }),
    ]);
    expect(own).toEqual(await simulateHere(urgent));
    for (let member = 0; member < 120; member++)
      expect(plain.failedSteps[2 * member]).toBe(member < 50 ? LOST : COMPLETED);
  });

  it('stops with what is finished, and can be used again', async () => {
    pool = openWorkerPool({ workerCount: 2, sharesMemory });
    const long = makeDecayExperiment({ memberCount: 4000 });
    const stop = new AbortController();
    const onProgress = ({ done }: { readonly done: number }) => {
      if (done >= 100) stop.abort();
    };
    const part = await simulateExperiment(long, { pool, blockSize: 10, signal: stop.signal, onProgress });
    expect(part.members.length).toBe(100);
    const whole = await simulateHere(long);
    for (const [row, member] of part.members.entries())
      expect(part.measures.subarray(6 * row, 6 * row + 6)).toEqual(whole.measures.subarray(6 * member, 6 * member + 6));
    expect(await simulateExperiment(experiment, { pool })).toEqual(await simulateHere(experiment));
  });

  it('does a block again when its worker dies', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fissure-'));
    process.env.FISSURE_TEST_FATAL = '44';
    process.env.FISSURE_TEST_ONCE = join(folder, 'died');
    pool = openWorkerPool({ workerCount: 2, entry: dying, sharesMemory });
    const ensemble = await simulateExperiment(experiment, { pool, blockSize: 10 });
    expect(existsSync(process.env.FISSURE_TEST_ONCE)).toBe(true);
    rmSync(folder, { recursive: true });
    expect(ensemble).toEqual(await simulateHere(experiment));
  });

  it.each([1, 2])('reports members as lost when %i workers die of them, and goes on', async (workerCount) => {
    process.env.FISSURE_TEST_FATAL = '44';
    pool = openWorkerPool({ workerCount, entry: dying, sharesMemory });
    const ensemble = await simulateExperiment(experiment, { pool, blockSize: 10 });
    const whole = await simulateHere(experiment);
    expect(ensemble.members).toEqual(whole.members);
    for (let member = 0; member < 120; member++) {
      const lost = member >= 40 && member < 50;
      expect(ensemble.failedSteps[2 * member]).toBe(lost ? LOST : COMPLETED);
      if (!lost) expect(ensemble.measures[6 * member]).toBe(whole.measures[6 * member]);
    }
  });

  it('passes on an error in our own code', async () => {
    const broken = makeDecayExperiment({
      memberCount: 10,
      schedule: [{ arm: 9, from: undefined, snapshotAt: undefined, until: 160 }],
    });
    pool = openWorkerPool({ workerCount: 1, entry, sharesMemory });
    await expect(simulateExperiment(broken, { pool })).rejects.toThrow(TypeError);
  });

  it('closing ends what is under way', async () => {
    pool = openWorkerPool({ workerCount: 1, entry, sharesMemory });
    const job = {
      experiment,
      blocks: cutIntoBlocks({ first: 0, count: 100 }, 100),
      bands: 'exact' as const,
      onBlock: () => undefined,
    };
    const outcome = expect(pool.run(job)).rejects.toThrow('closed');
    await new Promise((resolve) => setTimeout(resolve, 0));
    await pool.close();
    await outcome;
    await expect(pool.run(job)).rejects.toThrow('closed');
  });

  it('gives the same sketch for any number of workers and size of blocks', async () => {
    const fitted = makeDecayExperiment({ memberCount: 300, history: [readingOfX(40, 5)], pointCount: 1 });
    const local = makeLocalPool(fitted, interpretPlan(fitted.plan));
    const expected = await simulateExperiment(fitted, { pool: local, blockSize: 300, bands: 'sketched' });
    expect(expected.outputs).toHaveLength(0);
    expect(expected.sketch!.fitted.length).toBeGreaterThan(0);
    pool = openWorkerPool({ workerCount: 3, sharesMemory });
    for (const blockSize of [7, 64, 200])
      expect(await simulateExperiment(fitted, { pool, blockSize, bands: 'sketched' })).toEqual(expected);
  });
});

it('misses no block that a worker took and died before it could note that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-'));
  process.env.FISSURE_TEST_UNNOTED = '7';
  process.env.FISSURE_TEST_ONCE = join(folder, 'died');
  pool = openWorkerPool({ workerCount: 2, entry: dying });
  const ensemble = await simulateExperiment(experiment, { pool, blockSize: 10 });
  expect(existsSync(process.env.FISSURE_TEST_ONCE)).toBe(true);
  rmSync(folder, { recursive: true });
  expect(ensemble).toEqual(await simulateHere(experiment));
});

it('150 members are the first half of 300, whatever the workers', async () => {
  const long = makeDecayExperiment({ memberCount: 300 });
  const short = makeDecayExperiment({ memberCount: 150 });
  pool = openWorkerPool({ workerCount: 2, entry });
  const whole = await simulateExperiment(long, { pool });
  expect(await simulateExperiment(short, { pool, blockSize: 11 })).toEqual(firstMembers(whole, 150));
});

it('says so when workers cannot start at all', async () => {
  pool = openWorkerPool({ workerCount: 2, entry: new URL('./no-such-worker.js', import.meta.url) });
  await expect(simulateExperiment(experiment, { pool })).rejects.toThrow('did not start');
});
