import { describe, expect, it } from 'vitest';
import { assessExperiment } from '../../src/analysis/results.ts';
import { tabulateScenarios } from '../../src/analysis/scenario-effects.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { type ExperimentOptions, planExperiment } from '../../src/experiment/plan-experiment.ts';
import { courseTimes, scenarioClaim, underScenario } from '../../src/experiment/scenario-claim.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { readTiny } from '../experiment/tiny-study.ts';

const SCENARIOS = `
calm: { label: No pressure, from: 2014-12, off: [M1] }
faster: { label: Twice the loss, scale: { loss_rate: 2 } }
`;
const MEMBERS = 60;

describe('scenarios side by side', () => {
  const problems = new Problems();
  const study = readTiny({ 'scenarios.yaml': SCENARIOS }, problems)!;
  const model = checkModel(study, problems)!;
  const simulate = (options: ExperimentOptions) => {
    const experiment = planExperiment(study, model, problems, { memberCount: MEMBERS, candidateCount: 0, ...options })!;
    return { experiment, ensemble: makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, MEMBERS) };
  };
  const { claims, scenarios } = study;
  const beneath = scenarios.flatMap((scenario) => claims.map((claim) => underScenario(claim, scenario)));
  const { experiment, ensemble } = simulate({ judged: [scenarioClaim(study)!, ...claims, ...beneath] });
  const effects = tabulateScenarios(experiment, ensemble, { times: courseTimes(study), outputs: 1 });

  /** As `fissure test --scenario` has it: an experiment of its own, in which the scenario holds everywhere. */
  const alone = (scenario: string | undefined) => {
    const own = simulate(scenario === undefined ? {} : { scenario });
    return assessExperiment(own.experiment, own.ensemble);
  };

  it('has claims hold in as many cases as in an experiment under the scenario alone', () => {
    expect(problems.errorCount).toBe(0);
    const expectShares = (own: readonly (number | null)[], scenario: string | undefined) => {
      const { verdicts } = alone(scenario);
      expect(own).toHaveLength(verdicts.length);
      for (const [i, { prior }] of verdicts.entries()) expect(own[i]).toBeCloseTo(prior.share!, 9);
    };
    expectShares(
      effects.claims.map(({ share }) => share),
      undefined,
    );
    for (const { scenario, claims: own } of effects.scenarios) expectShares(own, scenario);
    expect(new Set(effects.scenarios.map(({ claims: own }) => own[0])).size).toBe(2);
  });

  it('draws the course of the first output as such an experiment has it', () => {
    const { times, standing, scenarios: all } = effects;
    expect([times[0], times.at(-1)]).toEqual([study.settings.time.start, study.settings.time.stop]);
    const ends = (course: readonly (readonly (number | null)[])[]) => course.map((row) => row.at(-1));
    const bands = (scenario: string | undefined) => {
      const [, , middle] = alone(scenario).bands[0]!.prior;
      return middle!.at(-1);
    };
    expect(ends(standing)[1]).toBeCloseTo(bands(undefined)!, 9);
    for (const { scenario, course } of all) expect(ends(course)[1]).toBeCloseTo(bands(scenario)!, 9);
  });

  it('counts members in which an output is lower or higher', () => {
    const [calm, faster] = effects.scenarios;
    expect(calm!.outputs).toEqual([expect.objectContaining({ output: 'left', lower: 0 })]);
    expect(calm!.outputs[0]!.higher).toBeGreaterThan(0.9);
    expect(faster!.outputs[0]).toMatchObject({ lower: 1, higher: 0 });
    expect(faster!.outputs[0]!.middle).toBeLessThan(-0.2);
    expect(effects.memberCount).toBe(MEMBERS);
  });
});
