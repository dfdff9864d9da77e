/**
 * What each function of a plan means, for the interpreter; emit-expression.ts writes the same operations as code.
 * IEEE arithmetic throughout: MIN and MAX of anything and NaN are NaN, comparisons with NaN are false (`ne` true),
 * and a condition is true when it is neither 0 nor NaN.
 */
import { arccos, arcsin, arctan, cos, exp, ln, log10, pow, sin, tan } from '../base/elementary.ts';
import type { BinaryFunction, UnaryFunction } from '../model/plan.ts';

export function isTrue(value: number): boolean {
  return value !== 0 && !Number.isNaN(value);
}

export function applyUnary(fn: UnaryFunction, a: number): number {
  switch (fn) {
    case 'neg':
      return -a;
    case 'not':
      return isTrue(a) ? 0 : 1;
    case 'abs':
      return Math.abs(a);
    case 'sqrt':
      return Math.sqrt(a);
    case 'exp':
      return exp(a);
    case 'ln':
      return ln(a);
    case 'log10':
      return log10(a);
    case 'sin':
      return sin(a);
    case 'cos':
      return cos(a);
    case 'tan':
      return tan(a);
    case 'arcsin':
      return arcsin(a);
    case 'arccos':
      return arccos(a);
    case 'arctan':
      return arctan(a);
    case 'int':
      return Math.floor(a);
  }
}

export function applyBinary(fn: BinaryFunction, a: number, b: number): number {
  switch (fn) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    case 'pow':
      return power(a, b);
    case 'mod':
      return modulo(a, b);
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
    case 'lt':
      return a < b ? 1 : 0;
    case 'le':
      return a <= b ? 1 : 0;
    case 'gt':
      return a > b ? 1 : 0;
    case 'ge':
      return a >= b ? 1 : 0;
    case 'eq':
      return a === b ? 1 : 0;
    case 'ne':
      return a !== b ? 1 : 0;
    case 'and':
      return isTrue(a) && isTrue(b) ? 1 : 0;
    case 'or':
      return isTrue(a) || isTrue(b) ? 1 : 0;
  }
}

/** a to the power b. The commonest exponents are plain arithmetic: faster, and mostly closer, than the general routine. */
export function power(a: number, b: number): number {
  if (b === 2) return a * a;
  if (b === 0.5) return Math.sqrt(a);
  if (b === -1) return 1 / a;
  if (b === 3) return a * a * a;
  return pow(a, b);
}

/** The remainder with the sign of the divisor, exact. x mod 0 is NaN; a negative x mod Infinity is Infinity. */
export function modulo(a: number, b: number): number {
  const remainder = a % b;
  if (remainder === 0) return 0;
  return remainder < 0 === b < 0 ? remainder : remainder + b;
}
