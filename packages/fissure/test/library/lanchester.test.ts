/** Lanchester's laws and Engel's Iwo Jima against their solutions in closed form: hyperbolic functions, by interpreter and compiled engines. */
import { describe, expect, it } from 'vitest';
import { ENGINES, runLibrary } from './run-library.ts';

interface Fires {
  /** Each side's losses in a unit of time for each of its enemies: y' = -a x, x' = arrivals - b y. */
  readonly a: number;
  readonly b: number;
}

const IWO_JIMA: Fires = { a: 0.0106, b: 0.0544 };
const EVEN: Fires = { a: 0.01, b: 0.01 };

/** x and y after some more time in which x gets arrivals at a constant rate. */
function fight({ a, b }: Fires, [x, y]: readonly [number, number], arrivals: number, time: number): [number, number] {
  const angle = Math.sqrt(a * b) * time;
  const balance = arrivals / b;
  const ahead = y - balance;
  return [
    x * Math.cosh(angle) - Math.sqrt(b / a) * ahead * Math.sinh(angle),
    balance + ahead * Math.cosh(angle) - Math.sqrt(a / b) * x * Math.sinh(angle),
  ];
}

/** x and y after periods, each of arrivals at a rate until a time. */
function fightThrough(fires: Fires, start: readonly [number, number], periods: readonly (readonly [number, number])[]) {
  let state = start;
  let from = 0;
  for (const [arrivals, to] of periods) {
    state = fight(fires, state, arrivals, to - from);
    from = to;
  }
  return state;
}

/** Arrivals a day until the end of each day named. */
const LANDINGS = [
  [54000, 1],
  [0, 2],
  [6000, 3],
  [0, 5],
  [13000, 6],
  [0, 28],
  [0, 36],
] as const;

describe.each(Object.keys(ENGINES))('by the %s', (engine) => {
  describe('Iwo Jima', () => {
    it('follows the closed form through the landings to the last day of the paper', () => {
      const run = runLibrary('iwo-jima', engine);
      for (const [i, [, day]] of LANDINGS.entries()) {
        const [americans, japanese] = fightThrough(IWO_JIMA, [0, 21500], LANDINGS.slice(0, i + 1));
        expect(run.at('americans', day)).toBeCloseTo(americans, 5);
        expect(run.at('japanese', day)).toBeCloseTo(japanese, 5);
      }
    });

    /**
     * To whole persons. With these constants the near end of the garrison on day 36 is Engel's result as textbooks repeat it;
     * the numbers are the closed form's, as above, here written out to be looked up.
     */
    it.each([
      [1, 52835, 21220],
      [6, 66454, 18274],
      [28, 53042, 4656],
      [36, 51985, 217],
    ])('on day %i has %i Americans and %i Japanese', (day, americans, japanese) => {
      const run = runLibrary('iwo-jima', engine);
      expect(Math.round(run.at('americans', day))).toBe(americans);
      expect(Math.round(run.at('japanese', day))).toBe(japanese);
    });

    it('ends before day 36 where each landing comes all at once', () => {
      const run = runLibrary('iwo-jima', engine, { day_of_landing: 1 });
      // At once is within a step.
      const { dt } = run;
      const [americans, japanese] = fightThrough(
        IWO_JIMA,
        [0, 21500],
        [
          [54000 / dt, dt],
          [0, 2],
          [6000 / dt, 2 + dt],
          [0, 5],
          [13000 / dt, 5 + dt],
          [0, 28],
        ],
      );
      expect(run.at('americans', 28)).toBeCloseTo(americans, 5);
      expect(run.at('japanese', 28)).toBeCloseTo(japanese, 5);
      expect(run.at('japanese', 36)).toBeLessThan(1);
    });

    it('is the square law alone where nobody lands', () => {
      const nobody = { 'landing_size[first]': 0, 'landing_size[second]': 0, 'landing_size[third]': 0 };
      const run = runLibrary('iwo-jima', engine, { ...nobody, americans_at_start: 73000 });
      for (const time of [5, 15, 25]) {
        const { a, b } = IWO_JIMA;
        const ahead = a * run.at('americans', time) ** 2 - b * run.at('japanese', time) ** 2;
        expect(ahead / (a * 73000 ** 2 - b * 21500 ** 2)).toBeCloseTo(1, 9);
      }
    });
  });

  describe('the square law', () => {
    it('leaves sqrt(1000^2 - 800^2) = 600 at artanh(0.8) / 0.01 = 109.86', () => {
      const run = runLibrary('lanchester', engine);
      // Once no more of red are left than fall in a step, the battle is over within a step.
      const aStepsLosses = 0.01 * 600 * run.dt;
      const end = run.times[run.series('red').findIndex((red) => red < aStepsLosses)]!;
      expect(Math.abs(end - Math.atanh(0.8) / 0.01)).toBeLessThan(run.dt);
      expect(Math.abs(run.at('blue', 1000) - 600)).toBeLessThan(0.01 * aStepsLosses * run.dt);
    });

    it('leaves sqrt(1000^2 - 500^2 - 500^2) against two halves', () => {
      const run = runLibrary('lanchester', engine, { red_at_start: 500, red_reserve: 500 });
      const { dt } = run;
      const blueBetween = Math.sqrt(1000 ** 2 - 500 ** 2);
      const lastStep = 0.01 * (0.01 * blueBetween * dt) * dt;
      expect(Math.abs(run.at('blue', 200) - blueBetween)).toBeLessThan(lastStep);
      // The reserve comes within a step, and meets blue in it.
      const [red, blue] = fight(EVEN, [0, blueBetween], 500 / dt, dt);
      expect(Math.abs(run.at('blue', 1000) - Math.sqrt(blue ** 2 - red ** 2))).toBeLessThan(2 * lastStep);
      expect(Math.abs(blue ** 2 - red ** 2 - 500_000)).toBeLessThan(2 * 500 * 0.01 * blueBetween * dt);
    });
  });

  describe('the linear law', () => {
    it('keeps the difference, and red in proportion to blue falls exponentially', () => {
      const run = runLibrary('lanchester', engine, { fire: 1 });
      for (const time of [10, 100, 500]) {
        const [blue, red] = [run.at('blue', time), run.at('red', time)];
        expect(blue - red).toBeCloseTo(200, 9);
        expect(Math.log(red / blue)).toBeCloseTo(Math.log(0.8) - (0.01 / 250) * 200 * time, 6);
      }
    });
  });
});
