/** Running over elements: `dim!`, `*`, `a:b`. */
import { canonicalName } from '../../base/names.ts';
import { childrenOf, type ForeignExpr, type Subscript } from '../foreign-expression.ts';
import { type Binding, type Dimension, elementFor } from './dimensions.ts';
import { FUNCTIONS } from './functions/functions.ts';
import { placeName } from './subscripts.ts';
import type { Site, Translator } from './translator.ts';

/** One of the dimensions over which arguments run, with those of its elements. */
export interface RunAxis {
  readonly dimension: Dimension;
  readonly elements: readonly string[];
}

/**
 * Calls `visit` for every combination of the elements over which arguments run: `dim!`, `*`, `a:b`. Gives what it ran over; the
 * last is the fastest.
 */
export function forEach(
  args: readonly ForeignExpr[],
  site: Site,
  visit: (site: Site) => void,
  translator: Translator,
): readonly RunAxis[] {
  const axes = new Map<string, RunAxis>();
  for (const arg of args) collectAxes(arg, site, axes, translator);
  const list = [...axes];
  const size = list.reduce((product, [, { elements }]) => product * elements.length, 1);
  if (size > 100_000) translator.fail('this runs over too many elements', args[0]!.span);
  for (let position = 0; position < size; position += 1) {
    let rest = position;
    const bindings: Binding[] = [];
    for (let i = list.length - 1; i >= 0; i -= 1) {
      const [axis, { dimension, elements }] = list[i]!;
      bindings.unshift({ axis, dimension, element: elements[rest % elements.length]! });
      rest = Math.floor(rest / elements.length);
    }
    visit({ ...site, bindings: [...bindings, ...site.bindings] });
  }
  return list.map(([, axis]) => axis);
}

function collectAxes(expr: ForeignExpr, site: Site, axes: Map<string, RunAxis>, translator: Translator): void {
  if ((expr.kind === 'ref' || expr.kind === 'call') && (expr.kind === 'ref' || expr.subscripts !== undefined)) {
    const variable = translator.variables.get(canonicalName(expr.name));
    variable?.over.forEach((over, i) => {
      const subscript = expr.subscripts?.[i];
      const axis = placeName(over, variable.over.slice(0, i));
      if (subscript === undefined && expr.subscripts === undefined) {
        if (elementFor(over, site.bindings) === undefined || translator.model.language === 'xmile')
          axes.set(axis, { dimension: over, elements: over.elements });
        return;
      }
      if (subscript === undefined) return;
      if (subscript.kind === 'name' && subscript.each) {
        const dimension = translator.dimensions.get(canonicalName(subscript.name));
        if (dimension !== undefined) axes.set(`!${dimension.id}`, { dimension, elements: dimension.elements });
      } else if (subscript.kind === 'name') {
        // A dimension on which the equation does not stand: XMILE has no mark for it.
        const dimension = translator.dimensions.get(canonicalName(subscript.name));
        if (dimension !== undefined && elementFor(dimension, site.bindings) === undefined)
          axes.set(`!${dimension.id}`, { dimension, elements: dimension.elements });
      }
      if (subscript.kind === 'all') {
        const part =
          subscript.of === undefined ? over : (translator.dimensions.get(canonicalName(subscript.of)) ?? over);
        axes.set(axis, { dimension: over, elements: part.elements });
      }
      if (subscript.kind === 'range')
        axes.set(axis, { dimension: over, elements: rangeOf(subscript, over, translator) });
    });
  }
  if (expr.kind === 'call' && runsOverItsOwn(expr.name, translator)) return;
  for (const child of childrenOf(expr)) collectAxes(child, site, axes, translator);
}

/** Whether an argument stands for many values where the equation stands: `a[*]`, or an array on whose elements it does not stand. */
export function runsByItself(expr: ForeignExpr, site: Site, translator: Translator): boolean {
  if (translator.model.language !== 'xmile') return false;
  if (expr.kind === 'call' && FUNCTIONS.get(canonicalName(expr.name))?.runsOverElements) return false;
  const variable = expr.kind === 'ref' ? translator.variables.get(canonicalName(expr.name)) : undefined;
  if (expr.kind === 'ref' && variable !== undefined)
    return expr.subscripts === undefined
      ? variable.over.some((over) => elementFor(over, site.bindings) === undefined)
      : expr.subscripts.some(({ kind }) => kind === 'all' || kind === 'range');
  return childrenOf(expr).some((child) => runsByItself(child, site, translator));
}

/** MIN and MAX of Vensim take numbers: what runs over elements within them is run by the function around them. */
function runsOverItsOwn(name: string, { model }: Translator): boolean {
  const id = canonicalName(name);
  if (model.language === 'vensim' && (id === 'min' || id === 'max')) return false;
  return FUNCTIONS.get(id)?.runsOverElements === true;
}

function rangeOf(
  subscript: Extract<Subscript, { kind: 'range' }>,
  over: Dimension,
  translator: Translator,
): readonly string[] {
  const at = (text: string) => over.indexOf.get(canonicalName(text)) ?? Number(text) - 1;
  const [from, to] = [at(subscript.from), at(subscript.to)];
  if (!(from >= 0 && to >= from && to < over.elements.length))
    return translator.fail('this range of elements is empty', subscript.span);
  return over.elements.slice(from, to + 1);
}
