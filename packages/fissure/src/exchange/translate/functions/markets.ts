/**
 * Markets in two steps: a price that clears them, and what each gets or gives at that price. FIND MARKET PRICE is for curves of
 * demand and supply, where supply rises as a curve of the same shape falls; MARKETP and ALLOC P are for rectangles of one
 * width, and ALLOCATE BY PRIORITY does both at one go. Source: the Vensim reference, "Allocation Functions".
 */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import type { Dimension } from '../dimensions.ts';
import * as make from '../make-expression.ts';
import type { Site } from '../translator.ts';
import type { CallContext, FunctionTable, Translate } from './function-table.ts';
import { marketPrice, sizeOfSearch } from './market-price.ts';
import { rectangle } from './priority-curves.ts';
import { readProfile } from './priority-profile.ts';

const { add, call, multiply, number, subtract, sum } = make;

export function defineMarkets(table: FunctionTable): void {
  table.special('find_market_price', 4, 4, findMarketPrice);
  table.special(
    'demand_at_price',
    3,
    3,
    atPrice((granted) => granted),
  );
  table.special(
    'supply_at_price',
    3,
    3,
    atPrice((granted) => subtract(number(1), granted)),
  );
  table.special('marketp', 5, 5, marketPriority);
  table.special('alloc_p', 4, 4, ([request, priority, width, price], { translator, site }) => {
    const [asked, middle, span, at] = [request, priority, width, price].map((arg) => translator.expression(arg!, site));
    return multiply(asked!, rectangle(at!, middle!, span!));
  });
}

function atPrice(part: (granted: Expr) => Expr): Translate {
  return ([quantity, profile, price], context) => {
    const { translator, site } = context;
    const at = translator.helper('price', translator.expression(price!, site), site);
    const { curve, shape } = readProfile(profile!, context);
    return multiply(translator.expression(quantity!, site), part(curve.granted(at, shape)));
  };
}

/** Sellers are none that ask: their search is written out. */
const findMarketPrice: Translate = ([wanted, wish, offered, offer], context) => {
  const { translator, site, span } = context;
  const named = (what: string, value: Expr) => translator.helper(what, value, site);
  const side = (quantity: ForeignExpr, profile: ForeignExpr) =>
    sitesFrom(quantity, context).sites.map((inner) => {
      const { curve, shape } = readProfile(everyOf(profile, 1), { ...context, site: inner });
      // By a short name each: they stand in every equation of the search.
      const middle = translator.newHelper('middle', () => shape.middle, site);
      const width = translator.newHelper('width', () => shape.width, site);
      const reach = multiply(curve.reach, width);
      return {
        quantity: translator.newHelper('quantity', () => translator.expression(everyOf(quantity), inner), site),
        granted: (price: Expr) => curve.granted(price, { middle, width }),
        ...{ low: subtract(middle, reach), high: add(middle, reach), isFixed: curve.isFixed },
      };
    });
  const [demand, supply] = [side(wanted!, wish!), side(offered!, offer!)];
  const over = (price: Expr): Expr => {
    const bought = demand.map(({ quantity, granted }) => multiply(quantity, granted(price)));
    const sold = supply.map(({ quantity, granted }) => multiply(quantity, subtract(number(1), granted(price))));
    return subtract(sum(bought), sum(sold));
  };
  const total = named('total', sum(demand.map(({ quantity }) => quantity)));
  const market = { over, curves: [...demand, ...supply], total };
  translator.spend(sizeOfSearch(market), span);
  return marketPrice(market, named);
};

const marketPriority: Translate = ([request, priority, , width, supply], context) => {
  const { translator, site } = context;
  const given = translator.expression(supply!, site);
  const span = translator.helper('width', translator.expression(width!, site), site);
  const { dimension, sites } = sitesFrom(request!, context);
  const [asked, middle] = [request!, priority!].map((arg, i) => {
    const values = sites.map((inner) => translator.expression(everyOf(arg), inner));
    return translator.helperArray(i === 0 ? 'request' : 'middle', values, dimension, { ...site, element: [] }).all;
  });
  return call('CLEARINGPRICE', given, asked!, number(1), middle!, span);
};

/** A site for each element of the last dimension of a variable of which an argument names the first. */
function sitesFrom(
  arg: ForeignExpr,
  { translator, site }: CallContext,
): { readonly dimension: Dimension; readonly sites: readonly Site[] } {
  const variable = arg.kind === 'ref' ? translator.variables.get(canonicalName(arg.name)) : undefined;
  const dimension = variable?.over.at(-1);
  if (dimension === undefined) return translator.fail('the first element of an array was expected', arg.span);
  const sites = dimension.elements.map((element) => ({
    ...site,
    element: [],
    bindings: [{ axis: RUN, dimension, element }, ...site.bindings],
  }));
  return { dimension, sites };
}

/** The run over those that take part. */
const RUN = 'market';

/** The reference with its element, `behind` places before its end, made the one of the run. */
function everyOf(arg: ForeignExpr, behind = 0): ForeignExpr {
  if (arg.kind !== 'ref' || arg.subscripts === undefined) return arg;
  const at = arg.subscripts.length - 1 - behind;
  const subscripts = arg.subscripts.map((one, i) =>
    i === at ? ({ kind: 'run', axis: RUN, span: one.span } as const) : one,
  );
  return { ...arg, subscripts };
}
