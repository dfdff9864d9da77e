/**
 * The search of base/clearing-price.ts as equations, one for each of its steps: for markets of buyers and sellers, and for
 * tools that have no CLEARINGPRICE. The search is Vensim's, because what Vensim prints shows where its search ends: found
 * from the printed results of the SDX suite, of which it gives 179 of 183 errors to the digits printed.
 */
import { CHORDS, HALVINGS, NEAR_ENOUGH, PARTS } from '../../../base/clearing-price.ts';
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, number, subtract, sum } = make;

export interface Market {
  /** What is wanted over what there is: above 0 at low prices, and falling. */
  readonly over: (price: Expr) => Expr;
  readonly curves: readonly MarketCurve[];
  /** What is wanted at any price at all. */
  readonly total: Expr;
}

/** The prices between which a curve falls or rises. Of one that is fixed they count only where all are. */
export interface MarketCurve {
  readonly low: Expr;
  readonly high: Expr;
  readonly isFixed: boolean | Expr;
}

/** A new equation, and the name under which the others find its value. */
export type NameValue = (what: string, value: Expr) => Expr;

interface Bracket {
  readonly low: Expr;
  readonly high: Expr;
  /** What is granted there over what there is: above 0 at the low price, not above 0 at the high one. */
  readonly overLow: Expr;
  readonly overHigh: Expr;
}

/** About how many parts its equations have. */
export function sizeOfSearch({ over }: Market): number {
  return (PARTS + CHORDS + HALVINGS) * make.sizeOf(over(number(0)));
}

export function marketPrice({ over, curves, total }: Market, named: NameValue): Expr {
  const tolerance = named('tolerance', multiply(number(NEAR_ENOUGH), total));
  const ends = endsOf(curves);
  const lowest = named('price_low', ends.low);
  const part = named('price_part', divide(subtract(ends.high, lowest), number(PARTS)));
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

type Ends = Pick<MarketCurve, 'low' | 'high'>;

/** Of those that are not fixed, unless all are. */
function endsOf(curves: readonly MarketCurve[]): Ends {
  const varying = curves.filter(({ isFixed }) => isFixed !== true);
  if (varying.length === 0) return outermost(curves);
  const conditions: Expr[] = [];
  const own = varying.map(({ low, high, isFixed }): Ends => {
    if (typeof isFixed === 'boolean') return { low, high };
    conditions.push(isFixed);
    return { low: choose(isFixed, INF, low), high: choose(isFixed, make.negative(INF), high) };
  });
  const ends = outermost(own);
  if (conditions.length < varying.length) return ends;
  const areFixed = conditions.reduce((a, b) => binary('and', a, b));
  const all = outermost(curves);
  return { low: choose(areFixed, all.low, ends.low), high: choose(areFixed, all.high, ends.high) };
}

const INF = make.name('INF');

function outermost(list: readonly Ends[]): Ends {
  return { low: least(list.map(({ low }) => low)), high: greatest(list.map(({ high }) => high)) };
}

function chord({ low, high, overLow, overHigh }: Bracket): Expr {
  const share = call('SAFEDIV', overLow, subtract(overLow, overHigh));
  return add(low, multiply(subtract(high, low), share));
}
