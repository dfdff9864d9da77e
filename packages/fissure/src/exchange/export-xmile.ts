/**
 * A checked model -> XMILE 1.0, element by element: subscripts are written out, sums as sums of their terms, in the order
 * in which Fissure adds them, so that reading the file again gives the same bits. Switches and structures become
 * constants of the model, at the values they have in the study.
 */
import type { Expr } from '../equations/ast.ts';
import { printExpression } from '../equations/print.ts';
import {
  type Equation,
  type EquationSet,
  elementCount,
  elementIndex,
  elementName,
  flatIndex,
  type Model,
  type Quantity,
  quantityNamed,
  type Variable,
} from '../model/model.ts';
import type { Plan, PlanLookup } from '../model/plan.ts';
import type { Axis, IndexSource, Resolved } from '../model/resolved.ts';
import * as make from './translate/make-expression.ts';

/** What cannot be said in XMILE this way, in words; empty where everything can. */
export interface ExportedModel {
  readonly text: string;
  readonly refused: readonly string[];
}

export function exportXmile(model: Model, plan: Plan): ExportedModel {
  return new XmileWriter(model, plan).write();
}

class XmileWriter {
  readonly #model: Model;
  readonly #plan: Plan;
  readonly #refused: string[] = [];
  readonly #variables: string[] = [];

  constructor(model: Model, plan: Plan) {
    this.#model = model;
    this.#plan = plan;
  }

  write(): ExportedModel {
    const { model } = { model: this.#model };
    const { title } = model.study.settings;
    for (const { name, kind, value } of this.#plan.parameters)
      if (kind === 'switch' || kind === 'structure')
        this.#add('aux', `${kind}_${name}`, [], [this.#equation(make.number(value))]);
    for (const parameter of model.parameters.values())
      this.#addArray('aux', parameter, (flat) => this.#equation(make.number(parameter.values[flat]!)));
    for (const lookup of model.lookups.values()) {
      const points = this.#plan.lookups.find(({ name }) => name === lookup.id)!;
      this.#variables.push(`      <gf name="${xmlText(lookup.id)}"${graphType(points)}>${graphPoints(points)}</gf>`);
    }
    for (const input of model.inputs.values())
      this.#addArray('aux', input, (flat) => {
        const element = elementName(model.dimensions, input.over, elementIndex(input.shape, flat));
        const points = this.#plan.lookups.find(
          ({ name }) => name === (element === '' ? input.id : `${input.id}[${element}]`),
        )!;
        return `<eqn>TIME</eqn><gf${graphType(points)}>${graphPoints(points)}</gf>`;
      });
    for (const variable of model.variables.values()) this.#addVariable(variable);
    const { start, dt, stepCount, saveEvery, method } = this.#plan.time;
    const specs = `method="${method === 'rk4' ? 'RK4' : 'Euler'}" time_units="${model.study.settings.time.unit}" save_interval="${dt * saveEvery}"`;
    const dimensions = [...model.dimensions.values()].map(
      ({ id, elements }) =>
        `    <dim name="${xmlText(id)}">${elements.map((one) => `<elem name="${xmlText(one.id)}"/>`).join('')}</dim>`,
    );
    const text = `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
  <header><vendor>Fissure</vendor><product version="1">Fissure</product><name>${xmlText(title)}</name></header>
  <sim_specs ${specs}><start>${start}</start><stop>${start + stepCount * dt}</stop><dt>${dt}</dt></sim_specs>
  <dimensions>
${dimensions.join('\n')}
  </dimensions>
  <model>
    <variables>
${this.#variables.join('\n')}
    </variables>
  </model>
</xmile>
`;
    return { text, refused: this.#refused };
  }

