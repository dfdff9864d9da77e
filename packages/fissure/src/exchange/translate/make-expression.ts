/** Small makers of trees of Fissure's own language. The spans are empty: the trees are printed, not reported. */
import type { BinaryOperator, Expr, Subscript } from '../../equations/ast.ts';

const span = { start: 0, end: 0 };

export function number(value: number): Expr {
  if (Number.isNaN(value)) return binary('/', number(0), number(0));
  if (value < 0 || Object.is(value, -0)) return negative({ kind: 'number', value: -value, span });
  return value === Number.POSITIVE_INFINITY ? name('INF') : { kind: 'number', value, span };
}

export function name(text: string): Expr {
  return { kind: 'name', name: text, span };
}

export function element(text: string, elements: readonly string[]): Expr {
  if (elements.length === 0) return name(text);
  return { kind: 'subscripted', name: text, subscripts: subscripts(elements), nameSpan: span, span };
}

export function subscripts(names: readonly string[]): readonly Subscript[] {
  return names.map((one) => ({ kind: 'name', name: one, span }));
}

/** Every element of an array over one dimension, inside what runs over them. */
export function every(text: string): Expr {
  return { kind: 'subscripted', name: text, subscripts: [{ kind: 'all', of: undefined, span }], nameSpan: span, span };
}

export function call(text: string, ...args: readonly Expr[]): Expr {
  return { kind: 'call', name: text, args, nameSpan: span, span };
}

export function binary(operator: BinaryOperator, left: Expr, right: Expr): Expr {
  return { kind: 'binary', operator, left, right, span };
}

export function add(left: Expr, right: Expr): Expr {
  return binary('+', left, right);
}

export function subtract(left: Expr, right: Expr): Expr {
  return binary('-', left, right);
}

export function multiply(left: Expr, right: Expr): Expr {
  return binary('*', left, right);
}

export function divide(left: Expr, right: Expr): Expr {
  return binary('/', left, right);
}

export function negative(operand: Expr): Expr {
  return { kind: 'unary', operator: '-', operand, span };
}

export function not(operand: Expr): Expr {
  return { kind: 'unary', operator: 'not', operand, span };
}

export function choose(condition: Expr, consequent: Expr, alternative: Expr): Expr {
  return { kind: 'if', condition, consequent, alternative, span };
}

/** From left to right; 0 where there are no terms. */
export function sum(terms: readonly Expr[]): Expr {
  return terms.length === 0 ? number(0) : inParts(terms, add);
}

/** From left to right; 1 where there are no terms. */
export function product(terms: readonly Expr[]): Expr {
  return terms.length === 0 ? number(1) : inParts(terms, multiply);
}

/** In parts that are put together where there are more terms than a tree may be high. */
const MOST_IN_A_ROW = 400;

function inParts(terms: readonly Expr[], join: (left: Expr, right: Expr) => Expr): Expr {
  if (terms.length <= MOST_IN_A_ROW) return terms.reduce(join);
  const parts: Expr[] = [];
  for (let at = 0; at < terms.length; at += MOST_IN_A_ROW) parts.push(terms.slice(at, at + MOST_IN_A_ROW).reduce(join));
  return inParts(parts, join);
}

export function least(terms: readonly Expr[]): Expr {
  return terms.length === 1 ? terms[0]! : call('MIN', ...terms);
}

export function greatest(terms: readonly Expr[]): Expr {
  return terms.length === 1 ? terms[0]! : call('MAX', ...terms);
}

/** The number that a tree writes out, or undefined. */
export function numberOf(expr: Expr): number | undefined {
  if (expr.kind === 'number') return expr.value;
  if (expr.kind !== 'unary' || expr.operator === 'not') return undefined;
  const value = numberOf(expr.operand);
  return value === undefined ? undefined : expr.operator === '-' ? -value : value;
}

/** Of numbers alone, as `stage - 1` is for an element. */
export function knownNumber(expr: Expr): number | undefined {
  if (expr.kind === 'unary' && expr.operator === '-') {
    const operand = knownNumber(expr.operand);
    return operand === undefined ? undefined : -operand;
  }
  if (expr.kind !== 'binary') return numberOf(expr);
  const [left, right] = [knownNumber(expr.left), knownNumber(expr.right)];
  if (left === undefined || right === undefined) return undefined;
  return { '+': left + right, '-': left - right, '*': left * right }[expr.operator as '+' | '-' | '*'];
}

/** Number of nodes: whether repeating a tree is cheap. */
export function sizeOf(expr: Expr): number {
  switch (expr.kind) {
    case 'call':
      return expr.args.reduce((size, arg) => size + sizeOf(arg), 1);
    case 'unary':
    case 'transpose':
      return 1 + sizeOf(expr.operand);
    case 'binary':
      return 1 + sizeOf(expr.left) + sizeOf(expr.right);
    case 'if':
      return 1 + sizeOf(expr.condition) + sizeOf(expr.consequent) + sizeOf(expr.alternative);
    default:
      return 1;
  }
}

export const TIME = name('TIME');
export const DT = name('DT');
