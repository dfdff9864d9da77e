/**
 * The price at which all together are granted what there is, searched as Vensim does, because what it prints shows where
 * its search ends: found from the printed results of the SDX suite, of which it gives 179 of 183 errors to the digits
 * printed.
 *
 * The prices between the outermost ends of all curves are cut into ten equal parts. In the part where the market clears a
 * chord is drawn between its ends, and the price where that chord clears takes the place of the end on its side, until what
 * is granted is within a millionth of all requests of what there is. After CHORDS chords that come no closer the part is
 * halved instead: that ends sooner where a curve is flat.
 */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { CallContext } from './function-table.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, number, subtract, sum } = make;

const PARTS = 10;
const CHORDS = 20;
const HALVINGS = 20;

export interface Market {
  /** What is wanted over what there is: above 0 at low prices, and falling. */
  readonly over: (price: Expr) => Expr;
  /** The prices between which each curve of the market falls or rises. */
  readonly curves: readonly { readonly low: Expr; readonly high: Expr; readonly isFixed?: boolean }[];
  /** What is wanted at any price at all. */
  readonly total: Expr;
}

interface Bracket {
  readonly low: Expr;
  readonly high: Expr;
  /** What is granted there over what there is: above 0 at the low price, not above 0 at the high one. */
  readonly overLow: Expr;
  readonly overHigh: Expr;
}

export function marketPrice(market: Market, { translator, site }: CallContext): Expr {
  const named = (what: string, value: Expr) => translator.helper(what, value, site);
  const { over } = market;
  translator.spend((PARTS + CHORDS + HALVINGS) * make.sizeOf(over(number(0))), site.output.span);
  const tolerance = named('tolerance', multiply(number(1e-6), market.total));

  const varying = market.curves.filter(({ isFixed }) => !isFixed);
  const curves = varying.length > 0 ? varying : market.curves;
  const lowest = named('price_low', least(curves.map(({ low }) => low)));
  const part = named('price_part', divide(subtract(greatest(curves.map(({ high }) => high)), lowest), number(PARTS)));
  const cut = (i: Expr) => add(lowest, multiply(i, part));
  const above = Array.from({ length: PARTS - 1 }, (_, i) => {
    const price = named('price_cut', cut(number(i + 1)));
    return binary('>', over(price), number(0));
  });
  const at = named('price_at', sum(above));

  let bracket: Bracket = bracketOf(named('price_low', cut(at)), named('price_high', cut(add(at, number(1)))));
  let price: Expr = bracket.low;
  for (let i = 0; i < CHORDS + HALVINGS; i += 1) {
    price = named('price', i < CHORDS ? chord(bracket) : divide(add(bracket.low, bracket.high), number(2)));
    if (i + 1 < CHORDS + HALVINGS) bracket = narrowed(bracket, price, i + 1 < CHORDS);
  }
  return price;

  /** Both ends are the highest price where even that is too low, and the lowest where even that is too high. */
  function bracketOf(low: Expr, high: Expr): Bracket {
    const [overLow, overHigh] = [named('over_low', over(low)), named('over_high', over(high))];
    const [tooLow, tooHigh] = [binary('>', overHigh, number(0)), binary('<=', overLow, number(0))];
    return {
      low: named('price_low', choose(tooLow, high, low)),
      overLow: named('over_low', choose(tooLow, overHigh, overLow)),
      high: named('price_high', choose(tooHigh, low, high)),
      overHigh: named('over_high', choose(tooHigh, overLow, overHigh)),
    };
  }

  /** Both ends meet in a price that is good enough, and stay there. Halving asks no more for what is granted at the ends. */
  function narrowed({ low, high, overLow, overHigh }: Bracket, price: Expr, toChord: boolean): Bracket {
    const here = named('over', over(price));
    const isLow = binary('>=', here, make.negative(tolerance));
    const isHigh = binary('<=', here, tolerance);
    return {
      low: named('price_low', choose(isLow, price, low)),
      overLow: toChord ? named('over_low', choose(isLow, here, overLow)) : overLow,
      high: named('price_high', choose(isHigh, price, high)),
      overHigh: toChord ? named('over_high', choose(isHigh, here, overHigh)) : overHigh,
    };
  }
}

function chord({ low, high, overLow, overHigh }: Bracket): Expr {
  const share = call('SAFEDIV', overLow, subtract(overLow, overHigh));
  return add(low, multiply(subtract(high, low), share));
}
