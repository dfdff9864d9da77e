/**
 * ALLOCATE BY PRIORITY and ALLOCATE AVAILABLE: every asker gets the part of its request that its priority profile
 * leaves at a common price, and the price is such that all together get what there is.
 */
import { canonicalName } from '../../base/names.ts';
import type { Expr } from '../../equations/ast.ts';
import type { ForeignExpr } from '../foreign-expression.ts';
import { constantOf } from './constants.ts';
import { type Dimension, elementFor } from './dimensions.ts';
import type { CallContext, Translate } from './functions.ts';
import type { IndexedVariable } from './index-variables.ts';
import * as make from './make-expression.ts';
import type { Site } from './translator.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, number, subtract, sum } = make;

interface Asker {
  readonly request: Expr;
  /** The part of the request that is granted at a price. */
  readonly granted: (price: Expr) => Expr;
  readonly low: Expr;
  readonly high: Expr;
}

export const allocateByPriority: Translate = ([request, priority, size, width, supply], context) => {
  const { translator, site } = context;
  const { dimension, own } = askers(request!, context);
  const count = constantOf(size!, translator, 0);
  if (count !== undefined && count !== dimension.elements.length)
    translator.fail(`there are ${dimension.elements.length} that ask, not ${count}`, size!.span);
  return translator.once(groupKey(dimension, context), () => {
    const span = translator.helper('width', translator.expression(width!, site), site);
    const list = dimension.elements.map((element): Asker => {
      const inner = at(dimension, element, site);
      const middle = translator.helper('priority', translator.expression(priority!, inner), site);
      return rectangle(translator.helper('request', translator.expression(request!, inner), site), middle, span);
    });
    return allocate(list, translator.expression(supply!, site), context);
  })(own);
};

