/**
 * ALLOCATE BY PRIORITY, ALLOCATE and ALLOCATE AVAILABLE: every asker gets the part of its request that its priority profile
 * leaves at a common price, and the price is such that all together get what there is.
 */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr, Subscript } from '../../foreign-expression.ts';
import { constantOf } from '../constants.ts';
import { type Dimension, elementFor } from '../dimensions.ts';
import * as make from '../make-expression.ts';
import type { Site } from '../translator.ts';
import type { CallContext, Translate } from './function-table.ts';
import { rectangle } from './priority-curves.ts';
import { type PriorityProfile, readProfile } from './priority-profile.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, number, subtract, sum } = make;

interface Asker {
  readonly request: Expr;
  /** The part that is granted at a price. */
  readonly granted: (price: Expr) => Expr;
  /** The prices between which that part falls. */
  readonly low: Expr;
  readonly high: Expr;
}

export const allocateByPriority: Translate = ([request, priority, size, width, supply], context) => {
  const { translator, site } = context;
  const { dimension, own } = askers(request!, context);
  const count = constantOf(size!, translator);
  if (count !== undefined && count !== dimension.elements.length)
    translator.fail(`there are ${dimension.elements.length} that ask, not ${count}`, size!.span);
  return translator.once(groupKey(dimension, context), () => {
    const span = translator.helper('width', translator.expression(width!, site), site);
    const list = dimension.elements.map((element): Asker => {
      const inner = at(dimension, element, site);
      const middle = translator.helper('priority', translator.expression(priority!, inner), site);
      const reach = divide(span, number(2));
      return {
        request: translator.helper('request', translator.expression(request!, inner), site),
        granted: (price) => rectangle(price, middle, span),
        low: subtract(middle, reach),
        high: add(middle, reach),
      };
    });
    return allocate(list, translator.expression(supply!, site), context);
  })(own);
};

/** ALLOCATE of Stella: the same, with the dimension of those that ask as an argument of its own, and `*` in its place. */
export const allocateOver: Translate = ([supply, over, request, priority, width], context) => {
  const dimension = over?.kind === 'ref' ? context.translator.dimensions.get(canonicalName(over.name)) : undefined;
  if (dimension === undefined) return context.translator.fail('the second argument must name a dimension', over!.span);
  const { span } = over!;
  const size: ForeignExpr = { kind: 'number', value: dimension.elements.length, span };
  const byPriority = [request!, priority!].map((array) => withDimension(array, dimension));
  return allocateByPriority([...byPriority, size, width!, supply!], context);
};

function withDimension(array: ForeignExpr, { id }: Dimension): ForeignExpr {
  if (array.kind !== 'ref') return array;
  const named: Subscript = { kind: 'name', name: id, each: false, span: array.span };
  return { ...array, subscripts: array.subscripts?.map((one) => (one.kind === 'all' ? named : one)) ?? [named] };
}

export const allocateAvailable: Translate = ([request, profile, supply], context) => {
  const { translator, site } = context;
  const { dimension, own } = askers(request!, context);
  return translator.once(groupKey(dimension, context), () => {
    const sites = dimension.elements.map((element) => ofGroup(at(dimension, element, site)));
    const requests = sites.map((inner) => translator.expression(request!, inner));
    const profiles = sites.map((inner) => readProfile(profile!, { ...context, site: inner }));
    const given = translator.expression(supply!, site);
    return shareOut(requests, profiles, given, dimension, { ...context, site: ofGroup(site) });
  })(own);
};

/** What the price depends on: everything but which of those that ask the equation is for. */
function groupKey(dimension: Dimension, { site, span }: CallContext): string {
  const others = site.bindings.filter((one) => one.dimension.id !== dimension.id).map(({ element }) => element);
  return `allocation|${site.output.name}|${span.start}|${others.join(',')}`;
}

