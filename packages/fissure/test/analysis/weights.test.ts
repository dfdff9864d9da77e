import { describe, expect, it } from 'vitest';
import { errorDistribution, predictiveRank } from '../../src/analysis/history-fit.ts';
import { normalise, weighMembers } from '../../src/analysis/weights.ts';
import { emptyEnsemble } from '../../src/experiment/ensembles.ts';
import type { PlannedSeries } from '../../src/experiment/experiment.ts';
import { logLikelihood, standardizedResidual } from '../../src/experiment/likelihood.ts';
import { makeDecayExperiment, readingOfX } from '../experiment/decay-experiment.ts';

const normal = { kind: 'normal', sd: 2, dof: undefined } as const;
const lognormal = { kind: 'lognormal', sd: 0.5, dof: undefined } as const;

describe('likelihood of one point', () => {
  it('agrees with SciPy: stats.norm.logpdf and stats.t.logpdf less their value at 0', () => {
    expect(logLikelihood(normal, 13.4, 10)).toBeCloseTo(-1.445, 12);
    expect(logLikelihood({ ...normal, dof: 4 }, 13.4, 10)).toBeCloseTo(-1.3594418097641916, 12);
    expect(logLikelihood(lognormal, Math.exp(0.85), 1)).toBeCloseTo(-1.445, 12);
  });

  it('is symmetric in the ratio for lognormal errors', () => {
    expect(logLikelihood(lognormal, 20, 10)).toBeCloseTo(logLikelihood(lognormal, 10, 20), 12);
  });

  it('is zero (log: -Infinity) for a model value that lognormal errors cannot explain, unknown for none', () => {
    expect(logLikelihood(lognormal, 5, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(logLikelihood(lognormal, 5, -3)).toBe(Number.NEGATIVE_INFINITY);
    expect(logLikelihood(lognormal, 5, Number.NaN)).toBeNaN();
    expect(standardizedResidual(normal, 5, Number.NaN)).toBeNaN();
  });
});

describe('normalise', () => {
  it('takes the exponential without underflow', () => {
    expect([...normalise(new Float64Array([-5000, -5000 + Math.log(3), -9000]))!]).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(0.75, 12),
      0,
    ]);
  });

  it('gives members without likelihood the average weight of the others', () => {
    const weights = normalise(new Float64Array([0, Math.log(3), Number.NaN]))!;
    expect(weights[2]).toBeCloseTo(1 / 3, 12);
    expect(weights[0]! + weights[1]!).toBeCloseTo(2 / 3, 12);
    expect(weights[1]! / weights[0]!).toBeCloseTo(3, 12);
  });

  it('is undefined where nothing is possible', () => {
    expect(normalise(new Float64Array([Number.NEGATIVE_INFINITY, Number.NaN]))).toBeUndefined();
  });
});

/** An ensemble that only has history: one row of model values per member. */
function weigh(history: readonly PlannedSeries[], values: readonly (readonly number[])[]) {
  const experiment = makeDecayExperiment({ history, pointCount: values[0]!.length, memberCount: values.length });
  const ensemble = emptyEnsemble(
    experiment,
    Int32Array.from(values, (_, i) => i),
  );
  ensemble.history.set(values.flat());
  return weighMembers(experiment, ensemble);
}

