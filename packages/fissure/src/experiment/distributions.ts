/**
 * Priors as inverse distribution functions: a point of a design is uniform on the unit cube, and each factor's column
 * is carried to the prior's own scale here. Nothing is truncated: where a prior has no end, neither have its draws.
 */
import { exp, ln, pow } from '../base/elementary.ts';
import { inverseNormal } from '../base/normal.ts';
import { logGamma, regularizedBeta } from '../base/special-functions.ts';
import type { Distribution } from '../study/study.ts';

/**
 * The value below which a share `u` of the distribution lies.
 *
 * Range: 0 < u < 1. At 0 and 1 bounded distributions give their ends, the others an infinity (lognormal: 0).
 * Error: relative 1e-12 (beta: 1e-9 in u, see `inverseBeta`). Checked against SciPy in test/experiment.
 */
export function inverseDistribution(distribution: Distribution, u: number): number {
  switch (distribution.kind) {
    case 'uniform':
      return distribution.low + u * (distribution.high - distribution.low);
    case 'loguniform':
      return distribution.low * pow(distribution.high / distribution.low, u);
    case 'triangular':
      return inverseTriangular(distribution.low, distribution.mode, distribution.high, u);
    case 'normal':
      return distribution.mean + distribution.sd * inverseNormal(u);
    case 'lognormal':
      return distribution.median * exp(distribution.sigma * inverseNormal(u));
    case 'beta':
      return inverseBeta(distribution.a, distribution.b, u);
  }
}

function inverseTriangular(low: number, mode: number, high: number, u: number): number {
  const below = (mode - low) / (high - low);
  if (u < below) return low + Math.sqrt(u * (high - low) * (mode - low));
  return high - Math.sqrt((1 - u) * (high - low) * (high - mode));
}

const ITERATION_LIMIT = 200;

/**
 * Solves I_x(a, b) = u by Newton steps from the mean, kept inside a bracket that every evaluation narrows; a step
 * that would leave the bracket is replaced by halving it. The bracket alone reaches full precision within 60
 * halvings near 0.5 and the loop ends when it is two neighbouring numbers, so the result never depends on luck.
 */
function inverseBeta(a: number, b: number, u: number): number {
  if (u <= 0) return 0;
  if (u >= 1) return 1;
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let i = 0; i < ITERATION_LIMIT; i++) {
    const excess = regularizedBeta(x, a, b) - u;
    if (excess === 0) return x;
    if (excess > 0) high = x;
    else low = x;
    const density = exp((a - 1) * ln(x) + (b - 1) * ln(1 - x) - logBeta);
    const newton = x - excess / density;
    const next = newton > low && newton < high ? newton : low === 0 ? high / 16 : (low + high) / 2;
    if (next === x || next <= low || next >= high) return x;
    if (Math.abs(next - x) <= 4e-16 * x) return next;
    x = next;
  }
  return x;
}

/** As an author writes it: `triangular(0.2, 0.6, 1.2)`. */
export function printDistribution(distribution: Distribution): string {
  const { kind, ...rest } = distribution;
  return `${kind}(${Object.values(rest).join(', ')})`;
}
