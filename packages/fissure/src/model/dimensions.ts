/** Dimensions of a study put in order: `same_as` and `part_of` traced to their root, maps turned into index tables. */
import { canonicalName } from '../base/names.ts';
import { nearestName } from '../base/nearest-name.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import type { DimensionDeclaration, Name } from '../study/study.ts';
import type { Dimension, DimensionElement } from './model.ts';

export function checkDimensions(
  declarations: readonly DimensionDeclaration[],
  problems: Problems,
): ReadonlyMap<string, Dimension> {
  const byId = new Map<string, DimensionDeclaration>();
  for (const declaration of declarations) {
    const id = canonicalName(declaration.name.text);
    if (!byId.has(id)) byId.set(id, declaration);
  }
  const result = new Map<string, Dimension>();
  for (const [id, declaration] of byId) result.set(id, checkDimension(id, declaration, byId, problems));
  for (const [id, declaration] of byId) checkMaps(result.get(id)!, declaration, result, problems);
  return result;
}

function checkDimension(
  id: string,
  declaration: DimensionDeclaration,
  byId: ReadonlyMap<string, DimensionDeclaration>,
  problems: Problems,
): Dimension {
  const elements = checkElements(ownOrInherited(declaration, byId), declaration, problems);
  const root = rootOf(id, byId, problems);
  const rootElements = byId.get(root)!.elements.map((name) => canonicalName(name.text));
  const rootPlaces = new Map(rootElements.map((element, i) => [element, i] as const).reverse());
  const rootIndex = elements.map((element) => rootPlaces.get(element.id) ?? -1);
  if (root !== id) reportStrangers(declaration, root, elements, rootIndex, rootElements, problems);
  return {
    id,
    name: declaration.name,
    elements,
    // A wrong parent is reported once; the dimension then stands on its own.
    root: rootIndex.includes(-1) ? id : root,
    rootIndex: rootIndex.includes(-1) ? elements.map((_, i) => i) : rootIndex,
    maps: new Map(),
  };
}

/** A `same_as` dimension that lists no elements has those of its parent. */
function ownOrInherited(
  declaration: DimensionDeclaration,
  byId: ReadonlyMap<string, DimensionDeclaration>,
): readonly Name[] {
  if (declaration.elements.length > 0 || declaration.sameAs === undefined) return declaration.elements;
  return byId.get(canonicalName(declaration.sameAs.text))?.elements ?? [];
}

function checkElements(
  names: readonly Name[],
  declaration: DimensionDeclaration,
  problems: Problems,
): DimensionElement[] {
  const elements: DimensionElement[] = [];
  const seen = new Map<string, Name>();
  for (const name of names) {
    const id = canonicalName(name.text);
    const first = seen.get(id);
    if (first !== undefined) {
      problems.add('dimension/element-twice', { dimension: declaration.name.text, element: name.text }, placeIn(name), {
        related: [{ message: 'first here', place: placeIn(first) }],
      });
      continue;
    }
    seen.set(id, name);
    elements.push({ id, name: name.text, label: labelOf(declaration.labels, name.text, id) });
  }
  return elements;
}

function labelOf(labels: ReadonlyMap<string, string>, name: string, id: string): string {
  return labels.get(name) ?? labels.get(id) ?? name;
}

/** Follows `same_as` and `part_of` to a dimension with elements of its own; itself where the chain is broken or a ring. */
function rootOf(id: string, byId: ReadonlyMap<string, DimensionDeclaration>, problems: Problems): string {
  const seen = new Set([id]);
  let current = id;
  for (;;) {
    const declaration = byId.get(current)!;
    const parent = declaration.sameAs ?? declaration.partOf;
    if (parent === undefined) return current;
    const parentId = canonicalName(parent.text);
    if (!byId.has(parentId)) {
      if (current === id) reportUnknownDimension(parent, byId.keys(), problems);
      return id;
    }
    if (seen.has(parentId)) {
      if (parentId === id)
        problems.add('dimension/parent-loop', { dimension: byId.get(id)!.name.text }, placeIn(parent));
      return id;
    }
    seen.add(parentId);
    current = parentId;
  }
}

function reportStrangers(
  declaration: DimensionDeclaration,
  root: string,
  elements: readonly DimensionElement[],
  rootIndex: readonly number[],
  rootElements: readonly string[],
  problems: Problems,
): void {
  rootIndex.forEach((index, i) => {
    if (index >= 0) return;
    const element = elements[i]!;
    const place = declaration.elements.find((name) => canonicalName(name.text) === element.id) ?? declaration.name;
    problems.add('dimension/unknown-element', { element: element.name, dimension: root }, placeIn(place), {
      help: didYouMean(element.name, rootElements),
    });
  });
}

function checkMaps(
  dimension: Dimension,
  declaration: DimensionDeclaration,
  all: ReadonlyMap<string, Dimension>,
  problems: Problems,
): void {
  const maps = dimension.maps as Map<string, readonly number[]>;
  for (const map of declaration.maps) {
    const to = canonicalName(map.to.text);
    const target = all.get(to);
    if (target === undefined) {
      reportUnknownDimension(map.to, all.keys(), problems);
      continue;
    }
    if (map.elements.length !== declaration.elements.length) {
      problems.add('dimension/map-incomplete', { dimension: declaration.name.text, to: map.to.text }, placeIn(map.to));
      continue;
    }
    const ids = target.elements.map((element) => element.id);
    const indices = map.elements.map((name) => {
      const index = ids.indexOf(canonicalName(name.text));
      if (index < 0)
        problems.add('dimension/unknown-element', { element: name.text, dimension: target.name.text }, placeIn(name), {
          help: didYouMean(
            name.text,
            target.elements.map((element) => element.name),
          ),
        });
      return Math.max(0, index);
    });
    maps.set(to, indices);
  }
}

/**
 * For each element of `from` the index of the element of `to` that it is (same root) or belongs to (`maps`, its own or
 * those of the dimension behind it). Undefined where `from` cannot stand in a place made for `to`.
 */
export function indexMap(
  all: ReadonlyMap<string, Dimension>,
  from: Dimension,
  to: Dimension,
): readonly number[] | undefined {
  if (from.root === to.root) {
    const map = from.rootIndex.map((index) => to.rootIndex.indexOf(index));
    return map.includes(-1) ? undefined : map;
  }
  for (const [target, own] of from.maps) {
    const via = through(own, all.get(target)!, to);
    if (via !== undefined) return via;
  }
  const root = all.get(from.root)!;
  for (const [target, own] of root.maps) {
    const via = through(
      from.rootIndex.map((index) => own[index]!),
      all.get(target)!,
      to,
    );
    if (via !== undefined) return via;
  }
  return undefined;
}

function through(map: readonly number[], middle: Dimension, to: Dimension): readonly number[] | undefined {
  if (middle.root !== to.root) return undefined;
  const result = map.map((index) => to.rootIndex.indexOf(middle.rootIndex[index]!));
  return result.includes(-1) ? undefined : result;
}

export function reportUnknownDimension(name: Name, known: Iterable<string>, problems: Problems): void {
  problems.add('dimension/unknown', { name: name.text }, placeIn(name), { help: didYouMean(name.text, known) });
}

export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const near = nearestName(name, known);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}
