/**
 * Loops That Matter against closed forms. With the flow-based link score, loops of one stock share its behaviour as
 * their gains do: the derivatives of the net flow by the stock along each loop.
 */
import { describe, expect, it } from 'vitest';
import { causesOf, stockBehind } from '../../../src/analysis/loops/describe-loops.ts';
import type { StudyText } from '../../model/make-study.ts';
import { clock, loopsOf, stepAt } from './influence-of.ts';

const rate = '1/month';

describe('one stock', () => {
  it('gives decay a single balancing loop that is all there is', () => {
    const { described } = loopsOf({
      time: clock(4),
      parameters: { k: { unit: rate, value: 0.3 } },
      variables: {
        s: { stock: 'person', equation: 100, outflows: ['fading'] },
        fading: { flow: 'person/month', equation: 'k * s' },
      },
    });
    expect(described.loops.map(({ kind, variables, signs }) => ({ kind, variables, signs }))).toEqual([
      { kind: 'balancing', variables: ['s', 'fading'], signs: ['+', '-'] },
    ]);
    for (const share of described.loops[0]!.shares) expect(share).toBeCloseTo(-1, 12);
  });

  it('shifts dominance of logistic growth at half the capacity, by gains r and 2 r S / K', () => {
    const capacity = 1000;
    const { described, series } = loopsOf({
      time: clock(6),
      parameters: { r: { unit: rate, value: 1.5 }, capacity: { unit: 'person', value: capacity } },
      variables: {
        s: { stock: 'person', equation: 10, inflows: ['births'], outflows: ['crowding'] },
        births: { flow: 'person/month', equation: 'r * s' },
        crowding: { flow: 'person/month', equation: 'r * s * s / capacity' },
      },
    });
    const s = series('s');
    const growth = described.loops.find(({ kind }) => kind === 'reinforcing')!;
    const limit = described.loops.find(({ kind }) => kind === 'balancing')!;
    expect(described.loops).toHaveLength(2);
    growth.shares.forEach((share, i) => {
      const middle = (s[i]! + s[i + 1]!) / 2;
      expect(share).toBeCloseTo(1 / (1 + (2 * middle) / capacity), 10);
      expect(share > -limit.shares[i]!).toBe(middle < capacity / 2);
    });
    expect(growth.shares[0]).toBeGreaterThan(0.97);
    expect(growth.shares.at(-1)).toBeCloseTo(1 / 3, 2);
  });

  it('is the same however many auxiliaries stand between', () => {
    const model = (extra: boolean): StudyText => ({
      time: clock(3),
      parameters: { r: { unit: rate, value: 1 }, capacity: { unit: 'person', value: 100 } },
      variables: {
        s: { stock: 'person', equation: 10, inflows: ['growth'] },
        room: { aux: '1', equation: '1 - s / capacity' },
        ...(extra
          ? { shown: { aux: '1', equation: 'EXP(3 * room)' }, felt: { aux: '1', equation: 'LN(shown) / 3' } }
          : {}),
        growth: { flow: 'person/month', equation: `r * s * ${extra ? 'felt' : 'room'}` },
      },
    });
    const short = loopsOf(model(false)).described.loops;
    const long = loopsOf(model(true)).described.loops;
    expect(long.map(({ kind }) => kind)).toEqual(short.map(({ kind }) => kind));
    // The curve of EXP is a secant over a step, not a tangent: equal to second order in dt.
    long.forEach((loop, i) => {
      loop.shares.forEach((share, k) => {
        expect(share).toBeCloseTo(short[i]!.shares[k]!, 3);
      });
    });
  });
});

it('shifts dominance of Bass diffusion where adoption peaks: at (1 - p / q) / 2 of the market', () => {
  const [p, q, market] = [0.03, 0.6, 500];
  const { described, series } = loopsOf({
    time: clock(16),
    parameters: { p: { unit: rate, value: p }, q: { unit: rate, value: q }, market: { unit: 'person', value: market } },
    variables: {
      potential: { stock: 'person', equation: 'market', outflows: ['adoption'] },
      adopters: { stock: 'person', equation: 0, inflows: ['adoption'] },
      adoption: { flow: 'person/month', equation: 'p * potential + q * adopters * potential / market' },
    },
  });
  expect(described.complete).toBe(true);
  const byWord = described.loops.find(({ kind }) => kind === 'reinforcing')!;
  expect(byWord.variables).toEqual(['adopters', 'adoption']);
  const adopters = series('adopters');
  byWord.shares.forEach((share, i) => {
    const step = stepAt(described.times[i]!);
    const middle = (adopters[step]! + adopters[step + 1]!) / 2 / market;
    const [reinforcing, balancing] = [q * (1 - middle), p + q * middle];
    expect(share).toBeCloseTo(reinforcing / (reinforcing + balancing), 8);
    expect(share > 0.5).toBe(middle < (1 - p / q) / 2);
  });
});

