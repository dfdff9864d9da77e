/** The page's simulating side on the study of the tutorial, in this thread: what it is asked, answers, and simulates. */
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { SimulationAnswer, SimulationRequest } from '../../src/browser/simulation-messages.ts';
import { Simulations } from '../../src/browser/simulations.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { type BlockJob, makeLocalPool } from '../../src/experiment/member-pool.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { checkStudy } from '../../src/host/open-study.ts';

export const { study, model, problems } = checkStudy(
  fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url)),
);
export const options = { memberCount: 120, candidateCount: 400 };
export const experiment = planExperiment(study!, model!, problems, options)!;
const program = compileBatch(experiment.plan);
/** Screening runs a shorter plan of its own, and its program is made for it. */
export const openPool = () => {
  const pool = makeLocalPool(experiment, program);
  return {
    ...pool,
    run: (job: Parameters<typeof pool.run>[0]) =>
      job.experiment.plan === experiment.plan
        ? pool.run(job)
        : makeLocalPool(job.experiment, compileBatch(job.experiment.plan)).run(job),
  };
};
export const outputs = experiment.outputs.map(({ id }) => id);
export const PLAIN = { scenario: '', levers: new Map<string, number>() };

/** `slownessMs`: by how much longer than they must those members take that go on with a line or a fan. */
export function open(onAnswer: (answer: SimulationAnswer) => void = () => undefined, slownessMs = 0) {
  const heard: SimulationAnswer[] = [];
  const jobs: BlockJob[] = [];
  const openCountingPool = () => {
    const pool = openPool();
    const run = async (job: BlockJob) => {
      jobs.push(job);
      await pool.run(job);
      if (job.blocks.first > 0) await new Promise((resolve) => setTimeout(resolve, slownessMs));
    };
    return { ...pool, run };
  };
  const post = (answer: SimulationAnswer) => {
    heard.push(answer);
    onAnswer(answer);
  };
  const simulations = new Simulations({ post, openPool: openCountingPool, now: () => performance.now() });
  const until = async <Kind extends SimulationAnswer['kind']>(
    kind: Kind,
    test: (answer: Extract<SimulationAnswer, { kind: Kind }>) => boolean = () => true,
  ) => {
    let found: SimulationAnswer | undefined;
    await expect.poll(() => (found = heard.find((one) => one.kind === kind && test(one as never)))).toBeDefined();
    return found as Extract<SimulationAnswer, { kind: Kind }>;
  };
  const ask = (request: SimulationRequest) => simulations.hear(request);
  return { heard, ask, until, jobs };
}
