/** What one element of a variable is: a number, an expression, a stock, a lookup or a series. */
import { canonicalName } from '../../base/names.ts';
import type { ForeignExpr, Span } from '../foreign-expression.ts';
import type { Definition, ForeignVariable } from '../foreign-model.ts';
import { initialTotal, isLine } from './conveyors/initial-contents.ts';
import { externalSource, isExternal } from './external-data.ts';
import { dataRows, rowsOfData } from './functions/data-functions.ts';
import { givenFlow } from './given-outflows.ts';
import type { IndexedElement } from './index-variables.ts';
import { integWithin } from './integ-within.ts';
import * as make from './make-expression.ts';
import type { ElementValue } from './outputs.ts';
import type { Site, Translator } from './translator.ts';
import { keptFromBelow } from './two-way-inflows.ts';

export function elementValue(
  declaration: ForeignVariable,
  { definition, position, size, elements }: IndexedElement,
  site: Site,
  translator: Translator,
): ElementValue {
  const { span } = definition;
  let { value } = definition;
  if (value === undefined) return externalSource(translator, undefined, definition, elements, position, site);
  if (value.kind === 'list' && size === 1 && isLine(declaration))
    return xmileStock(declaration, initialTotal(declaration, value, site, translator), site, span, translator);
  if (value.kind === 'list') {
    const item = value.items[value.items.length === 1 ? 0 : position];
    if (item === undefined || (value.items.length !== size && value.items.length !== 1))
      return translator.fail(`there are ${value.items.length} values for ${size} elements`, value.span);
    value = item;
  }
  if (value.kind === 'points') return { kind: 'lookup', lookup: value.lookup, span };
  if (value.kind === 'call' && isExternal(value.name))
    return externalSource(translator, value, definition, elements, position, site);
  if (value.kind === 'call' && canonicalName(value.name) === 'time_shift')
    return shiftedData(value, definition, site, translator);
  const data = dataOf(value, definition, site, translator);
  if (data !== undefined) return data;
  if (declaration.kind === 'stock') return xmileStock(declaration, value, site, span, translator);
  if (value.kind === 'call' && canonicalName(value.name) === 'integ') return integ(value, site, translator);
  if (value.kind === 'call' && canonicalName(value.name) === 'sinteg') return integWithin(value, site, translator);
  if (definition.lookup !== undefined && value.kind === 'error')
    return { kind: 'lookup', lookup: definition.lookup, span };
  const driven =
    declaration.kind === 'flow'
      ? translator.conveyors.flow(canonicalName(declaration.name.text), value, site)
      : undefined;
  if (driven !== undefined)
    return { kind: 'expression', expr: givenFlow(declaration, driven, site, translator), span: value.span };
  let expr = translator.expression(value, site);
  if (definition.lookup !== undefined) expr = make.call(translator.lookupHelper(definition.lookup, site), expr);
  if (declaration.kind === 'flow' && declaration.nonNegative) expr = make.call('MAX', make.number(0), expr);
  if (declaration.kind === 'flow')
    expr = givenFlow(declaration, keptFromBelow(declaration, expr, site, translator), site, translator);
  const literal = make.numberOf(expr);
  if (literal !== undefined && declaration.kind !== 'flow') return { kind: 'number', value: literal, span: value.span };
  return { kind: 'expression', expr, span: value.span };
}

/**
 * Data under another name, and between their points by a rule of its own: `ahead :LOOK FORWARD: := planned`. What an equation
 * makes of data is worked out at every step, which is the same as between its points where that is interpolated.
 * https://vensim.com/documentation/dataequations.html
 */
function dataOf(
  value: ForeignExpr,
  { isData, interpolation, span }: Definition,
  site: Site,
  translator: Translator,
): ElementValue | undefined {
  if (!isData && interpolation === undefined) return undefined;
  const rows = rowsOfData(value, site, translator);
  if (rows !== undefined) return { kind: 'series', rows, interpolation: interpolation ?? 'interpolate', span };
  if (interpolation === undefined || interpolation === 'interpolate') return undefined;
  return translator.fail(
    `:${interpolation.toUpperCase()}: is understood of data that are read from a file: give it to those, and compute with them`,
    value.span,
  );
}

/** Data at a later time than now: `TIME SHIFT(data, 2)` is what they are two units of time on. */
function shiftedData(
  value: Extract<ForeignExpr, { kind: 'call' }>,
  { interpolation, span }: Definition,
  site: Site,
  translator: Translator,
): ElementValue {
  const [data, by] = value.args;
  if (data === undefined || by === undefined) return translator.fail('TIME SHIFT takes data and a time', value.span);
  const shift = translator.constant(by);
  const rows = dataRows(data, site, translator).map(([time, y]) => [time - shift, y] as const);
  return { kind: 'series', rows, interpolation: interpolation ?? 'interpolate', span };
}

function integ(value: Extract<ForeignExpr, { kind: 'call' }>, site: Site, translator: Translator): ElementValue {
  if (value.args.length !== 2) return translator.fail('INTEG takes a rate and an initial value', value.span);
  const [rate, initial] = value.args as [ForeignExpr, ForeignExpr];
  return {
    kind: 'stock',
    initial: translator.expression(initial, site),
    rate: translator.expression(rate, site),
    inflows: [],
    outflows: [],
    span: value.span,
  };
}

function xmileStock(
  declaration: ForeignVariable,
  value: ForeignExpr,
  site: Site,
  span: Span,
  translator: Translator,
): ElementValue {
  return {
    kind: 'stock',
    initial: translator.expression(value, site),
    rate: undefined,
    inflows: declaration.inflows.flatMap(({ text }) => translator.elementsOfFlow(text, site)),
    outflows: declaration.outflows.flatMap(({ text }) => translator.elementsOfFlow(text, site)),
    span,
  };
}
