/**
 * One resolved tree and one element -> one scalar expression. Functions with a memory become cells of their own:
 *
 *   SMTHn(x, t, init)    n stocks in a row, ds/dt = (in - s) / (t/n), each at first `init` (default x)
 *   DELAYn(x, d, init)   n stocks in a row, material: inflow x, outflow s / (d/n), each at first init * d/n
 *   TREND(x, t, init)    (x - s) / (s t) with ds/dt = (x - s) / t and s at first x / (1 + init t)
 *   FORCST(x, t, h, init) x * (1 + h * TREND(x, t, init))
 *   DELAY(x, d, init)    pipeline of whole steps; the delay is read at the start
 *   PREVIOUS, INIT, random functions: one cell each
 *
 * Source: XMILE 1.0, 3.5.3 to 3.5.6; equations/builtins.ts says what each means.
 */
import type { BinaryOperator } from '../equations/ast.ts';
import { flatIndex, type Model, quantityNamed } from './model.ts';
import type { BinaryFunction, DrawKind, PlanExpr, SlotRole, UnaryFunction } from './plan.ts';
import { binary, choice, constant, fold, slotOf, TIME, unary } from './plan-expressions.ts';
import type { Axis, IndexSource, Resolved } from './resolved.ts';
import type { SystemBuilder } from './scalar-system.ts';
import { streamId } from './stream-id.ts';

/** For which element of which equation an expression is expanded. */
export interface Expansion {
  readonly model: Omit<Model, 'system'>;
  readonly builder: SystemBuilder;
  /** Canonical name of the variable; for names of cells and for random streams. */
  readonly id: string;
  /** To whom messages say that a cell belongs. */
  readonly shown: string;
  /** Canonical element names joined by `,`; `''` for a scalar. */
  readonly element: string;
  /** Which of the variable's equations: `''` as written, otherwise the name of an alternative, `off`, `initial`. */
  readonly variant: string;
  /** Slot that SELF means. */
  readonly self: number | undefined;
  /** Index of the element in each of the equation's own dimensions. */
  readonly own: readonly number[];
}

export function expandExpression(expr: Resolved, expansion: Expansion): PlanExpr {
  return new Expander(expansion).expand(expr);
}

const UNARY: Readonly<Record<string, UnaryFunction>> = {
  ABS: 'abs',
  SQRT: 'sqrt',
  EXP: 'exp',
  LN: 'ln',
  LOG10: 'log10',
  SIN: 'sin',
  COS: 'cos',
  TAN: 'tan',
  ARCSIN: 'arcsin',
  ARCCOS: 'arccos',
  ARCTAN: 'arctan',
  INT: 'int',
};

const OPERATORS: Readonly<Record<BinaryOperator, BinaryFunction>> = {
  '^': 'pow',
  '*': 'mul',
  '/': 'div',
  mod: 'mod',
  '+': 'add',
  '-': 'sub',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '=': 'eq',
  '<>': 'ne',
  and: 'and',
  or: 'or',
};

const DRAWS: Readonly<Record<string, DrawKind>> = {
  RANDOM: 'uniform',
  NORMAL: 'normal',
  LOGNORMAL: 'lognormal',
  EXPRND: 'exponential',
  POISSON: 'poisson',
};

class Expander {
  readonly #context: Expansion;
  readonly #builder: SystemBuilder;
  /** By axis id: the element at which the reduction stands, as an index into its dimension. */
  readonly #axes: number[] = [];
  #cellCount = 0;
  #drawCount = 0;

  constructor(context: Expansion) {
    this.#context = context;
    this.#builder = context.builder;
  }

