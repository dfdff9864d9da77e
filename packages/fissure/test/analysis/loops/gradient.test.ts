/** Derivatives against the slope of a chord, for every operation of the plan. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gradient } from '../../../src/analysis/loops/gradient.ts';
import { type EvaluationContext, evaluateExpression } from '../../../src/engine/evaluate-expression.ts';
import { prepareLookup } from '../../../src/engine/lookup.ts';
import type { PlanExpr } from '../../../src/model/plan.ts';
import { UNARY } from '../../engine/random-plan.ts';

const slot = (index: number): PlanExpr => ({ op: 'slot', slot: index });
const table = { name: 't', x: [-2, 0.1, 5], y: [1, 4, -3], between: 'interpolate', outside: 'hold' } as const;

function contextOf(values: readonly number[]): EvaluationContext {
  return {
    row: Float64Array.from(values),
    clock: new Float64Array(2),
    time: { start: 0, dt: 0.25 },
    lookups: [prepareLookup(table)],
  };
}

const leaf = fc.oneof(
  fc.nat(2).map(slot),
  fc.double({ min: 0.2, max: 3, noNaN: true }).map((value): PlanExpr => ({ op: 'const', value })),
);
const { tree } = fc.letrec<{ tree: PlanExpr }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc
      .tuple(fc.constantFrom('add', 'sub', 'mul', 'div', 'pow', 'mod', 'min', 'max', 'lt'), tie('tree'), tie('tree'))
      .map(([fn, a, b]): PlanExpr => ({ op: 'binary', fn, a, b }) as PlanExpr),
    fc.tuple(fc.constantFrom(...UNARY), tie('tree')).map(([fn, a]): PlanExpr => ({ op: 'unary', fn, a }) as PlanExpr),
    fc
      .tuple(fc.constantFrom('add', 'mul', 'min', 'max'), fc.array(tie('tree'), { minLength: 1, maxLength: 4 }))
      .map(([fn, terms]): PlanExpr => ({ op: 'fold', fn, terms }) as PlanExpr),
    fc
      .tuple(tie('tree'), tie('tree'), tie('tree'))
      .map(([condition, consequent, alternative]): PlanExpr => ({ op: 'if', condition, consequent, alternative })),
    tie('tree').map((x): PlanExpr => ({ op: 'lookup', lookup: 0, x })),
    tie('tree').map((size): PlanExpr => ({ op: 'signal', fn: 'step', args: [size, { op: 'const', value: 0 }] })),
  ),
}));

it('is the slope of the chord, wherever the expression is smooth', () => {
  let compared = 0;
  const values = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.3, max: 2.5, noNaN: true })));
  fc.assert(
    fc.property(tree, values, (expr, row) => {
      const slopes = [0, 0, 0];
      const isVertical = [false, false, false];
      gradient(expr, contextOf(row), 1, (index, partial) => {
        slopes[index]! += partial;
        if (Math.abs(partial) === Infinity) isVertical[index] = true;
      });
      row.forEach((value, i) => {
        // Vertical tangents of opposite sign have no sum: sqrt(x - x).
        if (isVertical[i]) return;
        const chord = (h: number) => {
          const at = (moved: number) => evaluateExpression(expr, contextOf(row.map((v, k) => (k === i ? moved : v))));
          return (at(value + h) - at(value - h)) / (2 * h);
        };
        const [wide, narrow] = [chord(2e-5), chord(1e-5)];
        // Two chords that disagree straddle a kink or a jump: there is no derivative to compare with.
        if (!Number.isFinite(wide) || Math.abs(wide) > 1e5 || Math.abs(wide - narrow) > 1e-5 * (1 + Math.abs(wide)))
          return;
        const kink = [1e-5, 1e-6].some((h) => {
          const at = (moved: number) => evaluateExpression(expr, contextOf(row.map((v, k) => (k === i ? moved : v))));
          const [left, right] = [(at(value) - at(value - h)) / h, (at(value + h) - at(value)) / h];
          return !(Math.abs(left - right) <= 1e-2 * (1 + Math.abs(narrow)));
        });
        if (kink) return;
        compared += 1;
        expect(Math.abs(slopes[i]! - narrow)).toBeLessThanOrEqual(1e-3 * (1 + Math.abs(narrow)));
      });
    }),
    { numRuns: 600 },
  );
  expect(compared).toBeGreaterThan(500);
});

it('follows a price through what its arguments are made of', () => {
  // A rectangle from 4 to 6: the price is 6 - 2 * supply / request, where the supply is 5 times the one slot.
  const args = [{ op: 'binary', fn: 'mul', a: slot(0), b: { op: 'const', value: 5 } }, slot(1)] as const;
  const curve = [1, 5, 2].map((value): PlanExpr => ({ op: 'const', value }));
  const slopes = [0, 0];
  gradient({ op: 'price', args: [...args, ...curve] }, contextOf([7, 100]), 3, (index, partial) => {
    slopes[index]! += partial;
  });
  expect(slopes[0]).toBeCloseTo((3 * -2 * 5) / 100, 12);
  expect(slopes[1]).toBeCloseTo((3 * 2 * 35) / 100 ** 2, 12);
});
