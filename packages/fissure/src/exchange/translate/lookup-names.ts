/** Lookups that an argument names: their name in the study, and their points. */
import { canonicalName } from '../../base/names.ts';
import type { ForeignExpr, LookupPoints } from '../foreign-expression.ts';
import { externalSource } from './external-data.ts';
import { keyOf } from './outputs.ts';
import type { Site, Translator } from './translator.ts';

/** The study's name of the lookup that an argument names. */
export function lookupName(expr: ForeignExpr, site: Site, translator: Translator): string {
  if (expr.kind === 'points') return translator.lookupHelper(expr.lookup, site);
  if (expr.kind !== 'ref') return translator.fail('the name of a lookup was expected', expr.span);
  const local = site.locals.get(canonicalName(expr.name));
  if (local?.kind === 'name') return local.name;
  const { lookup, name } = namedPoints(expr, site, translator);
  // A graph with an equation is the height at what that says; asked for another, its points must stand by themselves.
  if (name === undefined) return translator.lookupHelper(lookup, site);
  translator.lookups.called.add(name);
  return name;
}

/** For what makes something else of them. */
export function lookupPoints(expr: ForeignExpr, site: Site, translator: Translator): LookupPoints {
  const { lookup, name } = namedPoints(expr, site, translator);
  if (name !== undefined) translator.lookups.read.add(name);
  return lookup;
}

interface NamedPoints {
  readonly lookup: LookupPoints;
  /** Of the lookup in the study, where these points are one. */
  readonly name: string | undefined;
}

function namedPoints(expr: ForeignExpr, site: Site, translator: Translator): NamedPoints {
  if (expr.kind === 'points') return { lookup: expr.lookup, name: undefined };
  const variable = expr.kind === 'ref' ? translator.variables.get(canonicalName(expr.name)) : undefined;
  if (expr.kind !== 'ref' || variable === undefined)
    return translator.fail('the name of a lookup was expected', expr.span);
  const elements = translator.elementsOf(variable, expr.subscripts, expr.span, site);
  const one = variable.elements.get(keyOf(elements));
  if (one === undefined)
    return translator.fail(`\`${expr.name}\` has no points for [${elements.join(', ')}]`, expr.span);
  const { definition } = one;
  const { value } = definition;
  const base = translator.variableNames.get(variable.id)!;
  const name = elements.length === 0 ? base : lookupElementName(base, elements, translator.elementNames);
  if (definition.lookup !== undefined)
    return { lookup: definition.lookup, name: value?.kind === 'error' ? name : undefined };
  if (value?.kind === 'points') return { lookup: value.lookup, name };
  if (value?.kind === 'call' && /lookups$/i.test(value.name)) {
    const read = externalSource(translator, value, definition, elements, one.position, site);
    if (read.kind === 'lookup') return { lookup: read.lookup, name };
  }
  return translator.fail(`\`${expr.name}\` is no lookup`, expr.span);
}

export function isLookup(name: string, translator: Translator): boolean {
  const first = translator.variables.get(canonicalName(name))?.elements.values().next().value;
  return (
    first?.definition.value?.kind === 'points' ||
    (first?.definition.lookup !== undefined && first.definition.value?.kind === 'error') ||
    /lookups$/i.test(first?.definition.value?.kind === 'call' ? first.definition.value.name : '')
  );
}

/** Also those that are read at what their own equation says. */
export function holdsPoints(name: string, translator: Translator): boolean {
  const first = translator.variables.get(canonicalName(name))?.elements.values().next().value;
  return first?.definition.lookup !== undefined || isLookup(name, translator);
}

export function lookupElementName(
  base: string,
  elements: readonly string[],
  names: ReadonlyMap<string, string>,
): string {
  return [base, ...elements.map((one) => names.get(one)!)].join('__');
}
