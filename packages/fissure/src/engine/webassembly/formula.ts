/** What the formulas of elementary functions are written with. */
import * as own from '../../base/elementary/constants.ts';
import type { Value, VectorFunction } from './vector-function.ts';

/** Short names for what formulas are made of. */
export class Formula {
  readonly f: VectorFunction;

  constructor(f: VectorFunction) {
    this.f = f;
  }

  c = (value: number): Value => this.f.constant(value);
  add = (a: Value, b: Value): Value => this.f.do('f64Add', a, b);
  sub = (a: Value, b: Value): Value => this.f.do('f64Sub', a, b);
  mul = (a: Value, b: Value): Value => this.f.do('f64Mul', a, b);
  div = (a: Value, b: Value): Value => this.f.do('f64Div', a, b);
  abs = (a: Value): Value => this.f.do('f64Abs', a);
  select = (mask: Value, yes: Value, no: Value): Value => this.f.do('bitSelect', yes, no, mask);
  /** value + factor * x */
  fma = (value: Value, factor: Value, x: Value): Value => this.add(value, this.mul(factor, x));
  /** Adds up from left to right. */
  sum = (...terms: readonly Value[]): Value => terms.reduce((a, b) => this.add(a, b));
  /** The nearest whole number. */
  round = (x: Value): Value => this.sub(this.add(x, this.c(own.ROUNDER)), this.c(own.ROUNDER));
  /** Horner's rule from the last coefficient. */
  series = (coefficients: readonly number[], x: Value): Value => {
    let sum = this.c(coefficients.at(-1)!);
    for (let i = coefficients.length - 2; i >= 0; i--) sum = this.add(this.c(coefficients[i]!), this.mul(x, sum));
    return sum;
  };
  upperHalf = (x: Value): Value => {
    const c = this.mul(this.c(own.SPLITTER), x);
    return this.sub(c, this.sub(c, x));
  };
  split = (x: Value): readonly [Value, Value] => {
    const high = this.upperHalf(x);
    return [high, this.sub(x, high)];
  };
  /** ((aA bA - p) + aA bB) + aB bA + aB bB */
  productError = (a: readonly [Value, Value], b: readonly [Value, Value], p: Value): Value =>
    this.sum(this.sub(this.mul(a[0], b[0]), p), this.mul(a[0], b[1]), this.mul(a[1], b[0]), this.mul(a[1], b[1]));
}

/** What a formula gives. */
export interface Written {
  readonly value: Value;
  /** Where the formula holds. */
  readonly isUsual: Value;
}
