/** Pairs of points between which factors are exchanged, from the design to the shares of variance. */
import { describe, expect, it } from 'vitest';
import { LUCK, varianceSharesOf } from '../../src/analysis/variance-shares.ts';
import { compileWebAssembly } from '../../src/engine/webassembly/compile-webassembly.ts';
import { pointReader } from '../../src/experiment/draw-points.ts';
import { exchangesOf, streamOf } from '../../src/experiment/exchanges.ts';
import type { Experiment } from '../../src/experiment/experiment.ts';
import { makeLocalPool, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { firstMembers } from './first-members.ts';
import { tinyExperiment } from './tiny-study.ts';

const SUM = (equation: string) => ({
  'study.yaml': `
fissure: 1
title: A sum
question: What makes it differ?
time: { start: 2014-06, stop: 2015-06, dt: 1, unit: month, save: 1 }
seed: 3
members: 10
outputs:
  total: { show: outcome, title: Total, unit: "1" }
`,
  'model.yaml': `
parameters:
  a: { unit: 1, value: 0.5, prior: { uniform: [0, 1] } }
  b: { unit: 1, value: 0.5, prior: { uniform: [0, 1] } }
variables:
  outcome: { aux: 1, equation: "${equation}" }
`,
});
const NONE = {
  'mechanisms.yaml': '',
  'structures.yaml': '',
  'scenarios.yaml': '',
  'claims.yaml': '',
  'history.yaml': '',
};

function sumExperiment(equation: string, pairs: number): Experiment {
  return exchangesOf(tinyExperiment({ ...NONE, ...SUM(equation) }), pairs);
}

function simulate(experiment: Experiment) {
  return simulateExperiment(experiment, { pool: makeLocalPool(experiment, compileWebAssembly(experiment.plan)) });
}

async function sharesOf(equation: string, pairs: number) {
  const experiment = sumExperiment(equation, pairs);
  const { factors } = varianceSharesOf(experiment, await simulate(experiment), 0);
  return new Map(factors.map(({ factor, alone, inAll }) => [factor, { alone, inAll }]));
}

describe('exchanging factors', () => {
  it('changes one factor at a time, from the first point of a row to the second', () => {
    const read = pointReader(sumExperiment('a + b + NORMAL(0, 1)', 40));
    for (let row = 0; row < 40; row++) {
      const [first, second, ofA, ofB, ofLuck] = [0, 1, 2, 3, 4].map((place) => [...read(0, 5 * row + place)]);
      expect(first![0]).not.toBe(second![0]);
      expect(first![1]).not.toBe(second![1]);
      expect([ofA, ofB, ofLuck]).toEqual([[second![0], first![1]], [first![0], second![1]], first]);
    }
  });

  it('exchanges luck as well where the model draws random numbers', () => {
    const lucky = sumExperiment('a + b + NORMAL(0, 1)', 2);
    expect(Array.from({ length: 10 }, (_, member) => streamOf(lucky, member))).toEqual([0, 1, 0, 0, 1, 2, 3, 2, 2, 3]);
    const plain = sumExperiment('a + b', 2);
    expect(plain.memberCount).toBe(8);
    expect(streamOf({ ...plain, exchanges: undefined }, 7)).toBe(7);
  });

  it('begins a design of more pairs with those of a smaller one', async () => {
    const few = sumExperiment('a * b + NORMAL(0, 1)', 30);
    const many = await simulate(sumExperiment('a * b + NORMAL(0, 1)', 120));
    expect(await simulate(few)).toEqual(firstMembers(many, few.memberCount));
  });

  it('finds the shares of a sum with luck: 1, 4 and 12 of 17', async () => {
    const shares = await sharesOf('a + 2 * b + NORMAL(0, 1)', 20_000);
    for (const [factor, parts] of [
      ['a', 1],
      ['b', 4],
      [LUCK, 12],
    ] as const)
      for (const share of Object.values(shares.get(factor)!)) {
        expect(share.share).toBeCloseTo(parts / 17, 1);
        expect(share.high - share.low).toBeLessThan(0.06);
        expect(Math.abs(share.share - parts / 17)).toBeLessThan(share.high - share.low);
      }
  });

  it('finds what a product makes of its factors together', async () => {
    // Of a * b, both uniform between 0 and 1: 3/7 each alone, 4/7 in all.
    const shares = await sharesOf('a * b', 20_000);
    for (const factor of ['a', 'b']) {
      expect(shares.get(factor)!.alone.share).toBeCloseTo(3 / 7, 1);
      expect(shares.get(factor)!.inAll.share).toBeCloseTo(4 / 7, 1);
    }
  });

  it('looks at the day that is asked for', async () => {
    const shareOfA = async (time?: number) => {
      const experiment = exchangesOf(tinyExperiment({ ...NONE, ...SUM('a * TIME / (4 * DT) + b') }), 4000, time);
      const { factors } = varianceSharesOf(experiment, await simulate(experiment), 0);
      return factors.find(({ factor }) => factor === 'a')!.inAll.share;
    };
    expect(await shareOfA(4)).toBeCloseTo(1 / 2, 1);
    expect(await shareOfA()).toBeCloseTo(9 / 10, 1);
  });
});
