/**
 * What a stock that must not become negative gives of an outflow: at most what it holds and what comes in, less what the outflows
 * before have taken. The engine cuts by the same rule, in the stock alone; so the flow itself says it where something else counts on
 * it: conveyors and queues, which keep an account of their own of what enters, and equations that read it.
 */
import { canonicalName } from '../../base/names.ts';
import type { Expr } from '../../equations/ast.ts';
import type { ForeignVariable } from '../foreign-model.ts';
import { isLine } from './conveyors/initial-contents.ts';
import { elementFor } from './dimensions.ts';
import * as make from './make-expression.ts';
import { keyOf } from './outputs.ts';
import type { FlowElement } from './stock-flows.ts';
import type { Site, Translator } from './translator.ts';
import { namesInDefinition, restsOn } from './two-way-inflows.ts';

const { add, binary, choose, divide, greatest, number, subtract, sum } = make;

/** `wanted`: by the equation of the flow, for one element of it. */
export function givenFlow(flow: ForeignVariable, wanted: Expr, site: Site, translator: Translator): Expr {
  const id = canonicalName(flow.name.text);
  const { counted, leaving } = guardedFlows(translator);
  const stock = counted.has(id) ? leaving.get(id) : undefined;
  if (stock === undefined) return wanted;
  return given(stock, { id, elements: site.element }, translator.helper('wanted', wanted, site), site, translator, []);
}

const LONGEST_RING = 50;

type OneOfFlow = Pick<FlowElement, 'id' | 'elements'>;

/** `above`: the stocks whose outflows are being worked out, each of which this one feeds. */
function given(
  stock: ForeignVariable,
  flow: OneOfFlow,
  wanted: Expr,
  site: Site,
  translator: Translator,
  above: readonly ForeignVariable[],
): Expr {
  const place = siteOfStock(stock, flow, site, translator);
  if (place === undefined) return wanted;
  const path = [...above, stock];
  const flowing = (list: ForeignVariable['inflows']) =>
    list.flatMap(({ text }) => translator.flowElements(text, place));
  const inflows = flowing(stock.inflows)
    .filter((one) => !restsOn(one.id, flow.id, translator, new Set()))
    .map((one) => rateOf(one, site, translator, path));
  const held = divide(translator.sameElement(stock.name.text, place), make.DT);
  const { counted } = guardedFlows(translator);
  let left = add(held, sum(inflows));
  for (const one of flowing(stock.outflows)) {
    left = translator.helper('to_give', left, site);
    if (one.id === flow.id && keyOf(one.elements) === keyOf(flow.elements)) break;
    left = subtract(left, counted.has(one.id) ? one.expr : atMost(one.expr, left));
  }
  return atMost(wanted, left);
}

function atMost(wanted: Expr, left: Expr): Expr {
  const isMore = binary('and', binary('>', wanted, number(0)), binary('>', wanted, left));
  return choose(isMore, greatest([left, number(0)]), wanted);
}

/** What a flow brings to another stock: one out of a stock that must not become negative, no more than that can give. */
function rateOf(flow: FlowElement, site: Site, translator: Translator, path: readonly ForeignVariable[]): Expr {
  const { counted, leaving } = guardedFlows(translator);
  const stock = leaving.get(flow.id);
  if (stock === undefined || counted.has(flow.id)) return flow.expr;
  // Around a ring a stock counts on nothing that comes, as in the engine.
  if (path.includes(stock)) return number(0);
  if (path.length > LONGEST_RING)
    return translator.fail(
      `more than ${LONGEST_RING} stocks that must not become negative feed one another`,
      stock.name.span,
    );
  return translator.helper('given', given(stock, flow, flow.expr, site, translator, path), site);
}

/** The element of the stock that a flow leaves; undefined: it leaves several at once. */
function siteOfStock(stock: ForeignVariable, flow: OneOfFlow, site: Site, translator: Translator): Site | undefined {
  const over = translator.variables.get(canonicalName(stock.name.text))?.over ?? [];
  const bindings = (translator.variables.get(flow.id)?.over ?? []).map((dimension, i) => ({
    dimension,
    element: flow.elements[i]!,
  }));
  const elements = over.map((dimension) => elementFor(dimension, bindings));
  if (elements.some((one) => one === undefined)) return undefined;
  return {
    ...site,
    element: elements as string[],
    bindings: over.map((dimension, i) => ({ dimension, element: elements[i]! })),
  };
}

