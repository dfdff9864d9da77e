// Orders of the integrators against closed forms: the error at the end for two dt gives the order, 1 or 4.
import { describe, expect, test } from 'vitest';
import type { Plan, PlanTime } from '../../src/model/plan.ts';
import { call, div, mul, PlanBuilder, run, type SlotExpr, sub, trajectory } from './plan-builder.ts';
import { BACK_ENDS } from './programs.ts';

interface Problem {
  readonly name: string;
  readonly stop: number;
  /** Value of the observed slot at `stop`, from the solution in closed form. */
  readonly truth: number;
  readonly make: (builder: PlanBuilder) => SlotExpr;
  /** Step counts for Euler and for RK4: fine enough for the order to show, coarse enough for rounding not to. */
  readonly steps: Readonly<Record<PlanTime['method'], number>>;
}

const PROBLEMS: readonly Problem[] = [
  {
    name: 'exponential decay',
    stop: 2,
    truth: 100 * Math.exp(-1.4),
    make: (builder) => {
      const stock = builder.stock('x', 100);
      builder.flows(stock, [], [builder.step('out', mul(0.7, stock))]);
      return stock;
    },
    steps: { euler: 400, rk4: 16 },
  },
  {
    name: 'logistic growth',
    stop: 4,
    truth: 1 / (1 + 9 * Math.exp(-4)),
    make: (builder) => {
      const stock = builder.stock('x', 0.1);
      builder.flows(stock, [mul(stock, sub(1, stock))]);
      return stock;
    },
    steps: { euler: 800, rk4: 32 },
  },
  {
    name: 'harmonic oscillator',
    stop: 2,
    truth: Math.cos(2),
    make: (builder) => {
      const place = builder.stock('place', 1);
      const speed = builder.stock('speed', 0);
      builder.flows(place, [speed]);
      builder.flows(speed, [], [place]);
      return place;
    },
    steps: { euler: 1600, rk4: 32 },
  },
  {
    // Three first-order delays in a row of a unit input that begins at 0: the distribution function of Erlang(3).
    name: 'chain of delays',
    stop: 2.5,
    truth: 1 - Math.exp(-2.5) * (1 + 2.5 + 2.5 ** 2 / 2),
    make: (builder) => {
      const stages = ['a', 'b', 'c'].map((id) => builder.stock(id, 0));
      stages.forEach((stage, i) => {
        builder.flows(stage, [i === 0 ? 1 : stages[i - 1]!], [stage]);
      });
      return stages[2]!;
    },
    steps: { euler: 800, rk4: 16 },
  },
  {
    // dx/dt = -2 t x, so x = exp(-t^2): the stages must see the time of the stage.
    name: 'a rate that depends on time',
    stop: 1.5,
    truth: Math.exp(-2.25),
    make: (builder) => {
      const stock = builder.stock('x', 1);
      const out = builder.step('out', div(mul(mul(2, { op: 'time' }), stock), call('cos', 0)));
      builder.flows(stock, [], [out]);
      return stock;
    },
    steps: { euler: 1600, rk4: 32 },
  },
];

function errorAt(
  problem: Problem,
  method: PlanTime['method'],
  stepCount: number,
  makeProgram: (plan: Plan) => ReturnType<(typeof BACK_ENDS)[0][1]>,
): number {
  const builder = new PlanBuilder({ dt: problem.stop / stepCount, stepCount, saveEvery: stepCount, method });
  const watched = problem.make(builder);
  return Math.abs(trajectory(run(makeProgram(builder.build()), [watched]), 1).at(-1)! - problem.truth);
}

describe.each(BACK_ENDS)('%s', (_, makeProgram) => {
  test.each(PROBLEMS)('Euler is of first order: $name', (problem) => {
    const [coarse, fine] = [1, 2].map((k) => errorAt(problem, 'euler', k * problem.steps.euler, makeProgram));
    expect(Math.abs(Math.log2(coarse! / fine!) - 1)).toBeLessThan(0.1);
  });

  test.each(PROBLEMS)('RK4 is of fourth order: $name', (problem) => {
    const [coarse, fine] = [1, 2].map((k) => errorAt(problem, 'rk4', k * problem.steps.rk4, makeProgram));
    expect(Math.abs(Math.log2(coarse! / fine!) - 4)).toBeLessThan(0.2);
    expect(fine).toBeLessThan(1e-5);
  });
});