describe('weighMembers', () => {
  it('weighs by the product over series and reports the effective number', () => {
    const one = readingOfX(10, 1, { name: 'one' });
    const two = readingOfX(20, 2, { name: 'two', offset: 1 });
    const { fitted, summary } = weigh(
      [one, two],
      [
        [10, 20],
        [11, 20],
        [10, 24],
      ],
    );
    const expected = [1, Math.exp(-0.5), Math.exp(-2)];
    const sum = expected.reduce((a, b) => a + b);
    for (const [i, weight] of expected.entries()) expect(fitted[i]).toBeCloseTo(weight / sum, 12);
    expect(summary).toMatchObject({ state: 'fitted', heaviest: { member: 0 }, dominated: true });
    expect(summary.effectiveNumber).toBeCloseTo(sum ** 2 / expected.reduce((a, b) => a + b * b, 0), 10);
    expect(summary.series[0]).toMatchObject({ series: 'one', pointCount: 1, compatibleShare: 1 });
    expect(summary.series[0]!.priorLogLikelihood).toBeCloseTo(-0.5 / 3, 12);
    // Without `one` the second member is as good as the first.
    const without = [1, 1, Math.exp(-2)];
    expect(summary.series[0]!.effectiveNumberWithout).toBeCloseTo(
      without.reduce((a, b) => a + b) ** 2 / without.reduce((a, b) => a + b * b, 0),
      10,
    );
  });

  it('also tells what fits without both of two series that one doubt concerns', () => {
    const one = readingOfX(10, 1, { name: 'one', doubtedWith: 'two' });
    const two = readingOfX(20, 2, { name: 'two', offset: 1 });
    const three = readingOfX(30, 1, { name: 'three', offset: 2 });
    const { without } = weigh(
      [one, two, three],
      [
        [10, 20, 30],
        [11, 24, 30],
        [10, 20, 31],
      ],
    );
    expect(without.map(({ series }) => series)).toEqual(['one', 'two', 'three', 'one and two']);
    const [first, second, third] = without.at(-1)!.weights;
    expect(second).toBeCloseTo(first!, 12);
    expect(third! / first!).toBeCloseTo(Math.exp(-0.5), 12);
  });

  it('leaves equal weights where nothing is fitted', () => {
    const shown = readingOfX(10, 1, {
      use: 'show',
      points: readingOfX(10, 1).points.map((p) => ({ ...p, fitted: false })),
    });
    const { fitted, summary } = weigh([shown], [[10], [90]]);
    expect([...fitted]).toEqual([0.5, 0.5]);
    expect(summary).toMatchObject({ state: 'unfitted', effectiveNumber: 2, dominated: false });
  });

  it('says so where no member can produce what was observed', () => {
    const positive = readingOfX(10, 1, { error: lognormal });
    const { fitted, summary } = weigh([positive], [[0], [-1]]);
    expect([...fitted]).toEqual([0.5, 0.5]);
    expect(summary.state).toBe('impossible');
  });

  it('finds two series that are never satisfied together', () => {
    const low = readingOfX(10, 1, { name: 'low' });
    const high = readingOfX(20, 1, { name: 'high', offset: 1 });
    const values = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? [10, 10] : [20, 20]));
    const [conflict, ...others] = weigh([low, high], values).summary.conflicts;
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ series: ['low', 'high'], togetherShare: 0 });
    expect(conflict!.expectedShare).toBeCloseTo(0.25, 12);
    const agreeing = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? [10, 20] : [0, 0]));
    const { summary } = weigh([low, high], agreeing);
    expect(summary.conflicts).toEqual([]);
    // Half of the members agree with each, and they are the same half.
    expect(summary.closestPair).toMatchObject({ series: ['low', 'high'] });
    expect(summary.closestPair!.togetherShare).toBeCloseTo(0.5, 12);
    expect(summary.closestPair!.expectedShare).toBeCloseTo(0.25, 12);
  });
});

describe('rank of a point', () => {
  it('uses distribution functions that agree with SciPy: stats.norm.cdf, stats.t.cdf', () => {
    expect(errorDistribution(-3, undefined)).toBeCloseTo(0.0013498980316300933, 12);
    expect(errorDistribution(0.7, undefined)).toBeCloseTo(0.758036347776927, 12);
    expect(errorDistribution(-2, 4)).toBeCloseTo(0.05805826175840775, 12);
    expect(errorDistribution(0.5, 4)).toBeCloseTo(0.6783350184090684, 12);
    expect(errorDistribution(3, 1)).toBeCloseTo(0.8975836176504333, 12);
  });

  it('averages over members by weight', () => {
    expect(predictiveRank(normal, 10, [10], [1])).toBeCloseTo(0.5, 12);
    expect(predictiveRank(normal, 10, [-90, 110, Number.NaN], [0.3, 0.1, 0.6])).toBeCloseTo(0.75, 12);
  });
});
