/** `x[a] * 2`, `x[b] * 2` ... -> `x[*] * 2`, for a function that runs over the elements of an array: `SUM(x[*] * 2)`. */
import type { Expr, Subscript } from '../../equations/ast.ts';
import { someExpr } from '../../equations/walk.ts';
import { NOWHERE } from '../foreign-expression.ts';
import { type Course, commonTree, elementsOfRun } from './common-tree.ts';
import type { Dimension } from './dimensions.ts';
import type { RunAxis } from './run-over-elements.ts';
import type { Translator } from './translator.ts';

export interface OverStars {
  readonly body: Expr;
  /** The axes over which it runs, in that order: numbers of those that were given. */
  readonly axes: readonly number[];
}

/**
 * Undefined where stars would not say it: what runs by itself inside, two axes over one dimension, or one over several,
 * elements that are no part in one piece. `terms`: one for each combination of the axes' elements, the last the fastest.
 */
export function overStars(
  terms: readonly Expr[],
  axes: readonly RunAxis[],
  translator: Translator,
): OverStars | undefined {
  const [first] = terms;
  if (first === undefined || terms.length === 1 || someExpr(first, runsItself)) return undefined;
  const common = commonTree(terms, coursesOf(axes, translator), translator.placesOf);
  if (common === undefined) return undefined;
  const used = common.used.map(({ course }) => course);
  const isEachOnce = new Set(used).size === used.length;
  const isEachOnItsOwn = new Set(common.used.map(({ place }) => dimensionAt(place))).size === used.length;
  return isEachOnce && isEachOnItsOwn ? { body: common.tree, axes: used } : undefined;
}

/** Where it runs over all axes, in their order. */
export function overAllStars(
  terms: readonly Expr[],
  axes: readonly RunAxis[],
  translator: Translator,
): Expr | undefined {
  const stars = overStars(terms, axes, translator);
  return stars?.axes.length === axes.length && stars.axes.every((axis, i) => axis === i) ? stars.body : undefined;
}

function runsItself(expr: Expr): boolean {
  return expr.kind === 'subscripted' && expr.subscripts.some(({ kind }) => kind !== 'name');
}

function coursesOf(axes: readonly RunAxis[], translator: Translator): readonly Course[] {
  const names = axes.map(({ elements }) => elements.map((one) => translator.elementNames.get(one)!));
  return elementsOfRun(names).map((elements, i) => ({
    elements,
    subscriptAt: (place) => starAt(place, axes[i]!.elements, translator),
  }));
}

/** `*`, or `a:c` where it is a part of the dimension. */
function starAt(place: string, elements: readonly string[], translator: Translator): Subscript | undefined {
  const dimension = translator.dimensions.get(dimensionAt(place));
  const from = dimension?.indexOf.get(elements[0]!);
  if (
    dimension === undefined ||
    from === undefined ||
    !elements.every((one, i) => dimension.elements[from + i] === one)
  )
    return undefined;
  if (elements.length === dimension.elements.length) return { kind: 'all', of: undefined, span: NOWHERE };
  const [first, last] = [elements[0]!, elements.at(-1)!].map((one) => translator.elementNames.get(one)!);
  return { kind: 'range', from: first!, to: last!, span: NOWHERE };
}

function dimensionAt(place: string): Dimension['id'] {
  return place.slice(0, place.lastIndexOf('#'));
}
