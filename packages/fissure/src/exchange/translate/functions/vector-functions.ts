/** VECTOR functions of Vensim as sums over comparisons: one expression per element, nothing is sorted at run time. */
import type { Expr } from '../../../equations/ast.ts';
import { printExpression } from '../../../equations/print.ts';
import { childrenOf } from '../../../equations/walk.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import { constantOf } from '../constants.ts';
import { type Bindings, type Dimension, elementFor } from '../dimensions.ts';
import * as make from '../make-expression.ts';
import { overAllStars, overStars } from '../over-stars.ts';
import type { RunAxis } from '../run-over-elements.ts';
import type { Site, Translator } from '../translator.ts';
import type { CallContext, Translate } from './function-table.ts';
import { MISSING } from './missing.ts';
import { type Reducer, SPELLED_OUT } from './reduction.ts';

const { binary, choose, multiply, number } = make;

/**
 * Of selected elements times their weights: 0 sum, 1 product, 2 least, 3 greatest, 4 mean; 5 product of value ^ weight;
 * 6 to 10 as 0 to 4 without weights.
 */
export const vectorSelect: Translate = ([selection, value, missing, action, errors], context) => {
  const { translator, site } = context;
  if (constantOf(errors!, translator) !== 0)
    translator.notice(
      'the error argument of VECTOR SELECT; what is missing has the value that is given for it',
      errors!.span,
    );
  const chosen = selectionOf(selection!, value!, context);
  const fixed = constantOf(action!, translator);
  const folded =
    fixed === undefined ? byAnyAction(chosen, translator.expression(action!, site), context) : byAction(fixed, chosen);
  if (folded === undefined) return translator.fail('this numerical action of VECTOR SELECT is not known', action!.span);
  return choose(binary('=', chosen.count, number(0)), translator.expression(missing!, site), folded);
};

/** What is selected, over stars or element by element. */
interface Selection {
  /** Of each element; one for all of them over stars. */
  readonly weights: readonly Expr[];
  readonly values: readonly Expr[];
  /** How many are selected. */
  readonly count: Expr;
  readonly fold: (reducer: Reducer, terms: readonly Expr[]) => Expr;
  /** What is made of the weight at a place, written once. */
  readonly sharedAt: (place: number, what: string, value: () => Expr) => Expr;
}

function selectionOf(selection: ForeignExpr, value: ForeignExpr, context: CallContext): Selection {
  const { translator, site } = context;
  const weights: Expr[] = [];
  const values: Expr[] = [];
  const axes = translator.forEach([selection, value], site, (inner) => {
    weights.push(translator.helper('selection', translator.expression(selection, inner), site));
    values.push(translator.expression(value, inner));
  });
  return overStarsOf(weights, values, axes, translator) ?? spelledOut(weights, values, context);
}

function overStarsOf(
  weights: readonly Expr[],
  values: readonly Expr[],
  axes: readonly RunAxis[],
  translator: Translator,
): Selection | undefined {
  const pairs = weights.map((weight, i) => choose(isChosen(weight), values[i]!, number(0)));
  const pair = overAllStars(pairs, axes, translator);
  const counted = overStars(weights.map(isChosen), axes, translator);
  if (pair?.kind !== 'if' || counted === undefined) return undefined;
  // Each is selected once for every element of the axes over which only the values stand.
  const times = axes.reduce((size, { elements }, i) => (counted.axes.includes(i) ? size : size * elements.length), 1);
  const once = make.call('SUM', counted.body);
  const [weight] = childrenOf(pair.condition);
  return {
    weights: [weight!],
    values: [pair.consequent],
    count: times === 1 ? once : multiply(once, number(times)),
    fold: (reducer, [term]) => make.call(reducer, term!),
    sharedAt: (_place, _what, made) => made(),
  };
}

function spelledOut(weights: readonly Expr[], values: readonly Expr[], context: CallContext): Selection {
  const texts = weights.map(printExpression);
  return {
    weights,
    values,
    count: sharedHelper('count', texts.join(), () => make.sum(weights.map(isChosen)), context),
    fold: (reducer, terms) => SPELLED_OUT[reducer](terms),
    sharedAt: (place, what, made) => sharedHelper(what, texts[place]!, made, context),
  };
}

function isChosen(weight: Expr): Expr {
  return binary('<>', weight, number(0));
}

/** What `take` makes of each that is selected, and `otherwise` for the others. */
function picked(
  { weights, values }: Selection,
  otherwise: Expr,
  take: (value: Expr, weight: Expr, place: number) => Expr,
): readonly Expr[] {
  return weights.map((weight, i) => choose(isChosen(weight), take(values[i]!, weight, i), otherwise));
}

