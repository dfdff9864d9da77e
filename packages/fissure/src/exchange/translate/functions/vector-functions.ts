/** VECTOR functions of Vensim as sums over comparisons: one expression per element, nothing is sorted at run time. */
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import { constantOf } from '../constants.ts';
import { type Dimension, elementFor } from '../dimensions.ts';
import * as make from '../make-expression.ts';
import type { CallContext, Translate } from './function-table.ts';

const { binary, choose, multiply, number } = make;

/**
 * Of selected elements times their weights: 0 sum, 1 product, 2 least, 3 greatest, 4 mean; 5 product of value ^ weight;
 * 6 to 10 as 0 to 4 without weights.
 */
export const vectorSelect: Translate = ([selection, value, missing, action, errors], context) => {
  const { translator, site } = context;
  if (constantOf(errors!, translator, 0) !== 0)
    translator.notice(
      'the error argument of VECTOR SELECT; what is missing has the value that is given for it',
      errors!.span,
    );
  const weights: Expr[] = [];
  const values: Expr[] = [];
  translator.forEach([selection!, value!], site, (inner) => {
    weights.push(translator.helper('selection', translator.expression(selection!, inner), site));
    values.push(translator.expression(value!, inner));
  });
  const isChosen = (weight: Expr) => binary('<>', weight, number(0));
  const anyAction = (which: Expr): Expr =>
    [0, 1, 2, 3, 4, 6, 7, 8, 9, 10].reduceRight<Expr>(
      (rest, one) => choose(binary('=', which, number(one)), selected(one, weights, values, isChosen)!, rest),
      selected(5, weights, values, isChosen)!,
    );
  const none = binary('=', make.sum(weights.map(isChosen)), number(0));
  const fixed = constantOf(action!, translator, 0);
  const folded =
    fixed === undefined ? anyAction(translator.expression(action!, site)) : selected(fixed, weights, values, isChosen);
  if (folded === undefined) return translator.fail('this numerical action of VECTOR SELECT is not known', action!.span);
  return choose(none, translator.expression(missing!, site), folded);
};

function selected(
  action: number,
  weights: readonly Expr[],
  values: readonly Expr[],
  isChosen: (weight: Expr) => Expr,
): Expr | undefined {
  const or = (otherwise: Expr, from: (weight: Expr, value: Expr) => Expr) =>
    weights.map((weight, i) => choose(isChosen(weight), from(weight, values[i]!), otherwise));
  const take = action > 5 ? (_: Expr, value: Expr) => value : multiply;
  const huge = make.name('INF');
  switch (action > 5 ? action - 6 : action) {
    case 0:
      return make.sum(or(number(0), take));
    case 1:
      return make.product(or(number(1), take));
    case 2:
      return make.least(or(huge, take));
    case 3:
      return make.greatest(or(make.negative(huge), take));
    case 4:
      return make.divide(make.sum(or(number(0), take)), make.sum(weights.map(isChosen)));
    case 5:
      if (action !== 5) return undefined;
      return make.product(or(number(1), (weight, value) => binary('^', value, weight)));
    default:
      return undefined;
  }
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

/** Values of the vector at each of its elements, and the position of the element that the equation is for. */
function spread(
  arg: ForeignExpr,
  context: CallContext,
): { readonly values: readonly Expr[]; readonly own: number; readonly dimension: Dimension } {
  const { translator, site, span } = context;
  const dimension = vectorOf(arg, context);
  const values = dimension.elements.map((element) => {
    const bindings = [
      { dimension, element },
      ...site.bindings.filter((binding) => binding.dimension.id !== dimension.id),
    ];
    return translator.helper('vector', translator.expression(arg, { ...site, bindings }), site);
  });
  const element = elementFor(dimension, site.bindings);
  if (element === undefined) return translator.fail('the equation has no element in this vector', span);
  return { values, own: dimension.indexOf.get(element)!, dimension };
}

/** How many elements stand before the one at `at`, upwards or downwards; ties in order of position. */
function countBefore(values: readonly Expr[], at: number, upwards: boolean): Expr {
  const terms = values.flatMap((value, i) => {
    if (i === at) return [];
    const strict = upwards ? '<' : '>';
    const orSame = upwards ? '<=' : '>=';
    return [binary(i < at ? orSame : strict, value, values[at]!)];
  });
  return make.sum(terms);
}

function isUpwards(arg: ForeignExpr, { translator }: CallContext): boolean {
  return translator.constant(arg) > 0;
}

/** At position k the index, from 0, of the k-th element in order. */
export const vectorSortOrder: Translate = ([vector, direction], context) => {
  const { values, own } = spread(vector!, context);
  const upwards = isUpwards(direction!, context);
  const terms = values.map((_, i) => multiply(number(i), binary('=', countBefore(values, i, upwards), number(own))));
  return make.sum(terms);
};

/** The place, from 1, of the own element in order. */
export const vectorRank: Translate = ([vector, direction], context) => {
  const { values, own } = spread(vector!, context);
  return make.add(number(1), countBefore(values, own, isUpwards(direction!, context)));
};

/** The vector in the order that a second one gives: at k the element whose index is order[k]. */
export const vectorReorder: Translate = ([vector, order], context) => {
  const { values } = spread(vector!, context);
  const wanted = context.translator.helper('order', context.translator.expression(order!, context.site), context.site);
  return make.sum(values.map((value, i) => choose(binary('=', wanted, number(i)), value, number(0))));
};

/** The element `offset` places after the one that is named, over the whole array, row by row. */
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
  const wanted = translator.helper('offset', translator.expression(offset!, site), site);
  const name = (translator.expression(vector, site) as Extract<Expr, { kind: 'subscripted' }>).name;
  const rounded = make.call('INT', make.add(wanted, number(0.5)));
  const terms = [...variable.elements.values()].map(({ elements }) =>
    choose(binary('=', rounded, number(flat(elements) - base)), translator.at(name, elements), number(0)),
  );
  return make.sum(terms);
};
