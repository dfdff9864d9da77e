/**
 * Dimensions of a foreign model put in order: every one with its elements, and how the elements of one belong to those
 * of another. Elements are known by canonical name; several dimensions may share them.
 */
import { canonicalName } from '../../base/names.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { ForeignDimension, ForeignModel, ForeignName } from '../foreign-model.ts';

export interface Dimension {
  readonly id: string;
  readonly name: string;
  readonly elements: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** dimension -> for each element the elements of that dimension it stands for. */
  readonly maps: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** The element at which a dimension stands in one element of an equation. */
export interface Binding {
  readonly dimension: Dimension;
  readonly element: string;
  /** Set where a function runs over the elements: which of its runs this is. */
  readonly axis?: string;
}

export type Bindings = readonly Binding[];

/** Of one model. */
const MOST_ELEMENTS = 100_000;

export class Dimensions {
  readonly #byId = new Map<string, Dimension>();
  /** Element -> as written. */
  readonly names = new Map<string, string>();

  static from(
    model: ForeignModel,
    readSource: (dimension: ForeignDimension) => readonly ForeignName[],
    problems: Problems,
  ): Dimensions {
    const result = new Dimensions();
    const declared = new Map(model.dimensions.map((one) => [canonicalName(one.name.text), one]));
    const expander = new Expander(declared, readSource, model.file, problems, result.names);
    for (const [id, { name }] of declared) result.#set(id, name.text, expander.elementsOf(id), new Map());
    for (const [id, { maps }] of declared)
      result.#set(id, result.get(id)!.name, result.get(id)!.elements, mapsOf(maps, result));
    for (const [id, { same }] of declared) {
      const other = same && result.get(canonicalName(same.text));
      if (other)
        result.#set(id, result.get(id)!.name, other.elements, new Map([[other.id, other.elements.map((e) => [e])]]));
    }
    return result;
  }

  get(id: string): Dimension | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<Dimension> {
    return this.#byId.values();
  }

  isElement(id: string): boolean {
    return this.names.has(id);
  }

  /** A dimension that no file declares: made of what a variable's definitions name. */
  invent(name: string, elements: readonly string[]): Dimension {
    const id = canonicalName(name);
    this.#set(id, name, elements, new Map());
    return this.get(id)!;
  }

  #set(id: string, name: string, elements: readonly string[], maps: Dimension['maps']): void {
    this.#byId.set(id, { id, name, elements, indexOf: new Map(elements.map((e, i) => [e, i])), maps });
  }
}

class Expander {
  readonly #declared: ReadonlyMap<string, ForeignDimension>;
  readonly #readSource: (dimension: ForeignDimension) => readonly ForeignName[];
  readonly #file: string;
  readonly #problems: Problems;
  readonly #names: Map<string, string>;
  readonly #done = new Map<string, readonly string[]>();
  readonly #open = new Set<string>();
  #count = 0;

  constructor(
    declared: ReadonlyMap<string, ForeignDimension>,
    readSource: (dimension: ForeignDimension) => readonly ForeignName[],
    file: string,
    problems: Problems,
    names: Map<string, string>,
  ) {
    this.#declared = declared;
    this.#readSource = readSource;
    this.#file = file;
    this.#problems = problems;
    this.#names = names;
  }

  elementsOf(id: string): readonly string[] {
    const known = this.#done.get(id);
    if (known !== undefined) return known;
    const { name, same, source, elements } = this.#declared.get(id)!;
    if (this.#open.has(id) || this.#open.size > 200) {
      this.#problems.add('exchange/dimension-loop', { name: name.text }, { file: this.#file, ...name.span });
      return [];
    }
    this.#open.add(id);
    const listed =
      same !== undefined ? [same] : source !== undefined ? this.#readSource(this.#declared.get(id)!) : elements;
    const result: string[] = [];
    const seen = new Set<string>();
    for (const one of listed)
      for (const element of this.#expand(one))
        if (!seen.has(element)) {
          seen.add(element);
          result.push(element);
        }
    this.#open.delete(id);
    this.#count += result.length;
    if (this.#count > MOST_ELEMENTS) {
      this.#problems.add(
        'exchange/too-large',
        { what: 'elements', limit: MOST_ELEMENTS },
        { file: this.#file, ...name.span },
      );
      result.length = 0;
    }
    this.#done.set(id, result);
    return result;
  }

  #expand(name: ForeignName): readonly string[] {
    const id = canonicalName(name.text);
    if (this.#declared.has(id)) return this.elementsOf(id);
    if (!this.#names.has(id)) this.#names.set(id, name.text);
    return [id];
  }
}

function mapsOf(maps: ForeignDimension['maps'], dimensions: Dimensions): Map<string, readonly (readonly string[])[]> {
  const result = new Map<string, readonly (readonly string[])[]>();
  for (const { to, elements } of maps) {
    const id = canonicalName(to.text);
    const target = dimensions.get(id);
    if (target === undefined) continue;
    const listed = elements?.map(({ text }) => {
      const part = canonicalName(text);
      return dimensions.get(part)?.elements ?? [part];
    });
    result.set(id, listed ?? target.elements.map((element) => [element]));
  }
  return result;
}

/** The element at which `dimension` stands, given where those of the equation stand; undefined where nothing says. */
export function elementFor(dimension: Dimension, bindings: Bindings): string | undefined {
  const own = bindings.find((binding) => binding.dimension.id === dimension.id);
  if (own !== undefined) return own.element;
  for (const binding of bindings) {
    const mapped = mappedElement(dimension, binding);
    if (mapped !== undefined) return mapped;
  }
  return bindings.find((binding) => dimension.indexOf.has(binding.element))?.element;
}

function mappedElement(dimension: Dimension, { dimension: other, element }: Binding): string | undefined {
  const outward = dimension.maps.get(other.id);
  if (outward !== undefined) {
    const at = outward.findIndex((elements) => elements.includes(element));
    if (at >= 0) return dimension.elements[at];
  }
  const position = other.indexOf.get(element)!;
  const inward = other.maps.get(dimension.id)?.[position]?.find((one) => dimension.indexOf.has(one));
  if (inward !== undefined) return inward;
  // A map to a dimension of which the bound one is a part.
  for (const [, elements] of dimension.maps) {
    const at = elements.findIndex((targets) => targets.includes(element));
    if (at >= 0) return dimension.elements[at];
  }
  for (const [, elements] of other.maps) {
    const one = elements[position]?.find((target) => dimension.indexOf.has(target));
    if (one !== undefined) return one;
  }
  return undefined;
}
