/**
 * A checked model -> a Vensim text file: one equation for an array where it has one, otherwise element by element. Switches and
 * structures become constants; what Vensim has no notion of is written out in what it has, and what cannot be is a located error.
 */
import { clockWord, NO_UNIT_SAID } from '../../base/calendar.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { placeIn } from '../../diagnostics/source-text.ts';
import type { Expr, Subscript } from '../../equations/ast.ts';
import { UNSTATED } from '../../equations/parse-unit.ts';
import { someExpr } from '../../equations/walk.ts';
import type { Model } from '../../model/model.ts';
import type { Plan, PlanLookup } from '../../model/plan.ts';
import * as make from '../translate/make-expression.ts';
import { CommonElements } from './common-element.ts';
import { type CutModel, cutOutflows } from './cut-outflows.ts';
import { type FlatElement, type FlatQuantity, flattenModel } from './flatten-model.ts';
import { type VensimScope, vensimArgument, vensimEquation } from './vensim-expression.ts';
import { VensimNames, vensimName } from './vensim-names.ts';

export interface VensimFile {
  readonly text: string;
  /** What is not quite the same there, in words. */
  readonly notices: readonly string[];
}

export function writeVensim(model: Model, plan: Plan, problems: Problems): VensimFile {
  return new VensimWriter(model, plan, problems).write();
}

class VensimWriter {
  readonly #model: Model;
  readonly #plan: Plan;
  readonly #flat: CutModel;
  readonly #names: VensimNames;
  readonly #entries: string[] = [];
  readonly #notices = new Set<string>();
  readonly #lookups: ReadonlyMap<string, PlanLookup>;
  readonly #common: CommonElements;

  constructor(model: Model, plan: Plan, problems: Problems) {
    this.#model = model;
    this.#plan = plan;
    this.#flat = cutOutflows(withoutNetFlows(flattenModel(model, plan)));
    for (const { id, variable } of this.#flat.inRing) {
      const what = `the stocks that none may fall below zero and that flow around a ring, \`${id}\` among them`;
      problems.add('exchange/no-such-notion', { what, tool: 'Vensim' }, placeIn(variable!.declaration.name));
    }
    this.#names = new VensimNames(model, this.#flat);
    this.#common = new CommonElements(model, this.#flat);
    this.#lookups = new Map(this.#flat.lookups.map(({ id, points }) => [id, points]));
  }

