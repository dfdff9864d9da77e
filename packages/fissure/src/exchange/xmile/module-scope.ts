/** Modules within modules: where one stands, and which variable a name with dots means there. */
import { canonicalName } from '../../base/names.ts';
import { MODULE_MARK, ROOT_MARK } from './plain-text.ts';

export interface ModuleScope {
  /** Before the names of its variables in the whole model; empty in the model that holds all modules. */
  readonly prefix: string;
  /** The modules that stand in it, as canonical names. */
  readonly modules: ReadonlySet<string>;
  readonly outer: ModuleScope | undefined;
}

/** A module that is about to be read. */
export interface ModulePlace {
  readonly prefix: string;
  /** What its inputs are connected to, as names of the whole model by canonical name. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly outer: ModuleScope | undefined;
}

/** Deeper than any person builds; a module that holds itself has no end. */
export const DEEPEST_MODULE = 10;

export function outerCount({ outer }: { readonly outer: ModuleScope | undefined }): number {
  return outer === undefined ? 0 : 1 + outerCount(outer);
}

/**
 * The name in the whole model of `module.variable` as it is written in a scope: the module is one of that scope, or else of
 * those around it, the nearest first. XMILE says the first, Stella writes both. `.variable` is one of the outermost.
 */
export function nameFromTop(written: string, scope: ModuleScope): string {
  if (written.startsWith(ROOT_MARK)) return written.slice(ROOT_MARK.length);
  const module = canonicalName(written.slice(0, written.indexOf(MODULE_MARK)));
  for (let place: ModuleScope | undefined = scope; place !== undefined; place = place.outer) {
    if (place.modules.has(module)) return `${place.prefix}${written}`;
  }
  return `${scope.prefix}${written}`;
}
