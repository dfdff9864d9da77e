// The course of a run: what is saved when, segments, failure, snapshots, and requests that make no sense.
import { describe, expect, test } from 'vitest';
import { savedCount } from '../../src/engine/run.ts';
import type { PlanTime } from '../../src/model/plan.ts';
import {
  add,
  call,
  div,
  join,
  mul,
  now,
  num,
  PlanBuilder,
  run,
  type SlotExpr,
  sub,
  trajectory,
} from './plan-builder.ts';
import { BACK_ENDS } from './programs.ts';

/** A stock that grows by `rate`, twice the rate as a member value, and the stock at the start. */
function growth(time: Partial<PlanTime> = {}) {
  const builder = new PlanBuilder({ dt: 0.25, stepCount: 8, ...time });
  const rate = builder.parameter('rate', 2);
  const double = builder.member('double', mul(rate, 2));
  const stock = builder.stock('stock', mul(rate, 10));
  const first = builder.initial('first', stock);
  builder.flows(stock, [rate]);
  return { builder, rate, double, stock, first };
}

describe.each(BACK_ENDS)('%s', (_, makeProgram) => {
  test('saves by steps, from the first on, a kept slot after the other', () => {
    const { builder, stock } = growth({ start: 5, saveEvery: 3 });
    const time = builder.step('time', now);
    const plan = builder.build();
    expect(savedCount(plan)).toBe(3);
    const result = run(makeProgram(plan), [stock, time]);
    expect(result.status).toEqual({ kind: 'completed' });
    // Steps 0, 3 and 6; step 8, the last, is not one of them.
    expect([...result.saved]).toEqual([20, 21.5, 23, 5, 5.75, 6.5]);
  });

  test('time is a multiple of dt, not a sum', () => {
    const builder = new PlanBuilder({ dt: 0.1, stepCount: 1000, start: 0 });
    const time = builder.step('time', now);
    const times = trajectory(run(makeProgram(builder.build()), [time]), 1);
    expect(times).toEqual(times.map((__, step) => step * 0.1));
  });

  test('a later segment changes parameters and what hangs on them, not what was set at the start', () => {
    const { builder, rate, double, stock, first } = growth();
    const segments = [
      { fromStep: 0, parameters: Float64Array.of(2) },
      { fromStep: 4, parameters: Float64Array.of(8) },
      // After the end: never comes.
      { fromStep: 9, parameters: Float64Array.of(1e9) },
    ];
    const result = run(makeProgram(builder.build()), [rate, double, stock, first], { segments });
    expect(trajectory(result, 4, 0)).toEqual([2, 2, 2, 2, 8, 8, 8, 8, 8]);
    expect(trajectory(result, 4, 1)).toEqual([4, 4, 4, 4, 16, 16, 16, 16, 16]);
    expect(trajectory(result, 4, 2)).toEqual([20, 20.5, 21, 21.5, 22, 24, 26, 28, 30]);
    expect(trajectory(result, 4, 3)).toEqual(Array(9).fill(20));
  });

  test('an arm that parts at its snapshot is the run that parts there from the start', () => {
    const { builder, stock, double } = growth({ method: 'rk4' });
    const keep = [stock, double];
    const program = makeProgram(builder.build());
    const base = [{ fromStep: 0, parameters: Float64Array.of(2) }];
    const arm = [...base, { fromStep: 5, parameters: Float64Array.of(-1) }];
    const straight = run(program, keep, { segments: arm });
    const { snapshot } = run(program, keep, { segments: base, snapshotAt: 5 });
    const resumed = run(program, keep, { segments: arm, from: snapshot });
    expect([...resumed.saved]).toEqual([...straight.saved]);
    expect(trajectory(resumed, 2, 0).slice(4)).toEqual([22, 22.5, 22.25, 22, 21.75]);
    // Going on from step 0 is beginning anew.
    const atStart = run(program, keep, { segments: base, snapshotAt: 0 }).snapshot;
    const other = [{ fromStep: 0, parameters: Float64Array.of(3) }];
    expect([...run(program, keep, { segments: other, from: atStart }).saved]).toEqual([
      ...run(program, keep, { segments: other }).saved,
    ]);
  });

  const failing = (make: (builder: PlanBuilder) => SlotExpr[], request = {}) => {
    const builder = new PlanBuilder({ dt: 0.5, stepCount: 6, start: 1 });
    const keep = make(builder);
    const result = run(makeProgram(builder.build()), keep, request);
    return { status: result.status, saved: keep.map((__, index) => trajectory(result, keep.length, index)) };
  };

  test('a stock that stops being a number ends the run where it does', () => {
    const { status, saved } = failing((builder) => {
      const fine = builder.stock('fine', 1);
      const stock = builder.stock('stock', 1);
      // Infinite from step 2 on, so that the stock of step 3 is the first to show it.
      builder.flows(stock, [{ op: 'if', condition: join('ge', now, 2), consequent: div(1, 0), alternative: num(0) }]);
      return [fine, stock];
    });
    expect(status).toEqual({ kind: 'failed', step: 3, time: 2.5, slot: 1, value: Infinity });
    expect(saved).toEqual([
      [1, 1, 1, NaN, NaN, NaN, NaN],
      [1, 1, 1, NaN, NaN, NaN, NaN],
    ]);
  });

  test('so does a kept value, but nobody minds one that is not kept', () => {
    const make = (isKept: boolean) => (builder: PlanBuilder) => {
      const stock = builder.stock('stock', 1);
      const root = builder.observe('root', call('sqrt', sub(2.2, now)));
      return isKept ? [stock, root] : [stock];
    };
    expect(failing(make(false)).status).toEqual({ kind: 'completed' });
    const { status, saved } = failing(make(true));
    expect(status).toEqual({ kind: 'failed', step: 3, time: 2.5, slot: 1, value: NaN });
    expect(saved[0]).toEqual([1, 1, 1, NaN, NaN, NaN, NaN]);
  });

  test('an initial value that is no number fails at once', () => {
    const { status, saved } = failing((builder) => [builder.stock('stock', call('ln', 0))]);
    expect(status).toEqual({ kind: 'failed', step: 0, time: 1, slot: 0, value: -Infinity });
    expect(saved[0]).toEqual(Array(7).fill(NaN));
  });

  test('a failed run gives a snapshot only if it got that far, and leaves nothing behind', () => {
    const builder = new PlanBuilder({ dt: 1, stepCount: 6 });
    const limit = builder.parameter('limit', 3);
    const stock = builder.stock('stock', 0);
    builder.flows(stock, [call('sqrt', sub(limit, now))]);
    const program = makeProgram(builder.build());
    expect(run(program, [stock], { snapshotAt: 5 }).snapshot).toBeUndefined();
    expect(run(program, [stock], { snapshotAt: 4 }).snapshot?.step).toBe(4);
    const segments = [{ fromStep: 0, parameters: Float64Array.of(100) }];
    expect(run(program, [stock], { segments }).status).toEqual({ kind: 'completed' });
  });

  test('a slot that is read before it is set does not pass for 0', () => {
    const { status } = failing((builder) => {
      const later = builder.slot('later', 'auxiliary');
      return [builder.step('reader', add(later, 1))];
    });
    expect(status.kind).toBe('failed');
  });

  test('requests that make no sense are our own bugs, and thrown', () => {
    const { builder, stock, rate } = growth();
    const program = makeProgram(builder.build());
    const parameters = Float64Array.of(1);
    const { snapshot } = run(program, [stock], { snapshotAt: 3 });
    expect(() => run(program, [stock], { segments: [] })).toThrow('first segment');
    expect(() => run(program, [stock], { segments: [{ fromStep: 1, parameters }] })).toThrow('first segment');
    expect(() => run(program, [stock], { segments: [0, 4, 4].map((fromStep) => ({ fromStep, parameters })) })).toThrow(
      'order',
    );
    expect(() => run(program, [stock], { segments: [{ fromStep: 0, parameters: new Float64Array(2) }] })).toThrow(
      'number',
    );
    expect(() => run(program, [stock, rate], { from: snapshot })).toThrow('snapshot');
  });
});