function byAction(action: number, selection: Selection): Expr | undefined {
  const { fold } = selection;
  if (action === 5)
    return fold(
      'PROD',
      picked(selection, number(1), (value, weight) => binary('^', value, weight)),
    );
  const take = action > 5 ? (value: Expr) => value : multiply;
  const all = (otherwise: Expr) => picked(selection, otherwise, take);
  switch (action > 5 ? action - 6 : action) {
    case 0:
      return fold('SUM', all(number(0)));
    case 1:
      return fold('PROD', all(number(1)));
    case 2:
      return fold('MIN', all(make.name('INF')));
    case 3:
      return fold('MAX', all(make.negative(make.name('INF'))));
    case 4:
      return make.divide(fold('SUM', all(number(0))), selection.count);
    default:
      return undefined;
  }
}

/**
 * An action that shows at each step. What all selected elements are is written out three times: added up, multiplied, and for
 * the least, of which the greatest is that of all with their signs turned. With every action written out, a few kilobytes of
 * a model became megabytes. Weights are 1 where the action has none.
 */
function byAnyAction(selection: Selection, action: Expr, context: CallContext): Expr {
  const { fold, sharedAt } = selection;
  const asked = printExpression(action);
  const shared = (what: string, value: () => Expr) => sharedHelper(what, `${asked}|`, value, context);
  const which = shared('action', () => action);
  const hasWeights = binary('<=', which, number(5));
  const kind = shared('fold', () => choose(hasWeights, which, make.subtract(which, number(6))));
  const is = (one: number) => binary('=', kind, number(one));
  const isEither = (one: number, other: number) => binary('or', is(one), is(other));
  const sign = shared('sign', () => choose(is(3), number(-1), number(1)));
  const isPlain = shared('is_product', () => is(1));
  const scaled = (value: Expr, weight: Expr, place: number) =>
    multiply(
      value,
      sharedAt(place, 'weight', () => multiply(sign, choose(hasWeights, weight, number(1)))),
    );
  const factor = (value: Expr, weight: Expr, place: number) =>
    choose(isPlain, scaled(value, weight, place), binary('^', value, weight));
  return choose(
    isEither(0, 4),
    make.divide(fold('SUM', picked(selection, number(0), scaled)), choose(is(4), selection.count, number(1))),
    choose(
      isEither(2, 3),
      multiply(sign, fold('MIN', picked(selection, make.name('INF'), scaled))),
      fold('PROD', picked(selection, number(1), factor)),
    ),
  );
}

/** One for all elements of an equation for which it is made of the same. */
function sharedHelper(what: string, madeOf: string, value: () => Expr, { translator, site, span }: CallContext): Expr {
  const key = ['helper', what, site.output.name, span.start, madeOf].join('|');
  return translator.once(key, () => translator.helper(what, value(), ofGroup(site)));
}

/** The dimension over which a vector stands: that of its last subscript. */
function vectorOf(arg: ForeignExpr, { translator, span }: CallContext): Dimension {
  const variable =
    arg.kind === 'ref' ? translator.variables.get(arg.name.toLowerCase().replace(/[\s_]+/g, '_')) : undefined;
  const last = arg.kind === 'ref' ? arg.subscripts?.at(-1) : undefined;
  const named =
    last?.kind === 'name' ? translator.dimensions.get(last.name.toLowerCase().replace(/[\s_]+/g, '_')) : undefined;
  return named ?? variable?.over.at(-1) ?? translator.fail('the name of an array was expected', span);
}

/** Each element is compared with each. */
const LONGEST = 200;

/** Values of the vector at each of its elements, and the position of the element that the equation is for. */
function spread(arg: ForeignExpr, context: CallContext): { readonly values: readonly Expr[]; readonly own: number } {
  const { translator, site, span } = context;
  const dimension = vectorOf(arg, context);
  const count = dimension.elements.length;
  if (count > LONGEST)
    return translator.fail(`the vector has ${count} elements, and at most ${LONGEST} can be put in order here`, span);
  const element = elementFor(dimension, site.bindings);
  if (element === undefined) return translator.fail('the equation has no element in this vector', span);
  const others = site.bindings.filter((binding) => binding.dimension.id !== dimension.id);
  const values = translator.once(keyOf('vector', arg, others, context), () =>
    dimension.elements.map((element) => {
      const inner = { ...site, bindings: [{ dimension, element }, ...others] };
      return translator.helper('vector', translator.expression(arg, inner), ofGroup(site));
    }),
  );
  return { values, own: dimension.indexOf.get(element)! };
}

