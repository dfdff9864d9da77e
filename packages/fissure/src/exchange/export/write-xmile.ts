/**
 * A checked model -> XMILE 1.0, so that reading the file again gives the same bits: one equation for an array where it has one,
 * otherwise element by element. Switches and
 * structures become constants of the model, at the values they have in the study.
 */
import { clockWord, NO_UNIT_SAID } from '../../base/calendar.ts';
import { canonicalName } from '../../base/names.ts';
import { Problems } from '../../diagnostics/problems.ts';
import type { Expr } from '../../equations/ast.ts';
import { UNSTATED } from '../../equations/parse-unit.ts';
import { printExpression } from '../../equations/print.ts';
import { mapExpr } from '../../equations/walk.ts';
import type { Model } from '../../model/model.ts';
import type { Plan, PlanLookup } from '../../model/plan.ts';
import type { Diagram } from '../../study/study.ts';
import { readXml } from '../xmile/read-xml.ts';
import { CommonElements } from './common-element.ts';
import { type FlatElement, type FlatQuantity, flattenModel } from './flatten-model.ts';

export function writeXmile(model: Model, plan: Plan): string {
  const { title, time, dropped = [] } = model.study.settings;
  const { diagram } = model.study;
  const flat = flattenModel(model, plan);
  const { quantities, lookups } = flat;
  const context: Context = {
    sizes: new Map(quantities.map(({ id, elements }) => [id, elements.length])),
    common: new CommonElements(model, flat),
  };
  const { start, dt, stepCount, saveEvery, method } = plan.time;
  const unit = time.called === NO_UNIT_SAID ? '' : `time_units="${xmlText(clockWord(time))}" `;
  const specs = `method="${method === 'rk4' ? 'RK4' : 'Euler'}" ${unit}save_interval="${dt * saveEvery}"`;
  const dimensions = [...model.dimensions.values()].map(
    ({ id, elements }) =>
      `    <dim name="${xmlText(id)}">${elements.map((one) => `<elem name="${xmlText(written(one))}"/>`).join('')}</dim>`,
  );
  const variables = [
    ...lookups.map(
      (one) => `      <gf name="${xmlText(written(one))}"${graphType(one.points)}>${graphPoints(one.points)}</gf>`,
    ),
    ...quantities.flatMap((one) => quantity(one, context)),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0" xmlns:isee="http://iseesystems.com/XMILE">
  <header><vendor>Fissure</vendor><product version="1">Fissure</product><name>${xmlText(title)}</name>${caveat(dropped)}</header>
  <sim_specs ${specs}><start>${start}</start><stop>${start + stepCount * dt}</stop><dt>${dt}</dt></sim_specs>
${modelUnits(model)}  <dimensions>
${dimensions.join('\n')}
  </dimensions>
  <model>
    <variables>
${variables.join('\n')}
    </variables>${views(diagram)}
  </model>
</xmile>
`;
}

function modelUnits({ study }: Model): string {
  const units = study.settings.units.map(({ name, aliases, equals }) => {
    const inside = [
      ...(equals === undefined ? [] : [`<eqn>${xmlText(equals.text)}</eqn>`]),
      ...aliases.map((one) => `<alias>${xmlText(one.text)}</alias>`),
    ];
    return `    <unit name="${xmlText(name.text)}">${inside.join('')}</unit>\n`;
  });
  return units.length === 0 ? '' : `  <model_units>\n${units.join('')}  </model_units>\n`;
}

/** What the model lacks of the one it was imported from. */
function caveat(dropped: readonly string[]): string {
  return dropped.length === 0 ? '' : `<caveat>Left out: ${xmlText(dropped.join(' '))}</caveat>`;
}

/** The views of the file that the study was imported from, unless they show modules: the model has none here. */
function views(diagram: Diagram | undefined): string {
  const text = diagram?.format === 'xmile' ? diagram.text : '';
  const isReadable = readXml('', `<model>${text}</model>`, new Problems()) !== undefined;
  return text === '' || !isReadable || /<module\b/.test(text) ? '' : `\n    ${text}`;
}

const TAGS: Readonly<Record<FlatQuantity['kind'], string>> = {
  ...{ constant: 'aux', input: 'aux', auxiliary: 'aux', flow: 'flow', stock: 'stock' },
};

interface Context {
  /** How many elements each quantity has. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly common: CommonElements;
}

/** A stock comes after the flows that had to be made for it. */
function quantity(one: FlatQuantity, { sizes, common }: Context): string[] {
  const ownValue = ({ value }: FlatElement) => value;
  if (one.kind !== 'stock') return [element(one, ownValue, common)];
  const made: string[] = [];
  const flows = (which: 'inflows' | 'outflows', tag: string) => {
    const names: string[] = [];
    for (let i = 0; i < one.elements[0]![which].length; ) {
      const whole = wholeFlow(one, which, i, sizes);
      const own = flowOf(one, which, i) ?? whole?.name;
      const name = own ?? `${one.id}_${tag}_${i + 1}`;
      if (own === undefined) made.push(element({ ...one, kind: 'flow', id: name }, (at) => at[which][i]!, common));
      names.push(`<${tag}>${name}</${tag}>`);
      i += whole?.count ?? 1;
    }
    return names;
  };
  const tail = [...flows('inflows', 'inflow'), ...flows('outflows', 'outflow')].join('');
  return [...made, element(one, ownValue, common, `${tail}${one.nonNegative ? '<non_negative/>' : ''}`)];
}

/** A flow with more dimensions than its stock, whose elements there all stand in the list: its name says as much. */
function wholeFlow(
  { elements }: FlatQuantity,
  which: 'inflows' | 'outflows',
  from: number,
  sizes: ReadonlyMap<string, number>,
): { readonly name: string; readonly count: number } | undefined {
  const first = elements[0]![which][from]!;
  if (first.kind !== 'subscripted') return undefined;
  const count = sizes.get(first.name)! / elements.length;
  if (!Number.isInteger(count) || count < 2) return undefined;
  const keys = new Set<string>();
  for (const one of elements)
    for (const flow of one[which].slice(from, from + count)) {
      const subscripts =
        flow.kind === 'subscripted' ? flow.subscripts.map((s) => (s.kind === 'name' ? s.name : '')) : [];
      const isOfThis = flow.kind === 'subscripted' && flow.name === first.name;
      if (isOfThis && one.subscripts.every((own) => subscripts.includes(own))) keys.add(subscripts.join());
    }
  return keys.size === sizes.get(first.name) ? { name: first.name, count } : undefined;
}

/** The name of a flow that has the stock's own subscripts; every other expression of flows becomes a flow of its own. */
function flowOf({ elements }: FlatQuantity, which: 'inflows' | 'outflows', position: number): string | undefined {
  const names = new Set(
    elements.map((one) => {
      const flow = one[which][position]!;
      const subscripts =
        flow.kind === 'subscripted' ? flow.subscripts.map((s) => (s.kind === 'name' ? s.name : '')) : [];
      if (flow.kind !== 'name' && flow.kind !== 'subscripted') return undefined;
      return subscripts.join() === one.subscripts.join() ? flow.name : undefined;
    }),
  );
  return names.size === 1 ? [...names][0] : undefined;
}

function element(
  quantity: FlatQuantity,
  treeOf: (one: FlatElement) => Expr,
  common: CommonElements,
  flows = '',
): string {
  const { kind, over, elements, unit, doc } = quantity;
  const tag = TAGS[kind];
  const units = unit === UNSTATED ? '' : `<units>${xmlText(unit)}</units>`;
  const tail = `${flows}${units}${doc === '' ? '' : `<doc>${xmlText(doc)}</doc>`}`;
  const open = `      <${tag} name="${xmlText(written(quantity))}">`;
  const inside = (one: FlatElement) => `${equation(treeOf(one))}${one.series === undefined ? '' : graph(one.series)}`;
  if (over.length === 0) return `${open}${inside(elements[0]!)}${tail}</${tag}>`;
  const dims = `<dimensions>${over.map((one) => `<dim name="${xmlText(one)}"/>`).join('')}</dimensions>`;
  const whole = elements.some(({ series }) => series !== undefined) ? undefined : common.tree(quantity, treeOf);
  if (whole !== undefined) return `${open}${dims}${equation(whole)}${tail}</${tag}>`;
  const list = elements.map(
    (one) => `        <element subscript="${xmlText(one.subscripts.join(','))}">${inside(one)}</element>`,
  );
  return `${open}${dims}\n${list.join('\n')}\n        ${tail}</${tag}>`;
}

/** As people write it, where that is the same name. */
function written({ id, label }: { readonly id: string; readonly label: string }): string {
  return canonicalName(label) === id ? label : id;
}

function graph(series: PlanLookup): string {
  return `<gf${graphType(series)}>${graphPoints(series)}</gf>`;
}

/** A star needs no name of its dimension there. */
function withPlainStars(expr: Expr): Expr {
  if (expr.kind !== 'subscripted') return expr;
  return { ...expr, subscripts: expr.subscripts.map((one) => (one.kind === 'all' ? { ...one, of: undefined } : one)) };
}

function equation(expr: Expr): string {
  return `<eqn>${xmlText(printExpression(mapExpr(expr, withPlainStars)))}</eqn>`;
}

function graphType({ between, outside }: PlanLookup): string {
  return ` type="${between === 'step' ? 'discrete' : outside === 'extrapolate' ? 'extrapolate' : 'continuous'}"`;
}

function graphPoints({ x, y }: PlanLookup): string {
  const list = (numbers: readonly number[]) =>
    numbers.map((one) => (Object.is(one, -0) ? '-0' : String(one))).join(',');
  return `<xpts>${list(x)}</xpts><ypts>${list(y)}</ypts>`;
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
