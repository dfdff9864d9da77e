/** Bands from a sketch against bands from the members themselves. */
import { describe, expect, it } from 'vitest';
import { outputBands } from '../../src/analysis/bands.ts';
import { LEVELS } from '../../src/analysis/weighted-quantile.ts';
import { weighMembers } from '../../src/analysis/weights.ts';
import { compilePlan } from '../../src/engine/compile-javascript.ts';
import type { Program } from '../../src/engine/run.ts';
import type { Experiment } from '../../src/experiment/experiment.ts';
import { RELATIVE_ERROR } from '../../src/experiment/histogram.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { makeDecayExperiment, readingOfX } from '../experiment/decay-experiment.ts';

async function bandsBothWays(experiment: Experiment, program: Program = compilePlan(experiment.plan)) {
  const pool = makeLocalPool(experiment, program);
  const exact = await simulateExperiment(experiment, { pool, bands: 'exact' });
  const sketched = await simulateExperiment(experiment, { pool, bands: 'sketched', blockSize: 64 });
  const weights = weighMembers(experiment, exact);
  // Weights rest on the history, which is there either way.
  expect(weighMembers(experiment, sketched)).toEqual(weights);
  return {
    exact: outputBands(experiment, exact, weights),
    sketched: outputBands(experiment, sketched, weights),
    ensemble: exact,
    weights,
  };
}

describe('bands from a sketch', () => {
  it('are within the stated error where members weigh the same', async () => {
    const { exact, sketched } = await bandsBothWays(makeDecayExperiment({ memberCount: 500 }));
    for (const [level, row] of exact[0]!.prior.entries())
      for (const [time, value] of row.entries())
        expect(Math.abs(sketched[0]!.prior[level]![time]! - value!)).toBeLessThanOrEqual(RELATIVE_ERROR * value!);
    expect(sketched[0]!.fitted).toEqual(sketched[0]!.prior);
  });

  it.each([
    ['that many members agree with', 5],
    ['that few agree with', 0.2],
    // Weights of all members but the best few vanish: classes below the third are left out.
    ['that none agrees with', 0.01],
  ])('meet the levels of the fitted weights, for a record %s', async (_, sd) => {
    const experiment = makeDecayExperiment({ memberCount: 500, history: [readingOfX(40, sd)], pointCount: 1 });
    const { sketched, ensemble, weights } = await bandsBothWays(experiment);
    const heaviest = Math.max(...weights.fitted);
    for (let time = 0; time < 21; time++) {
      const values = Array.from(ensemble.members, (_m, row) => ensemble.outputs[row * 21 + time]!);
      for (const [level, share] of LEVELS.entries()) {
        const quantile = sketched[0]!.fitted[level]![time]!;
        const below = (limit: number) =>
          values.reduce((sum, v, row) => sum + (v <= limit ? weights.fitted[row]! : 0), 0);
        expect(below(quantile * (1 + 2 * RELATIVE_ERROR))).toBeGreaterThanOrEqual(share - heaviest - 1e-4);
        expect(below(quantile * (1 - 2 * RELATIVE_ERROR))).toBeLessThanOrEqual(share + heaviest + 1e-4);
      }
    }
  });

  it('count members without likelihood as much as the others on average', async () => {
    const experiment = makeDecayExperiment({ memberCount: 500, history: [readingOfX(40, 5)], pointCount: 1 });
    const program = compilePlan(experiment.plan);
    // Every third member fails at time 3, before the reading at 4.
    const failing: Program = {
      ...program,
      simulate: (request) => {
        const run = program.simulate(request);
        if (request.stream[1] % 3 !== 0) return run;
        const status = { kind: 'failed', step: 48, time: 3, slot: 1, value: Number.NaN } as const;
        return { ...run, status, saved: run.saved.map((value, time) => (time < 3 ? value : Number.NaN)) };
      },
    };
    const { exact, sketched, weights } = await bandsBothWays(experiment, failing);
    expect(weights.summary.unknownLikelihoodCount).toBe(167);
    for (const [level, row] of exact[0]!.fitted.entries())
      for (const [time, value] of row.entries())
        expect(Math.abs(sketched[0]!.fitted[level]![time]! / value! - 1)).toBeLessThan(0.02 + RELATIVE_ERROR);
  });

  it('make up for the selection of members', async () => {
    const members = Array.from({ length: 200 }, (_, i) => 3 * i);
    const priorWeights = members.map((_, i) => 0.01 + (i % 7));
    const selection = { candidateCount: 1000, candidateEffectiveNumber: 100, members, priorWeights };
    const { exact, sketched, weights } = await bandsBothWays(makeDecayExperiment({ memberCount: 200, selection }));
    expect(Math.max(...weights.prior)).toBeGreaterThan(100 * Math.min(...weights.prior));
    // 200 members over 0.1 to 0.5 in the rate: one more or less moves a quantile by a few hundredths.
    for (const [level, row] of exact[0]!.prior.entries())
      for (const [time, value] of row.entries())
        expect(Math.abs(sketched[0]!.prior[level]![time]! / value! - 1)).toBeLessThan(0.06 + RELATIVE_ERROR);
  });
});
