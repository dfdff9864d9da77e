/** Extreme conditions of the flagship over members of its prior, what a knock-out shows, and that signs can be turned. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeExpectations } from '../../src/analysis/expectations.ts';
import { tabulateKnockouts } from '../../src/analysis/knockouts.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { factorValue, mirrorAssumedSigns } from '../../src/experiment/factors.ts';
import { knockoutClaim } from '../../src/experiment/knockout-claim.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import type { ClaimDeclaration } from '../../src/study/study.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);

function simulate(judged: readonly ClaimDeclaration[], memberCount: number) {
  const experiment = planExperiment(study!, model!, new Problems(), { candidateCount: 0, memberCount, judged })!;
  return { experiment, ensemble: makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, memberCount) };
}

describe('the flagship under stress', () => {
  it('meets at least 25 expectations in every member', () => {
    const { experiment, ensemble } = simulate(study!.expectations, 24);
    const results = judgeExpectations(experiment, ensemble);
    expect(results.length).toBeGreaterThanOrEqual(25);
    expect(results.filter(({ met }) => !met)).toEqual([]);
  });

  it('changes something with each mechanism knocked out', () => {
    const { experiment, ensemble } = simulate([knockoutClaim(study!)!], 12);
    const knockouts = tabulateKnockouts(experiment, ensemble, experiment.claims[0]!);
    expect(knockouts.map(({ mechanism }) => mechanism)).toEqual(study!.mechanisms.map(({ name }) => name.text));
    expect(knockouts.filter(({ inert }) => inert)).toEqual([]);
    const effect = (mechanism: string, output: string) =>
      knockouts.find((own) => own.mechanism === mechanism)!.effects.find((own) => own.output === output)!;
    expect(effect('M1', 'foreign_arrivals')).toMatchObject({ low: -1, middle: -1, high: -1, changedShare: 1 });
    expect(effect('M17', 'inside_kills').middle).toBe(-1);
  });

  it('turns the sign of half of the draws where it is assumed, and of nothing else', () => {
    const { experiment } = simulate([], 1);
    const mirrored = mirrorAssumedSigns(study!, experiment.factors)!;
    for (const [i, factor] of mirrored.entries()) {
      const own = experiment.factors[i]!;
      if (!(factor.kind === 'prior' && factor.mirrored)) {
        expect(factor).toBe(own);
        continue;
      }
      for (const u of [0.1, 0.25, 0.4]) {
        expect(factorValue(factor, u)).toBeCloseTo(-factorValue(factor, 1 - u), 12);
        expect(factorValue(factor, 0.5 + u)).toBeCloseTo(factorValue(own, 2 * u), 12);
      }
    }
    expect(mirrored.filter((factor) => factor.kind === 'prior' && factor.mirrored).length).toBeGreaterThan(10);
  });
});
