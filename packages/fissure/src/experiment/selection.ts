/**
 * Which members an ensemble simulates in full, where most candidates disagree with the record. Every other one is the next
 * candidate as it comes; those between are drawn from all candidates in proportion to their likelihood. As the
 * chance of each to be chosen is known, both the prior and the fitted distribution can be told from the same members.
 */
import { exp } from '../base/elementary.ts';

export interface Selection {
  /** How many candidates were screened. */
  readonly candidateCount: number;
  /** Effective number of candidates that the likelihood leaves. */
  readonly candidateEffectiveNumber: number;
  /** Numbers of the members, each once, in the order in which to simulate them. */
  readonly members: readonly number[];
  /** In step with `members`: how often chosen, divided by the expected number of times. */
  readonly priorWeights: readonly number[];
}

/**
 * Chooses `memberCount` different members, or all candidates where there are no more; undefined where no candidate has a
 * likelihood. Who is drawn twice counts twice.
 *
 * With a taken in order and b drawn, candidate i of K is expected a / K + b L_i / sum L times, so that a member's weight
 * under the prior is its count over that, and under the posterior this times L_i (deterministic-mixture importance
 * sampling: Owen & Zhou, JASA 95, 2000; weights are bounded, since half the mixture is the target itself).
 * Draws go through the van der Corput sequence, so that a larger ensemble chooses the same members and more.
 * Edge: a NaN likelihood (the run failed) is never drawn; the candidate may still be among the first.
 */
export function selectMembers(logLikelihoods: Float64Array, memberCount: number): Selection | undefined {
  const likelihoods = relativeLikelihoods(logLikelihoods);
  const cumulative = runningSums(likelihoods);
  const total = cumulative.at(-1) ?? 0;
  if (!(total > 0)) return undefined;

  const candidateCount = likelihoods.length;
  const wanted = Math.min(memberCount, candidateCount);
  const counts = new Map<number, number>();
  let inOrderCount = 0;
  let drawnCount = 0;
  while (counts.size < wanted) {
    if (inOrderCount === drawnCount) count(counts, inOrderCount++);
    else count(counts, firstAbove(cumulative, vanDerCorput(drawnCount++) * total));
  }
  const members = [...counts.keys()];
  const expected = (member: number) => inOrderCount / candidateCount + (drawnCount * likelihoods[member]!) / total;
  return {
    candidateCount,
    candidateEffectiveNumber: total ** 2 / likelihoods.reduce((sum, one) => sum + one * one, 0),
    members,
    priorWeights: members.map((member) => counts.get(member)! / expected(member)),
  };
}

/** Likelihoods divided by the greatest. */
function relativeLikelihoods(logLikelihoods: Float64Array): Float64Array {
  const greatest = logLikelihoods.reduce((best, one) => (one > best ? one : best), Number.NEGATIVE_INFINITY);
  return logLikelihoods.map((one) => (Number.isFinite(one) ? exp(one - greatest) : 0));
}

function runningSums(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

function count(counts: Map<number, number>, member: number): void {
  counts.set(member, (counts.get(member) ?? 0) + 1);
}

/** Index of the first entry of a rising array that is greater than `value`. */
function firstAbove(rising: Float64Array, value: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The binary digits of k mirrored behind the point: 0, 1/2, 1/4, 3/4, 1/8, ... */
function vanDerCorput(k: number): number {
  let value = 0;
  let digit = 0.5;
  for (let rest = k; rest > 0; rest >>>= 1) {
    if (rest & 1) value += digit;
    digit /= 2;
  }
  return value;
}