/** One for all elements of the vector, and for each use of a macro. */
function keyOf(what: string, arg: ForeignExpr, others: Bindings, { site }: CallContext): string {
  const locals = [...site.locals.values()].map(printExpression);
  return [what, site.output.name, arg.span.start, ...others.map(({ element }) => element), ...locals].join('|');
}

/** What is made for all elements is named after the variable alone. */
function ofGroup(site: Site): Site {
  return { ...site, element: [] };
}

/** How many elements stand before each, upwards or downwards; ties in order of position. */
function placesOf(
  arg: ForeignExpr,
  direction: ForeignExpr,
  context: CallContext,
): { readonly places: readonly Expr[]; readonly own: number } {
  const { translator, site } = context;
  const { values, own } = spread(arg, context);
  const upwards = translator.constant(direction) > 0;
  const others = site.bindings.filter(({ dimension }) => dimension.id !== vectorOf(arg, context).id);
  const places = translator.once(keyOf('places', arg, others, context), () =>
    values.map((_, i) => {
      translator.spend(values.length, context.span);
      return translator.helper('place', countBefore(values, i, upwards), ofGroup(site));
    }),
  );
  return { places, own };
}

/** How many elements stand before the one at `at`. */
function countBefore(values: readonly Expr[], at: number, upwards: boolean): Expr {
  const terms = values.flatMap((value, i) => {
    if (i === at) return [];
    const strict = upwards ? '<' : '>';
    const orSame = upwards ? '<=' : '>=';
    return [binary(i < at ? orSame : strict, value, values[at]!)];
  });
  return make.sum(terms);
}

/** At position k the index, from 0, of the k-th element in order. */
export const vectorSortOrder: Translate = ([vector, direction], context) => {
  const { places, own } = placesOf(vector!, direction!, context);
  return make.sum(places.map((place, i) => multiply(number(i), binary('=', place, number(own)))));
};

/** The place, from 1, of the own element in order. */
export const vectorRank: Translate = ([vector, direction], context) => {
  const { places, own } = placesOf(vector!, direction!, context);
  return make.add(number(1), places[own]!);
};

/** The vector in the order that a second one gives: at k the element whose index is order[k]. */
export const vectorReorder: Translate = ([vector, order], context) => {
  const { values } = spread(vector!, context);
  const wanted = context.translator.helper('order', context.translator.expression(order!, context.site), context.site);
  return make.sum(values.map((value, i) => choose(binary('=', wanted, number(i)), value, number(0))));
};

/**
 * The element `offset` places after the one that is named, over the whole array, row by row; :NA: beyond it. Where the place is
 * known before the run, that element alone is read: an aging chain that reads the stage before is no loop.
 * https://www.vensim.com/documentation/fn_vector_elm_map.html
 */
export const vectorElementMap: Translate = ([vector, offset], context) => {
  const { translator, site, span } = context;
  const variable =
    vector?.kind === 'ref' ? translator.variables.get(vector.name.toLowerCase().replace(/[\s_]+/g, '_')) : undefined;
  if (vector?.kind !== 'ref' || variable === undefined)
    return translator.fail('the name of an array was expected', span);
  const from = translator.elementsOf(variable, vector.subscripts, vector.span, site);
  const flat = (elements: readonly string[]) =>
    elements.reduce(
      (at, element, i) => at * variable.over[i]!.elements.length + variable.over[i]!.indexOf.get(element)!,
      0,
    );
  const base = flat(from);
  translator.spend(variable.elements.size, span);
  const places = translator.expression(offset!, site);
  const all = [...variable.elements.values()];
  const known = make.knownNumber(places);
  if (known !== undefined) {
    const one = all.find(({ elements }) => flat(elements) === base + Math.floor(known + 0.5));
    return one === undefined ? MISSING : translator.at(translator.variableNames.get(variable.id)!, one.elements);
  }
  const wanted = translator.helper('offset', places, site);
  const name = (translator.expression(vector, site) as Extract<Expr, { kind: 'subscripted' }>).name;
  const rounded = make.call('INT', make.add(wanted, number(0.5)));
  const terms = all.map(({ elements }) =>
    choose(binary('=', rounded, number(flat(elements) - base)), translator.at(name, elements), number(0)),
  );
  const size = variable.over.reduce((product, { elements }) => product * elements.length, 1);
  const isBeyond = binary('or', binary('<', rounded, number(-base)), binary('>=', rounded, number(size - base)));
  return make.sum([...terms, choose(isBeyond, MISSING, number(0))]);
};
