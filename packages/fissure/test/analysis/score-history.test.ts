import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorQuantile } from '../../src/analysis/error-quantile.ts';
import { interactions, logEvidence, type RivalResult } from '../../src/analysis/rivals.ts';
import { rankedProbabilityScore, type WeightedSample } from '../../src/analysis/score-history.ts';
import { inverseNormal } from '../../src/base/normal.ts';

const sampleOf = (pairs: readonly (readonly [number, number])[]): WeightedSample => {
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  const values = pairs.map(([value]) => value);
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  return { values, weights: pairs.map(([, weight]) => weight / total), order };
};

describe('rankedProbabilityScore', () => {
  it('is the absolute error of a point forecast', () => {
    expect(rankedProbabilityScore(sampleOf([[-2.5, 1]]))).toBe(2.5);
  });

  it('is that of a standard normal, (sqrt 2 - 1) / sqrt pi', () => {
    const count = 4000;
    const normal = sampleOf(Array.from({ length: count }, (_, i) => [inverseNormal((i + 0.5) / count), 1]));
    expect(rankedProbabilityScore(normal)).toBeCloseTo((Math.SQRT2 - 1) / Math.sqrt(Math.PI), 3);
  });

  it('agrees with the integral of the squared distance between distribution functions', () => {
    const pair = fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 12 }), (pairs) => {
        const sample = sampleOf(pairs);
        // Between two neighbours among values and observation both functions are constant: the integral is a sum.
        const { values, weights } = sample;
        const edges = [...Array.from(values), 0].sort((a, b) => a - b);
        let integral = 0;
        for (let i = 1; i < edges.length; i++) {
          const middle = (edges[i - 1]! + edges[i]!) / 2;
          const below = Array.from(weights).reduce((sum, weight, k) => sum + (values[k]! <= middle ? weight : 0), 0);
          integral += (edges[i]! - edges[i - 1]!) * (below - (middle >= 0 ? 1 : 0)) ** 2;
        }
        expect(rankedProbabilityScore(sample)).toBeCloseTo(integral, 9);
      }),
    );
  });
});

describe('errorQuantile', () => {
  it('is the inverse normal without degrees of freedom', () => {
    for (const p of [0.001, 0.2, 0.5, 0.9, 0.999]) expect(errorQuantile(p, undefined)).toBeCloseTo(inverseNormal(p), 7);
  });

  it("is Student's t from the table: 2.132 at 95 % of 4, 6.314 at 95 % of 1", () => {
    expect(errorQuantile(0.95, 4)).toBeCloseTo(2.131847, 5);
    expect(errorQuantile(0.95, 1)).toBeCloseTo(6.313752, 5);
    expect(errorQuantile(0.05, 4)).toBeCloseTo(-2.131847, 5);
  });
});

describe('rivals', () => {
  it('takes the logarithm of the mean likelihood, failures aside', () => {
    expect(logEvidence(Float64Array.of(Math.log(0.2), Math.log(0.4), Number.NaN))).toBeCloseTo(Math.log(0.3), 12);
    expect(logEvidence(Float64Array.of(-2000, -2000))).toBeCloseTo(-2000, 9);
    expect(logEvidence(Float64Array.of(Number.NEGATIVE_INFINITY))).toBe(Number.NEGATIVE_INFINITY);
  });

  it('gives both - first - second + neither of what reads the base alone', () => {
    const rival = (mean: number, ofBase = true) =>
      ({ claims: [{ claim: 'C', report: [{ name: 'x', label: 'x', mean, ofBase }] }] }) as unknown as RivalResult;
    const [one] = interactions(rival(0.7), rival(0.2), rival(0.1), rival(0.05));
    expect(one!.value).toBeCloseTo(0.45, 12);
    expect(interactions(rival(0.7, false), rival(0.2), rival(0.1), rival(0.05))).toEqual([]);
  });
});
