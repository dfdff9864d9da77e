/** What the claims of the flagship say in words about how often and how much, counted anew in members of the prior. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assessExperiment } from '../../src/analysis/results.ts';
import type { Verdict } from '../../src/analysis/verdict.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { mirrorAssumedSigns } from '../../src/experiment/factors.ts';
import { planExperiment } from '../../src/experiment/plan-experiment.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { standIn } from '../../src/study/node-values.ts';
import type { ClaimDeclaration, Intervention } from '../../src/study/study.ts';

const folder = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));
const { study, model } = openStudy(folder);
const MEMBERS = 200;
const place = { file: 'test', start: 0, end: 0 };

function judge(judged: readonly ClaimDeclaration[], mirrored = false): ReadonlyMap<string, Verdict> {
  const options = { candidateCount: 0, memberCount: MEMBERS, replicateCount: 1, judged };
  const asked = planExperiment(study!, model!, new Problems(), options)!;
  const experiment = mirrored ? { ...asked, factors: mirrorAssumedSigns(study!, asked.factors)! } : asked;
  const ensemble = makeMemberSimulator(experiment, compileBatch(experiment.plan))(0, MEMBERS);
  const { verdicts } = assessExperiment(experiment, ensemble);
  return new Map(verdicts.map((verdict) => [verdict.claim, verdict]));
}

const claim = (name: string) => study!.claims.find((own) => own.name.text === name)!;

/** Words of a claim stand where this test thinks they do, so that it fails with them. */
function expectWords(name: string, words: string): void {
  const { test, byConstruction, defence } = claim(name);
  const all = [test, byConstruction, ...Object.values(defence!).filter((text) => typeof text === 'string')];
  expect(all.join(' ').replace(/\s+/g, ' ').toLowerCase()).toContain(words.toLowerCase());
}

function expectShare(verdict: Verdict | undefined, low: number, high: number): void {
  expect([verdict!.claim, verdict!.prior.share]).toEqual([verdict!.claim, expect.any(Number)]);
  expect(verdict!.prior.share).toBeGreaterThanOrEqual(low);
  expect(verdict!.prior.share).toBeLessThanOrEqual(high);
}

/** Central value of a parameter that is one number. */
const centralValue = (name: string) =>
  [...study!.parameters.find((own) => own.name.text === name)!.values.values()][0]!;

/** At 5, 25, 50, 75 and 95 % of members of the prior to which the claim applies. */
const reported = (verdict: Verdict | undefined, name: string) =>
  verdict!.report.find((own) => own.name === name)!.priorQuantiles;

/** C8 against a rising left alone; and that where nobody resents the killing. */
function againstLeftAlone(name: string, beneath: Intervention | undefined): ClaimDeclaration {
  const source = claim('C8');
  const holds = standIn(source.holds.text.replaceAll('[spared]', '[alone]'), place);
  const turns = beneath && { ...source.defence!.turns!, intervention: beneath };
  return { ...source, name: standIn(name, place), holds, beneath: turns, defence: undefined };
}

