// The interpreter and the generated code run the same random plans and must agree in every bit they give back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileJavaScript } from '../../src/engine/compile-javascript.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import type { Run } from '../../src/engine/run.ts';
import type { Plan } from '../../src/model/plan.ts';
import { planFrom, planRecipe, segmentsFor } from './random-plan.ts';

const laterSteps = fc.array(fc.nat(), { maxLength: 2 });

function keepAll(plan: Plan): number[] {
  return plan.slots.map((_, slot) => slot).filter((slot) => !plan.initial.some((entry) => entry.slot === slot));
}

/** Index of the first difference in the saved values by Object.is, -1 if there is none. */
function firstDifference(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return Math.min(a.length, b.length);
  return a.findIndex((value, i) => !Object.is(value, b[i]));
}

function expectSameRun(actual: Run, expected: Run): void {
  expect(actual.status).toStrictEqual(expected.status);
  expect(firstDifference(actual.saved, expected.saved)).toBe(-1);
  expect(actual.imbalance).toStrictEqual(expected.imbalance);
}

test('interpreter and generated code give the same bits', () => {
  const outcomes = { completed: 0, failed: 0 };
  fc.assert(
    fc.property(planRecipe, laterSteps, fc.tuple(fc.nat(), fc.nat()), (recipe, later, stream) => {
      const plan = planFrom(recipe);
      const request = { segments: segmentsFor(plan, later), stream, keep: keepAll(plan) };
      const expected = interpretPlan(plan).simulate(request);
      const program = compileJavaScript(plan);
      expectSameRun(program.simulate(request), expected);
      // Again: nothing of the first run may be left behind, and lookups now begin where they ended.
      expectSameRun(program.simulate(request), expected);
      outcomes[expected.status.kind] += 1;
    }),
    { numRuns: 400 },
  );
  // Plans that all fail at once would prove little.
  expect(outcomes.completed).toBeGreaterThan(60);
  expect(outcomes.failed).toBeGreaterThan(10);
});

test.each([
  ['interpreted', interpretPlan],
  ['compiled', compileJavaScript],
])('a run that goes on from a snapshot gives the bits of the straight run: %s', (_, makeProgram) => {
  fc.assert(
    fc.property(planRecipe, laterSteps, fc.nat(), (recipe, later, n) => {
      const plan = planFrom(recipe);
      const request = { segments: segmentsFor(plan, later), stream: [3, 4] as const, keep: keepAll(plan) };
      const straight = makeProgram(plan).simulate(request);
      const program = makeProgram(plan);
      const first = program.simulate({ ...request, snapshotAt: n % (plan.time.stepCount + 1) });
      expectSameRun(first, straight);
      if (first.snapshot === undefined) {
        expect(straight.status.kind).toBe('failed');
        return;
      }
      // Another run in between: a snapshot must not lean on what the program holds at the time.
      program.simulate({ ...request, stream: [5, 6] });
      expectSameRun(program.simulate({ ...request, from: first.snapshot }), straight);
      expectSameRun(program.simulate({ ...request, from: first.snapshot }), straight);
    }),
    { numRuns: 150 },
  );
});