  write(): VensimFile {
    const { diagram } = this.#model.study;
    const sketch = diagram?.format === 'vensim' ? diagram.text : EMPTY_SKETCH;
    const { title, dropped = [] } = this.#model.study.settings;
    const lacks = dropped.length === 0 ? '' : ` Left out: ${dropped.join(' ')}`;
    for (const { id } of this.#model.dimensions.values()) this.#dimension(id);
    for (const { id, doc, points } of this.#flat.lookups)
      this.#entry(`${this.#names.quantity(id)}(${pointsText(points)})`, '', doc);
    for (const one of this.#flat.quantities) this.#quantity(one);
    const control = this.#control();
    const text = [
      '{UTF-8}',
      ...this.#entries,
      groupHead('Control', tidy(`Simulation control: ${title}${lacks}`)),
      ...control,
      sketch.trim(),
      this.#settings(),
    ];
    return { text: `${text.join('\n\n')}\n`, notices: [...this.#notices] };
  }

  #control(): string[] {
    const { start, dt, stepCount, saveEvery } = this.#plan.time;
    const { time: clock } = this.#model.study.settings;
    const unit = clock.called === NO_UNIT_SAID ? '' : capital(clockWord(clock));
    const values = [
      ['FINAL TIME', start + stepCount * dt, 'The time at which the run ends.'],
      ['INITIAL TIME', start, 'The time at which the run starts.'],
      ['SAVEPER', dt * saveEvery, 'How often values are kept.'],
      ['TIME STEP', dt, 'The length of a step.'],
    ] as const;
    return values.map(([name, value, doc]) => entryText(`${name} = ${value}`, unit, doc));
  }

  /** The last section: 15 says how to integrate, 0 Euler and 5 Runge-Kutta of fourth order with a fixed step. */
  #settings(): string {
    const method = this.#plan.time.method === 'rk4' ? 5 : 0;
    const synonyms = this.#model.study.settings.units
      .filter(({ aliases }) => aliases.length > 0)
      .map(({ name, aliases }) => `22:${[name, ...aliases].map(({ text }) => text).join(',')}\n`);
    return `///---\\\\\\\n:L<%^E!@\n${synonyms.join('')}15:0,0,0,${method},0,0`;
  }

  #dimension(id: string): void {
    const { root, elements } = this.#model.dimensions.get(id)!;
    const name = this.#names.dimension(id);
    const whole = this.#model.dimensions.get(root)!;
    const isTwin = id !== root && elements.length === whole.elements.length;
    const list = elements.map((one) => this.#names.element(one.id)).join(', ');
    this.#entries.push(
      isTwin ? `${name} <-> ${this.#names.dimension(root)}\n\t~\n\t~\n\t|` : entryText(`${name}: ${list}`, '', ''),
    );
  }

  #quantity(one: FlatQuantity): void {
    const unit = one.unit === UNSTATED ? '' : one.unit === '1' ? 'Dmnl' : one.unit;
    const list = listOfNumbers(one, this.#model);
    if (list !== undefined) {
      this.#entry(`${this.#left(one, one.over)} = ${list}`, unit, one.doc);
      return;
    }
    const common = this.#common.of(one);
    // A dimension with `!` and one on the left are not the same there.
    const elements = common === undefined || runsOver(common, one.over) ? one.elements : [common];
    elements.forEach((element, i) => {
      const equation = this.#right(one, element, this.#scope(one, element));
      this.#entry(`${this.#left(one, element.subscripts)} = ${equation}`, i === 0 ? unit : '', i === 0 ? one.doc : '');
    });
  }

  #left({ id }: FlatQuantity, subscripts: readonly string[]): string {
    return this.#nameOf(id, make.subscripts(subscripts));
  }

  #right(one: FlatQuantity, element: FlatElement, scope: VensimScope): string {
    if (element.series !== undefined) return this.#series(one, element.series);
    if (one.kind !== 'stock') return vensimEquation(element.value, scope);
    const { inflows, outflows } = element;
    const net = outflows.length === 0 ? make.sum(inflows) : make.subtract(make.sum(inflows), make.sum(outflows));
    const rate = inflows.length === 0 && outflows.length > 0 ? make.negative(make.sum(outflows)) : net;
    return `INTEG(${vensimArgument(rate, scope)}, ${vensimArgument(element.value, scope)})`;
  }

  #series({ id }: FlatQuantity, points: PlanLookup): string {
    if (points.between === 'interpolate' && points.outside === 'hold')
      return `WITH LOOKUP(Time, (${pointsText(points)}))`;
    const name = vensimName(this.#names.give(`${this.#names.plain(id)} over time`));
    this.#entry(`${name}(${pointsText(points)})`, '', '');
    return points.between === 'step' ? `LOOKUP BACKWARD(${name}, Time)` : `LOOKUP EXTRAPOLATE(${name}, Time)`;
  }

  // -- Names -----------------------------------------------------------------------------------------------------------

  readonly #nameOf = (id: string, subscripts: readonly Subscript[]): string => {
    return this.#subscripted(this.#names.quantity(id), subscripts);
  };

  #subscripted(name: string, subscripts: readonly Subscript[]): string {
    const list = subscripts.map((one) => this.#names.subscript(one));
    return list.length === 0 ? name : `${name}[${list.join(', ')}]`;
  }

  #scope(one: FlatQuantity, { subscripts }: FlatElement): VensimScope {
    return {
      nameOf: this.#nameOf,
      lookup: (id) => {
        const points = this.#lookups.get(id);
        return points && { name: this.#names.quantity(id), points };
      },
      self: this.#left(one, subscripts),
      aside: (what, equation) => {
        const own = subscripts === one.over ? subscripts : [];
        const words = [this.#names.plain(one.id), ...(own.length > 0 ? [] : subscripts), what];
        const name = this.#subscripted(vensimName(this.#names.give(words.join(' '))), make.subscripts(own));
        this.#entry(`${name} = ${equation}`, '', '');
        return name;
      },
      notice: (what) => this.#notices.add(what),
    };
  }

  #entry(equation: string, unit: string, doc: string): void {
    this.#entries.push(entryText(equation, unit, doc));
  }
}

