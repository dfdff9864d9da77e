/** Worker threads run built files: `npm run build` first, as `npm test` does. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { takeMembers } from '../../src/experiment/ensembles.ts';
import { COMPLETED, LOST } from '../../src/experiment/experiment.ts';
import { type MemberPool, makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { openWorkerPool } from '../../src/host/worker-pool.ts';
import { makeDecayExperiment } from '../experiment/decay-experiment.ts';

const entry = new URL('../../dist/host/member-worker.js', import.meta.url);
const dying = new URL('./dying-worker.mjs', import.meta.url);
const experiment = makeDecayExperiment({ memberCount: 120 });
const expected = () =>
  simulateExperiment(experiment, { pool: makeLocalPool(experiment, interpretPlan(experiment.plan)) });

let pool: MemberPool | undefined;
afterEach(async () => {
  await pool?.close();
  delete process.env.FISSURE_TEST_FATAL;
  delete process.env.FISSURE_TEST_ONCE;
});

it('has a built worker to test', () => expect(existsSync(entry), 'run npm run build first').toBe(true));

describe('worker pool', () => {
  it.each([1, 2, 3])('gives the same bytes with %i workers as without', async (workerCount) => {
    pool = openWorkerPool(experiment, { workerCount });
    expect(await simulateExperiment(experiment, { pool, blockSize: 7 })).toEqual(await expected());
  });

  it('150 members are the first half of 300, whatever the workers', async () => {
    const long = makeDecayExperiment({ memberCount: 300 });
    const short = makeDecayExperiment({ memberCount: 150 });
    pool = openWorkerPool(long, { workerCount: 2, entry });
    const whole = await simulateExperiment(long, { pool });
    await pool.close();
    pool = openWorkerPool(short, { workerCount: 1, entry });
    expect(await simulateExperiment(short, { pool, blockSize: 11 })).toEqual(takeMembers(whole, 150));
  });

  it('does a block again when its worker dies', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fissure-'));
    process.env.FISSURE_TEST_FATAL = '44';
    process.env.FISSURE_TEST_ONCE = join(folder, 'died');
    pool = openWorkerPool(experiment, { workerCount: 2, entry: dying });
    const ensemble = await simulateExperiment(experiment, { pool, blockSize: 10 });
    expect(existsSync(process.env.FISSURE_TEST_ONCE)).toBe(true);
    rmSync(folder, { recursive: true });
    expect(ensemble).toEqual(await expected());
  });

  it('reports the members of a block as lost when its worker dies twice, and goes on', async () => {
    process.env.FISSURE_TEST_FATAL = '44';
    pool = openWorkerPool(experiment, { workerCount: 2, entry: dying });
    const ensemble = await simulateExperiment(experiment, { pool, blockSize: 10 });
    const whole = await expected();
    expect(ensemble.members).toEqual(whole.members);
    for (let member = 0; member < 120; member++) {
      const lost = member >= 40 && member < 50;
      expect(ensemble.failedSteps[2 * member]).toBe(lost ? LOST : COMPLETED);
      if (!lost) expect(ensemble.measures[6 * member]).toBe(whole.measures[6 * member]);
    }
  });

  it('says so when workers cannot start at all', async () => {
    pool = openWorkerPool(experiment, { workerCount: 2, entry: new URL('./no-such-worker.js', import.meta.url) });
    await expect(simulateExperiment(experiment, { pool })).rejects.toThrow('did not start');
  });

  it('passes on an error in our own code', async () => {
    const broken = makeDecayExperiment({
      memberCount: 10,
      schedule: [{ arm: 9, from: undefined, snapshotAt: undefined, until: 160 }],
    });
    pool = openWorkerPool(broken, { workerCount: 1, entry });
    await expect(simulateExperiment(broken, { pool })).rejects.toThrow(TypeError);
  });

  it('closing ends what is under way', async () => {
    pool = openWorkerPool(experiment, { workerCount: 1, entry });
    const block = pool.simulate(0, 100);
    const outcome = expect(block).rejects.toThrow('closed');
    await pool.close();
    await outcome;
    await expect(pool.simulate(0, 1)).rejects.toThrow('closed');
  });
});
