/**
 * Flows of XMILE that may run backwards out of a stock that must not become negative: they take no more than there is and what
 * else comes in. Outflows are cut by the stock itself.
 */
import { canonicalName } from '../../base/names.ts';
import type { Expr } from '../../equations/ast.ts';
import { childrenOf, type ForeignExpr } from '../foreign-expression.ts';
import type { Definition, ForeignVariable } from '../foreign-model.ts';
import { isLine } from './conveyors/initial-contents.ts';
import * as make from './make-expression.ts';
import type { Site, Translator } from './translator.ts';

export function keptFromBelow(flow: ForeignVariable, rate: Expr, site: Site, translator: Translator): Expr {
  const stock = stocksEntered(translator).get(canonicalName(flow.name.text));
  // Fissure writes such stocks by its own rule, which leaves inflows alone.
  if (stock === undefined || flow.nonNegative || translator.model.vendor === 'Fissure') return rate;
  const known = make.numberOf(rate);
  if (known !== undefined && known >= 0) return rate;
  const contents = make.divide(translator.sameElement(stock.name.text, site), make.DT);
  const others = comingIn(stock, flow, translator).map((one) => translator.sameElement(one, site));
  return make.call('MAX', rate, make.subtract(make.number(0), make.sum([contents, ...others])));
}

/** By flow the stock that it enters, if that must not become negative. */
function stocksEntered(translator: Translator): ReadonlyMap<string, ForeignVariable> {
  return translator.once('stocks entered', () => {
    const guarded = translator.model.variables.filter((one) => one.kind === 'stock' && one.nonNegative && !isLine(one));
    return new Map(guarded.flatMap((stock) => stock.inflows.map(({ text }) => [canonicalName(text), stock] as const)));
  });
}

/** Names of what else comes in for certain: one-way flows, and two-way ones before this; none that rests on this one. */
function comingIn(stock: ForeignVariable, flow: ForeignVariable, translator: Translator): readonly string[] {
  const own = canonicalName(flow.name.text);
  const ids = stock.inflows.map(({ text }) => canonicalName(text));
  return stock.inflows
    .map(({ text }) => text)
    .filter((text, i) => {
      const id = canonicalName(text);
      const isOneWay = translator.variables.get(id)?.declaration.nonNegative === true;
      return id !== own && (isOneWay || i < ids.indexOf(own)) && !restsOn(id, own, translator, new Set());
    });
}

/** Within one step: what passes a stock waits for the next. */
export function restsOn(id: string, wanted: string, translator: Translator, seen: Set<string>): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const declaration = translator.variables.get(id)?.declaration;
  if (declaration === undefined || declaration.kind === 'stock') return false;
  const names = declaration.definitions.flatMap(namesInDefinition);
  return names.some((name) => name === wanted || restsOn(name, wanted, translator, seen));
}

export function namesInDefinition({ value }: Definition): readonly string[] {
  return value === undefined ? [] : namesIn(value);
}

function namesIn(expr: ForeignExpr): readonly string[] {
  const own = expr.kind === 'ref' ? [canonicalName(expr.name)] : [];
  return [...own, ...childrenOf(expr).flatMap(namesIn)];
}