describe('the claims of the flagship say how often', () => {
  const [change] = claim('C8').defence!.turns!.intervention!.set;
  const unresented: Intervention = {
    ...{ from: undefined, scale: [], on: [], off: [], structure: [], freeze: [], place },
    set: [{ ...change!, target: standIn('grievance_gain', place), value: 0 }],
  };
  const asAssumed = judge([
    ...study!.claims,
    againstLeftAlone('alone', undefined),
    againstLeftAlone('unresented', unresented),
  ]);
  const mirrored = judge([claim('C3'), claim('C5')], true);
  const C = (name: string) => asAssumed.get(name)!;
  const never = (name: string, report: string) => reported(C(name), report).every((value) => value === 0);

  it('C3 and C5: with assumed signs turned round in half of the draws', () => {
    expectWords('C3', 'the claim holds in about half: the sign assumed is the verdict');
    expectShare(mirrored.get('C3'), 0.4, 0.6);
    expectWords('C5', 'it holds in about a fifth');
    expectShare(mirrored.get('C5'), 0.12, 0.28);
  });

  it('C6: the open cell is the largest by construction, and not by as much as the claim asks', () => {
    expectWords('C6', 'it fails in most members');
    expectShare(C('C6'), 0, 0.4);
    expect(reported(C('C6'), 'ratio')[0]).toBeGreaterThan(1);
  });

  it('C7: the numbers and attacks of individuals and of the organised', () => {
    expectWords('C7', 'at their height are the more in most members');
    const ratio = heightRatio();
    expect(ratio).toBeGreaterThan(1.1);
    expectWords('C7', 'attacks seven to twenty-three times as often at central values');
    expect(Math.round(centralValue('allied_attack_rate') / centralValue('individual_attack_rate'))).toBe(7);
    expect(Math.round(centralValue('vigilante_attack_rate') / centralValue('individual_attack_rate'))).toBe(23);
    expectShare(C('C7'), 0.9, 1);
  });

  it('C8: to how many it applies, who loses and gains, and what a rising left alone would have shown', () => {
    expectWords('C8', 'say nothing; they are more than half');
    expect(C('C8').prior.applies).toBeLessThan(0.5);
    expectWords('C8', 'underground groups, which recruit those who are not afraid, mostly lose by it');
    expect(reported(C('C8'), 'underground_change')[2]).toBeLessThan(0);
    expectWords('C8', 'local units of outside forces, which recruit those who fled, mostly gain');
    expect(reported(C('C8'), 'units_change')[1]).toBeGreaterThan(0);
    expectWords('C8', 'the claim would hold in nine members of ten, and hardly less if nobody resented the killing');
    expectShare(C('alone'), 0.85, 0.95);
    expectShare(C('unresented'), 0.8, 0.95);
    expectShare(C('C8'), 0.5, 0.8);
  });

  it('C9, C10: on which side the balance mostly falls', () => {
    expectWords('C9', 'balance mostly comes out against the claim');
    expectShare(C('C9'), 0, 0.25);
    expectWords('C10', 'six or so where one raid claimed eleven');
    expect(10 * centralValue('kills_per_attack')).toBe(6);
    expectShare(C('C10'), 0, 0.1);
  });

  it('C11: where the force is not short', () => {
    expectWords(
      'C11',
      'with neither attrition nor dissent in nearly all members, with dissent alone in more than half',
    );
    expectShare(C('C11'), 0.97, 1);
    expect(never('C11', 'neither')).toBe(true);
    expect(reported(C('C11'), 'dissent')[2]).toBe(0);
    expectWords('C11', 'that inputs then stay as they were does not save the group');
    expect(reported(C('C11'), 'frozen')[0]).toBe(1);
  });

  it('C12: neither does not collapse, and dissent alone does in no member', () => {
    expectWords('C12', 'it does not in any member');
    expect(C('C12').prior.share).toBe(0);
    expect(never('C12', 'neither')).toBe(true);
    expect(reported(C('C12'), 'left_neither')[0]).toBeGreaterThan(0.5);
  });

  it('C13: to how many it applies', () => {
    expectWords('C13', 'has nothing to publicise; that is more than half');
    expect(C('C13').prior.applies).toBeLessThan(0.5);
  });
});

/** Most individual resisters over most organised opponents, at any month: the median of members of the prior. */
function heightRatio(): number {
  const source = claim('C7');
  const measure = (name: string, text: string) => ({ name: standIn(name, place), equation: standIn(text, place) });
  const own: ClaimDeclaration = {
    ...source,
    arms: [],
    measures: [
      measure('alone', 'greatest(individual_resisters, 2014-06, 2018-06)'),
      measure('organised', 'greatest(organised_opponents, 2014-06, 2018-06)'),
    ],
    holds: standIn('alone[base] > organised[base]', place),
    effect: standIn('alone[base] / organised[base]', place),
    report: [],
    defence: undefined,
  };
  const { effect } = judge([own]).get('C7')!;
  return effect!.priorQuantiles[2]!;
}
