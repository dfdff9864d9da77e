import { describe, expect, it } from 'vitest';
import type { BinaryOperator } from '../../src/equations/ast.ts';
import { type ClaimExpr, evaluateClaimExpr } from '../../src/experiment/claim-expression.ts';

const value = (index: number): ClaimExpr => ({ kind: 'value', index });
const apply = (operator: BinaryOperator, a: number, b: number) =>
  evaluateClaimExpr({ kind: 'binary', operator, left: value(0), right: value(1) }, [a, b]);
const { NaN: undecided, POSITIVE_INFINITY: never } = Number;

describe('claim expressions', () => {
  it('calculate', () => {
    expect(apply('+', 2, 3)).toBe(5);
    expect(apply('-', 2, 3)).toBe(-1);
    expect(apply('*', 2, 3)).toBe(6);
    expect(apply('/', 3, 2)).toBe(1.5);
    expect(apply('^', 2, 3)).toBe(8);
    expect(apply('mod', -1, 3)).toBe(2);
    expect(apply('<', 2, never)).toBe(1);
    expect(apply('>=', 2, 2)).toBe(1);
    expect(apply('=', never, never)).toBe(1);
    expect(apply('<>', 1, 2)).toBe(1);
  });

  it('read their numbers from the offset of the case', () => {
    expect(evaluateClaimExpr(value(1), [1, 2, 3, 4], 2)).toBe(4);
  });

  it('comparisons with an undefined number are undecided', () => {
    for (const operator of ['<', '<=', '>', '>=', '=', '<>', '+', '/'] as const) {
      expect(apply(operator, undecided, 1), operator).toBeNaN();
      expect(apply(operator, 1, undecided), operator).toBeNaN();
    }
    expect(apply('<', never - never, 1)).toBeNaN();
  });

  it('logic is three-valued', () => {
    const table = [0, undecided, 1];
    expect(table.map((a) => table.map((b) => apply('and', a, b)))).toEqual([
      [0, 0, 0],
      [0, undecided, undecided],
      [0, undecided, 1],
    ]);
    expect(table.map((a) => table.map((b) => apply('or', a, b)))).toEqual([
      [0, undecided, 1],
      [undecided, undecided, 1],
      [1, 1, 1],
    ]);
    const not: ClaimExpr = { kind: 'unary', operator: 'not', operand: value(0) };
    expect(table.map((a) => evaluateClaimExpr(not, [a]))).toEqual([1, undecided, 0]);
    const choice: ClaimExpr = { kind: 'call', fn: 'if', args: [value(0), value(1), value(2)] };
    expect(table.map((a) => evaluateClaimExpr(choice, [a, 10, 20]))).toEqual([20, undecided, 10]);
  });
});
