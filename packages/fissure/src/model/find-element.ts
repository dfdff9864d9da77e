import type { Dimension } from './model.ts';

const INDICES = new WeakMap<Dimension, ReadonlyMap<string, number>>();

/** Where the element stands in its dimension; -1 where it has none of this id. Arrays name every element many times. */
export function findElement(dimension: Dimension, id: string): number {
  let index = INDICES.get(dimension);
  if (index === undefined) {
    index = new Map(dimension.elements.map((element, i) => [element.id, i] as const).reverse());
    INDICES.set(dimension, index);
  }
  return index.get(id) ?? -1;
}
