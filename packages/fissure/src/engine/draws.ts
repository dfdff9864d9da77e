/**
 * Random draws by inversion: one uniform number gives one value, and a larger uniform never gives a smaller value, so
 * that two runs which share a stream stay comparable when only the parameters of a distribution differ.
 */
import { exp, ln } from '../base/elementary.ts';
import { inverseNormal } from '../base/normal.ts';
import type { DrawKind } from '../model/plan.ts';

/**
 * The value with a share `u` (strictly between 0 and 1) below it; `a` and `b` as HeldDraw of model/plan.ts says. NaN
 * where the arguments name no distribution: low above high, a negative spread, a negative mean where none can be.
 */
export function drawValue(distribution: DrawKind, u: number, a: number, b: number): number {
  switch (distribution) {
    case 'uniform':
      return a <= b ? a + (b - a) * u : NaN;
    case 'normal':
      return b >= 0 ? a + b * inverseNormal(u) : NaN;
    case 'lognormal':
      return inverseLognormal(u, a, b);
    case 'exponential':
      return a >= 0 ? -a * lnOfOnePlus(-u) : NaN;
    case 'poisson':
      return inversePoisson(u, a);
  }
}

/** By mean and standard deviation of the value itself: sigma^2 = ln(1 + (sd / mean)^2), mu = ln(mean) - sigma^2 / 2. */
function inverseLognormal(u: number, mean: number, sd: number): number {
  if (mean === 0 && sd === 0) return 0;
  if (!(mean > 0 && sd >= 0)) return NaN;
  const variance = lnOfOnePlus((sd / mean) * (sd / mean));
  return mean * exp(Math.sqrt(variance) * inverseNormal(u) - variance / 2);
}

/** ln(1 + x) for x > -1, corrected for what 1 + x has lost: within a few units in the last place. */
function lnOfOnePlus(x: number): number {
  const sum = 1 + x;
  return sum === Infinity ? sum : ln(sum) - (sum - 1 - x) / sum;
}

/** Up to this mean every draw is exact; the probabilities of the search from 0 begin at exp(-mean). */
export const EXACT_UP_TO = 500;
export const SEARCH_UP_TO = 10;

/**
 * The smallest whole k with P(X <= k) >= u for a Poisson variable.
 *
 * mean <= 500: exact up to rounding of the distribution function (about 1e-14 in u). Above a mean of 10 a normal
 *   expansion answers at once wherever its error bound leaves no doubt; the rest is searched from 0 upwards.
 * mean > 500: the expansion alone; it is off by one with a probability below 1e-5, and never decreases in u.
 * mean = 0 gives 0; negative, infinite or NaN means give NaN.
 *
 * Source of the expansion: M. B. Giles, "Algorithm 955: approximation of the inverse Poisson cumulative distribution
 * function", ACM Transactions on Mathematical Software 42 (2016), equation for Q_N2 and its error bound.
 */
export function inversePoisson(u: number, mean: number): number {
  if (!(mean >= 0 && mean < Infinity)) return NaN;
  if (mean < SEARCH_UP_TO) return searchPoisson(u, mean);
  const w = inverseNormal(u);
  const guess = expandPoisson(w, mean);
  if (mean > EXACT_UP_TO) return Math.max(0, Math.floor(guess));
  const doubt = (1 / 40 + (w * w) / 80 + (w * w * w * w) / 160) / mean;
  const low = Math.floor(guess - doubt);
  if (Math.abs(w) < 3 && low === Math.floor(guess + doubt)) return low;
  return searchPoisson(u, mean);
}

/** A real number whose whole part is the quantile: expansion in powers of mean^(-1/2); `w` is the normal quantile. */
function expandPoisson(w: number, mean: number): number {
  const root = Math.sqrt(mean);
  const square = w * w;
  return (
    mean +
    root * w +
    (1 / 3 + square / 6) +
    (-w / 36 - (w * square) / 72) / root +
    (-8 / 405 + (7 * square) / 810 + (square * square) / 270) / mean
  );
}

/** Adds up probabilities from 0 on. Stops where they no longer count, if rounding keeps the sum just below u. */
function searchPoisson(u: number, mean: number): number {
  let k = 0;
  let probability = exp(-mean);
  let below = probability;
  while (below < u) {
    k++;
    probability *= mean / k;
    const next = below + probability;
    if (next === below && k > mean) return k;
    below = next;
  }
  return k;
}
