/**
 * Which elements of a flow belong to one element of its stock. As a rule both stand over the same dimensions. Of a flow with a
 * dimension more the stock takes all elements there; one that lacks a dimension of the stock is that of each element.
 */
import { canonicalName } from '../../base/names.ts';
import type { Expr } from '../../equations/ast.ts';
import { elementFor } from './dimensions.ts';
import { keyOf } from './outputs.ts';
import type { Site, Translator } from './translator.ts';

/** The same element of another variable, where both stand over the same dimensions. */
export function sameElement(name: string, site: Site, translator: Translator): Expr {
  const id = canonicalName(name);
  if (translator.variables.get(id)?.elements.has(keyOf(site.element)))
    return translator.at(translator.variableNames.get(id)!, site.element);
  return translator.expression({ kind: 'ref', name, subscripts: undefined, span: site.output.span }, site);
}

export interface FlowElement {
  /** Canonical, as are its elements. */
  readonly id: string;
  readonly elements: readonly string[];
  readonly expr: Expr;
}

export function flowElements(name: string, site: Site, translator: Translator): readonly FlowElement[] {
  const id = canonicalName(name);
  const flow = translator.variables.get(id);
  if (flow === undefined || flow.elements.has(keyOf(site.element)))
    return [{ id, elements: site.element, expr: sameElement(name, site, translator) }];
  const choices = flow.over.map((dimension) => {
    const own = elementFor(dimension, site.bindings);
    return own === undefined ? dimension.elements : [own];
  });
  const tuples = choices.reduce<readonly (readonly string[])[]>(
    (rest, elements) => rest.flatMap((tuple) => elements.map((one) => [...tuple, one])),
    [[]],
  );
  translator.spend(tuples.length, site.output.span);
  return tuples
    .filter((elements) => flow.elements.has(keyOf(elements)))
    .map((elements) => ({ id, elements, expr: translator.at(translator.variableNames.get(id)!, elements) }));
}
