/** Figures by SciPy 1.10.1: `stats.<distribution>.ppf(u)`; loguniform, triang(c, loc, scale) and lognorm(s, scale) in SciPy's terms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regularizedBeta } from '../../src/base/special-functions.ts';
import { inverseDistribution } from '../../src/experiment/distributions.ts';
import type { Distribution } from '../../src/study/study.ts';

const SHARES = [0.001, 0.05, 0.3, 0.5, 0.8, 0.95, 0.999];

// biome-ignore format: one distribution a line
const FIGURES: readonly (readonly [Distribution, readonly number[]])[] = [
  [{ kind: 'uniform', low: -2, high: 5 }, [-1.993, -1.65, 0.10000000000000009, 1.5, 3.6000000000000005, 4.6499999999999995, 4.993]],
  [{ kind: 'loguniform', low: 0.1, high: 100 }, [0.10069316688518043, 0.14125375446227542, 0.7943282347242815, 3.16227766016838, 25.118864315095813, 70.79457843841377, 99.31160484209339]],
  [{ kind: 'triangular', low: 0.2, mode: 0.6, high: 1.2 }, [0.22, 0.3414213562373095, 0.5464101615137754, 0.6522774424948339, 0.8535898384862246, 1.0267949192431123, 1.1755051025721681]],
  [{ kind: 'triangular', low: 0, mode: 0, high: 3 }, [0.0015003751876171423, 0.075961696557311, 0.4900199203977733, 0.8786796564403573, 1.6583592135001264, 2.329179606750063, 2.905131670194949]],
  [{ kind: 'normal', mean: 3, sd: 2 }, [-3.1804646123356264, -0.2897072539029457, 1.9511989745839182, 3.0, 4.683242467145829, 6.289707253902945, 9.180464612335626]],
  [{ kind: 'lognormal', median: 4, sigma: 0.5 }, [0.8531483833205431, 1.7574564197099696, 3.0774277586570356, 4.0, 6.092783133516988, 9.104066434057268, 18.754064724035832]],
  [{ kind: 'beta', a: 2, b: 5 }, [0.008255492787746678, 0.06284989170835438, 0.18180347131894917, 0.26444998329566005, 0.42244752484627207, 0.5818034092520259, 0.818613866919134]],
  [{ kind: 'beta', a: 0.5, b: 0.5 }, [2.4673990709169446e-06, 0.0061558297024311365, 0.2061073738537634, 0.4999999999999999, 0.9045084971874736, 0.9938441702975689, 0.999997532600929]],
  [{ kind: 'beta', a: 80, b: 20 }, [0.6620414364390999, 0.7312373261074615, 0.7805241166417447, 0.8020051914530513, 0.8341296430766311, 0.8619127209391413, 0.9044847266785495]],
  [{ kind: 'beta', a: 0.1, b: 3 }, [2.3669013519449123e-31, 2.3114271015087978e-14, 1.397635130911783e-06, 0.00023123990750011818, 0.026671274571329343, 0.20187367368641884, 0.7240883749121574]],
];

describe('inverseDistribution', () => {
  it.each(FIGURES)('agrees with SciPy: %j', (distribution, figures) => {
    for (const [i, expected] of figures.entries()) {
      const actual = inverseDistribution(distribution, SHARES[i]!);
      expect(Math.abs(actual - expected), `u = ${SHARES[i]}: ${actual}`).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
    }
  });

  it('inverts the beta distribution over a wide range of shapes', () => {
    const shape = fc.double({ min: 0.2, max: 200, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 1e-4, max: 1 - 1e-4, noNaN: true }), (a, b, u) => {
        const x = inverseDistribution({ kind: 'beta', a, b }, u);
        // Next to 1 a double has no finer steps: where one of them matters, no x can do better.
        fc.pre(regularizedBeta(x + 2 ** -53, a, b) - regularizedBeta(x - 2 ** -53, a, b) < 1e-10);
        expect(Math.abs(regularizedBeta(x, a, b) - u)).toBeLessThanOrEqual(1e-9);
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('rises with u', () => {
    for (const [distribution] of FIGURES) {
      const values = Array.from({ length: 999 }, (_, i) => inverseDistribution(distribution, (i + 1) / 1000));
      for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThan(values[i - 1]!);
    }
  });
});