  #addVariable(variable: Variable): void {
    if (variable.kind !== 'stock') {
      this.#addArray(variable.kind === 'flow' ? 'flow' : 'aux', variable, (flat) =>
        this.#equation(this.#valueOf(variable, flat)),
      );
      return;
    }
    const flows = (list: readonly Equation[], tag: 'inflow' | 'outflow') =>
      list.map((flow, i) => `<${tag}>${this.#flowName(variable, flow, `${tag}_${i + 1}`)}</${tag}>`).join('');
    const tail = `${flows(variable.inflows, 'inflow')}${flows(variable.outflows, 'outflow')}${variable.declaration.nonNegative ? '<non_negative/>' : ''}`;
    this.#addArray('stock', variable, (flat) => this.#equation(this.#entry(variable.equations, variable, flat)), tail);
  }

  /** A flow with the stock's own subscripts by its name; every other expression of flows as a flow of its own. */
  #flowName(stock: Variable, { resolved }: Equation, what: string): string {
    const isPlain =
      resolved.kind === 'reference' &&
      resolved.index.length === stock.over.length &&
      resolved.index.every((from, i) => from.kind === 'own' && from.position === i && from.map === undefined);
    if (isPlain) return resolved.quantity;
    const name = `${stock.id}_${what}`;
    this.#addArray('flow', { ...stock, id: name }, (flat) => this.#equation(this.#expr(resolved, stock, flat)));
    return name;
  }

  #addArray(tag: string, { id, over, shape }: Quantity, content: (flat: number) => string, tail = ''): void {
    const contents = Array.from({ length: elementCount(shape) }, (_, flat) => content(flat));
    this.#add(tag, id, over, contents, shape, tail);
  }

  #add(
    tag: string,
    id: string,
    over: readonly string[],
    contents: readonly string[],
    shape: readonly number[] = [],
    tail = '',
  ): void {
    const open = `      <${tag} name="${xmlText(id)}">`;
    if (over.length === 0) {
      this.#variables.push(`${open}${contents[0]}${tail}</${tag}>`);
      return;
    }
    const dims = over.map((one) => `<dim name="${xmlText(one)}"/>`).join('');
    const elements = contents.map((content, flat) => {
      const subscript = elementName(this.#model.dimensions, over, elementIndex(shape, flat));
      return `        <element subscript="${xmlText(subscript)}">${content}</element>`;
    });
    this.#variables.push(`${open}<dimensions>${dims}</dimensions>\n${elements.join('\n')}\n        ${tail}</${tag}>`);
  }

  #equation(expr: Expr): string {
    return `<eqn>${xmlText(printExpression(expr))}</eqn>`;
  }

  // -- Expressions -----------------------------------------------------------------------------------------------------

  #valueOf(variable: Variable, flat: number): Expr {
    let value = this.#entry(variable.equations, variable, flat);
    const { structure, mechanism } = variable;
    if (structure !== undefined) {
      const written = value;
      const options = structure.alternatives.map((one) =>
        one === undefined ? written : this.#entry(one, variable, flat),
      );
      const which = make.name(`structure_${structure.id}`);
      value = options.reduceRight((rest, option, i) =>
        make.choose(make.binary('=', which, make.number(i)), option, rest),
      );
    }
    if (mechanism === undefined) return value;
    return make.choose(make.name(`switch_${mechanism.id}`), value, this.#entry(mechanism.off, variable, flat));
  }

  #entry({ entries, entryOf }: EquationSet, variable: Variable, flat: number): Expr {
    return this.#expr(entries[entryOf[flat]!]!.resolved, variable, flat);
  }

  #expr(resolved: Resolved, variable: Variable, flat: number): Expr {
    const own = elementIndex(variable.shape, flat);
    const axes: number[] = [];
    const indexOf = (source: IndexSource): number => {
      if (source.kind === 'fixed') return source.index;
      const index = source.kind === 'own' ? own[source.position]! : axes[source.axis]!;
      return source.map === undefined ? index : source.map[index]!;
    };
    const runOver = (list: readonly Axis[], visit: () => void, depth = 0): void => {
      if (depth === list.length) {
        visit();
        return;
      }
      for (const element of list[depth]!.elements) {
        axes[list[depth]!.id] = element;
        runOver(list, visit, depth + 1);
      }
    };
    const convert = (expr: Resolved): Expr => {
      switch (expr.kind) {
        case 'number':
          return make.number(expr.value);
        case 'reference': {
          const quantity = quantityNamed(this.#model, expr.quantity)!;
          const at = elementIndex(quantity.shape, flatIndex(quantity.shape, expr.index.map(indexOf)));
          const elements = quantity.over.map((one, i) => this.#model.dimensions.get(one)!.elements[at[i]!]!.id);
          return make.element(expr.quantity, elements);
        }
        case 'self':
          return make.name('SELF');
        case 'lookup':
          return make.call(expr.lookup, convert(expr.argument));
        case 'reduce': {
          const terms: Expr[] = [];
          runOver(expr.axes, () => terms.push(convert(expr.body)));
          return reduced(expr.reducer, terms);
        }
        case 'call':
          if (expr.name === 'DATE') return convert(expr.args[0]!);
          return expr.args.length === 0 ? make.name(expr.name) : make.call(expr.name, ...expr.args.map(convert));
        case 'unary':
          return expr.operator === 'not'
            ? make.not(convert(expr.operand))
            : expr.operator === '-'
              ? make.negative(convert(expr.operand))
              : convert(expr.operand);
        case 'binary':
          return make.binary(expr.operator, convert(expr.left), convert(expr.right));
        case 'if':
          return make.choose(convert(expr.condition), convert(expr.consequent), convert(expr.alternative));
        case 'rank':
        case 'error':
          this.#refused.push(`RANK in ${variable.name.text}`);
          return make.number(0);
      }
    };
    return convert(resolved);
  }
}

function reduced(reducer: Extract<Resolved, { kind: 'reduce' }>['reducer'], terms: readonly Expr[]): Expr {
  const count = make.number(terms.length);
  switch (reducer) {
    case 'SUM':
      return make.sum(terms);
    case 'PROD':
      return make.product(terms);
    case 'MIN':
      return make.least(terms);
    case 'MAX':
      return make.greatest(terms);
    case 'SIZE':
      return count;
    case 'MEAN':
      return make.divide(make.sum(terms), count);
    case 'STDDEV': {
      const mean = make.divide(make.sum(terms), count);
      const squares = terms.map((term) => make.multiply(make.subtract(term, mean), make.subtract(term, mean)));
      return make.call('SQRT', make.divide(make.sum(squares), count));
    }
  }
}

function graphType({ between, outside }: PlanLookup): string {
  return ` type="${between === 'step' ? 'discrete' : outside === 'extrapolate' ? 'extrapolate' : 'continuous'}"`;
}

function graphPoints({ x, y }: PlanLookup): string {
  return `<xpts>${x.join(',')}</xpts><ypts>${y.join(',')}</ypts>`;
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
