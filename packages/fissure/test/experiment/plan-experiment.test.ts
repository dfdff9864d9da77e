import { describe, expect, it } from 'vitest';
import { assessExperiment } from '../../src/analysis/results.ts';
import { compilePlan } from '../../src/engine/compile-javascript.ts';
import { Design } from '../../src/experiment/design.ts';
import { joinInterventions } from '../../src/experiment/plan-arms.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { planTiny, tinyExperiment } from './tiny-study.ts';

const simulate = (experiment: ReturnType<typeof tinyExperiment>) =>
  simulateExperiment(experiment, { pool: makeLocalPool(experiment, compilePlan(experiment.plan)) });

describe('planExperiment', () => {
  const experiment = tinyExperiment();

  it('has a factor for every prior and every structure', () => {
    expect(experiment.factors.map(({ id, kind, declared }) => [id, kind, declared])).toEqual([
      ['loss_rate', 'prior', 'uniform(0.1, 0.5)'],
      ['privilege[foreign]', 'prior', 'uniform(0.5, 1)'],
      ['at_start (scale)', 'prior', 'lognormal(1, 0.2)'],
      ['form', 'structure', 'full 1, half 3'],
    ]);
    expect(experiment.factors[2]!.parameters).toHaveLength(2);
  });

  it('joins arms that change the same, base first', () => {
    expect(experiment.arms.map((arm) => arm.label)).toEqual(['base', 'C1.calm', 'C1.slower']);
    expect(experiment.claims.map((claim) => claim.arms.map(({ name, label, arm }) => [name, label, arm]))).toEqual([
      [
        ['base', 'base', 0],
        ['calm', 'calm', 1],
        ['slower', 'Half the loss', 2],
      ],
      [['base', 'base', 0]],
    ]);
    expect(experiment.arms[1]!.segments.map(({ fromStep }) => fromStep)).toEqual([0, 96]);
    expect(experiment.schedule.map(({ arm, from }) => [arm, from])).toEqual([
      [0, undefined],
      [1, 0],
      [2, 0],
    ]);
  });

  it('has a case for every element of a claim over a dimension', () => {
    expect(experiment.claims[1]!.cases).toEqual([['foreign'], ['local']]);
    expect(experiment.measureCount).toBe(3 + 2);
  });

  it('computes an expression that several ask for once', () => {
    // SUM(members[*]), SUM(leaving[*]), members by origin, and the condition by origin.
    expect(experiment.keep).toHaveLength(6);
    expect(experiment.outputs[0]!.row).toBe(experiment.history[0]!.row);
  });

  it('simulates to the closed form: x(t) = x0 (1 - rate / 16)^(16 t)', async () => {
    const own = tinyExperiment({}, { memberCount: 50 });
    const ensemble = await simulate(own);
    const design = new Design(own.seed, own.factors);
    for (let member = 0; member < 50; member++) {
      const [lossRate, privilege, scale, form] = design.point(member) as unknown as [number, number, number, number];
      const rate = lossRate * (form === 0 ? 1 : 0.5);
      const left = (r: number, t: number) => (1 - r / 16) ** (16 * t);
      const row = ensemble.measures.subarray(member * own.measureCount);
      expect(row[0]).toBeCloseTo(left(rate, 10), 12);
      expect(row[1]).toBeCloseTo(left(rate, 6), 12);
      expect(row[2]).toBeCloseTo(left(rate, 6) * left(rate / 2, 4), 12);
      expect([row[3], row[4]]).toEqual([1, 1]);
      const counted = (t: number) => 100 * scale * (left(rate, t) + left(rate * privilege, t));
      expect(ensemble.history[member * 3]).toBeCloseTo(counted(4), 9);
      expect(ensemble.history[member * 3 + 1]).toBeCloseTo(counted(8), 9);
      // The trapezoid rule over monthly values of the flow is close to what left in Euler steps.
      expect(ensemble.history[member * 3 + 2]! / (counted(12) - counted(18))).toBeCloseTo(1, 1);
      expect(ensemble.outputs[member * 21]).toBeCloseTo(counted(0), 9);
    }
  });

  it('the share of a claim is its chance under prior and structure weights', async () => {
    const own = tinyExperiment({ 'history.yaml': '' }, { memberCount: 800 });
    const { verdicts } = assessExperiment(own, await simulate(own));
    // x(10) < 0.1 x0 needs a rate above r; under `half` twice that, which is within the prior as well.
    const r = 16 * (1 - 0.1 ** (1 / 160));
    const expected = 0.25 * ((0.5 - r) / 0.4) + 0.75 * Math.max(0, (0.5 - 2 * r) / 0.4);
    expect(Math.abs(verdicts[0]!.prior.share! - expected)).toBeLessThan(0.04);
    for (const [i, chance] of [(0.5 - r) / 0.4, (0.5 - 2 * r) / 0.4].entries()) {
      const { share, count } = verdicts[0]!.structures[0]!.alternatives[i]!;
      expect(Math.abs(share! - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / count));
    }
    expect(verdicts[0]!.hinges.map(({ factor }) => factor).sort()).toEqual(['form', 'loss_rate']);
    expect(verdicts[1]).toMatchObject({ word: 'supported', counts: { cases: 1600, holds: 1600 } });
    expect(verdicts[1]!.elements.map(({ elements, share }) => [elements, share])).toEqual([
      [['foreign'], 1],
      [['local'], 1],
    ]);
  });

  it('applies a scenario and overrides to every arm, the arm last', () => {
    const { problems, experiment: own } = planTiny(
      {},
      {
        scenario: 'calm',
        seed: 9,
        memberCount: 7,
        overrides: {
          from: undefined,
          set: [{ target: source('loss_rate'), value: 0.2 }],
          scale: [],
          off: [],
          on: [],
          structure: [],
          freeze: [],
          place: { file: '--set', start: 0, end: 0 },
        },
      },
    );
    expect(problems.hasErrors).toBe(false);
    expect(own).toMatchObject({ seed: 9, memberCount: 7 });
    // `calm` is now what every arm has: C1.calm is the base arm.
    expect(own!.arms.map(({ label, segments }) => [label, segments.map((s) => [s.fromStep, s.edits.length])])).toEqual([
      [
        'base',
        [
          [0, 1],
          [96, 1],
        ],
      ],
      [
        'C1.slower',
        [
          [0, 1],
          [96, 2],
        ],
      ],
    ]);
  });

  it('plans only the claims that are asked for', () => {
    const own = tinyExperiment({}, { claims: ['C2'] });
    expect(own.claims.map(({ id, offset }) => [id, offset])).toEqual([['C2', 0]]);
    expect(own.arms).toHaveLength(1);
  });

  it('is plain data: it survives cloning', () => {
    expect(structuredClone(experiment)).toEqual(experiment);
  });

  it('checks the units of outputs and of history, over periods too', () => {
    const wrong = planTiny({ 'study.yaml': [['unit: person }', 'unit: 1/month }']] });
    expect(wrong.problems.hasErrors).toBe(true);
    const flow = planTiny({ 'history.yaml': [['observes: SUM(leaving[*])', 'observes: SUM(members[*])']] });
    expect(flow.problems.hasErrors).toBe(true);
  });
});