it('scores the five loops of predator and prey as gains times the stocks’ own pace', () => {
  const [a, b, c, d] = [0.8, 0.01, 0.6, 0.004];
  const { described, series } = loopsOf({
    time: clock(12),
    parameters: {
      a: { unit: rate, value: a },
      b: { unit: '1/(person*month)', value: b },
      c: { unit: rate, value: c },
      d: { unit: '1/(person*month)', value: d },
    },
    variables: {
      prey: { stock: 'person', equation: 120, inflows: ['prey_births'], outflows: ['kills'] },
      hunters: { stock: 'person', equation: 60, inflows: ['hunter_births'], outflows: ['hunter_deaths'] },
      prey_births: { flow: 'person/month', equation: 'a * prey' },
      kills: { flow: 'person/month', equation: 'b * prey * hunters' },
      hunter_births: { flow: 'person/month', equation: 'd * prey * hunters' },
      hunter_deaths: { flow: 'person/month', equation: 'c * hunters' },
    },
  });
  expect(described.loops).toHaveLength(5);
  const [x, y] = [series('prey'), series('hunters')];
  const shareOf = (variables: readonly string[], i: number) =>
    described.loops.find((loop) => [...loop.variables].sort().join() === [...variables].sort().join())!.shares[i]!;
  for (let i = 0; i < described.times.length; i += 1) {
    const step = stepAt(described.times[i]!);
    const [x0, x1, y0, y1] = [x[step]!, x[step + 1]!, y[step]!, y[step + 1]!];
    const netX = (u: number, v: number) => a * u - b * u * v;
    const netY = (u: number, v: number) => d * u * v - c * v;
    const paceX = (x1 - x0) / (netX(x1, y1) - netX(x0, y0));
    const paceY = (y1 - y0) / (netY(x1, y1) - netY(x0, y0));
    const [xm, ym] = [(x0 + x1) / 2, (y0 + y1) / 2];
    const sizes = {
      births: Math.abs(a * paceX),
      kills: Math.abs(b * ym * paceX),
      hunterBirths: Math.abs(d * xm * paceY),
      hunterDeaths: Math.abs(c * paceY),
      chase: Math.abs(d * ym * paceY * b * xm * paceX),
    };
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    expect(shareOf(['prey', 'prey_births'], i)).toBeCloseTo(sizes.births / total, 8);
    expect(shareOf(['prey', 'kills'], i)).toBeCloseTo(-sizes.kills / total, 8);
    expect(shareOf(['hunters', 'hunter_births'], i)).toBeCloseTo(sizes.hunterBirths / total, 8);
    expect(shareOf(['hunters', 'hunter_deaths'], i)).toBeCloseTo(-sizes.hunterDeaths / total, 8);
    expect(shareOf(['prey', 'hunter_births', 'hunters', 'kills'], i)).toBeCloseTo(-sizes.chase / total, 8);
  }
});

describe('dimensions', () => {
  const model = (over: readonly string[]): StudyText => ({
    time: clock(4),
    dimensions: { side: ['red', 'blue'] },
    parameters: { r: { unit: rate, value: 1.5 }, capacity: { unit: 'person', value: 1000 } },
    variables: {
      s: { stock: 'person', over, equation: 10, inflows: ['births'], outflows: ['crowding'] },
      births: { flow: 'person/month', over, equation: 'r * s' },
      crowding: { flow: 'person/month', over, equation: 'r * s * s / capacity' },
    },
  });

  it('changes nothing where the elements move alike', () => {
    const one = loopsOf(model([])).described.loops;
    const two = loopsOf(model(['side'])).described.loops;
    expect(two.map(({ variables }) => variables)).toEqual(one.map(({ variables }) => variables));
    two.forEach((loop, i) => {
      loop.shares.forEach((share, k) => {
        expect(share).toBeCloseTo(one[i]!.shares[k]!, 12);
      });
    });
  });

  it('says so where a link has one sign for one element and another for the next', () => {
    const { influence } = loopsOf({
      time: clock(2),
      dimensions: { side: ['red', 'blue'] },
      parameters: { sign: { over: ['side'], value: { red: 1, blue: -1 } } },
      variables: {
        clock_like: { stock: 'month', equation: 0, inflows: ['tick'] },
        tick: { flow: '1', equation: 1 },
        seen: { aux: 'month', over: ['side'], equation: 'sign * clock_like' },
      },
    });
    const from = influence.nodes.findIndex(({ id }) => id === 'clock_like');
    expect(influence.links.find((link) => link.from === from)!.polarity).toBe('mixed');
  });
});

describe('what lies between', () => {
  it('keeps a delay as part of the variable that has it, and an outflow that is cut follows its stock', () => {
    const { influence, described } = loopsOf({
      time: clock(8),
      parameters: {
        goal: { unit: 'person', value: 50 },
        lag: { unit: 'month', value: 2 },
        t: { unit: 'month', value: 1 },
      },
      variables: {
        s: { stock: 'person', equation: 10, inflows: ['closing'] },
        seen: { aux: 'person', equation: 'SMTH1(s, lag)' },
        closing: { flow: 'person/month', equation: '(goal - seen) / t' },
        box: { stock: 'person', equation: 5, outflows: ['emptying'], nonNegative: true },
        emptying: { flow: 'person/month', equation: '1000 {person/month}' },
      },
    });
    const round = described.loops.find(({ variables }) => variables.includes('closing'))!;
    expect(round).toMatchObject({ kind: 'balancing', variables: ['s', 'seen', 'closing'] });
    const emptying = causesOf(influence, 'emptying')!;
    expect(emptying.causes).toMatchObject([{ variable: 'box', polarity: '+' }]);
    expect(stockBehind(influence, 'closing')).toBe('s');
  });

  it('tells the causes of a variable with their parts in its change', () => {
    const { influence } = loopsOf({
      time: clock(2),
      variables: {
        fast: { stock: 'person', equation: 0, inflows: ['gain'] },
        gain: { flow: 'person/month', equation: '3 {person/month}' },
        slow: { stock: 'person', equation: 0, inflows: ['trickle'] },
        trickle: { flow: 'person/month', equation: '1 {person/month}' },
        balance: { aux: 'person', equation: 'fast - slow' },
      },
    });
    const { causes } = causesOf(influence, 'balance')!;
    expect(causes.map(({ variable, polarity }) => `${polarity}${variable}`)).toEqual(['+fast', '-slow']);
    expect(causes[0]!.shares[3]).toBeCloseTo(0.75, 12);
    expect(causes[1]!.shares[3]).toBeCloseTo(-0.25, 12);
  });
});
