/**
 * Figures by SciPy 1.10.1: special.gammaln(x), special.betainc(a, b, x), special.gammaincc(a, x), special.kolmogorov(x),
 * stats.chi2.sf(x, dof).
 */
import { describe, expect, it } from 'vitest';
import {
  chiSquareTail,
  kolmogorovTail,
  logGamma,
  regularizedBeta,
  regularizedGammaUpper,
} from '../../src/base/special-functions.ts';

const closeTo = (actual: number, expected: number, tolerance: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1e-3, Math.abs(expected)));

describe('special functions agree with SciPy', () => {
  it.each([
    [0.01, 4.599479878042022],
    [0.5, 0.5723649429247],
    [1, 0],
    [1.5, -0.12078223763524526],
    [2, 0],
    [3.7, 1.428072326665388],
    [25, 54.78472939811232],
    [1000.5, 5908.674175848678],
  ])('logGamma(%f)', (x, expected) => closeTo(logGamma(x), expected, 1e-10));

  it.each([
    [0.01, 2, 5, 0.001460447605],
    [0.4, 2, 5, 0.7667200000000001],
    [0.9, 0.5, 0.5, 0.7951672353008662],
    [0.5, 300, 310, 0.6573251825149352],
    [0.999, 30, 0.2, 0.46389281018655126],
    [1e-6, 0.1, 3, 0.2901228300897553],
  ])('regularizedBeta(%f; %f, %f)', (x, a, b, expected) => closeTo(regularizedBeta(x, a, b), expected, 1e-12));

  it.each([
    [0.5, 0.1, 0.6547208460185768],
    [0.5, 3, 0.014305878435429641],
    [3, 2, 0.6766764161830634],
    [50, 40, 0.9296649333406051],
    [50, 70, 0.0051405024585059085],
  ])('regularizedGammaUpper(%f, %f)', (a, x, expected) => closeTo(regularizedGammaUpper(a, x), expected, 1e-11));

  it.each([
    [0.2, 0.999999999999495],
    [0.4, 0.9971923267772983],
    [0.5, 0.9639452436648751],
    [0.8, 0.5441424115741981],
    [1, 0.26999967167735456],
    [1.3580986, 0.0500000106802808],
    [1.6276236, 0.010000000749940367],
    [2.5, 7.453306344157342e-6],
  ])('kolmogorovTail(%f)', (x, expected) => closeTo(kolmogorovTail(x), expected, 1e-11));

  it.each([
    [3.841459, 1, 0.04999999465319563],
    [5.991465, 2, 0.04999998867770084],
    [20, 4, 0.0004993992273873336],
  ])('chiSquareTail(%f, %i)', (x, dof, expected) => closeTo(chiSquareTail(x, dof), expected, 1e-11));

  it('the two forms of the incomplete beta meet where they change over', () => {
    for (const [a, b] of [
      [2, 5],
      [0.3, 9],
      [40, 3],
    ] as const) {
      const border = (a + 1) / (a + b + 2);
      closeTo(regularizedBeta(border + 1e-12, a, b), regularizedBeta(border - 1e-12, a, b), 1e-9);
      closeTo(regularizedBeta(0.37, a, b), 1 - regularizedBeta(0.63, b, a), 1e-12);
    }
  });
});
