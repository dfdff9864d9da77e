/** The decay experiment has verdicts that can be written down: shares are chances of a uniform rate. */
import { describe, expect, it } from 'vitest';
import { assessExperiment, experimentIdentity } from '../../src/analysis/results.ts';
import { compilePlan } from '../../src/engine/compile-javascript.ts';
import { COMPLETED, type Ensemble, type Experiment } from '../../src/experiment/experiment.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { decayed, makeDecayExperiment, rateThatLeaves, readingOfX } from '../experiment/decay-experiment.ts';

const simulate = (experiment: Experiment) =>
  simulateExperiment(experiment, { pool: makeLocalPool(experiment, compilePlan(experiment.plan)) });
const assess = async (experiment: Experiment) => assessExperiment(experiment, await simulate(experiment));

/** Chance that a rate uniform on 0.1 to 0.5 is above `rate`. */
const chanceAbove = (rate: number) => Math.min(1, Math.max(0, (0.5 - rate) / 0.4));

describe('without history', () => {
  const experiment = makeDecayExperiment({ memberCount: 1000 });

  it('the shares are the chances of the prior, as closely as a stratified design gives them', async () => {
    const { verdicts, weights, provenance } = await assess(experiment);
    const [gone, kept, rare] = verdicts as [(typeof verdicts)[0], (typeof verdicts)[0], (typeof verdicts)[0]];
    const expected = chanceAbove(rateThatLeaves(10, 10));
    // Each block of 100 has one point per hundredth: only the stratum with the border in it is uncertain.
    expect(Math.abs(gone.prior.share! - expected)).toBeLessThan(0.01);
    expect(gone.prior.interval[0]).toBeLessThan(expected);
    expect(gone.prior.interval[1]).toBeGreaterThan(expected);
    expect(gone).toMatchObject({ word: 'depends', reason: '', assumedNotLearned: true, replicateDisagreement: null });
    expect(gone.fitted).toEqual(gone.prior);
    expect(kept).toMatchObject({ word: 'supported', settled: true, counts: { cases: 1000, holds: 1000, breaks: 0 } });
    expect(kept.prior.interval[1]).toBe(1);
    // Applies where x(10) < 1 and then holds where x(10) < 0.8.
    const applies = chanceAbove(rateThatLeaves(1, 10));
    expect(Math.abs(rare.prior.applies! - applies)).toBeLessThan(0.01);
    expect(Math.abs(rare.prior.share! - chanceAbove(rateThatLeaves(0.8, 10)) / applies)).toBeLessThan(0.05);
    expect(weights.state).toBe('unfitted');
    expect(provenance).toMatchObject({
      seed: 1,
      membersAsked: 1000,
      membersDone: 1000,
      pointCount: 1000,
      runCount: 2000,
    });
  });

  it('finds the rate on which the verdict hinges and where it flips, and not the idle factor', async () => {
    const gone = (await assess(experiment)).verdicts[0]!;
    expect(gone.hinges.map((hinge) => hinge.factor)).toEqual(['k']);
    expect(gone.hinges[0]).toMatchObject({ direction: 'rises', distance: 1, unit: '1/month' });
    expect(gone.hinges[0]!.flipsAt).toBeCloseTo(rateThatLeaves(10, 10), 2);
  });

  it('gives quantiles of the effect', async () => {
    const { effect } = (await assess(experiment)).verdicts[0]!;
    const effectAt = (k: number) => (decayed(k, 5) * decayed(k / 2, 5)) / 100 - decayed(k, 10);
    // Largest in the middle of the range, so no quantile belongs to one rate: count on a fine grid of rates instead.
    const grid = Array.from({ length: 20_001 }, (_, i) => effectAt(0.1 + (0.4 * i) / 20_000)).sort((a, b) => a - b);
    for (const [i, level] of [0.05, 0.25, 0.5, 0.75, 0.95].entries())
      expect(effect!.quantiles[i]).toBeCloseTo(grid[Math.round(level * 20_000)]!, 0);
    expect(effect).toMatchObject({ label: 'kept by slowing down', infiniteShare: 0, undefinedShare: 0 });
  });

  it('bands are the values at the quantiles of the rate', async () => {
    const { bands, times, levels } = await assess(experiment);
    expect(times).toHaveLength(21);
    const band = bands[0]!;
    for (const [row, level] of levels.entries())
      for (const [i, time] of times.entries()) {
        const expected = decayed(0.1 + 0.4 * (1 - level), time);
        expect(Math.abs(band.fitted[row]![i]! - expected)).toBeLessThan(0.05 * Math.max(1, expected));
      }
  });

  it('a verdict is vacuous where the situation hardly ever arises', async () => {
    const own = makeDecayExperiment();
    const never = rateThatLeaves(0.5, 10);
    expect(chanceAbove(never)).toBeLessThan(0.2);
    const claims = own.claims.map((claim) => ({
      ...claim,
      appliesWhen: {
        kind: 'binary',
        operator: '<',
        left: { kind: 'value', index: 0 },
        right: { kind: 'number', value: 0.55 },
      } as const,
    }));
    const { verdicts } = await assess({ ...own, claims });
    const share = chanceAbove(rateThatLeaves(0.55, 10));
    expect(share).toBeLessThan(0.1);
    expect(verdicts[0]!.word).toBe('vacuous');
    expect(Math.abs(verdicts[0]!.fitted.applies! - share)).toBeLessThan(0.02);
  });
});

