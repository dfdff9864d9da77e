// ALLOCATE AVAILABLE against closed forms of its curves; Vensim's search ends within a millionth of all requests.
import { expect, it } from 'vitest';
import { importedSeries } from './imported-series.ts';

/** What each of two that ask for 100 gets at the start. */
function given(profiles: string, supply: string): readonly [number, number] {
  const text = `who: A, B ~~| pp: kind, middle, width, extra ~~|
demand[who] = 100 ~~|
${profiles}
got[who] = ALLOCATE AVAILABLE(demand[who], profile[who, kind], ${supply}) ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;
  const [a, b] = ['a', 'b'].map((who) => importedSeries('m.mdl', text, `got[${who}]`));
  return [a![0]!, b![0]!];
}

const listed = (a: string, b: string) => `profile[A, pp] = ${a} ~~| profile[B, pp] = ${b} ~~|`;
/** A millionth of the 200 requested. */
const TOLERANCE = 2.01e-4;

it('triangles: half the square of what is left to the edge', () => {
  // At a price of 5.5: (1 - 0.5 / 1)^2 / 2 and (1 - 0.5 / 2)^2 / 2 of each 100.
  const [a, b] = given(listed('2, 5, 2, 0', '2, 5, 4, 0'), '40.625');
  expect(Math.abs(a - 12.5)).toBeLessThan(TOLERANCE);
  expect(Math.abs(b - 28.125)).toBeLessThan(TOLERANCE);
});

it('exponential curves above both middles divide by exp(distance / width)', () => {
  const [a, b] = given(listed('4, 5, 2, 0', '4, 7, 2, 0'), '20');
  expect(Math.abs(a - 20 / (1 + Math.E))).toBeLessThan(TOLERANCE);
  expect(Math.abs(b - (20 * Math.E) / (1 + Math.E))).toBeLessThan(TOLERANCE);
});

it('normal curves a width apart, at the middle between them: 69.146 and 30.854', () => {
  const [a, b] = given(listed('3, 6, 2, 0', '3, 4, 2, 0'), '100');
  // The normal distribution at half a width; Vensim's approximation of it is good to 1e-5.
  expect(Math.abs(a - 69.1462461)).toBeLessThan(1.2e-3);
  expect(Math.abs(b - 30.8537539)).toBeLessThan(1.2e-3);
  expect(Math.abs(a + b - 100)).toBeLessThan(TOLERANCE);
});

it('rectangles fall evenly, and a fixed quantity is served at any price', () => {
  const [a, b] = given(listed('1, 5, 2, 0', '0, 1, 1, 0'), '130');
  expect(a).toBeCloseTo(30, 3);
  expect(b).toBe(100);
});

it('all that is asked for where there is enough, nothing where there is nothing', () => {
  const profiles = listed('3, 5, 2, 0', '4, 7, 2, 0');
  expect(given(profiles, '200')).toStrictEqual([100, 100]);
  expect(given(profiles, '0')).toStrictEqual([0, 0]);
});

it('a kind that changes as the model runs', () => {
  const profiles = `profile[A, kind] = 2 - STEP(1, 2) ~~| profile[A, middle] = 5 ~~| profile[A, width] = 2 ~~|
profile[A, extra] = 0 ~~| profile[B, pp] = 2, 5, 4, 0 ~~|`;
  const [a, b] = given(profiles, '40.625');
  expect(Math.abs(a - 12.5)).toBeLessThan(TOLERANCE);
  expect(Math.abs(b - 28.125)).toBeLessThan(TOLERANCE);
});

it('a fixed demand at no priority does not widen the prices among which a market is searched', () => {
  // Of a run of Vensim: climateinteractive/SDEverywhere, models/allocate_normal_width, at its times 0, 5, 9.5 and 12.
  const text = `who: A, B ~~| pp: kind, middle, width, extra ~~| wish[who, pp] = 0 ~~|
offer[A, pp] = 3, 10, 0, 0 ~~| offer[B, pp] = 3, 10.03, 0, 0 ~~| out[who] = 1 ~~| in[B] = 0 ~~|
in[A] = IF THEN ELSE(Time = 0, 0, IF THEN ELSE(Time = 1, 1, IF THEN ELSE(Time = 2, 1.9, 2.4))) ~~|
price = FIND MARKET PRICE(in[A], wish[A, kind], out[A], offer[A, kind]) ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 3 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;
  const prices = importedSeries('m.mdl', text, 'price');
  for (const [i, printed] of [9.75, 10.015, 10.1009, 10.28].entries())
    expect(Math.abs(prices[i]! - printed), `at ${i}: ${prices[i]}`).toBeLessThan(5.1e-5);
});

it('normal curves are never narrower than 0.05, as runs of Vensim show', () => {
  // A tenth apart, so one width from the middle between them to either: 15.8655254 and 84.1344746.
  const [a, b] = given(listed('3, 5, 0, 0', '3, 5.1, 0.01, 0'), '100');
  expect(Math.abs(a - 15.8655254)).toBeLessThan(1.2e-3);
  expect(Math.abs(b - 84.1344746)).toBeLessThan(1.2e-3);
});
