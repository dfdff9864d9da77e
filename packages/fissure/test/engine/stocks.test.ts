// Stocks: what flows is booked, nothing non-negative runs below zero, and what is conserved stays.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutOrder } from '../../src/engine/cut-order.ts';
import type { PlanTime } from '../../src/model/plan.ts';
import { add, mul, now, num, PlanBuilder, run, type SlotExpr, signal, trajectory } from './plan-builder.ts';
import { BACK_ENDS } from './programs.ts';

const METHODS: PlanTime['method'][] = ['euler', 'rk4'];

describe.each(BACK_ENDS)('%s', (_, makeProgram) => {
  test('outflows are cut in their order to what is there and what comes in', () => {
    const builder = new PlanBuilder({ dt: 0.5, stepCount: 2 });
    const stock = builder.stock('stock', 10, { nonNegative: true });
    const first = builder.step('first', 18);
    const second = builder.step('second', 100);
    const third = builder.step('third', 5);
    builder.flows(stock, [4], [first, second, third]);
    const seen = builder.observe('seen', add(first, second));
    const result = run(makeProgram(builder.build()), [stock, first, second, third, seen]);
    // 10 / 0.5 + 4 = 24 per unit of time at first; later only the inflow of 4.
    expect([0, 1, 2, 3, 4].map((index) => trajectory(result, 5, index))).toEqual([
      [10, 0, 0],
      [18, 4, 4],
      [6, 0, 0],
      [0, 0, 0],
      [24, 4, 4],
    ]);
  });

  test('a stock further down counts on what really comes, wherever it stands in the plan', () => {
    const builder = new PlanBuilder({ dt: 1, stepCount: 1 });
    const lower = builder.stock('lower', 1, { nonNegative: true });
    const upper = builder.stock('upper', 3, { nonNegative: true });
    const between = builder.step('between', 50);
    const out = builder.step('out', 50);
    builder.flows(lower, [between], [out]);
    builder.flows(upper, [], [between]);
    const result = run(makeProgram(builder.build()), [lower, upper, between, out]);
    expect([0, 1, 2, 3].map((index) => trajectory(result, 4, index))).toEqual([
      [1, 0],
      [3, 0],
      [3, 0],
      [4, 0],
    ]);
  });

  test('in a ring the first stock of the plan gives away only what it holds', () => {
    const builder = new PlanBuilder({ dt: 1, stepCount: 1 });
    const a = builder.stock('a', 2, { nonNegative: true });
    const b = builder.stock('b', 1, { nonNegative: true });
    const toB = builder.step('to b', 10);
    const toA = builder.step('to a', 10);
    builder.flows(a, [toA], [toB]);
    builder.flows(b, [toB], [toA]);
    const result = run(makeProgram(builder.build()), [a, b, toB, toA]);
    // a sends its 2, b its 1 and the 2 that come; then a sends its 3, b the 3 that come.
    expect([0, 1, 2, 3].map((index) => trajectory(result, 4, index))).toEqual([
      [2, 3],
      [1, 0],
      [2, 3],
      [3, 3],
    ]);
  });

  test('a flow of the ring that was read before it was cut is read anew after', () => {
    const builder = new PlanBuilder({ dt: 1, stepCount: 1 });
    const a = builder.stock('a', 2, { nonNegative: true });
    const b = builder.stock('b', 1, { nonNegative: true });
    const count = builder.stock('count', 0, { nonNegative: true });
    const toB = builder.step('to b', 10);
    const toA = builder.step('to a', 10);
    const out = builder.step('out', 100);
    builder.flows(a, [toA], [toB]);
    builder.flows(b, [toB], [toA]);
    builder.flows(count, [toA], [out]);
    const result = run(makeProgram(builder.build()), [toA, out]);
    expect([0, 1].map((index) => trajectory(result, 2, index)[0])).toEqual([3, 3]);
  });

  test('a backward outflow is left alone, and a negative inflow can still empty a stock beyond zero', () => {
    const builder = new PlanBuilder({ dt: 1, stepCount: 1 });
    const stock = builder.stock('stock', 1, { nonNegative: true });
    const backward = builder.step('backward', -2);
    const forward = builder.step('forward', 9);
    builder.flows(stock, [-5], [forward, backward]);
    const result = run(makeProgram(builder.build()), [stock, forward, backward]);
    expect([0, 1, 2].map((index) => trajectory(result, 3, index))).toEqual([
      [1, -2],
      [0, 0],
      [-2, -2],
    ]);
  });

  test.each(METHODS)('no network of non-negative stocks runs below zero or loses anything: %s', (method) => {
    const rate = fc.double({ min: 0, max: 40, noNaN: true });
    const flow = fc.record({ from: fc.nat(3), to: fc.nat(4), rate, swing: rate });
    const network = fc.record({
      initial: fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 4, maxLength: 4 }),
      flows: fc.array(flow, { minLength: 1, maxLength: 8 }),
      supply: rate,
      dt: fc.constantFrom(1, 0.1, 1 / 3),
    });
    fc.assert(
      fc.property(network, ({ initial, flows, supply, dt }) => {
        const builder = new PlanBuilder({ dt, stepCount: 25, method });
        const stocks = initial.map((value, i) => builder.stock(`s${i}`, value, { nonNegative: true }));
        const slots = flows.map(({ rate, swing }, i) =>
          builder.step(`f${i}`, add(rate, mul(swing, signal('step', 1, 3 * i * dt)))),
        );
        const supplied = builder.step('supply', supply);
        stocks.forEach((stock, i) => {
          const into = slots.filter((__, f) => flows[f]!.to === i && flows[f]!.from !== i);
          const out = slots.filter((__, f) => flows[f]!.from === i && flows[f]!.to !== i);
          builder.flows(stock, i === 0 ? [supplied, ...into] : into, out);
        });
        // Flows to 4 leave the network.
        const sinks = slots.filter((__, f) => flows[f]!.to === 4);
        builder.conserve('all', stocks, [supplied], sinks);
        const result = run(makeProgram(builder.build()), stocks);
        expect(result.status.kind).toBe('completed');
        expect(Math.min(...result.saved)).toBeGreaterThanOrEqual(0);
        expect(result.imbalance[0]).toBeLessThan(1e-12);
      }),
      { numRuns: 150 },
    );
  });

  test.each(METHODS)('books balance over 20,000 steps with sources and sinks: %s', (method) => {
    const builder = new PlanBuilder({ dt: 0.1, stepCount: 20_000, saveEvery: 500, method });
    const young = builder.stock('young', 1000);
    const old = builder.stock('old', 500);
    const births = builder.step('births', mul(0.02, old));
    const ageing = builder.step('ageing', mul(0.05, young));
    const deaths = builder.step('deaths', mul(0.021, old));
    builder.flows(young, [births], [ageing]);
    builder.flows(old, [ageing], [deaths]);
    builder.conserve('people', [young, old], [births], [deaths]);
    expect(run(makeProgram(builder.build()), [young]).imbalance[0]).toBeLessThan(1e-12);
  });

  test('a leak shows as its share of the total, at its largest', () => {
    const builder = new PlanBuilder({ dt: 1, stepCount: 4 });
    const stock = builder.stock('stock', 100);
    const leak = builder.step('leak', signal('pulse', 10, 1));
    const refill = builder.step('refill', signal('pulse', 10, 3));
    builder.flows(stock, [refill], [leak]);
    builder.conserve('water', [stock]);
    const small = builder.stock('small', 0.25);
    builder.flows(small, [signal('pulse', 0.25, 0)]);
    builder.conserve('drops', [small]);
    // 10 of the 90 that are left; below a total of 1 the difference itself.
    expect(run(makeProgram(builder.build()), []).imbalance).toEqual([10 / 90, 0.25]);
  });

  test('a stock without flows stays, and a rate is inflows less outflows', () => {
    const builder = new PlanBuilder({ dt: 0.5, stepCount: 2, start: 3 });
    const still = builder.stock('still', 7);
    const moved = builder.stock('moved', now);
    builder.flows(moved, [1, num(2), now], [4, 5]);
    const result = run(makeProgram(builder.build()), [still, moved]);
    expect(trajectory(result, 2, 0)).toEqual([7, 7, 7]);
    expect(trajectory(result, 2, 1)).toEqual([3, 1.5, 0.25]);
  });
});

test('cuts go upstream first, rings in the order of the plan', () => {
  const builder = new PlanBuilder({ dt: 1, stepCount: 1 });
  const stocks = ['d', 'c', 'b', 'a'].map((id) => builder.stock(id, 1, { nonNegative: true }));
  const plain = builder.stock('plain', 1);
  const [outOfD, cToD, bToC, aToB, cToB] = ['out of d', 'c to d', 'b to c', 'a to b', 'c to b'].map((id) =>
    builder.step(id, 1),
  ) as [SlotExpr, SlotExpr, SlotExpr, SlotExpr, SlotExpr];
  builder.flows(stocks[0]!, [mul(0.5, cToD)], [outOfD]);
  builder.flows(stocks[1]!, [bToC], [cToD, cToB]);
  builder.flows(stocks[2]!, [aToB, cToB], [bToC]);
  builder.flows(stocks[3]!, [], [aToB]);
  builder.flows(plain, [outOfD]);
  const order = cutOrder(builder.build()).map(({ index, countsInflows }) => [index, countsInflows]);
  // First a. Then b and c are a ring, in which c comes first in the plan; d, before both in the plan, is below the ring.
  expect(order).toEqual([
    [3, true],
    [1, false],
    [0, true],
    [2, true],
  ]);
});
