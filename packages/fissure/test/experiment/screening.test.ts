/** Screening on the teaching study: a short base run must say of a candidate exactly what its whole run says. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assessExperiment } from '../../src/analysis/results.ts';
import { compilePlan } from '../../src/engine/compile-javascript.ts';
import type { Ensemble, Experiment } from '../../src/experiment/experiment.ts';
import { logLikelihoodsOf } from '../../src/experiment/likelihood.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { screeningOf } from '../../src/experiment/screening.ts';
import { selectMembers } from '../../src/experiment/selection.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { checkStudy } from '../../src/host/open-study.ts';

const folder = fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url));

function plan(memberCount: number, candidateCount: number): Experiment {
  const { study, model, problems } = checkStudy(folder);
  return planExperiment(study!, model!, problems, { memberCount, candidateCount })!;
}

const simulate = (experiment: Experiment, blockSize?: number) =>
  simulateExperiment(experiment, { pool: makeLocalPool(experiment, compilePlan(experiment.plan)), blockSize });

describe('screening', () => {
  const experiment = plan(60, 400);
  const screening = screeningOf(experiment)!;

  it('runs the base arm alone, and only to the last fitted point', () => {
    const { dt } = experiment.plan.time;
    expect(screening.plan.time.stepCount * dt).toBe(6);
    expect(screening.arms).toHaveLength(1);
    expect(screening.memberCount).toBe(400);
  });

  it('gives every candidate the likelihood that its whole run gives', async () => {
    const short = logLikelihoodsOf(screening, await simulate(screening, 64));
    const whole = plan(400, 0);
    expect(short).toEqual(logLikelihoodsOf(whole, await simulate(whole, 64)));
  });

  it('chooses members whose weights are worth more, and whose numbers are those of the plain design', async () => {
    const selection = selectMembers(logLikelihoodsOf(screening, await simulate(screening)), 60)!;
    const chosen = { ...experiment, selection };
    const ensemble = await simulate(chosen, 7);
    expect([...ensemble.members]).toEqual([...selection.members].sort((a, b) => a - b));
    expect(ensemble).toEqual(await simulate(chosen, 60));

    const plain = await simulate(plan(60, 0));
    const width = experiment.measureCount;
    const measuresOf = ({ measures }: Ensemble, row: number) => measures.slice(row * width, (row + 1) * width);
    const early = [...ensemble.members.entries()].filter(([, member]) => member < 60);
    expect(early.length).toBeGreaterThanOrEqual(30);
    for (const [row, member] of early) expect(measuresOf(ensemble, row)).toEqual(measuresOf(plain, member));
    const worth = assessExperiment(chosen, ensemble).weights.effectiveNumber;
    expect(worth).toBeGreaterThan(assessExperiment(plan(60, 0), plain).weights.effectiveNumber);
  });

  it('is left out where it is not asked for', () => {
    expect(screeningOf(plan(60, 0))).toBeUndefined();
    expect(screeningOf(plan(60, 60))).toBeUndefined();
  });
});
