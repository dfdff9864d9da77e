/**
 * Priority curves of Vensim: the part of a request that is granted at a price, 1 far below the middle of the curve and 0
 * far above. The kinds are those of ALLOCATE AVAILABLE: 0 is granted at any price, 1 falls evenly, 2 by a triangle, 3 by a
 * normal distribution, 4 by an exponential one on either side.
 */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';

const { add, binary, call, divide, greatest, least, multiply, number, subtract } = make;

export interface CurveShape {
  readonly middle: Expr;
  readonly width: Expr;
}

export interface CurveKind {
  readonly granted: (price: Expr, shape: CurveShape) => Expr;
  /** Widths from the middle to either end of the prices among which Vensim searches. */
  readonly reach: number;
  /** Narrower than this Vensim makes no curve of the kind, as its printed results show. */
  readonly leastWidth?: number;
}

export const FIXED: CurveKind = { granted: () => number(1), reach: 0 };

export const CURVE_KINDS: readonly CurveKind[] = [
  FIXED,
  { granted: (price, { middle, width }) => rectangle(price, middle, width), reach: 0.5 },
  { granted: (price, { middle, width }) => triangle(price, middle, width), reach: 0.5 },
  {
    granted: (price, shape) => mirrored(isBelow(price, shape), normalTail(away(price, shape))),
    reach: 5,
    leastWidth: 0.05,
  },
  { granted: (price, shape) => mirrored(isBelow(price, shape), exponentialTail(away(price, shape))), reach: 10 },
];

function away(price: Expr, { middle, width }: CurveShape): Expr {
  return divide(subtract(price, middle), width);
}

/** Shorter than asking whether `away` is negative; it stands in every equation of a search. */
function isBelow(price: Expr, { middle }: CurveShape): Expr {
  return binary('<', price, middle);
}

export function rectangle(price: Expr, middle: Expr, width: Expr): Expr {
  const high = add(middle, divide(width, number(2)));
  return greatest([number(0), least([number(1), divide(subtract(high, price), width)])]);
}

function triangle(price: Expr, middle: Expr, width: Expr): Expr {
  // From 1 at the middle to 0 at the edges.
  const distance = divide(call('ABS', subtract(price, middle)), divide(width, number(2)));
  const height = greatest([number(0), subtract(number(1), distance)]);
  return mirrored(binary('<', price, middle), divide(multiply(height, height), number(2)));
}

/**
 * The upper tail of the normal distribution as Vensim has it: by Abramowitz and Stegun 26.2.16, whose error of 1e-5 shows
 * in what Vensim prints (1 % of the tail at four widths from the middle).
 */
function normalTail(x: Expr): Expr {
  const t = divide(number(1), add(number(1), multiply(number(0.33267), call('ABS', x))));
  const series = [-0.1201676, 0.4361836].reduce(
    (inner, c) => multiply(t, add(number(c), inner)),
    multiply(t, number(0.937298)),
  );
  const density = multiply(number(1 / Math.sqrt(2 * Math.PI)), call('EXP', divide(multiply(x, x), number(-2))));
  return multiply(density, series);
}

function exponentialTail(x: Expr): Expr {
  return divide(call('EXP', make.negative(call('ABS', x))), number(2));
}

/** Of a profile alike on both sides: its tail above the middle, 1 less that of the other side below; written once. */
function mirrored(below: Expr, tail: Expr): Expr {
  return add(below, multiply(subtract(number(1), multiply(number(2), below)), tail));
}
