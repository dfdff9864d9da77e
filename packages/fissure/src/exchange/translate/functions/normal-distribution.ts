/** The normal distribution and its inverse, as expressions. */
import {
  CENTRE_ABOVE,
  CENTRE_BELOW,
  CENTRE_REACH,
  FAR_ABOVE,
  FAR_BELOW,
  MIDDLE_ABOVE,
  MIDDLE_BELOW,
  MIDDLE_REACH,
} from '../../../base/normal.ts';
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { CallContext, FunctionTable } from './function-table.ts';

const { add, binary, call, choose, divide, multiply, negative, number, subtract } = make;
const zero = number(0);
const one = number(1);

export function defineNormal(table: FunctionTable): void {
  /** The share of a distribution between two numbers. */
  table.special('normalcdf', 2, 4, (args, context) => {
    const [left, right, mean = zero, deviation = one] = args.map((arg) => argument(arg, context));
    const below = (x: Expr) => normalShare(divide(subtract(x, mean), deviation), context);
    return subtract(below(right!), below(left!));
  });
  /** The number below which a share of a distribution lies. */
  table.special('invnorm', 1, 3, (args, context) => {
    const [p, mean = zero, deviation = one] = args.map((arg) => argument(arg, context));
    return add(mean, multiply(deviation, normalQuantile(p!, context)));
  });
}

function argument(
  arg: Parameters<CallContext['translator']['expression']>[0],
  { translator, site }: CallContext,
): Expr {
  return translator.helper('normal', translator.expression(arg, site), site);
}

/** Horner's rule; coefficients from the constant term up. */
function polynomial(coefficients: readonly number[], x: Expr): Expr {
  return coefficients
    .slice(0, -1)
    .reduceRight<Expr>((sum, term) => add(multiply(sum, x), number(term)), number(coefficients.at(-1)!));
}

/**
 * Below z. J. F. Hart and others, "Computer Approximations" (1968), algorithm 5666, with the continued fraction of Laplace
 * in the far tail; the first as in G. West, "Better approximations to cumulative normal functions", Wilmott Magazine (2005) 70-76.
 */
export function normalShare(z: Expr, { translator, site }: CallContext): Expr {
  const own = translator.helper('normal_z', z, site);
  const x = translator.helper('normal_size', call('ABS', own), site);
  const density = call('EXP', divide(negative(multiply(x, x)), number(2)));
  const near = divide(multiply(density, polynomial(ABOVE, x)), polynomial(BELOW, x));
  const fraction = TERMS.reduce<Expr>((rest, term) => add(x, divide(number(term), rest)), x);
  const far = divide(density, multiply(fraction, number(Math.sqrt(2 * Math.PI))));
  const tail = translator.helper('normal_tail', choose(binary('<', x, number(FAR)), near, far), site);
  return choose(binary('>', own, zero), subtract(one, tail), tail);
}

const FAR = 5 * Math.SQRT2;
/** Of the fraction, from within: with 16 it is right to the last digit from there on. */
const TERMS = Array.from({ length: 16 }, (_, i) => 16 - i);
const ABOVE = [
  220.206867912376, 221.213596169931, 112.079291497871, 33.912866078383, 6.37396220353165, 0.700383064443688,
  0.0352624965998911,
];
const BELOW = [
  440.413735824752, 793.826512519948, 637.333633378831, 296.564248779674, 86.7807322029461, 16.064177579207,
  1.75566716318264, 0.0883883476483184,
];

/** As `inverseNormal`, which says where the numbers are from. */
export function normalQuantile(p: Expr, { translator, site }: CallContext): Expr {
  const q = translator.helper('normal_q', subtract(p, number(0.5)), site);
  const central = translator.helper('normal_r', subtract(number(0.180625), multiply(q, q)), site);
  const centre = divide(multiply(q, polynomial(CENTRE_ABOVE, central)), polynomial(CENTRE_BELOW, central));
  const tail = choose(binary('<', q, zero), p, subtract(one, p));
  const s = translator.helper('normal_s', call('SQRT', negative(call('LN', tail))), site);
  const ratio = (above: readonly number[], below: readonly number[], shift: number) =>
    divide(polynomial(above, subtract(s, number(shift))), polynomial(below, subtract(s, number(shift))));
  const size = choose(
    binary('<=', s, number(MIDDLE_REACH)),
    ratio(MIDDLE_ABOVE, MIDDLE_BELOW, 1.6),
    ratio(FAR_ABOVE, FAR_BELOW, 5),
  );
  const away = translator.helper('normal_away', size, site);
  return choose(
    binary('<=', call('ABS', q), number(CENTRE_REACH)),
    centre,
    choose(binary('<', q, zero), negative(away), away),
  );
}