describe('with a reading', () => {
  // x(4) = 32.7 means a rate of about 0.276; the claim turns at 0.2286.
  const k = 0.276;
  const experiment = makeDecayExperiment({ memberCount: 2000, history: [readingOfX(decayed(k, 4), 3)], pointCount: 1 });

  it('the fitted share is the integral of the likelihood over the prior', async () => {
    const { verdicts, weights, history, factors } = await assess(experiment);
    // Midpoint rule over the rate: independent of the ensemble.
    let [holds, all] = [0, 0];
    for (let i = 0; i < 40_000; i++) {
      const rate = 0.1 + (0.4 * (i + 0.5)) / 40_000;
      const likelihood = Math.exp(-(((decayed(k, 4) - decayed(rate, 4)) / 3) ** 2) / 2);
      all += likelihood;
      if (decayed(rate, 10) < 10) holds += likelihood;
    }
    const gone = verdicts[0]!;
    expect(Math.abs(gone.fitted.share! - holds / all)).toBeLessThan(0.01);
    expect(gone).toMatchObject({ word: 'supported', assumedNotLearned: false });
    expect(gone.prior.share!).toBeLessThan(0.75);
    expect(weights).toMatchObject({ state: 'fitted', dominated: false });
    expect(weights.effectiveNumber).toBeGreaterThan(100);
    expect(weights.effectiveNumber).toBeLessThan(1000);
    expect(history[0]!.points[0]!.rank).toBeCloseTo(0.5, 1);
    expect(history[0]!.points[0]!.model[2]).toBeCloseTo(decayed(k, 4), 0);
    const [rate, idle] = factors as [(typeof factors)[0], (typeof factors)[0]];
    expect(rate.shift).toBeGreaterThan(0.3);
    expect(idle.shift).toBeLessThan(0.15);
    expect(rate.fitted[2]).toBeCloseTo(k, 1);
  });
});

describe('failed members are bounds', () => {
  const fail = (ensemble: Ensemble, members: number) => {
    for (let member = 0; member < members; member++) ensemble.failedSteps[2 * member] = 40;
    return ensemble;
  };
  const experiment = makeDecayExperiment({ memberCount: 200 });

  it('a few widen the share without changing the word', async () => {
    const assessment = assessExperiment(experiment, fail(await simulate(experiment), 4));
    const kept = assessment.verdicts[1]!;
    expect(kept).toMatchObject({ word: 'supported', counts: { undecided: 4, failed: 4, holds: 196 } });
    expect(kept.fitted.share).toBe(1);
    expect(kept.fitted.bounds[0]).toBeCloseTo(0.98, 12);
    expect(kept.fitted.bounds[1]).toBeCloseTo(1, 12);
    expect(assessment.failures).toHaveLength(4);
    expect(assessment.failures[3]).toEqual({ member: 3, arm: 'base', kind: 'not finite', time: 2.5, slot: null });
  });

  it('many take the word away', async () => {
    const { verdicts } = assessExperiment(experiment, fail(await simulate(experiment), 30));
    expect(verdicts[1]).toMatchObject({ word: 'depends', reason: expect.stringContaining('undecided') });
    expect(verdicts[1]!.fitted.bounds[0]).toBeCloseTo(0.85, 12);
  });

  it('all of them leave nothing to say', async () => {
    const { verdicts } = assessExperiment(experiment, fail(await simulate(experiment), 200));
    expect(verdicts[1]).toMatchObject({
      word: 'untestable',
      fitted: { share: null, interval: [0, 1], bounds: [0, 1] },
    });
  });
});

describe('replicates', () => {
  it('count once: two replicates of a run without chance are no more evidence than one', async () => {
    const single = (await assess(makeDecayExperiment({ memberCount: 200 }))).verdicts[0]!;
    const double = (await assess(makeDecayExperiment({ memberCount: 400, replicateCount: 2 }))).verdicts[0]!;
    expect(double.fitted.effectiveNumber).toBeCloseTo(single.fitted.effectiveNumber, 9);
    expect(double.fitted.share).toBeCloseTo(single.fitted.share!, 12);
    expect(double.replicateDisagreement).toBe(0);
  });
});

it('an assessment is plain JSON: nothing is lost on the way', async () => {
  for (const count of [0, 1, 7]) {
    const experiment = makeDecayExperiment({ memberCount: count });
    const ensemble = await simulate(experiment);
    expect([...ensemble.failedSteps].every((step) => step === COMPLETED)).toBe(true);
    const assessment = assessExperiment(experiment, ensemble);
    expect(JSON.parse(JSON.stringify(assessment))).toEqual(assessment);
  }
});

it('the identity of an experiment does not depend on how many members are asked for, and on everything else', () => {
  const identity = experimentIdentity(makeDecayExperiment({ memberCount: 10 }));
  expect(experimentIdentity(makeDecayExperiment({ memberCount: 99 }))).toBe(identity);
  expect(experimentIdentity(makeDecayExperiment({ seed: 2 }))).not.toBe(identity);
  expect(experimentIdentity(makeDecayExperiment({ replicateCount: 2 }))).not.toBe(identity);
});
