/**
 * Priority curves of Vensim as expressions: the part of a request that is granted at a price, 1 far below the middle of the
 * curve and 0 far above. The kinds are those of ALLOCATE AVAILABLE: 0 is granted at any price, 1 falls evenly, 2 by a
 * triangle, 3 by a normal distribution, 4 by an exponential one on either side; base/clearing-price.ts has the same as
 * numbers.
 */
import { LEAST_WIDTH_OF_NORMAL, NORMAL_TAIL, REACHES } from '../../../base/clearing-price.ts';
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, number, subtract } = make;

export interface CurveShape {
  readonly middle: Expr;
  readonly width: Expr;
}

type Granted = (price: Expr, shape: CurveShape) => Expr;

export interface Curve {
  /** Of a shape with a width that `width` gave. */
  readonly granted: Granted;
  /** Widths from the middle to either end of the prices among which Vensim searches. */
  readonly reach: Expr;
  /** As wide as Vensim makes the curve, of what the model states. */
  readonly width: (stated: Expr) => Expr;
  /** Whether it is granted at any price, and has no ends. */
  readonly isFixed: boolean | Expr;
}

const GRANTED: readonly Granted[] = [
  () => number(1),
  (price, { middle, width }) => rectangle(price, middle, width),
  (price, { middle, width }) => triangle(price, middle, width),
  (price, shape) => mirrored(isBelow(price, shape), normalTail(away(price, shape))),
  (price, shape) => mirrored(isBelow(price, shape), exponentialTail(away(price, shape))),
];

/** Of a kind that is known beforehand; undefined: there is no such kind. */
export function curveOf(kind: number): Curve | undefined {
  const granted = GRANTED[kind];
  if (granted === undefined) return undefined;
  return { granted, reach: number(REACHES[kind]!), width: (stated) => wide(kind, stated), isFixed: kind === 0 };
}

/** Which kind it is shows at each step. */
export function curveOfAnyKind(kind: Expr): Curve {
  const isKind = (i: number) => binary('=', kind, number(i));
  const byKind = (of: (kind: number) => Expr) =>
    GRANTED.reduceRight<Expr>((rest, _, i) => choose(isKind(i), of(i), rest), divide(number(0), number(0)));
  return {
    granted: (price, shape) => byKind((i) => GRANTED[i]!(price, shape)),
    reach: byKind((i) => number(REACHES[i]!)),
    width: (stated) => byKind((i) => wide(i, stated)),
    isFixed: isKind(0),
  };
}

function wide(kind: number, stated: Expr): Expr {
  return kind === NORMAL ? greatest([stated, number(LEAST_WIDTH_OF_NORMAL)]) : stated;
}

const NORMAL = 3;

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
  const [first, second, third] = NORMAL_TAIL.series;
  const t = divide(number(1), add(number(1), multiply(number(NORMAL_TAIL.scale), call('ABS', x))));
  const series = [second, first].reduce((inner, c) => multiply(t, add(number(c), inner)), multiply(t, number(third)));
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
