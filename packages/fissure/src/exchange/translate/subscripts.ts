/** Which elements the subscripts of a reference stand for, given where the equation stands. */
import { canonicalName } from '../../base/names.ts';
import type { Expr } from '../../equations/ast.ts';
import type { Span, Subscript } from '../foreign-expression.ts';
import { MODULE_MARK } from '../xmile/plain-text.ts';
import { CONTENTS, isLine } from './conveyors/initial-contents.ts';
import { type Binding, type Dimension, elementFor } from './dimensions.ts';
import type { IndexedVariable } from './index-variables.ts';
import * as make from './make-expression.ts';
import type { Site, Translator } from './translator.ts';

/** The element in each dimension of `variable` that subscripts stand for. */
export function elementsOf(
  variable: IndexedVariable,
  subscripts: readonly Subscript[] | undefined,
  span: Span,
  site: Site,
  translator: Translator,
): string[] {
  const { over } = variable;
  if (subscripts === undefined) {
    return over.map((dimension, i) => {
      const axis = placeName(dimension, over.slice(0, i));
      const run = site.bindings.find((binding) => binding.axis === axis);
      const found = run?.element ?? elementFor(dimension, site.bindings);
      return found ?? translator.fail(`the subscript of \`${variable.declaration.name.text}\` is missing`, span);
    });
  }
  if (subscripts.length > over.length && isLine(variable.declaration)) return translator.fail(CONTENTS, span);
  if (subscripts.length !== over.length)
    return translator.fail(`\`${variable.declaration.name.text}\` has ${over.length} subscripts`, span);
  return subscripts.map((subscript, i) => elementOf(subscript, over[i]!, over.slice(0, i), site, translator));
}

function elementOf(
  subscript: Subscript,
  over: Dimension,
  before: readonly Dimension[],
  site: Site,
  translator: Translator,
): string {
  if (subscript.kind === 'all' || subscript.kind === 'range') {
    const run = site.bindings.find((binding) => binding.axis === placeName(over, before));
    return run?.element ?? translator.fail('every element at once: only inside a function over arrays', subscript.span);
  }
  if (subscript.kind === 'run')
    return (
      site.bindings.find((binding) => binding.axis === subscript.axis)?.element ??
      translator.fail('nothing runs over elements here', subscript.span)
    );
  if (subscript.kind === 'computed')
    return translator.fail(
      'a subscript that changes as the model runs: only of a variable that is read',
      subscript.span,
    );
  if (subscript.kind === 'at') {
    const element = site.element[subscript.position - 1];
    if (element !== undefined && over.indexOf.has(element)) return element;
    return translator.fail(`@${subscript.position} is no dimension of this equation that fits here`, subscript.span);
  }
  const id = canonicalName(subscript.name);
  const dimension = translator.dimensions.get(id);
  if (dimension === undefined) {
    // `v[2]` where another dimension has an element of that name: by position.
    const byPosition =
      translator.model.language === 'xmile' && !over.indexOf.has(id) ? over.elements[Number(id) - 1] : undefined;
    if (byPosition !== undefined) return byPosition;
    if (translator.dimensions.isElement(id)) return id;
    const qualified = qualifiedElement(id, translator);
    if (qualified !== undefined) return qualified.element;
    const position = over.elements[Number(id) - 1];
    return position ?? translator.fail(`there is no dimension or element \`${subscript.name}\``, subscript.span);
  }
  const isRun = (binding: Binding) => binding.axis !== undefined;
  const runs = site.bindings.filter(isRun);
  const others = site.bindings.filter((binding) => !isRun(binding));
  const found = subscript.each
    ? (runs.find((binding) => binding.dimension.id === id)?.element ?? elementFor(dimension, runs))
    : (elementFor(dimension, others) ?? elementFor(dimension, runs));
  return found ?? translator.fail(`nothing says which element \`${subscript.name}\` stands for here`, subscript.span);
}

/** A dimension of an array, and what runs over its elements there; the second of the same dimension is another. */
export function placeName(over: Dimension, before: readonly Dimension[]): string {
  return `${over.id}#${before.filter(({ id }) => id === over.id).length}`;
}

export function dimensionAsNumber(dimension: Dimension, span: Span, site: Site, translator: Translator): Expr {
  const element = elementFor(dimension, site.bindings);
  if (element === undefined)
    return translator.fail(`nothing says which element \`${dimension.name}\` stands for here`, span);
  const position = translator.model.language === 'xmile' ? dimension.indexOf.get(element) : undefined;
  return make.number(position === undefined ? elementAsNumber(element, translator) : position + 1);
}

/** `Site.North` of XMILE, where elements of several dimensions may have one name. */
export function qualifiedElement(
  id: string,
  translator: Translator,
): { readonly element: string; readonly position: number } | undefined {
  const mark = id.indexOf(MODULE_MARK);
  const dimension = mark < 0 ? undefined : translator.dimensions.get(id.slice(0, mark));
  const element = id.slice(mark + 1);
  const index = dimension?.indexOf.get(element);
  return index === undefined ? undefined : { element, position: index + 1 };
}

/** Its position in the largest dimension that has it. */
export function elementAsNumber(element: string, translator: Translator): number {
  let largest: Dimension | undefined;
  for (const dimension of translator.dimensions.all())
    if (dimension.indexOf.has(element) && dimension.elements.length > (largest?.elements.length ?? 0))
      largest = dimension;
  return largest!.indexOf.get(element)! + 1;
}
