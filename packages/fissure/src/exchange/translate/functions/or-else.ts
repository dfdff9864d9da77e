/** Division with another value where there is nothing to divide by. */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { CallContext } from './function-table.ts';

const { binary, call, choose, divide, number } = make;

/** Vensim takes a divisor below 1e-6 for none. */
export const SMALLEST_DIVISOR = 1e-6;

export function orElse(context: CallContext, a: Expr, divisor: Expr, otherwise: Expr): Expr {
  const b = make.sizeOf(divisor) > 4 ? context.translator.helper('divisor', divisor, context.site) : divisor;
  return choose(binary('<', call('ABS', b), number(SMALLEST_DIVISOR)), otherwise, divide(a, b));
}
