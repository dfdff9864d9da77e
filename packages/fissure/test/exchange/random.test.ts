// Draws of other tools: cut off at their bounds, never gathered there. Means and deviations by the formulas of the distributions.
import { expect, it } from 'vitest';
import { importedSeries } from './imported-series.ts';

const STEPS = 10_000;

function vensim(call: string): readonly number[] {
  const clock = `INITIAL TIME = 0 ~~| FINAL TIME = ${STEPS} ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;
  return importedSeries('m.mdl', `x = ${call} ~~|${clock}`, 'x');
}

function stella(call: string, steps = STEPS, dt = 1): readonly number[] {
  const text = `<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"><sim_specs><start>0</start><stop>${steps}</stop><dt>${dt}</dt></sim_specs>
<model><variables><aux name="x"><eqn>${call}</eqn></aux></variables></model></xmile>`;
  return importedSeries('m.xmile', text, 'x');
}

/** Its mean and standard deviation within five standard errors; that of the deviation is below twice the usual one here. */
function expectMoments(series: readonly number[], mean: number, deviation: number): void {
  const found = series.reduce((sum, x) => sum + x, 0) / series.length;
  const spread = Math.sqrt(series.reduce((sum, x) => sum + (x - found) ** 2, 0) / series.length);
  expect(Math.abs(found - mean), `mean ${found}`).toBeLessThan((5 * deviation) / Math.sqrt(series.length));
  expect(Math.abs(spread - deviation), `deviation ${spread}`).toBeLessThan((10 * deviation) / Math.sqrt(series.length));
}

// Mean and deviation of the densities between the bounds, by numerical integration apart from the code.
const CUT_NORMAL = { mean: -0.206631, deviation: 0.41566 };

const WITHIN = [
  ['RANDOM NORMAL(-1, 0.5, 0, 1, 0)', -1, 0.5, CUT_NORMAL.mean, CUT_NORMAL.deviation],
  ['RANDOM NORMAL(8, 11, 10, 2, 0)', 8, 11, 10 + 2 * CUT_NORMAL.mean, 2 * CUT_NORMAL.deviation],
  ['RANDOM EXPONENTIAL(1, 3, 0, 1, 0)', 1, 3, 1.686965, 0.525298],
  ['RANDOM TRIANGULAR(4, 100, 0, 5, 10, 0)', 4, 10, 6.098039, 1.39333],
  ['RANDOM WEIBULL(0.5, 1.5, 2, 0, 1, 0)', 0.5, 1.5, 0.929919, 0.268729],
] as const;

it.each(WITHIN)('%s is cut off at its bounds', (call, low, high, mean, deviation) => {
  const series = vensim(call);
  expect(Math.min(...series)).toBeGreaterThan(low);
  expect(Math.max(...series)).toBeLessThan(high);
  expectMoments(series, mean, deviation);
});

it('bounds that are computed cut off as well', () => {
  const series = vensim('RANDOM NORMAL(-1 - 0 * Time, 0.5 + 0 * Time, 0 * Time, 1 + 0 * Time, 0)');
  expect(Math.min(...series)).toBeGreaterThan(-1);
  expect(Math.max(...series)).toBeLessThan(0.5);
  expectMoments(series, CUT_NORMAL.mean, CUT_NORMAL.deviation);
});

it('so do they for what has no negative values', () => {
  const series = vensim('RANDOM EXPONENTIAL(1 + 0 * Time, 3 + 0 * Time, 0 * Time, 1 + 0 * Time, 0)');
  expect(Math.min(...series)).toBeGreaterThan(1);
  expectMoments(series, 1.686965, 0.525298);
});

it('bounds that cut nothing off leave the plain draw', () => {
  const bare = vensim('RANDOM NORMAL(-1e9, 1e9, 3, 2, 0)');
  expect(bare).toStrictEqual(vensim('RANDOM NORMAL(-15, 21, 3, 2, 0)'));
  expectMoments(bare, 3, 2);
});

it.each([
  ['RANDOM GAMMA(0, 1000, 2.5, 0, 2, 0)', 5, Math.sqrt(10)],
  ['RANDOM GAMMA(0, 1000, 0.2, 1, 1, 0)', 2, 1],
  ['RANDOM BETA(0, 1, 2, 3, 0, 1, 0)', 0.4, 0.2],
  ['RANDOM BINOMIAL(0, 10, 0.3, 10, 0, 1, 0)', 3, Math.sqrt(2.1)],
  ['RANDOM NEGATIVE BINOMIAL(0, 1e6, 0.25, 3, 0, 1, 0)', 12, 6],
  ['RANDOM POISSON(1, 100, 2, 0, 1, 0)', 2.313035, 1.260545],
] as const)('%s has its mean and deviation', (call, mean, deviation) => expectMoments(vensim(call), mean, deviation));

it.each([
  // Stella: a seed, bounds, and NAN where there is none of them.
  ['NORMAL(0, 1, 7, -1, 0.5)', CUT_NORMAL.mean, CUT_NORMAL.deviation],
  ['NORMAL(10, 2, NAN, NAN, NAN)', 10, 2],
  ['UNIFORM(0, 4, NAN, 1, 3)', 2, 1 / Math.sqrt(3)],
  ['LOGISTIC(0, 1, NAN, -1, 2)', 0.354445, 0.802145],
  ['LOGISTIC(3, 0.5)', 3, Math.PI / (2 * Math.sqrt(3))],
  ['PARETO(3, 1, NAN, 2, 5)', 2.692308, 0.666173],
  ['GAMMA(0.5, 3)', 1.5, Math.sqrt(4.5)],
  ['BETA(0.5, 0.5)', 0.5, Math.sqrt(1 / 8)],
  ['BINOMIAL(10, 0.3)', 3, Math.sqrt(2.1)],
  ['POISSON(2, NAN, 1)', 2.313035, 1.260545],
] as const)('%s has its mean and deviation', (call, mean, deviation) => expectMoments(stella(call), mean, deviation));

const GAP = '~~| two((0, 1), (1, 1), (1, 0), (3, 0), (3, 1), (4, 1))';

it.each([
  // A density of 2x up to 1, and two boxes with a gap between them, whole and cut in halves; by integrals.
  ['RANDOM LOOKUP(ramp, -9, 9, 0, 1, 0) ~~| ramp((0, 0), (1, 5))', 0, 1, 2 / 3, Math.sqrt(1 / 18)],
  ['RANDOM LOOKUP(ramp, -9, 99, 10, 3, 0) ~~| ramp((0, 0), (1, 5))', 10, 13, 12, Math.sqrt(1 / 2)],
  ['RANDOM LOOKUP(fall, -9, 9, 0, 1, 0) ~~| fall((1, 0), (0, 2))', 0, 1, 1 / 3, Math.sqrt(1 / 18)],
  ['RANDOM LOOKUP(ramp, 0.5, 9, 0, 1, 0) ~~| ramp((0, 0), (1, 5))', 0.5, 1, 7 / 9, Math.sqrt(5 / 8 - 49 / 81)],
  [`RANDOM LOOKUP(two, -9, 9, 0, 1, 0) ${GAP}`, 0, 4, 2, Math.sqrt(7 / 3)],
  [`RANDOM LOOKUP(two, 0.5, 3.5, 0, 1, 0) ${GAP}`, 0.5, 3.5, 2, Math.sqrt(19 / 12)],
  [`RANDOM LOOKUP(two, 0.5 + 0 * Time, 2 + 0 * Time, 0, 1, 0) ${GAP}`, 0.5, 1, 0.75, Math.sqrt(1 / 48)],
  [`RANDOM LOOKUP(two, -9, 9, 0, -1, 0) ${GAP}`, -4, 0, -2, Math.sqrt(7 / 3)],
] as const)('%s draws from the density of its lookup', (call, low, high, mean, deviation) => {
  const series = vensim(call);
  expect(Math.min(...series)).toBeGreaterThanOrEqual(low);
  expect(Math.max(...series)).toBeLessThanOrEqual(high);
  expectMoments(series, mean, deviation);
});

it('never draws where the lookup is 0', () => {
  const series = vensim(`RANDOM LOOKUP(two, -9, 9, 0, 1, 0) ${GAP}`);
  expect(series.filter((x) => x > 1 && x < 3)).toStrictEqual([]);
});

it('a draw of Stella that is kept for an interval changes with it', () => {
  const series = stella('NORMAL(0, 1, 7, NAN, NAN, 2)', 6, 0.5);
  const changes = series.flatMap((value, i) => (i > 0 && value !== series[i - 1] ? [i / 2] : []));
  expect(changes).toStrictEqual([2, 4, 6]);
});

// Failures before the first success: mean (1 - p) / p, variance (1 - p) / p^2.
it('what stands in for GEOMETRIC, as its refusal says, has its moments', () => {
  expectMoments(stella('INT(LN(RANDOM(0, 1)) / LN(1 - 0.3))'), 0.7 / 0.3, Math.sqrt(0.7) / 0.3);
});
