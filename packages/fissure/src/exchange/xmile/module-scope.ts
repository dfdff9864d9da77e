/** Modules within modules: where one stands, and which variable a name with dots means there. */
import { canonicalName } from '../../base/names.ts';
import { MODULE_MARK, ROOT_MARK } from './plain-text.ts';
import { childNamed, childrenNamed, type XmlElement } from './read-xml.ts';

export interface ModuleScope {
  /** Before the names of its variables in the whole model; empty in the model that holds all modules. */
  readonly prefix: string;
  /** The modules that stand in it, as canonical names. */
  readonly modules: ReadonlySet<string>;
  readonly outer: ModuleScope | undefined;
  /** What stands before the name of each module of the file, by canonical name: Stella names them by it from everywhere. */
  readonly everywhere: ReadonlyMap<string, readonly string[]>;
}

/** A module that is about to be read. */
export interface ModulePlace {
  readonly prefix: string;
  /** What its inputs are connected to, as names of the whole model by canonical name. */
  readonly inputs: ReadonlyMap<string, string>;
  /** The same for modules within it, by their canonical names. */
  readonly deeper: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly outer: ModuleScope | undefined;
}

/** Deeper than any person builds; a module that holds itself has no end. */
export const DEEPEST_MODULE = 10;
export const MOST_MODULES = 2000;

/** The model of a module: it has its name, or that of its resource. */
export function modelOf({ attributes }: XmlElement, models: readonly XmlElement[]): XmlElement | undefined {
  const wanted = canonicalName(attributes.resource ?? attributes.name ?? '');
  return models.find((one) => canonicalName(one.attributes.name ?? '') === wanted);
}

export function modulesIn(model: XmlElement): readonly XmlElement[] {
  return childrenNamed(childNamed(model, 'variables') ?? model, 'module');
}

/** Where modules of a name stand, anywhere below a model. */
export function modulePlaces(main: XmlElement, models: readonly XmlElement[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  let count = 0;
  const look = (model: XmlElement, prefix: string, depth: number): void => {
    for (const module of modulesIn(model)) {
      count += 1;
      if (depth > DEEPEST_MODULE || count > MOST_MODULES) return;
      const { name = '' } = module.attributes;
      const id = canonicalName(name);
      places.set(id, [...(places.get(id) ?? []), prefix]);
      const inner = modelOf(module, models);
      if (inner !== undefined) look(inner, `${prefix}${name}${MODULE_MARK}`, depth + 1);
    }
  };
  look(main, '', 0);
  return places;
}

export function outerCount({ outer }: { readonly outer: ModuleScope | undefined }): number {
  return outer === undefined ? 0 : 1 + outerCount(outer);
}

/**
 * The name in the whole model of `module.variable` as it is written in a scope: the module is one of that scope, or else of
 * those around it, the nearest first, or else the only one of its name. XMILE says the first, Stella writes all of them.
 * `.variable` is one of the outermost.
 */
export function nameFromTop(written: string, scope: ModuleScope): string {
  if (written.startsWith(ROOT_MARK)) return written.slice(ROOT_MARK.length);
  const module = canonicalName(written.slice(0, written.indexOf(MODULE_MARK)));
  for (let place: ModuleScope | undefined = scope; place !== undefined; place = place.outer) {
    if (place.modules.has(module)) return `${place.prefix}${written}`;
  }
  const places = scope.everywhere.get(module) ?? [];
  return `${places.length === 1 ? places[0] : scope.prefix}${written}`;
}
