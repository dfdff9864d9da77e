// The interpreter and the WebAssembly program run the same random plans and must agree in every bit they give back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import type { Run, RunRequest } from '../../src/engine/run.ts';
import { compileWebAssembly } from '../../src/engine/webassembly/compile-webassembly.ts';
import type { Plan, PlanExpr } from '../../src/model/plan.ts';
import { join, num, PlanBuilder, type SlotExpr } from './plan-builder.ts';
import { planFrom, planRecipe, segmentsFor } from './random-plan.ts';

const laterSteps = fc.array(fc.nat(), { maxLength: 2 });
const style = fc.record({
  units: fc.constantFrom(1, 2, 3, 4),
  constants: fc.constantFrom('inline' as const, 'memory' as const),
  functionSize: fc.constantFrom(5, 40, 600),
  loads: fc.constantFrom(1, 6, 32),
});

const until = fc.option(fc.nat(24), { nil: undefined });

function keepAll(plan: Plan): number[] {
  return plan.slots.map((_, slot) => slot).filter((slot) => !plan.initial.some((entry) => entry.slot === slot));
}

function expectSameRun(actual: Run, expected: Run, plan: Plan, keep: readonly number[]): void {
  expect(actual.status).toStrictEqual(expected.status);
  const at = expected.saved.findIndex((value, i) => !Object.is(value, actual.saved[i]));
  if (at >= 0) {
    const count = expected.saved.length / keep.length;
    const slot = plan.slots[keep[Math.floor(at / count)]!]!.id;
    expect.fail(`${slot} at saved time ${at % count}: ${actual.saved[at]}, should be ${expected.saved[at]}`);
  }
  expect(actual.imbalance).toStrictEqual(expected.imbalance);
}

/** Members that differ in their parameters and random numbers. */
function membersOf(plan: Plan, later: readonly number[], count: number, until?: number): RunRequest[] {
  const keep = keepAll(plan);
  return Array.from({ length: count }, (_, member) => ({
    segments: segmentsFor(plan, later).map(({ fromStep, parameters }) => ({
      fromStep,
      parameters: parameters.map((value, i) => (i === 0 || member === 0 ? value : value * (1 + member / 8) - i / 4)),
    })),
    stream: [7, member],
    keep,
    until,
  }));
}

test('interpreter and WebAssembly give the same bits', () => {
  const outcomes = { completed: 0, failed: 0 };
  fc.assert(
    fc.property(
      planRecipe,
      laterSteps,
      style,
      fc.integer({ min: 1, max: 7 }),
      until,
      (recipe, later, own, count, last) => {
        const plan = planFrom(recipe);
        const requests = membersOf(plan, later, count, last);
        const interpreter = interpretPlan(plan);
        const expected = requests.map((request) => interpreter.simulate(request));
        const batch = compileWebAssembly(plan, own);
        // Twice: nothing of the first time may be left behind.
        for (let time = 0; time < 2; time++) {
          for (const [i, run] of batch.simulateBatch(requests).entries()) {
            expectSameRun(run, expected[i]!, plan, requests[i]!.keep);
            outcomes[run.status.kind] += 1;
          }
        }
      },
    ),
    { numRuns: 500 },
  );
  // Plans that all fail at once would prove little.
  expect(outcomes.completed).toBeGreaterThan(200);
  expect(outcomes.failed).toBeGreaterThan(50);
});

