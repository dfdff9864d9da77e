// PREVIOUS and pipelines against the history they should repeat.
import { describe, expect, test } from 'vitest';
import type { PlanTime } from '../../src/model/plan.ts';
import { add, mul, now, num, PlanBuilder, run, sub, trajectory } from './plan-builder.ts';
import { BACK_ENDS } from './programs.ts';

const METHODS: PlanTime['method'][] = ['euler', 'rk4'];

describe.each(BACK_ENDS)('%s', (_, makeProgram) => {
  test.each(METHODS)('PREVIOUS is the value one whole step ago, the stages of RK4 aside: %s', (method) => {
    const builder = new PlanBuilder({ dt: 0.5, stepCount: 5, method });
    const before = builder.initial('before', -1);
    const twice = builder.step('twice', mul(2, now));
    builder.hold('unused', () => ({ kind: 'previous', slot: before.slot, of: twice.slot }));
    // Moved by it, so that a cell renewed within the step would show.
    const stock = builder.stock('stock', 0);
    builder.flows(stock, [before]);
    const result = run(makeProgram(builder.build()), [before, stock]);
    expect(trajectory(result, 2, 0)).toEqual([-1, 0, 1, 2, 3, 4]);
    expect(trajectory(result, 2, 1)).toEqual([0, -0.5, -0.5, 0, 1, 2.5]);
  });

  test.each([
    // Delay, steps of 0.1 that it comes to.
    [0.3, 3],
    [0.34, 3],
    [0.36, 4],
    [0.7, 7],
    [0.1, 1],
    // The input of a step is known only after the step's held cells: one step is the least.
    [0, 1],
    [-2, 1],
    [99, 1000],
  ])('a pipeline of %d gives back its input %d steps later', (delay, steps) => {
    const builder = new PlanBuilder({ dt: 0.1, stepCount: 12 });
    const start = builder.initial('start', -5);
    const wait = builder.initial('wait', delay);
    const input = builder.step('input', add(1, mul(now, now)));
    const cell = builder.hold('cell', (slot) => ({
      kind: 'pipeline',
      slot,
      input: input.slot,
      delay: wait.slot,
      initial: start.slot,
    }));
    const result = run(makeProgram(builder.build()), [input, cell]);
    const inputs = trajectory(result, 2, 0);
    expect(trajectory(result, 2, 1)).toEqual(inputs.map((__, step) => (step < steps ? -5 : inputs[step - steps])));
  });

  test('several pipelines, PREVIOUS cells and the auxiliaries of draws keep to their own', () => {
    const builder = new PlanBuilder({ dt: 1, stepCount: 6 });
    const two = builder.initial('two', 2);
    const three = builder.initial('three', 3);
    const zero = builder.initial('zero', 0);
    const up = builder.step('up', now);
    const down = builder.step('down', sub(100, now));
    const late = builder.hold('late', (slot) => ({
      kind: 'pipeline',
      slot,
      input: up.slot,
      delay: two.slot,
      initial: zero.slot,
    }));
    const last = builder.initial('last', 100);
    builder.hold('unused', () => ({ kind: 'previous', slot: last.slot, of: down.slot }));
    const later = builder.hold('later', (slot) => ({
      kind: 'pipeline',
      slot,
      input: down.slot,
      delay: three.slot,
      initial: zero.slot,
    }));
    const width = builder.hold('width', (slot) => ({ slot, value: mul(late, 10) }));
    const draw = builder.hold('draw', (slot) => ({
      kind: 'draw',
      slot,
      distribution: 'uniform',
      stream: [1, 1],
      args: [width, add(width, 1)],
    }));
    const result = run(makeProgram(builder.build()), [late, last, later, width, draw]);
    const [lates, lasts, laters, widths, draws] = [0, 1, 2, 3, 4].map((index) => trajectory(result, 5, index));
    expect(lates).toEqual([0, 0, 0, 1, 2, 3, 4]);
    expect(lasts).toEqual([100, 100, 99, 98, 97, 96, 95]);
    expect(laters).toEqual([0, 0, 0, 100, 99, 98, 97]);
    expect(widths).toEqual([0, 0, 0, 10, 20, 30, 40]);
    expect(draws!.map(Math.floor)).toEqual(widths);
  });

  test('a draw in `initial` is the draw of step 0', () => {
    const builder = new PlanBuilder({ dt: 1, stepCount: 2 });
    const draw = (slot: number) =>
      ({ kind: 'draw', slot, distribution: 'normal', stream: [5, 6], args: [num(0), num(1)] }) as const;
    const cell = builder.hold('cell', draw);
    const stock = builder.stock('stock', mul(2, cell));
    const plan = builder.build();
    const result = run(makeProgram({ ...plan, initial: [draw(cell.slot), ...plan.initial] }), [cell, stock]);
    expect(trajectory(result, 2, 1)[0]).toBe(2 * trajectory(result, 2, 0)[0]!);
    expect(new Set(trajectory(result, 2, 0)).size).toBe(3);
  });

  test('a delay that is no number fails the run at its slot', () => {
    const builder = new PlanBuilder({ dt: 1, stepCount: 2 });
    const wait = builder.initial('wait', NaN);
    builder.hold('cell', (slot) => ({
      kind: 'pipeline',
      slot,
      input: wait.slot,
      delay: wait.slot,
      initial: wait.slot,
    }));
    const result = run(makeProgram(builder.build()), []);
    expect(result.status).toEqual({ kind: 'failed', step: 0, time: 0, slot: wait.slot, value: NaN });
  });
});
