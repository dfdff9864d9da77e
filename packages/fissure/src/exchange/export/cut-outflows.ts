/**
 * Non-negative stocks for a tool that has none: each outflow is written as what is wanted and, from that, what the stock
 * can give within one step. Equations read what is wanted, stocks what is given, as the engine does it.
 */
import type { Expr } from '../../equations/ast.ts';
import { printExpression } from '../../equations/print.ts';
import * as make from '../translate/make-expression.ts';
import type { FlatElement, FlatModel, FlatQuantity } from './flatten-model.ts';

export interface CutModel extends FlatModel {
  /** Stocks around a ring of which each waits for what the one before it can give. */
  readonly inRing: readonly FlatQuantity[];
}

export function cutOutflows(flat: FlatModel): CutModel {
  const stocks = flat.quantities.filter(({ kind, nonNegative }) => kind === 'stock' && nonNegative);
  const cuts = new Map<string, Expr>();
  const feeds = new Map<FlatQuantity, Set<string>>();
  for (const stock of stocks) {
    feeds.set(stock, new Set(stock.elements.flatMap(({ inflows }) => inflows.flatMap(namesIn))));
    for (const one of stock.elements) addCuts(stock, one, cuts);
  }
  if (cuts.size === 0) return { ...flat, inRing: [] };
  const cutNames = new Set([...cuts.keys()].map((key) => key.replace(/\[.*/, '')));
  const rename = (name: string): string => (cutNames.has(name) ? wantedName(name) : name);
  const quantities = flat.quantities.flatMap((one) => {
    const elements = one.elements.map((element) => ({ ...element, value: renamedIn(element.value, rename) }));
    if (!cutNames.has(one.id)) return [{ ...one, elements }];
    const given = one.elements.map((element) => {
      const key = printExpression(make.element(one.id, element.subscripts));
      return { ...element, value: cuts.get(key) ?? make.element(wantedName(one.id), element.subscripts) };
    });
    return [
      { ...one, id: wantedName(one.id), label: '', doc: '', elements },
      { ...one, elements: given },
    ];
  });
  return { ...flat, quantities, inRing: ringOf(stocks, feeds) };
}

const wantedName = (id: string): string => `wanted_${id}`;

/** Each outflow of one element, in order: at most what the stock holds, with what comes in and less what went before. */
function addCuts(stock: FlatQuantity, { subscripts, inflows, outflows }: FlatElement, cuts: Map<string, Expr>): void {
  const held = make.divide(make.element(stock.id, subscripts), make.DT);
  let left: Expr = make.add(held, make.sum(inflows));
  for (const outflow of outflows) {
    const wanted =
      outflow.kind === 'subscripted'
        ? { ...outflow, name: wantedName(outflow.name) }
        : make.name(wantedName(nameOf(outflow)));
    const isMore = make.binary('and', make.binary('>', wanted, make.number(0)), make.binary('>', wanted, left));
    const given = make.choose(isMore, make.greatest([left, make.number(0)]), wanted);
    cuts.set(printExpression(outflow), given);
    left = make.subtract(left, outflow);
  }
}

function nameOf(flow: Expr): string {
  if (flow.kind === 'name' || flow.kind === 'subscripted') return flow.name;
  throw new Error('an outflow of a non-negative stock is no flow');
}

function renamedIn(expr: Expr, rename: (name: string) => string): Expr {
  const inner = (one: Expr) => renamedIn(one, rename);
  switch (expr.kind) {
    case 'name':
    case 'subscripted':
      return { ...expr, name: rename(expr.name) };
    case 'call':
      return { ...expr, args: expr.args.map(inner) };
    case 'unary':
      return { ...expr, operand: inner(expr.operand) };
    case 'binary':
      return { ...expr, left: inner(expr.left), right: inner(expr.right) };
    case 'if':
      return {
        ...expr,
        condition: inner(expr.condition),
        consequent: inner(expr.consequent),
        alternative: inner(expr.alternative),
      };
    default:
      return expr;
  }
}

function namesIn(expr: Expr): string[] {
  switch (expr.kind) {
    case 'name':
    case 'subscripted':
      return [expr.name];
    case 'call':
      return expr.args.flatMap(namesIn);
    case 'unary':
      return namesIn(expr.operand);
    case 'binary':
      return [...namesIn(expr.left), ...namesIn(expr.right)];
    case 'if':
      return [...namesIn(expr.condition), ...namesIn(expr.consequent), ...namesIn(expr.alternative)];
    default:
      return [];
  }
}

function ringOf(
  stocks: readonly FlatQuantity[],
  feeds: ReadonlyMap<FlatQuantity, ReadonlySet<string>>,
): FlatQuantity[] {
  const outOf = (stock: FlatQuantity) => stock.elements.flatMap(({ outflows }) => outflows.map(nameOf));
  const feedersOf = (stock: FlatQuantity) =>
    stocks.filter((other) => outOf(other).some((flow) => feeds.get(stock)!.has(flow)));
  return stocks.filter((stock) => {
    const seen = new Set<FlatQuantity>();
    const open = feedersOf(stock);
    while (open.length > 0) {
      const next = open.pop()!;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...feedersOf(next));
    }
    return seen.has(stock);
  });
}