export const allocateAvailable: Translate = ([request, profile, supply], context) => {
  const { translator, site, span } = context;
  if (profile?.kind !== 'ref' || profile.subscripts === undefined)
    return translator.fail('a priority profile was expected', span);
  const { dimension, own } = askers(request!, context);
  const variable = translator.variables.get(canonicalName(profile.name));
  if (variable === undefined) return translator.fail(`there is no variable \`${profile.name}\``, profile.span);
  return translator.once(groupKey(dimension, context), () => {
    const list = dimension.elements.map((element) =>
      profiled(request!, profile, variable, { ...context, site: at(dimension, element, site) }),
    );
    return search(list, translator.expression(supply!, site), context);
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

/** One that asks, with a profile of a kind (1 to 4), a priority and a width, from its element on. */
function profiled(
  request: ForeignExpr,
  profile: Extract<ForeignExpr, { kind: 'ref' }>,
  variable: IndexedVariable,
  { translator, site }: CallContext,
): Asker {
  const first = translator.elementsOf(variable, profile.subscripts, profile.span, site);
  const last = variable.over.at(-1)!;
  const from = last.indexOf.get(first.at(-1)!)!;
  const name = translator.expression(profile, site) as Extract<Expr, { kind: 'subscripted' }>;
  const part = (i: number) => {
    const field = last.elements[from + i] ?? translator.fail('a priority profile has four values', profile.span);
    return translator.at(name.name, [...first.slice(0, -1), field]);
  };
  const shape = { kind: part(0), priority: part(1), width: part(2) };
  const asked = translator.helper('request', translator.expression(request, site), site);
  const away = (price: Expr) => translator.helper('away', divide(subtract(price, shape.priority), shape.width), site);
  const others = [
    rectangle(asked, shape.priority, shape.width).granted,
    triangle(shape.priority, shape.width),
    (price: Expr) => normal(away(price)),
    (price: Expr) => exponential(away(price)),
  ];
  const fixed = translator.literalAt(variable, [...first.slice(0, -1), last.elements[from]!]);
  const known = fixed === undefined ? undefined : others[fixed - 1];
  const granted = (price: Expr): Expr =>
    known !== undefined
      ? known(price)
      : others
          .slice(0, -1)
          .reduceRight(
            (rest, shapeOf, i) => choose(binary('=', shape.kind, number(i + 1)), shapeOf(price), rest),
            others.at(-1)!(price),
          );
  const reach = multiply(number(40), shape.width);
  return { request: asked, granted, low: subtract(shape.priority, reach), high: add(shape.priority, reach) };
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

const unit = (x: Expr): Expr => greatest([number(0), least([number(1), x])]);

function rectangle(request: Expr, priority: Expr, width: Expr): Asker {
  const halfWidth = divide(width, number(2));
  const high = add(priority, halfWidth);
  return {
    request,
    granted: (price) => unit(divide(subtract(high, price), width)),
    low: subtract(priority, halfWidth),
    high,
  };
}

function triangle(priority: Expr, width: Expr): (price: Expr) => Expr {
  return (price) => {
    // From 1 at the middle to 0 at the edges.
    const away = divide(call('ABS', subtract(price, priority)), divide(width, number(2)));
    const height = greatest([number(0), subtract(number(1), away)]);
    return mirrored(binary('<', price, priority), divide(multiply(height, height), number(2)));
  };
}

/** The upper tail of the normal distribution; rational approximation of Abramowitz and Stegun 26.2.17, error < 7.5e-8. */
function normal(x: Expr): Expr {
  const t = divide(number(1), add(number(1), multiply(number(0.2316419), call('ABS', x))));
  const coefficients = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153];
  const series = coefficients.reduce((inner, c) => multiply(t, add(number(c), inner)), number(0) as Expr);
  const density = multiply(number(1 / Math.sqrt(2 * Math.PI)), call('EXP', divide(multiply(x, x), number(-2))));
  return mirrored(binary('<', x, number(0)), multiply(density, series));
}

function exponential(x: Expr): Expr {
  return mirrored(binary('<', x, number(0)), divide(call('EXP', make.negative(call('ABS', x))), number(2)));
}

/** Of a profile alike on both sides: its tail above the middle, 1 less that of the other side below; written once. */
function mirrored(isBelow: Expr, tail: Expr): Expr {
  return add(isBelow, multiply(subtract(number(1), multiply(number(2), isBelow)), tail));
}

/** Exact for rectangles: what is granted is linear in the price between the edges of the rectangles. */
function allocate(list: readonly Asker[], supply: Expr, { translator, site }: CallContext): (own: number) => Expr {
  const given = translator.helper('supply', supply, site);
  const total = translator.helper('total', sum(list.map(({ request }) => request)), site);
  const edges = list.flatMap(({ low, high }) => [low, high]).map((edge) => translator.helper('edge', edge, site));
  const grantedAt = (price: Expr) => sum(list.map(({ request, granted }) => multiply(request, granted(price))));
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

/** For profiles of any shape: the price by halving an interval that holds it. */
const HALVINGS = 48;

function search(list: readonly Asker[], supply: Expr, context: CallContext): (own: number) => Expr {
  const { translator, site } = context;
  const given = translator.helper('supply', supply, site);
  const total = translator.helper('total', sum(list.map(({ request }) => request)), site);
  const price = priceOf(list, given, context);
  return (own) => {
    const me = list[own]!;
    const part = multiply(me.request, me.granted(price));
    return choose(binary('>=', given, total), me.request, choose(binary('<=', given, number(0)), number(0), part));
  };
}

function priceOf(list: readonly Asker[], given: Expr, { translator, site }: CallContext): Expr {
  let low = translator.helper('price_low', least(list.map((one) => one.low)), site);
  let width = translator.helper('price_span', subtract(greatest(list.map((one) => one.high)), low), site);
  for (let i = 0; i < HALVINGS; i += 1) {
    width = translator.helper('price_span', divide(width, number(2)), site);
    const middle = translator.helper('price', add(low, width), site);
    const granted = sum(list.map((one) => multiply(one.request, one.granted(middle))));
    low = translator.helper('price_low', choose(binary('>', granted, given), middle, low), site);
  }
  return low;
}