  expand(expr: Resolved): PlanExpr {
    switch (expr.kind) {
      case 'number':
        return constant(expr.value);
      case 'reference':
        return slotOf(this.#slotOfReference(expr.quantity, expr.index));
      case 'self':
        return slotOf(this.#context.self!);
      case 'lookup':
        return { op: 'lookup', lookup: this.#lookupIndex(expr.lookup), x: this.expand(expr.argument) };
      case 'reduce':
        return this.#reduce(expr);
      case 'rank':
        return this.#rank(expr);
      case 'price':
        return this.#price(expr);
      case 'call':
        return this.#call(expr.name, expr.args);
      case 'unary':
        return this.#unary(expr.operator, this.expand(expr.operand));
      case 'binary':
        return binary(OPERATORS[expr.operator], this.expand(expr.left), this.expand(expr.right));
      case 'if':
        return choice(this.expand(expr.condition), this.expand(expr.consequent), this.expand(expr.alternative));
      case 'error':
        // No system is built from a model with errors.
        throw new Error('expandExpression: an equation with errors');
    }
  }

  #unary(operator: '-' | '+' | 'not', operand: PlanExpr): PlanExpr {
    if (operator === '+') return operand;
    return unary(operator === '-' ? 'neg' : 'not', operand);
  }

  #slotOfReference(id: string, index: readonly IndexSource[]): number {
    const quantity = quantityNamed(this.#context.model, id)!;
    const element = index.map((source) => this.#elementOf(source));
    return this.#builder.firstSlots.get(id)! + flatIndex(quantity.shape, element);
  }

  #elementOf(source: IndexSource): number {
    if (source.kind === 'fixed') return source.index;
    const index = source.kind === 'own' ? this.#context.own[source.position]! : this.#axes[source.axis]!;
    return source.map === undefined ? index : source.map[index]!;
  }

  #lookupIndex(id: string): number {
    return this.#builder.lookups.findIndex((lookup) => lookup.name === id);
  }

  // -- Reductions ----------------------------------------------------------------------------------------------------

  #reduce(expr: Extract<Resolved, { kind: 'reduce' }>): PlanExpr {
    const count = expr.axes.reduce((product, axis) => product * axis.elements.length, 1);
    if (expr.reducer === 'SIZE') return constant(count);
    const terms: PlanExpr[] = [];
    this.#runOver(expr.axes, 0, () => terms.push(this.expand(expr.body)));
    switch (expr.reducer) {
      case 'SUM':
        return fold('add', terms);
      case 'PROD':
        return fold('mul', terms);
      case 'MIN':
        return fold('min', terms);
      case 'MAX':
        return fold('max', terms);
      case 'MEAN':
        return binary('div', fold('add', terms), constant(count));
      case 'STDDEV':
        return this.#standardDeviation(terms);
    }
  }

