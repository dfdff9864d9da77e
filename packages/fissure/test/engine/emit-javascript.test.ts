// The shape of generated code: how it is cut, what it falls back on; and that being optimised changes no bit.
import { expect, test } from 'vitest';
import { compileJavaScript, compilePlan } from '../../src/engine/compile-javascript.ts';
import { emitJavaScript } from '../../src/engine/emit-javascript.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { buildIr } from '../../src/engine/ir/build-ir.ts';
import type { BinaryFunction, PlanExpr } from '../../src/model/plan.ts';
import { call, join, mul, num, PlanBuilder, run, type SlotExpr, trajectory } from './plan-builder.ts';
import { syntheticPlan } from './synthetic-plan.ts';

test('the same plan gives the same text', () => {
  const plan = syntheticPlan({ equationCount: 200, stepCount: 1, saveEvery: 1 });
  expect(emitJavaScript(buildIr(plan))).toBe(emitJavaScript(buildIr(structuredClone(plan))));
});

test('no function grows far beyond the size asked for, and a sum of 5,000 terms is cut without a change of order', () => {
  const builder = new PlanBuilder({ dt: 1, stepCount: 0 });
  const parameters = Array.from({ length: 5000 }, (_, i) => builder.parameter(`p${i}`, (-1) ** i / (i + 1)));
  const sum = builder.step('sum', { op: 'fold', fn: 'add', terms: parameters });
  const product = builder.step('product', { op: 'fold', fn: 'mul', terms: parameters.map((p) => call('exp', p)) });
  const plan = builder.build();
  const longest = Math.max(
    ...emitJavaScript(buildIr(plan))
      .split(/^function /m)
      .map((text) => text.length),
  );
  // About 40 characters for a node, 600 nodes.
  expect(longest).toBeLessThan(40_000);
  const expected = plan.parameters.reduce((total, { value }) => total + value, 0);
  const result = run(compileJavaScript(plan), [sum, product]);
  expect(result.saved[0]).toBe(expected);
  expect(result.saved[1]).toBe(run(interpretPlan(plan), [sum, product]).saved[1]);
});

test('a plan of 1,000 equations gives the same bits after a thousand steps, when V8 has optimised it', () => {
  const plan = syntheticPlan({ equationCount: 1000, stepCount: 1500, saveEvery: 300 });
  const keep = plan.step.map(({ slot }): SlotExpr => ({ op: 'slot', slot }));
  const expected = run(interpretPlan(plan), keep);
  expect(expected.status.kind).toBe('completed');
  const compiled = compileJavaScript(plan);
  run(compiled, keep);
  const actual = run(compiled, keep);
  expect(actual.saved.findIndex((value, i) => !Object.is(value, expected.saved[i]))).toBe(-1);
});

const EDGES = [0, -0, 1, -1, 0.5, 2, 3, -2.5, 7, NaN, Infinity, -Infinity, 5e-324, 1.7e308];
const BINARY: BinaryFunction[] = [
  'add',
  'sub',
  'mul',
  'div',
  'pow',
  'mod',
  'min',
  'max',
  'lt',
  'le',
  'gt',
  'ge',
  'eq',
  'ne',
  'and',
  'or',
];

// As constants they are written in a shortened form, as slots in the general one.
test.each(BINARY)('%s of every pair of awkward numbers is the same in all forms', (fn) => {
  const builder = new PlanBuilder({ dt: 1, stepCount: 0 });
  const slots = EDGES.map((value, i) => builder.parameter(`p${i}`, value));
  const results: SlotExpr[] = [];
  EDGES.forEach((a, i) => {
    EDGES.forEach((b, j) => {
      const forms: [PlanExpr, PlanExpr][] = [
        [slots[i]!, slots[j]!],
        [num(a), slots[j]!],
        [slots[i]!, num(b)],
        [num(a), num(b)],
      ];
      // 1 / result tells 0 from -0; a comparison with itself makes NaN a number that can be kept.
      for (const [left, right] of forms) results.push(builder.step('', show(join(fn, left, right))));
    });
  });
  const plan = builder.build();
  const interpreted = [...run(interpretPlan(plan), results).saved];
  const compiled = [...run(compileJavaScript(plan), results).saved];
  expect(compiled).toEqual(interpreted);
  // All four forms of a pair agree as well.
  interpreted.forEach((value, i) => {
    expect(value).toBe(interpreted[i - (i % 4)]);
  });
});

/** A finite number that tells apart all results: NaN, the infinities, 0 and -0 get numbers of their own. */
function show(expr: PlanExpr): PlanExpr {
  const choose = (condition: PlanExpr, consequent: PlanExpr, alternative: PlanExpr): PlanExpr => ({
    op: 'if',
    condition,
    consequent,
    alternative,
  });
  const zero = choose(join('lt', join('div', 1, expr), 0), num(-1234.5), num(1234.5));
  const large = choose(join('gt', expr, 1.75e308), num(1e9), choose(join('lt', expr, -1.75e308), num(-1e9), expr));
  const number = choose(join('eq', expr, 0), zero, large);
  return choose(join('eq', expr, expr), number, num(-777));
}

test('compilePlan falls back on the interpreter where the host allows no code from strings', () => {
  const builder = new PlanBuilder({ dt: 1, stepCount: 2 });
  const stock = builder.stock('stock', 1);
  builder.flows(stock, [mul(stock, 2)]);
  const plan = builder.build();
  const allowed = globalThis.Function;
  const forbidden = new Proxy(allowed, {
    construct: () => {
      throw new EvalError('Code generation from strings disallowed for this context');
    },
  });
  try {
    globalThis.Function = forbidden;
    expect(() => compileJavaScript(plan)).toThrow(EvalError);
    expect(trajectory(run(compilePlan(plan), [stock]), 1)).toEqual([1, 3, 9]);
  } finally {
    globalThis.Function = allowed;
  }
  expect(trajectory(run(compilePlan(plan), [stock]), 1)).toEqual([1, 3, 9]);
});
