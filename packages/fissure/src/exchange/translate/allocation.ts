/**
 * ALLOCATE BY PRIORITY and ALLOCATE AVAILABLE: every asker gets the part of its request that its priority profile
 * leaves at a common price, and the price is such that all together get what there is.
 */
import type { Expr } from '../../equations/ast.ts';
import type { ForeignExpr } from '../foreign-expression.ts';
import { constantOf } from './constants.ts';
import { type Dimension, elementFor } from './dimensions.ts';
import type { CallContext, Translate } from './functions.ts';
import * as make from './make-expression.ts';

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
  const asked = constantOf(size!, translator, 0);
  if (asked !== undefined && asked !== dimension.elements.length)
    translator.fail(`there are ${dimension.elements.length} that ask, not ${asked}`, size!.span);
  const span = translator.helper('width', translator.expression(width!, site), site);
  const list = dimension.elements.map((element): Asker => {
    const inner = {
      ...site,
      bindings: [{ dimension, element }, ...site.bindings.filter((one) => one.dimension.id !== dimension.id)],
    };
    const middle = translator.helper('priority', translator.expression(priority!, inner), site);
    return rectangle(translator.helper('request', translator.expression(request!, inner), site), middle, span);
  });
  return allocate(list, own, translator.expression(supply!, site), context);
};

export const allocateAvailable: Translate = ([request, profile, supply], context) => {
  const { translator, site, span } = context;
  if (profile?.kind !== 'ref' || profile.subscripts === undefined)
    return translator.fail('a priority profile was expected', span);
  const { dimension, own } = askers(request!, context);
  const variable = translator.variables.get(profile.name.toLowerCase().replace(/[\s_]+/g, '_'));
  if (variable === undefined) return translator.fail(`there is no variable \`${profile.name}\``, profile.span);
  const list = dimension.elements.map((element): Asker => {
    const inner = {
      ...site,
      bindings: [{ dimension, element }, ...site.bindings.filter((one) => one.dimension.id !== dimension.id)],
    };
    const first = translator.elementsOf(variable, profile.subscripts, profile.span, inner);
    const last = variable.over.at(-1)!;
    const from = last.indexOf.get(first.at(-1)!)!;
    const name = translator.expression(profile, inner) as Extract<Expr, { kind: 'subscripted' }>;
    const part = (i: number) => {
      const field = last.elements[from + i] ?? translator.fail('a priority profile has four values', profile.span);
      return translator.at(name.name, [...first.slice(0, -1), field]);
    };
    const asked = translator.helper('request', translator.expression(request!, inner), site);
    const shape = { kind: part(0), priority: part(1), width: part(2) };
    const isRectangle = rectangle(asked, shape.priority, shape.width);
    const others = [
      isRectangle.granted,
      triangle(shape.priority, shape.width),
      normal(shape.priority, shape.width),
      exponential(shape.priority, shape.width),
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
  });
  const others = site.bindings.filter((one) => one.dimension.id !== dimension.id).map(({ element }) => element);
  return search(list, own, translator.expression(supply!, site), `${span.start}|${others.join(',')}`, context);
};

function askers(
  request: ForeignExpr,
  { translator, site, span }: CallContext,
): { readonly dimension: Dimension; readonly own: number } {
  const last = request.kind === 'ref' ? request.subscripts?.at(-1) : undefined;
  const dimension =
    last?.kind === 'name' ? translator.dimensions.get(last.name.toLowerCase().replace(/[\s_]+/g, '_')) : undefined;
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
    // x from -1 to 1 across the triangle.
    const x = greatest([number(-1), least([number(1), divide(subtract(price, priority), divide(width, number(2)))])]);
    const square = (one: Expr) => multiply(one, one);
    const left = subtract(number(1), divide(square(add(number(1), x)), number(2)));
    const right = divide(square(subtract(number(1), x)), number(2));
    return choose(binary('<', x, number(0)), left, right);
  };
}

/** The upper tail of the normal distribution; rational approximation of Abramowitz and Stegun 26.2.17, error < 7.5e-8. */
function normal(priority: Expr, width: Expr): (price: Expr) => Expr {
  return (price) => {
    const x = divide(subtract(price, priority), width);
    const size = call('ABS', x);
    const t = divide(number(1), add(number(1), multiply(number(0.2316419), size)));
    const coefficients = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153];
    const series = coefficients.reduce((inner, c) => multiply(t, add(number(c), inner)), number(0) as Expr);
    const density = multiply(number(1 / Math.sqrt(2 * Math.PI)), call('EXP', divide(multiply(x, x), number(-2))));
    const tail = multiply(density, series);
    return choose(binary('<', x, number(0)), subtract(number(1), tail), tail);
  };
}

function exponential(priority: Expr, width: Expr): (price: Expr) => Expr {
  return (price) => {
    const x = divide(subtract(price, priority), width);
    const tail = divide(call('EXP', make.negative(call('ABS', x))), number(2));
    return choose(binary('<', x, number(0)), subtract(number(1), tail), tail);
  };
}

/** Exact for rectangles: what is granted is linear in the price between the edges of the rectangles. */
function allocate(list: readonly Asker[], own: number, supply: Expr, { translator, site }: CallContext): Expr {
  const given = translator.helper('supply', supply, site);
  const total = translator.helper('total', sum(list.map(({ request }) => request)), site);
  const edges = list.flatMap(({ low, high }) => [low, high]).map((edge) => translator.helper('edge', edge, site));
  const at = (price: Expr) => sum(list.map(({ request, granted }) => multiply(request, granted(price))));
  const totals = edges.map((edge) => translator.helper('granted', at(edge), site));
  const huge = make.name('INF');
  const enough = totals.map((one) => binary('>=', one, given));
  const low = translator.helper(
    'price_low',
    greatest(edges.map((edge, i) => choose(enough[i]!, edge, make.negative(huge)))),
    site,
  );
  const high = translator.helper('price_high', least(edges.map((edge, i) => choose(enough[i]!, huge, edge))), site);
  const atLow = translator.helper('granted_low', at(low), site);
  const atHigh = translator.helper('granted_high', at(high), site);
  const share = call('SAFEDIV', subtract(atLow, given), subtract(atLow, atHigh));
  const me = list[own]!;
  const part = add(me.granted(low), multiply(share, subtract(me.granted(high), me.granted(low))));
  return choose(
    binary('>=', given, total),
    me.request,
    choose(binary('<=', given, number(0)), number(0), multiply(me.request, part)),
  );
}

/** For profiles of any shape: the price by halving an interval that holds it. */
const HALVINGS = 48;

function search(
  list: readonly Asker[],
  own: number,
  supply: Expr,
  key: string,
  { translator, site, span }: CallContext,
): Expr {
  const given = translator.helper('supply', supply, site);
  const total = translator.helper('total', sum(list.map(({ request }) => request)), site);
  const low = translator.once(`price|${key}`, () => priceOf(list, given, { translator, site, span }));
  const me = list[own]!;
  const part = multiply(me.request, me.granted(low));
  return choose(binary('>=', given, total), me.request, choose(binary('<=', given, number(0)), number(0), part));
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
