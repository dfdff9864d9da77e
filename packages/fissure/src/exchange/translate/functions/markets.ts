/**
 * Markets in two steps: a price that clears them, and what each gets or gives at that price. FIND MARKET PRICE is for curves of
 * demand and supply, where supply rises as a curve of the same shape falls; MARKETP and ALLOC P are for rectangles of one
 * width, and ALLOCATE BY PRIORITY does both at one go. Source: the Vensim reference, "Allocation Functions".
 */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import * as make from '../make-expression.ts';
import type { Site } from '../translator.ts';
import type { CallContext, FunctionTable, Translate } from './function-table.ts';
import { marketPrice } from './market-price.ts';
import { rectangle } from './priority-curves.ts';
import { readProfile } from './priority-profile.ts';

const { add, divide, multiply, number, subtract, sum } = make;

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
    return multiply(translator.expression(quantity!, site), part(readProfile(profile!, context).granted(at)));
  };
}

const findMarketPrice: Translate = ([wanted, wish, offered, offer], context) => {
  const { translator, site } = context;
  const side = (quantity: ForeignExpr, profile: ForeignExpr) =>
    sitesFrom(quantity, context).map((inner) => ({
      quantity: translator.newHelper('quantity', () => translator.expression(everyOf(quantity), inner), site),
      ...readProfile(everyOf(profile, 1), { ...context, site: inner }),
    }));
  const [demand, supply] = [side(wanted!, wish!), side(offered!, offer!)];
  const total = translator.helper('total', sum(demand.map(({ quantity }) => quantity)), site);
  const over = (price: Expr): Expr => {
    const bought = demand.map(({ quantity, granted }) => multiply(quantity, granted(price)));
    const sold = supply.map(({ quantity, granted }) => multiply(quantity, subtract(number(1), granted(price))));
    return subtract(sum(bought), sum(sold));
  };
  return marketPrice({ over, curves: [...demand, ...supply], total }, context);
};

const marketPriority: Translate = ([request, priority, , width, supply], context) => {
  const { translator, site } = context;
  const span = translator.helper('width', translator.expression(width!, site), site);
  const given = translator.helper('supply', translator.expression(supply!, site), site);
  const reach = divide(span, number(2));
  const list = sitesFrom(request!, context).map((inner) => {
    const middle = translator.newHelper('middle', () => translator.expression(everyOf(priority!), inner), site);
    const asked = translator.newHelper('request', () => translator.expression(everyOf(request!), inner), site);
    return { asked, middle, low: subtract(middle, reach), high: add(middle, reach) };
  });
  const total = translator.helper('total', sum(list.map(({ asked }) => asked)), site);
  const over = (price: Expr): Expr =>
    subtract(sum(list.map(({ asked, middle }) => multiply(asked, rectangle(price, middle, span)))), given);
  return marketPrice({ over, curves: list, total }, context);
};

/** A site for each element of the last dimension of a variable of which an argument names the first. */
function sitesFrom(arg: ForeignExpr, { translator, site }: CallContext): readonly Site[] {
  const variable = arg.kind === 'ref' ? translator.variables.get(canonicalName(arg.name)) : undefined;
  const dimension = variable?.over.at(-1);
  if (dimension === undefined) return translator.fail('the first element of an array was expected', arg.span);
  return dimension.elements.map((element) => ({
    ...site,
    element: [],
    bindings: [{ axis: RUN, dimension, element }, ...site.bindings],
  }));
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
