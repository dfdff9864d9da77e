/**
 * The small arithmetic of claims: over the reducers of one measure, and over the measures of a claim by arm. Not part
 * of the plan; evaluated once per case on numbers that a run left behind.
 */
import { exp, ln } from '../base/elementary.ts';
import { modulo, power } from '../engine/functions.ts';
import type { BinaryOperator, UnaryOperator } from '../equations/ast.ts';

export type ClaimFunction = 'if' | 'min' | 'max' | 'abs' | 'ln' | 'exp' | 'sqrt' | 'int';

export type ClaimExpr =
  | { readonly kind: 'number'; readonly value: number }
  /** A number from outside: the result of a reducer, or a measure in an arm. */
  | { readonly kind: 'value'; readonly index: number }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: ClaimExpr }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: ClaimExpr;
      readonly right: ClaimExpr;
    }
  | { readonly kind: 'call'; readonly fn: ClaimFunction; readonly args: readonly ClaimExpr[] };

/**
 * The value of an expression; `values[offset + index]` is what `index` stands for. Conditions give 1 or 0.
 *
 * Edge: NaN means undecided and stays so. A comparison with NaN is NaN, not false; `and`, `or`, `not` and IF follow
 *   Kleene's three-valued logic (false and NaN is false). So a claim about an undefined number is neither held nor
 *   broken, where IEEE comparisons would have counted it as broken. Infinities are ordinary: `first_time` gives them.
 */
export function evaluateClaimExpr(expr: ClaimExpr, values: ArrayLike<number>, offset = 0): number {
  switch (expr.kind) {
    case 'number':
      return expr.value;
    case 'value':
      return values[offset + expr.index]!;
    case 'unary': {
      const a = evaluateClaimExpr(expr.operand, values, offset);
      if (expr.operator === 'not') return Number.isNaN(a) ? a : truth(a === 0);
      return expr.operator === '-' ? -a : a;
    }
    case 'binary':
      return binary(
        expr.operator,
        evaluateClaimExpr(expr.left, values, offset),
        evaluateClaimExpr(expr.right, values, offset),
      );
    case 'call':
      return call(
        expr.fn,
        expr.args.map((arg) => evaluateClaimExpr(arg, values, offset)),
      );
  }
}

function truth(value: boolean): number {
  return value ? 1 : 0;
}

function binary(operator: BinaryOperator, a: number, b: number): number {
  if (operator === 'and') return a === 0 || b === 0 ? 0 : Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 1;
  if (operator === 'or') return isTrue(a) || isTrue(b) ? 1 : Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '^':
      return power(a, b);
    case 'mod':
      return modulo(a, b);
    case '<':
      return truth(a < b);
    case '<=':
      return truth(a <= b);
    case '>':
      return truth(a > b);
    case '>=':
      return truth(a >= b);
    case '=':
      return truth(a === b);
    case '<>':
      return truth(a !== b);
  }
}

function isTrue(value: number): boolean {
  return !Number.isNaN(value) && value !== 0;
}

function call(fn: ClaimFunction, args: readonly number[]): number {
  switch (fn) {
    case 'if':
      return Number.isNaN(args[0]!) ? Number.NaN : args[0] !== 0 ? args[1]! : args[2]!;
    case 'min':
      return Math.min(...args);
    case 'max':
      return Math.max(...args);
    case 'abs':
      return Math.abs(args[0]!);
    case 'ln':
      return ln(args[0]!);
    case 'exp':
      return exp(args[0]!);
    case 'sqrt':
      return Math.sqrt(args[0]!);
    case 'int':
      return Math.floor(args[0]!);
  }
}
