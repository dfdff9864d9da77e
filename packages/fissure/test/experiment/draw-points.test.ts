import { describe, expect, it } from 'vitest';
import { FactorTable } from '../../src/analysis/factor-table.ts';
import { experimentIdentity } from '../../src/analysis/results.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { Design } from '../../src/experiment/design.ts';
import { drawPoints } from '../../src/experiment/draw-points.ts';
import type { Experiment } from '../../src/experiment/experiment.ts';
import { SentOnce } from '../../src/experiment/sent-once.ts';
import { serveBlocks } from '../../src/experiment/serve-blocks.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import type { PoolMessage, WorkerAnswer } from '../../src/experiment/worker-messages.ts';
import { makeDecayExperiment } from './decay-experiment.ts';

/** Members as screening leaves them: from anywhere, in no order. */
const members = [517, 3, 204, 88, 1205, 0, 999, 310];
const selection = {
  candidateCount: 2000,
  candidateEffectiveNumber: 20,
  members,
  priorWeights: members.map(() => 1),
};
const experiment = makeDecayExperiment({ memberCount: members.length, selection });
const simulate = (own: Experiment) =>
  simulateExperiment(own, { pool: makeLocalPool(own, interpretPlan(own.plan)), blockSize: 3 });

describe('points that are drawn once', () => {
  it('are those of the design, and give the same ensemble and the same table', async () => {
    const points = (await drawPoints(experiment))!;
    const design = new Design(experiment.seed, experiment.factors);
    expect([...points]).toEqual(members.flatMap((member) => [...design.point(member)]));
    const drawn = { ...experiment, points };
    const ensemble = await simulate(drawn);
    expect(ensemble).toEqual(await simulate(experiment));
    const [own, other] = [new FactorTable(drawn, ensemble), new FactorTable(experiment, ensemble)];
    for (const row of members.keys()) expect(own.row(row)).toEqual(other.row(row));
    expect(new FactorTable(drawn, ensemble).column(0)).toEqual(new FactorTable(experiment, ensemble).column(0));
    expect(experimentIdentity(drawn)).toBe(experimentIdentity(experiment));
  });

  it('are not drawn to the end where nobody wants them any more', async () => {
    expect(await drawPoints(experiment, AbortSignal.abort())).toBeUndefined();
  });

  it('go to a worker once, with the factors and the members, however many positions of a lever are asked about', async () => {
    const sent: PoolMessage[] = [];
    const answers: WorkerAnswer[] = [];
    const hear = serveBlocks((answer) => answers.push(answer));
    const once = new SentOnce();
    const to = {
      post(message: PoolMessage) {
        sent.push(message);
        hear(message);
      },
    };
    const drawn = { ...experiment, points: (await drawPoints(experiment))! };
    const blocks = { first: 0, total: members.length, size: members.length, count: 1 };
    const ask = (own: Experiment, job: number) => {
      const id = once.send(to, { experiment: own, bands: 'exact' }, 'interpreter');
      hear({ kind: 'work', job, experiment: id, blocks, given: 0, lane: 0, queue: undefined });
    };
    // Others come between, more than a worker remembers: what is used goes on being known.
    for (let job = 0; job < 30; job++)
      ask(job % 3 === 2 ? { ...experiment, factors: [...experiment.factors] } : { ...drawn }, job);
    const parts = sent.flatMap((message) => (message.kind === 'part' ? [message.value] : []));
    expect(parts.filter((part) => part === drawn.points)).toHaveLength(1);
    expect(parts.filter((part) => part === drawn.factors)).toHaveLength(1);
    expect(parts.filter((part) => part === drawn.selection)).toHaveLength(1);
    const measures = answers.flatMap((answer) => (answer.kind === 'block' ? [answer.ensemble.measures] : []));
    expect(answers.filter(({ kind }) => kind === 'error')).toEqual([]);
    const { measures: wanted } = await simulateExperiment(experiment, {
      pool: makeLocalPool(experiment, interpretPlan(experiment.plan)),
    });
    const order = members.map((member) => [...members].sort((a, b) => a - b).indexOf(member));
    const width = wanted.length / members.length;
    expect(measures).toHaveLength(30);
    for (const own of measures)
      expect([...own]).toEqual(order.flatMap((row) => [...wanted.subarray(row * width, (row + 1) * width)]));
  });
});