describe('joinInterventions', () => {
  const change = (parameter: number, kind: 'set' | 'scale', value: number) => ({ parameter, kind, value });

  it('orders by step, and at one step keeps the order in which changes come', () => {
    expect(
      joinInterventions([
        { fromStep: 8, changes: [change(1, 'set', 5)] },
        { fromStep: 0, changes: [change(1, 'scale', 2)] },
        { fromStep: 8, changes: [change(0, 'set', 1), change(1, 'scale', 3)] },
      ]),
    ).toEqual([
      { fromStep: 0, edits: [change(1, 'scale', 2)] },
      { fromStep: 8, edits: [change(0, 'set', 1), change(1, 'set', 5), change(1, 'scale', 3)] },
    ]);
  });

  it('drops what a later change at the same step undoes, and what changes nothing', () => {
    expect(
      joinInterventions([
        { fromStep: 4, changes: [change(2, 'scale', 3), change(2, 'set', 1), change(3, 'scale', 1)] },
        { fromStep: 4, changes: [change(2, 'set', 7)] },
        { fromStep: 6, changes: [change(3, 'scale', 1)] },
      ]),
    ).toEqual([
      { fromStep: 0, edits: [] },
      { fromStep: 4, edits: [change(2, 'set', 7)] },
    ]);
  });
});

function source(text: string) {
  return { text, file: '--set', offsets: 0, end: text.length };
}
