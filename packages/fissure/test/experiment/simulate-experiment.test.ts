import { describe, expect, it } from 'vitest';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import type { Program, RunRequest } from '../../src/engine/run.ts';
import { Design } from '../../src/experiment/design.ts';
import { COMPLETED, savedTimes } from '../../src/experiment/experiment.ts';
import { type MemberPool, makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { decayed, decayPlan, makeDecayExperiment, readingOfX } from './decay-experiment.ts';
import { firstMembers } from './first-members.ts';

const experiment = makeDecayExperiment();
const simulate = (count: number, blockSize?: number) => {
  const own = makeDecayExperiment({ memberCount: count });
  return simulateExperiment(own, { pool: makeLocalPool(own, interpretPlan(own.plan)), blockSize });
};

describe('simulating the decay experiment', () => {
  it('gives the values of the closed form in both arms', async () => {
    const ensemble = await simulate(40);
    const design = new Design(experiment.seed, experiment.factors);
    for (let member = 0; member < 40; member++) {
      const k = design.point(member)[0]!;
      expect(ensemble.measures[member * 6]).toBeCloseTo(decayed(k, 10), 9);
      expect(ensemble.measures[member * 6 + 1]).toBeCloseTo((decayed(k, 5) * decayed(k / 2, 5)) / 100, 9);
      for (const [i, time] of savedTimes(decayPlan).entries())
        expect(ensemble.outputs[member * 21 + i]).toBeCloseTo(decayed(k, time), 9);
    }
    expect([...ensemble.failedSteps].every((step) => step === COMPLETED)).toBe(true);
    expect(Math.max(...ensemble.imbalance)).toBeLessThan(1e-12);
  });

  it('takes history from the base arm', async () => {
    const own = makeDecayExperiment({ memberCount: 5, history: [readingOfX(40, 5)], pointCount: 1 });
    const ensemble = await simulateExperiment(own, { pool: makeLocalPool(own, interpretPlan(own.plan)) });
    const design = new Design(own.seed, own.factors);
    for (let member = 0; member < 5; member++)
      expect(ensemble.history[member]).toBeCloseTo(decayed(design.point(member)[0]!, 4), 9);
  });

  it('has the same bytes however it is cut into blocks, and 150 members are the first half of 300', async () => {
    const whole = await simulate(300, 300);
    expect(await simulate(300, 7)).toEqual(whole);
    expect(await simulate(150)).toEqual(firstMembers(whole, 150));
  });

  it('goes on with members that are there, and has the same bytes as if it had begun with none', async () => {
    const pool = makeLocalPool(experiment, interpretPlan(decayPlan));
    const whole = await simulate(300);
    const known = await simulateExperiment(experiment, { pool, count: 90 });
    expect(known).toEqual(firstMembers(whole, 90));
    const seen: number[] = [];
    const onProgress = ({ done }: { readonly done: number }) => seen.push(done);
    expect(await simulateExperiment(experiment, { pool, known, blockSize: 100, onProgress })).toEqual(whole);
    expect(seen).toEqual([190, 290, 300]);
    // Nothing is left to be simulated, or it is stopped before anything is.
    expect(await simulateExperiment(experiment, { pool, known: whole })).toEqual(whole);
    expect(await simulateExperiment(experiment, { pool, known, signal: AbortSignal.abort() })).toEqual(known);
  });

  it('reports progress and stops where it is told to, with what is finished', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const ensemble = await simulateExperiment(experiment, {
      pool: makeLocalPool(experiment, interpretPlan(decayPlan)),
      blockSize: 10,
      signal: stop.signal,
      onProgress: ({ done, total }) => {
        seen.push(done);
        expect(total).toBe(300);
        if (done === 50) stop.abort();
      },
    });
    expect(seen).toEqual([10, 20, 30, 40, 50]);
    expect(ensemble).toEqual(firstMembers(await simulate(300), 50));
  });

  it('ends between two runs of a member when it is told to within a block', () => {
    const program = interpretPlan(decayPlan);
    let runs = 0;
    const counting: Program = {
      ...program,
      simulate: (request) => {
        runs++;
        return program.simulate(request);
      },
    };
    const simulateBlock = makeMemberSimulator(experiment, counting);
    // Two arms a member: the third run is the second member's first, and its second never comes.
    simulateBlock(0, 10, { isStopped: () => runs >= 3 });
    expect(runs).toBe(3);
  });

  it('does nothing when it is stopped before it starts', async () => {
    const counted = countingPool(300);
    const ensemble = await simulateExperiment(experiment, { pool: counted.pool, signal: AbortSignal.abort() });
    expect([ensemble.members.length, counted.members()]).toEqual([0, 0]);
  });
});

describe('failed runs are data', () => {
  /** Fails members 3 (in every arm, before the arms part) and 5 (in `slow`, after). */
  const failing = (program: Program): Program => ({
    plan: program.plan,
    simulate: (request: RunRequest) => {
      const run = program.simulate(request);
      const member = request.stream[1];
      const failed = (step: number) => ({ kind: 'failed' as const, step, time: step / 16, slot: 1, value: Number.NaN });
      if (member === 3) return { ...run, status: failed(40), snapshot: undefined };
      if (member === 5 && request.from) return { ...run, status: failed(120) };
      return run;
    },
  });

  it('an arm fails with the run it goes on from', async () => {
    const own = makeDecayExperiment({ memberCount: 10 });
    const ensemble = await simulateExperiment(own, { pool: makeLocalPool(own, failing(interpretPlan(own.plan))) });
    const expected = new Int32Array(20).fill(COMPLETED);
    expected.set([40, 40], 6);
    expected.set([120], 11);
    expect(ensemble.failedSteps).toEqual(expected);
    expect([...ensemble.failedSlots.subarray(6, 8)]).toEqual([1, 1]);
    expect([...ensemble.measures.subarray(18, 24)].every(Number.isNaN)).toBe(true);
    expect(ensemble.measures[30]).not.toBeNaN();
    expect(ensemble.measures[31]).toBeNaN();
  });
});

function countingPool(memberCount: number) {
  const own = makeDecayExperiment({ memberCount });
  const local = makeLocalPool(own, interpretPlan(own.plan));
  let members = 0;
  const run: MemberPool['run'] = (job) =>
    local.run({
      ...job,
      onBlock: (block) => {
        members += block.members.length;
        job.onBlock(block);
      },
    });
  return { pool: { ...local, run }, members: () => members };
}
