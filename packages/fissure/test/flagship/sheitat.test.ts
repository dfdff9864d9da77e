/**
 * The al-Sheitat episode is no script: it comes about in some members and not in others, its date differs, and it is gone without repression
 * or without what repression does to fear.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { caseOffset } from '../../src/experiment/experiment.ts';
import { knockoutClaim } from '../../src/experiment/knockout-claim.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { standIn } from '../../src/study/node-values.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);
const MEMBERS = 200;

const MEASURES = {
  dead: 'at(tribe_killed, 2015-03)',
  months: 'at(months_in_arms, 2015-06)',
  exiled: 'greatest(tribe_exiled, 2014-06, 2015-06)',
  in_arms_again: 'at(sheitat_fighters, 2015-09)',
  began: 'first_time(tribe_killed > one_person, 2014-06, 2015-06)',
};

/** Rows of members by arm: base, and each mechanism off. */
function simulate() {
  const knockouts = knockoutClaim(study!)!;
  const source = (text: string) => standIn(text, knockouts.place);
  const claim = {
    ...knockouts,
    measures: Object.entries(MEASURES).map(([name, text]) => ({ name: source(name), equation: source(text) })),
    holds: source('dead[base] >= 0'),
  };
  const options = { candidateCount: 0, memberCount: MEMBERS, judged: [claim] };
  const experiment = planExperiment(study!, model!, new Problems(), options)!;
  const ensemble = makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, MEMBERS);
  const [planned] = experiment.claims;
  const names = Object.keys(MEASURES) as (keyof typeof MEASURES)[];
  return (arm: string) => {
    const number = planned!.arms.findIndex(({ name }) => name === arm);
    return Array.from({ length: MEMBERS }, (_, row) => {
      const at = caseOffset(experiment, planned!, row, 0) + number * names.length;
      const values = names.map((name, i) => [name, ensemble.measures[at + i]!] as const);
      return Object.fromEntries(values) as Record<keyof typeof MEASURES, number>;
    });
  };
}

describe('the al-Sheitat episode', () => {
  const membersOf = simulate();
  /** Hundreds dead, the rising over within two months of arms, people in exile, and some of them in arms within about a year. */
  const happened = (member: ReturnType<typeof membersOf>[number]) =>
    member.dead >= 400 && member.dead <= 2000 && member.months < 2 && member.exiled > 1000 && member.in_arms_again > 10;
  const shareOf = (arm: string) => membersOf(arm).filter(happened).length / MEMBERS;

  it('comes about in a good share of members and not in a good share of others', () => {
    expect(shareOf('base')).toBeGreaterThan(0.1);
    expect(shareOf('base')).toBeLessThan(0.8);
  });

  it('begins at no set date', () => {
    const begins = membersOf('base').flatMap(({ began }) => (Number.isFinite(began) ? [began] : []));
    expect(new Set(begins).size).toBeGreaterThan(4);
  });

  it('is gone without repression, and hardly ever the same without what killing does to fear and grievance', () => {
    expect(shareOf('M14')).toBe(0);
    expect(shareOf('M15')).toBeLessThan(0.2 * shareOf('base'));
  });
});