  #runOver(axes: readonly Axis[], depth: number, visit: () => void): void {
    if (depth === axes.length) {
      visit();
      return;
    }
    const axis = axes[depth]!;
    for (const element of axis.elements) {
      this.#axes[axis.id] = element;
      this.#runOver(axes, depth + 1, visit);
    }
  }

  /** Of the elements as a whole population: divided by their number. */
  #standardDeviation(terms: readonly PlanExpr[]): PlanExpr {
    const values = terms.map((term) => this.#named(term, 'stddev'));
    const mean = this.#named(binary('div', fold('add', values), constant(values.length)), 'stddev');
    const squares = values.map((value) => {
      const difference = binary('sub', value, mean);
      return binary('mul', difference, difference);
    });
    return unary('sqrt', binary('div', fold('add', squares), constant(values.length)));
  }

  /** An element's own rank is 1 + the number of elements before it; equal ones stand in the order of their positions. */
  #rank(expr: Extract<Resolved, { kind: 'rank' }>): PlanExpr {
    const { tie } = expr;
    const values: PlanExpr[] = [];
    const ties: PlanExpr[] = [];
    this.#runOver(expr.axes, 0, () => {
      values.push(this.#named(this.expand(expr.array), 'rank'));
      if (tie !== undefined) ties.push(this.#named(this.expand(tie), 'rank'));
    });
    const isBefore = (list: readonly PlanExpr[], j: number, i: number) =>
      binary(j < i ? 'le' : 'lt', list[j]!, list[i]!);
    const before = (j: number, i: number): PlanExpr => {
      if (tie === undefined) return isBefore(values, j, i);
      const equal = binary('and', binary('eq', values[j]!, values[i]!), isBefore(ties, j, i));
      return binary('or', binary('lt', values[j]!, values[i]!), equal);
    };
    const wanted = this.#named(this.expand(expr.rank), 'rank');
    const terms = values.map((_, i) => {
      const others = values.flatMap((__, j) => (j === i ? [] : [before(j, i)]));
      const own = fold('add', [constant(1), ...others]);
      return binary('mul', constant(i + 1), binary('eq', own, wanted));
    });
    const position = this.#named(fold('add', terms), 'rank');
    return choice(binary('eq', position, constant(0)), constant(Number.NaN), position);
  }

  #price({ axes, supply, asker }: Extract<Resolved, { kind: 'price' }>): PlanExpr {
    const args = [this.expand(supply)];
    this.#runOver(axes, 0, () => args.push(...asker.map((field) => this.expand(field))));
    return { op: 'price', args };
  }

  // -- Functions -----------------------------------------------------------------------------------------------------

  #call(name: string, args: readonly Resolved[]): PlanExpr {
    const unaryFunction = UNARY[name];
    if (unaryFunction !== undefined) return unary(unaryFunction, this.expand(args[0]!));
    const distribution = DRAWS[name];
    if (distribution !== undefined) return this.#draw(name, distribution, args);
    const { time } = this.#context.model.study.settings;
    switch (name) {
      case 'TIME':
        return TIME;
      case 'DT':
        return constant(time.dt);
      case 'STARTTIME':
        return constant(time.start);
      case 'STOPTIME':
        return constant(time.stop);
      case 'PI':
        return constant(Math.PI);
      case 'INF':
        return constant(Number.POSITIVE_INFINITY);
      case 'DATE':
        return this.expand(args[0]!);
      case 'MIN':
      case 'MAX':
        return this.#extreme(name === 'MIN' ? 'min' : 'max', args);
      case 'SAFEDIV':
        return this.#safeDivision(args);
      case 'PULSE':
      case 'STEP':
      case 'RAMP':
        return { op: 'signal', fn: SIGNALS[name], args: args.map((arg) => this.expand(arg)) };
      default:
        return this.#memory(name, args);
    }
  }

  #extreme(fn: 'min' | 'max', args: readonly Resolved[]): PlanExpr {
    const terms = args.map((arg) => this.expand(arg));
    return terms.length === 2 ? binary(fn, terms[0]!, terms[1]!) : fold(fn, terms);
  }

  #safeDivision(args: readonly Resolved[]): PlanExpr {
    const divisor = this.#named(this.expand(args[1]!), 'safediv');
    const otherwise = args[2] === undefined ? constant(0) : this.expand(args[2]);
    const quotient = binary('div', this.expand(args[0]!), divisor);
    return choice(binary('eq', divisor, constant(0)), otherwise, quotient);
  }

  #memory(name: string, args: readonly Resolved[]): PlanExpr {
    switch (name) {
      case 'INIT':
        return this.#initial(this.expand(args[0]!), 'init');
      case 'INITIALLY':
        return this.#atStart(args);
      case 'PREVIOUS':
        return this.#previous(args);
      case 'DELAY':
        return this.#pipeline(args);
      case 'DELAY1':
        return this.#delay(name, 1, args[0]!, args[1]!, args[2]);
      case 'DELAY3':
        return this.#delay(name, 3, args[0]!, args[1]!, args[2]);
      case 'DELAYN':
        return this.#delay(name, literal(args[2]!), args[0]!, args[1]!, args[3]);
      case 'SMTH1':
        return this.#smooth(name, 1, args[0]!, args[1]!, args[2]);
      case 'SMTH3':
        return this.#smooth(name, 3, args[0]!, args[1]!, args[2]);
      case 'SMTHN':
        return this.#smooth(name, literal(args[2]!), args[0]!, args[1]!, args[3]);
      case 'TREND':
        return this.#trend(this.#named(this.expand(args[0]!), 'trend'), args[1]!, args[2]);
      case 'FORCST':
        return this.#forecast(args);
      default:
        throw new Error(`expandExpression: no meaning for the function ${name}`);
    }
  }

  // -- Cells ---------------------------------------------------------------------------------------------------------

  /** `wish·smth1·1[foreign]`, unique because the count runs within one equation of one element. */
  #addCell(what: string, role: SlotRole): number {
    const { id, shown, variant, element } = this.#context;
    this.#cellCount += 1;
    const variantPart = variant === '' ? '' : `·${variant}`;
    const elementPart = element === '' ? '' : `[${element}]`;
    return this.#builder.addSlot(`${id}${variantPart}·${what}·${this.#cellCount}${elementPart}`, shown, role);
  }

  /** The expression itself where repeating it costs nothing, otherwise a slot that holds its value. */
  #named(expr: PlanExpr, what: string): PlanExpr {
    if (expr.op === 'const' || expr.op === 'slot' || expr.op === 'time') return expr;
    const slot = this.#addCell(what, 'auxiliary');
    this.#builder.equations[slot] = expr;
    return slotOf(slot);
  }

  #slotNamed(expr: PlanExpr, what: string): number {
    if (expr.op === 'slot') return expr.slot;
    const slot = this.#addCell(what, 'auxiliary');
    this.#builder.equations[slot] = expr;
    return slot;
  }

  #initial(value: PlanExpr, what: string): PlanExpr {
    if (value.op === 'const') return value;
    const slot = this.#addCell(what, 'initial');
    this.#builder.initials[slot] = value;
    return slotOf(slot);
  }

  /** One value while the start is worked out, another ever after. */
  #atStart(args: readonly Resolved[]): PlanExpr {
    const slot = this.#addCell('initially', 'auxiliary');
    this.#builder.initials[slot] = this.expand(args[0]!);
    this.#builder.equations[slot] = this.expand(args[1]!);
    return slotOf(slot);
  }

  #previous(args: readonly Resolved[]): PlanExpr {
    const of = this.#slotNamed(this.expand(args[0]!), 'previous');
    const slot = this.#addCell('previous', 'held');
    this.#builder.initials[slot] = this.expand(args[1]!);
    this.#builder.held.push({ kind: 'previous', slot, of });
    return slotOf(slot);
  }

  #pipeline(args: readonly Resolved[]): PlanExpr {
    const input = this.#slotNamed(this.expand(args[0]!), 'delay');
    const delay = this.#addCell('delay', 'initial');
    this.#builder.initials[delay] = this.expand(args[1]!);
    const initial = this.#addCell('delay', 'initial');
    this.#builder.initials[initial] = args[2] === undefined ? slotOf(input) : this.expand(args[2]);
    const slot = this.#addCell('delay', 'held');
    this.#builder.initials[slot] = slotOf(initial);
    this.#builder.held.push({ kind: 'pipeline', slot, input, delay, initial });
    return slotOf(slot);
  }

  #addStock(
    what: string,
    initial: PlanExpr,
    inflow: (self: PlanExpr) => PlanExpr,
    outflow?: (self: PlanExpr) => PlanExpr,
  ): PlanExpr {
    const slot = this.#addCell(what, 'stock');
    const self = slotOf(slot);
    this.#builder.initials[slot] = initial;
    this.#builder.stocks.push({
      slot,
      inflows: [inflow(self)],
      outflows: outflow === undefined ? [] : [outflow(self)],
      nonNegative: false,
    });
    return self;
  }

  #smooth(name: string, order: number, input: Resolved, time: Resolved, initial: Resolved | undefined): PlanExpr {
    const what = name.toLowerCase();
    let value = this.#named(this.expand(input), what);
    const start = initial === undefined ? value : this.expand(initial);
    const stage = this.#named(binary('div', this.expand(time), constant(order)), what);
    for (let i = 0; i < order; i += 1) {
      const inflow = value;
      value = this.#addStock(what, start, (self) => binary('div', binary('sub', inflow, self), stage));
    }
    return value;
  }

  #delay(name: string, order: number, input: Resolved, time: Resolved, initial: Resolved | undefined): PlanExpr {
    const what = name.toLowerCase();
    let rate = this.#named(this.expand(input), what);
    const start = initial === undefined ? rate : this.expand(initial);
    const stage = this.#named(binary('div', this.expand(time), constant(order)), what);
    for (let i = 0; i < order; i += 1) {
      const inflow = rate;
      const outflow = (self: PlanExpr) => binary('div', self, stage);
      rate = outflow(this.#addStock(what, binary('mul', start, stage), () => inflow, outflow));
    }
    return rate;
  }

  #trend(input: PlanExpr, time: Resolved, initial: Resolved | undefined): PlanExpr {
    const span = this.#named(this.expand(time), 'trend');
    const start =
      initial === undefined
        ? input
        : binary('div', input, binary('add', constant(1), binary('mul', this.expand(initial), span)));
    const average = this.#addStock('trend', start, (self) => binary('div', binary('sub', input, self), span));
    return binary('div', binary('sub', input, average), binary('mul', average, span));
  }

  #forecast(args: readonly Resolved[]): PlanExpr {
    const input = this.#named(this.expand(args[0]!), 'forcst');
    const trend = this.#trend(input, args[1]!, args[3]);
    const growth = binary('mul', this.expand(args[2]!), trend);
    return binary('mul', input, binary('add', constant(1), growth));
  }

  #draw(name: string, distribution: DrawKind, args: readonly Resolved[]): PlanExpr {
    const { id, element, variant } = this.#context;
    this.#drawCount += 1;
    const stream = streamId(`${id}|${element}|${variant}|${this.#drawCount}`);
    const slot = this.#addCell(name.toLowerCase(), 'held');
    this.#builder.held.push({ kind: 'draw', slot, distribution, stream, args: args.map((arg) => this.expand(arg)) });
    return slotOf(slot);
  }
}

const SIGNALS = { PULSE: 'pulse', STEP: 'step', RAMP: 'ramp' } as const;

/** A literal number; that it is one has been checked. */
function literal(expr: Resolved): number {
  if (expr.kind === 'number') return expr.value;
  throw new Error('expandExpression: a literal number was expected');
}