function at(dimension: Dimension, element: string, site: Site): Site {
  const others = site.bindings.filter((one) => one.dimension.id !== dimension.id);
  return { ...site, bindings: [{ dimension, element }, ...others] };
}

/** What is made for all that ask is named after the variable alone. */
function ofGroup(site: Site): Site {
  return { ...site, element: [] };
}

function askers(
  request: ForeignExpr,
  { translator, site, span }: CallContext,
): { readonly dimension: Dimension; readonly own: number } {
  const last = request.kind === 'ref' ? request.subscripts?.at(-1) : undefined;
  const dimension = last?.kind === 'name' ? translator.dimensions.get(canonicalName(last.name)) : undefined;
  const element = dimension && elementFor(dimension, site.bindings);
  if (dimension === undefined || element === undefined)
    return translator.fail('requests must be an array over the last dimension of the equation', span);
  return { dimension, own: dimension.indexOf.get(element)! };
}

/** Exact for rectangles: what is granted is linear in the price between the edges of the rectangles. */
function allocate(list: readonly Asker[], supply: Expr, { translator, site }: CallContext): (own: number) => Expr {
  const given = translator.helper('supply', supply, site);
  const total = translator.helper('total', sum(list.map(({ request }) => request)), site);
  const edges = list.flatMap(({ low, high }) => [low, high]).map((edge) => translator.helper('edge', edge, site));
  const grantedAt = (price: Expr) => sum(list.map(({ request, granted }) => multiply(request, granted(price))));
  translator.spend(edges.length * make.sizeOf(grantedAt(number(0))), site.output.span);
  const totals = edges.map((edge) => translator.helper('granted', grantedAt(edge), site));
  const huge = make.name('INF');
  const enough = totals.map((one) => binary('>=', one, given));
  const low = translator.helper(
    'price_low',
    greatest(edges.map((edge, i) => choose(enough[i]!, edge, make.negative(huge)))),
    site,
  );
  const high = translator.helper('price_high', least(edges.map((edge, i) => choose(enough[i]!, huge, edge))), site);
  const atLow = translator.helper('granted_low', grantedAt(low), site);
  const atHigh = translator.helper('granted_high', grantedAt(high), site);
  const share = call('SAFEDIV', subtract(atLow, given), subtract(atLow, atHigh));
  return (own) => {
    const me = list[own]!;
    const part = add(me.granted(low), multiply(share, subtract(me.granted(high), me.granted(low))));
    return choose(
      binary('>=', given, total),
      me.request,
      choose(binary('<=', given, number(0)), number(0), multiply(me.request, part)),
    );
  };
}

/** What each gets at the price at which the market clears. */
function shareOut(
  requests: readonly Expr[],
  profiles: readonly PriorityProfile[],
  supply: Expr,
  dimension: Dimension,
  { translator, site }: CallContext,
): (own: number) => Expr {
  const array = (what: string, values: readonly Expr[]) => translator.helperArray(what, values, dimension, site);
  const given = translator.helper('supply', supply, site);
  const request = array('request', requests);
  const kinds = profiles.map(({ kind }) => kind);
  const stated = new Set(kinds.map(make.numberOf));
  const kind = stated.size === 1 && !stated.has(undefined) ? kinds[0]! : array('kind', kinds).all;
  const middle = array(
    'middle',
    profiles.map(({ shape }) => shape.middle),
  );
  const width = array(
    'width',
    profiles.map(({ shape }) => shape.width),
  );
  const total = translator.helper('total', call('SUM', request.all), site);
  const clearing = call('CLEARINGPRICE', given, request.all, kind, middle.all, width.all);
  const price = translator.helper('price', clearing, site);
  return (own) => {
    const asked = request.at[own]!;
    const granted = profiles[own]!.curve.granted(price, { middle: middle.at[own]!, width: width.at[own]! });
    const part = multiply(asked, granted);
    return choose(binary('>=', given, total), asked, choose(binary('<=', given, number(0)), number(0), part));
  };
}