/** `1, 2, 3` and `1, 2; 3, 4;`: constants over one or two dimensions. */
function listOfNumbers({ kind, over, elements }: FlatQuantity, { dimensions }: Model): string | undefined {
  const numbers = elements.map(({ value }) => make.numberOf(value));
  if (kind !== 'constant' || over.length === 0 || over.length > 2 || numbers.includes(undefined)) return undefined;
  const width = dimensions.get(over.at(-1)!)!.elements.length;
  const texts = numbers.map((one) => signed(one!));
  if (over.length === 1) return texts.join(', ');
  return texts.map((text, i) => ((i + 1) % width === 0 ? `${text};` : `${text},`)).join(' ');
}

/** Whether a star in the equation runs over one of these dimensions. */
function runsOver({ value, inflows, outflows }: FlatElement, over: readonly string[]): boolean {
  const isStar = (expr: Expr) =>
    expr.kind === 'subscripted' && expr.subscripts.some((one) => one.kind === 'all' && over.includes(one.of!));
  return [value, ...inflows, ...outflows].some((expr) => someExpr(expr, isStar));
}

/** Flows that importing a Vensim file made, one for each stock: what they are goes back into the stock. */
function withoutNetFlows(flat: ReturnType<typeof flattenModel>): ReturnType<typeof flattenModel> {
  const made = new Map<string, FlatQuantity>();
  for (const one of flat.quantities)
    if (one.kind === 'flow' && one.label === '' && one.doc === '' && one.id.endsWith('_net_flow'))
      made.set(one.id, one);
  const equationOf = (flow: Expr, { subscripts }: FlatElement): Expr => {
    if (flow.kind !== 'name' && flow.kind !== 'subscripted') return flow;
    const key = subscripts.join();
    return made.get(flow.name)?.elements.find((one) => one.subscripts.join() === key)?.value ?? flow;
  };
  const stocks = new Set(flat.quantities.filter(({ kind }) => kind === 'stock').map(({ id }) => `${id}_net_flow`));
  for (const id of made.keys()) if (!stocks.has(id)) made.delete(id);
  const quantities = flat.quantities
    .filter(({ id }) => !made.has(id))
    .map((one) => ({
      ...one,
      elements: one.elements.map((element) => ({
        ...element,
        inflows: element.inflows.map((flow) => equationOf(flow, element)),
      })),
    }));
  return { ...flat, quantities };
}

const EMPTY_SKETCH = `\\\\\\---/// Sketch information - do not modify anything except names
V300  Do not put anything below this section - it will be ignored
*View 1
$192-192-192,0,Times New Roman|12||0-0-0|0-0-0|0-0-255|-1--1--1|-1--1--1|72,72,100,0`;

function groupHead(name: string, doc: string): string {
  const stars = '*'.repeat(56);
  return `${stars}\n\t.${name}\n${stars}~\n\t\t${doc}\n\t|`;
}

function entryText(equation: string, unit: string, doc: string): string {
  return `${wrapped(equation)}\n\t~\t${tidy(unit)}\n\t~\t${tidy(doc)}\n\t|`;
}

/** `~` and `|` end the parts of an entry. */
function tidy(text: string): string {
  return text.replace(/[~|]/g, '/').replace(/\s+/g, ' ').trim();
}

const WIDEST = 100;

/** Broken after commas, with the mark for it; never inside of quotation marks. */
function wrapped(equation: string): string {
  let [line, quoted] = ['', false];
  const lines: string[] = [];
  for (const char of equation) {
    line += char;
    if (char === '"' && !line.endsWith('\\"')) quoted = !quoted;
    if (char === ',' && !quoted && line.length > WIDEST) {
      lines.push(line);
      line = '';
    }
  }
  return [...lines, line].join('\\\n\t\t');
}

function pointsText({ x, y }: PlanLookup): string {
  const [left, right] = [Math.min(...x), Math.max(...x)];
  const [low, high] = [Math.min(...y), Math.max(...y)];
  return `[(${left},${low})-(${right},${high})],${x.map((one, i) => `(${signed(one)},${signed(y[i]!)})`).join(',')}`;
}

/** Minus zero as well, which prints as zero otherwise. */
function signed(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
