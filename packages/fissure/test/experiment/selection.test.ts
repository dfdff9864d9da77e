/**
 * Candidates are points of a uniform grid on -4 to 4 and the likelihood is that of one observation: posterior mean and
 * variance are known in closed form, and so are those of the prior. Both must come back from the chosen members.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Selection, selectMembers } from '../../src/experiment/selection.ts';

const CANDIDATES = 20_000;
const x = Float64Array.from({ length: CANDIDATES }, (_, i) => {
  // A stride that is prime to the count: the first half of the members is then spread evenly, as a design is.
  return -4 + (8 * (((i * 7_919) % CANDIDATES) + 0.5)) / CANDIDATES;
});
const SD = 0.1;
const logLikelihoods = x.map((value) => -((value - 1) ** 2) / (2 * SD * SD));

describe('the selection', () => {
  const selection = selectMembers(logLikelihoods, 2_000)!;

  it('tells the posterior: normal around the observation', () => {
    const { mean, sd } = moments(selection, posteriorWeight);
    // About 1,000 draws by a low-discrepancy sequence: far within three standard errors of independent ones.
    expect(mean).toBeCloseTo(1, 2);
    expect(sd).toBeCloseTo(SD, 2);
  });

  it('tells the prior from the same members: uniform on -4 to 4', () => {
    const { mean, sd } = moments(selection, (_, prior) => prior);
    expect(mean).toBeCloseTo(0, 1);
    expect(sd).toBeCloseTo(8 / Math.sqrt(12), 1);
  });

  it('keeps far more of its members effective than the candidates as they come', () => {
    expect(effective(selection.members.map((m, i) => posteriorWeight(m, selection.priorWeights[i]!)))).toBeGreaterThan(
      700,
    );
    const plain = Array.from({ length: 2_000 }, (_, m) => posteriorWeight(m, 1));
    expect(effective(plain)).toBeLessThan(150);
  });

  it('counts what the likelihood leaves of the candidates: 2 sqrt(pi) sd / width of them', () => {
    expect(selection.candidateEffectiveNumber / CANDIDATES).toBeCloseTo((2 * Math.sqrt(Math.PI) * SD) / 8, 3);
  });

  it('chooses the same members and more for a larger ensemble', () => {
    const smaller = selectMembers(logLikelihoods, 1_000)!;
    expect(selection.members.slice(0, smaller.members.length)).toEqual(smaller.members);
  });

  it('has the first candidates, each member once, and weights that are positive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 0, noNaN: true }), { minLength: 20, maxLength: 200 }),
        fc.nat(20),
        (logs, extra) => {
          const count = 2 + (extra % 18);
          const { members, priorWeights } = selectMembers(Float64Array.from(logs), count)!;
          expect(new Set(members).size).toBe(count);
          expect(members).toHaveLength(count);
          for (let k = 0; k < Math.floor(count / 2); k++) expect(members).toContain(k);
          for (const weight of priorWeights) expect(weight > 0 && Number.isFinite(weight)).toBe(true);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it('never draws a candidate without likelihood, and is not made where none has any', () => {
    const logs = Float64Array.from({ length: 100 }, (_, i) =>
      i === 70 ? 0 : i % 2 ? Number.NaN : Number.NEGATIVE_INFINITY,
    );
    expect(selectMembers(logs, 10)!.members).toEqual([0, 70, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(
      selectMembers(
        logs.map(() => Number.NaN),
        10,
      ),
    ).toBeUndefined();
  });
});

function posteriorWeight(member: number, prior: number): number {
  return prior * Math.exp(logLikelihoods[member]!);
}

function moments({ members, priorWeights }: Selection, weigh: (member: number, prior: number) => number) {
  const weights = members.map((member, i) => weigh(member, priorWeights[i]!));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = members.reduce((sum, m, i) => sum + weights[i]! * x[m]!, 0) / total;
  const variance = members.reduce((sum, m, i) => sum + weights[i]! * (x[m]! - mean) ** 2, 0) / total;
  return { mean, sd: Math.sqrt(variance) };
}

function effective(weights: readonly number[]): number {
  const sum = weights.reduce((total, w) => total + w, 0);
  return sum ** 2 / weights.reduce((total, w) => total + w * w, 0);
}
