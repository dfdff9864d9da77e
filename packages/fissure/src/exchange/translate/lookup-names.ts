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
  const found = translator.lookupPoints(expr, site);
  const base = translator.variableNames.get(canonicalName(expr.name))!;
  if (found.elements.length === 0) return base;
  return lookupElementName(base, found.elements, translator.elementNames);
}

export interface NamedPoints {
  readonly lookup: LookupPoints;
  readonly elements: readonly string[];
}

export function lookupPoints(expr: ForeignExpr, site: Site, translator: Translator): NamedPoints {
  if (expr.kind === 'points') return { lookup: expr.lookup, elements: [] };
  const variable = expr.kind === 'ref' ? translator.variables.get(canonicalName(expr.name)) : undefined;
  if (expr.kind !== 'ref' || variable === undefined)
    return translator.fail('the name of a lookup was expected', expr.span);
  const elements = translator.elementsOf(variable, expr.subscripts, expr.span, site);
  const one = variable.elements.get(keyOf(elements));
  if (one === undefined)
    return translator.fail(`\`${expr.name}\` has no points for [${elements.join(', ')}]`, expr.span);
  const { definition } = one;
  const { value } = definition;
  if (definition.lookup !== undefined) return { lookup: definition.lookup, elements };
  if (value?.kind === 'points') return { lookup: value.lookup, elements };
  if (value?.kind === 'call' && /lookups$/i.test(value.name)) {
    const read = externalSource(translator, value, definition, elements, one.position, site);
    if (read.kind === 'lookup') return { lookup: read.lookup, elements };
  }
  return translator.fail(`\`${expr.name}\` is no lookup`, expr.span);
}

export function isLookup(name: string, translator: Translator): boolean {
  const first = translator.variables.get(canonicalName(name))?.elements.values().next().value;
  return (
    first?.definition.value?.kind === 'points' ||
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