interface GuardedFlows {
  /** Flows whose own equation is what the stock gives. */
  readonly counted: ReadonlySet<string>;
  /** The stock that must not become negative which a flow leaves. */
  readonly leaving: ReadonlyMap<string, ForeignVariable>;
}

function guardedFlows(translator: Translator): GuardedFlows {
  return translator.once('guarded flows', () => {
    const { variables, vendor } = translator.model;
    const stocks = variables.filter(({ kind }) => kind === 'stock');
    const guarded = stocks.filter((one) => one.nonNegative && !isLine(one));
    const leaving = new Map(
      guarded.flatMap((one) => one.outflows.map(({ text }) => [canonicalName(text), one] as const)),
    );
    const entering = stocks.filter(isLine).flatMap((one) => one.inflows.map(({ text }) => canonicalName(text)));
    // In a study an equation reads what is wanted of a stock; it goes out so, and comes back so.
    const read = vendor === 'Fissure' ? [] : readIn(variables).filter((id) => leaving.has(id));
    const settled = settledIn(variables, leaving, translator);
    const feeding = withFeeding([...read, ...entering], leaving).filter((id) => settled.has(id));
    const counted = new Set([...entering, ...feeding]);
    for (const id of read) if (!counted.has(id)) reportWanted(id, leaving.get(id)!, translator);
    return { counted, leaving };
  });
}

function reportWanted(id: string, stock: ForeignVariable, { variables, model, problems }: Translator): void {
  const { text, span } = variables.get(id)!.declaration.name;
  problems.add('exchange/reads-what-is-wanted', { flow: text, stock: stock.name.text }, { file: model.file, ...span });
}

function readIn(variables: readonly ForeignVariable[]): readonly string[] {
  return [...new Set(variables.flatMap(({ definitions }) => definitions.flatMap(namesInDefinition)))];
}

/** Flows out of guarded stocks, and those that feed these stocks from others: each says what it brings, and none is worked out twice. */
function withFeeding(flows: readonly string[], leaving: GuardedFlows['leaving']): readonly string[] {
  const all = new Set(flows.filter((id) => leaving.has(id)));
  for (const id of all)
    for (const { text } of leaving.get(id)!.inflows) if (leaving.has(canonicalName(text))) all.add(canonicalName(text));
  return [...all];
}

/** What rests on nothing that rests on itself within a step, by equations and by what stocks give. */
function settledIn(
  variables: readonly ForeignVariable[],
  leaving: GuardedFlows['leaving'],
  translator: Translator,
): ReadonlySet<string> {
  const waiting = new Map<string, number>();
  const readers = new Map<string, string[]>();
  for (const { kind, name, definitions } of variables) {
    if (kind === 'stock') continue;
    const id = canonicalName(name.text);
    const on = [...definitions.flatMap(namesInDefinition), ...countedOn(id, leaving.get(id), translator)];
    const others = new Set(
      on.filter((one) => (translator.variables.get(one)?.declaration.kind ?? 'stock') !== 'stock'),
    );
    waiting.set(id, others.size);
    for (const one of others) {
      const list = readers.get(one);
      if (list === undefined) readers.set(one, [id]);
      else list.push(id);
    }
  }
  const settled = new Set([...waiting].flatMap(([id, count]) => (count === 0 ? [id] : [])));
  for (const id of settled)
    for (const reader of readers.get(id) ?? []) {
      const left = waiting.get(reader)! - 1;
      waiting.set(reader, left);
      if (left === 0) settled.add(reader);
    }
  return settled;
}

/** The other flows of its stock on which rests what is given of a flow. */
function countedOn(flow: string, stock: ForeignVariable | undefined, translator: Translator): readonly string[] {
  if (stock === undefined) return [];
  const [inflows, outflows] = [stock.inflows, stock.outflows].map((list) =>
    list.map(({ text }) => canonicalName(text)),
  );
  return [
    ...inflows!.filter((one) => !restsOn(one, flow, translator, new Set())),
    ...outflows!.slice(0, outflows!.indexOf(flow)),
  ];
}