test('runs that go on from snapshots give the bits of straight runs', () => {
  fc.assert(
    fc.property(planRecipe, laterSteps, style, fc.nat(), (recipe, later, own, n) => {
      const plan = planFrom(recipe);
      const requests = membersOf(plan, later, 5);
      const batch = compileWebAssembly(plan, own);
      const straight = batch.simulateBatch(requests);
      const snapshotAt = n % (plan.time.stepCount + 1);
      const first = batch.simulateBatch(requests.map((request) => ({ ...request, snapshotAt })));
      const survivors = first.flatMap(({ snapshot }, i) => (snapshot ? [{ from: snapshot, i }] : []));
      // Other members than before now share a group, and in another order.
      survivors.reverse();
      const again = batch.simulateBatch(survivors.map(({ from, i }) => ({ ...requests[i]!, from })));
      const interpreter = interpretPlan(plan);
      for (const [i, run] of first.entries()) {
        expectSameRun(run, straight[i]!, plan, requests[i]!.keep);
        if (run.snapshot === undefined) expect(run.status.kind).toBe('failed');
      }
      for (const [at, { i, from }] of survivors.entries()) {
        expectSameRun(again[at]!, straight[i]!, plan, requests[i]!.keep);
        // Snapshots pass from one engine to the other.
        expectSameRun(interpreter.simulate({ ...requests[i]!, from }), straight[i]!, plan, requests[i]!.keep);
      }
    }),
    { numRuns: 150 },
  );
});

test('what is left out for a known use changes no bit of what is kept', () => {
  fc.assert(
    fc.property(
      planRecipe,
      style,
      fc.array(fc.nat(), { maxLength: 3 }),
      fc.array(fc.nat()),
      (recipe, own, few, fix) => {
        const plan = planFrom(recipe);
        const slots = keepAll(plan);
        const keep = [...new Set(few.map((n) => slots[n % slots.length]!))];
        const values = plan.parameters.map(({ value }) => value);
        const changing = new Set(fix.map((n) => n % values.length));
        const fixed = new Map(values.map((value, i) => [i, value] as const).filter(([i]) => !changing.has(i)));
        const requests = Array.from({ length: 5 }, (_, member): RunRequest => {
          const parameters = Float64Array.from(values, (value, i) => (changing.has(i) ? value + member / 8 : value));
          return { segments: [{ fromStep: 0, parameters }], stream: [7, member], keep };
        });
        const interpreter = interpretPlan(plan);
        const batch = compileWebAssembly(plan, own, { kept: keep, fixed });
        for (const [i, run] of batch.simulateBatch(requests).entries()) {
          expectSameRun(run, interpreter.simulate(requests[i]!), plan, keep);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('choices against zero pick the bits of the branch, and of no other', () => {
  const builder = new PlanBuilder({ stepCount: 1, dt: 1 });
  const sign = builder.parameter('sign', 1);
  const value = builder.parameter('value', 1);
  const condition = join('gt', sign, 0);
  const choose = (consequent: PlanExpr, alternative: PlanExpr): PlanExpr => ({
    op: 'if',
    condition,
    consequent,
    alternative,
  });
  // A quotient of zeros is dropped where it is not chosen, as everything that is not.
  const quotient = join('div', value, join('max', sign, 0));
  const zeros = [0, -0];
  const kept: SlotExpr[] = zeros.flatMap((zero, i) => [
    builder.step(`value_else_${i}`, choose(value, num(zero))),
    builder.step(`${i}_else_value`, choose(num(zero), value)),
    builder.step(`quotient_else_${i}`, choose(quotient, num(zero))),
    ...zeros.map((other, j) => builder.step(`${i}_else_${j}`, choose(num(zero), num(other)))),
  ]);
  const plan = builder.build();
  const keep = kept.map(({ slot }) => slot);
  const values = [-0, 0, -1.5, 5e-324, Number.MAX_VALUE];
  const requests = [1, -1].flatMap((sign) =>
    values.map((value): RunRequest => {
      const segments = [{ fromStep: 0, parameters: Float64Array.of(sign, value) }];
      return { segments, stream: [7, 0], keep };
    }),
  );
  const interpreter = interpretPlan(plan);
  for (const [i, run] of compileWebAssembly(plan).simulateBatch(requests).entries()) {
    const expected = interpreter.simulate(requests[i]!);
    expect(expected.status.kind).toBe('completed');
    expectSameRun(run, expected, plan, keep);
  }
});
