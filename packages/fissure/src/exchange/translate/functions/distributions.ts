/**
 * Distributions in their standard form, by what lies below a number and its inverse, so that one draw between 0 and 1 gives a
 * draw between any two bounds: the distribution is cut off there, not gathered at the bounds.
 */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { CallContext } from './function-table.ts';
import { normalQuantile, normalShare } from './normal-distribution.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, negative, number, subtract } = make;
const zero = number(0);
const one = number(1);

export interface Distribution {
  readonly below: (x: Expr) => Expr;
  readonly quantile: (share: Expr) => Expr;
  /** Where there are no bounds. */
  readonly draw: (shift: Expr, stretch: Expr) => Expr;
  /** Below the first and above the second there is nothing, or less than a draw can tell from nothing. */
  readonly reach: readonly [number, number];
}

export interface Bounds {
  readonly low?: Expr | undefined;
  readonly high?: Expr | undefined;
}

/** A draw that is stretched, then shifted, then cut off at the bounds. */
export function drawBetween(
  distribution: Distribution,
  { low, high }: Bounds,
  shift: Expr,
  stretch: Expr,
  { translator, site }: CallContext,
): Expr {
  const [from, to] = [cut(low, 0), cut(high, 1)];
  if (from === undefined && to === undefined) return distribution.draw(shift, stretch);
  const ends = [from ?? zero, to ?? one].map((end) => translator.helper('share', end, site));
  const isStretched = make.numberOf(stretch)! > 0;
  const drawn = isStretched ? call('RANDOM', ...ends) : call('RANDOM', least(ends), greatest(ends));
  const chance = translator.helper('chance', least([drawn, BELOW_ONE]), site);
  const value = add(shift, multiply(stretch, distribution.quantile(chance)));
  const above = from === undefined ? value : greatest([low!, value]);
  return to === undefined ? above : least([high!, above]);

  /** The share of the distribution below a bound; undefined where the bound cuts nothing off, whatever is set. */
  function cut(bound: Expr | undefined, side: 0 | 1): Expr | undefined {
    if (bound === undefined) return undefined;
    const [at, from, by] = [bound, shift, stretch].map(make.numberOf);
    if (isNoBound(at)) return undefined;
    const isAtShift = at !== undefined && at === from && by === undefined;
    const place = isAtShift ? 0 : by! > 0 ? (at! - from!) / by! : Number.NaN;
    if (side === 0 ? place <= distribution.reach[0] : place >= distribution.reach[1]) return undefined;
    return distribution.below(divide(subtract(bound, shift), stretch));
  }
}

/** As people write that there is none; what Fissure exports has it so. */
export function isNoBound(bound: number | undefined): boolean {
  return Math.abs(bound ?? 0) >= FAR_AWAY;
}

const FAR_AWAY = 1e30;

/** The largest share that is not everything: a draw between bounds far out may be rounded up. */
const BELOW_ONE = number(1 - 2 ** -53);
/** Beyond these lies less than 1e-18: of the normal distribution on either side, and of EXP(-x). */
const NORMAL_REACH = 9;
const EXPONENTIAL_REACH = 42;

export function normal(context: CallContext): Distribution {
  return {
    below: (x) => normalShare(x, context),
    quantile: (share) => normalQuantile(share, context),
    draw: (shift, stretch) => call('NORMAL', shift, stretch),
    reach: [-NORMAL_REACH, NORMAL_REACH],
  };
}

/** Of a mean of 1. */
export const exponential: Distribution = {
  below: (x) => subtract(one, call('EXP', negative(greatest([zero, x])))),
  quantile: (share) => negative(call('LN', subtract(one, share))),
  draw: (shift, stretch) => add(shift, multiply(stretch, call('EXPRND', one))),
  reach: [0, EXPONENTIAL_REACH],
};

export function weibull(shape: Expr): Distribution {
  const given = make.numberOf(shape);
  return {
    below: (x) => exponential.below(binary('^', greatest([zero, x]), shape)),
    quantile: (share) => binary('^', exponential.quantile(share), divide(one, shape)),
    draw: (shift, stretch) => add(shift, multiply(stretch, binary('^', call('EXPRND', one), divide(one, shape)))),
    reach: [0, given === undefined ? Number.POSITIVE_INFINITY : EXPONENTIAL_REACH ** (1 / given)],
  };
}

/** From 1 upwards. */
export function pareto(shape: Expr): Distribution {
  return {
    below: (x) => subtract(one, binary('^', greatest([one, x]), negative(shape))),
    quantile: (share) => call('EXP', divide(exponential.quantile(share), shape)),
    draw: (shift, stretch) => add(shift, multiply(stretch, call('EXP', divide(call('EXPRND', one), shape)))),
    reach: [1, Number.POSITIVE_INFINITY],
  };
}

export function logistic({ translator, site }: CallContext): Distribution {
  const quantile = (share: Expr) => call('LN', divide(share, subtract(one, share)));
  return {
    below: (x) => divide(one, add(one, call('EXP', negative(x)))),
    quantile,
    draw: (shift, stretch) =>
      add(shift, multiply(stretch, quantile(translator.helper('chance', call('RANDOM', zero, one), site)))),
    reach: [-EXPONENTIAL_REACH, EXPONENTIAL_REACH],
  };
}

export function triangular(start: Expr, peak: Expr, stop: Expr, { translator, site }: CallContext): Distribution {
  const length = subtract(stop, start);
  const square = (x: Expr) => multiply(x, x);
  const quantile = (share: Expr) => {
    const rising = add(start, call('SQRT', make.product([share, length, subtract(peak, start)])));
    const falling = subtract(stop, call('SQRT', make.product([subtract(one, share), length, subtract(stop, peak)])));
    return choose(binary('<', share, divide(subtract(peak, start), length)), rising, falling);
  };
  return {
    below: (x) => {
      const own = translator.helper('bound', least([stop, greatest([start, x])]), site);
      const rising = divide(square(subtract(own, start)), multiply(length, subtract(peak, start)));
      const falling = divide(square(subtract(stop, own)), multiply(length, subtract(stop, peak)));
      return choose(binary('<', own, peak), rising, choose(binary('<', own, stop), subtract(one, falling), one));
    },
    quantile,
    draw: (shift, stretch) =>
      add(shift, multiply(stretch, quantile(translator.helper('chance', call('RANDOM', zero, one), site)))),
    reach: [make.numberOf(start) ?? Number.NEGATIVE_INFINITY, make.numberOf(stop) ?? Number.POSITIVE_INFINITY],
  };
}
