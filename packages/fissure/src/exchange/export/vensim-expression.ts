/**
 * An expression of Fissure's language -> Vensim's. What Vensim takes only as a whole equation (INITIAL, DELAY FIXED,
 * ACTIVE INITIAL), and what would have to be written twice, becomes an equation of its own, of which the name is used.
 */
import type { BinaryOperator, Expr, Subscript } from '../../equations/ast.ts';
import { printExpression } from '../../equations/print.ts';
import type { PlanLookup } from '../../model/plan.ts';
import * as make from '../translate/make-expression.ts';
import { MISSING } from '../vensim/parse-expression.ts';

export interface VensimScope {
  readonly nameOf: (id: string, subscripts: readonly Subscript[]) => string;
  readonly lookup: (id: string) => { readonly name: string; readonly points: PlanLookup } | undefined;
  /** The element whose equation this is: what SELF means. */
  readonly self: string;
  /** A new variable with that equation; gives its name. */
  readonly aside: (what: string, equation: string) => string;
  /** Something that Vensim computes in another way, in words. */
  readonly notice: (what: string) => void;
}

const LEVEL = { or: 1, and: 2, not: 3, compare: 4, sum: 5, product: 6, sign: 7, power: 8, atom: 9 } as const;

interface Text {
  readonly text: string;
  readonly level: number;
  /** Vensim wants it alone on the right of `=`. */
  readonly whole?: string;
}

const OPERATORS: Readonly<Record<Exclude<BinaryOperator, 'mod' | '^'>, readonly [string, number]>> = {
  ...{ '+': ['+', LEVEL.sum], '-': ['-', LEVEL.sum], '*': ['*', LEVEL.product], '/': ['/', LEVEL.product] },
  ...{ '<': ['<', LEVEL.compare], '<=': ['<=', LEVEL.compare], '>': ['>', LEVEL.compare] },
  ...{ '>=': ['>=', LEVEL.compare], '=': ['=', LEVEL.compare], '<>': ['<>', LEVEL.compare] },
  ...{ and: [':AND:', LEVEL.and], or: [':OR:', LEVEL.or] },
};

const SAME: ReadonlyMap<string, string> = new Map(
  'ABS SQRT EXP LN SIN COS TAN ARCSIN ARCCOS ARCTAN'.split(' ').map((name) => [name, name] as const),
);

/** Vensim has no infinity. */
const HUGE = '1e+308';

/** The right side of an equation. */
export function vensimEquation(expr: Expr, scope: VensimScope): string {
  return new Printer(scope).print(expr).text;
}

/** An argument of a call. */
export function vensimArgument(expr: Expr, scope: VensimScope): string {
  return new Printer(scope).argument(expr);
}

class Printer {
  readonly #scope: VensimScope;

  constructor(scope: VensimScope) {
    this.#scope = scope;
  }

  print(expr: Expr): Text {
    switch (expr.kind) {
      case 'number':
        return atom(String(expr.value));
      case 'name':
        return this.#name(expr.name);
      case 'subscripted':
        return atom(this.#scope.nameOf(expr.name, expr.subscripts));
      case 'call':
        return this.#call(expr.name, expr.args);
      case 'unary':
        if (expr.operator === '-' && make.numberOf(expr.operand) === -MISSING) return atom(':NA:');
        if (expr.operator === 'not')
          return { text: `:NOT: ${this.#within(expr.operand, LEVEL.compare)}`, level: LEVEL.not };
        return { text: `${expr.operator}${this.#within(expr.operand, LEVEL.power)}`, level: LEVEL.sign };
      case 'binary':
        return this.#binary(expr.operator, expr.left, expr.right);
      case 'if':
        return this.#if(expr);
      default:
        throw new Error(`\`${expr.kind}\` in a flat model`);
    }
  }

  #within(expr: Expr, least: number): string {
    const { text, level } = this.#part(expr);
    return level >= least ? text : `(${text})`;
  }

  /** Of a larger expression: what must stand alone does so elsewhere. */
  #part(expr: Expr): Text {
    const printed = this.print(expr);
    return printed.whole === undefined ? printed : atom(this.#scope.aside(printed.whole, printed.text));
  }

  argument(expr: Expr): string {
    return this.#part(expr).text;
  }

  /** To be written more than once. */
  #short(what: string, expr: Expr): string {
    const printed = this.#part(expr);
    return make.sizeOf(expr) === 1 ? printed.text : this.#scope.aside(what, printed.text);
  }

  #name(name: string): Text {
    switch (name) {
      case 'TIME':
        return atom('Time');
      case 'DT':
        return atom('TIME STEP');
      case 'STARTTIME':
        return atom('INITIAL TIME');
      case 'STOPTIME':
        return atom('FINAL TIME');
      case 'PI':
        return atom(String(Math.PI));
      case 'INF':
        this.#scope.notice(`infinity is ${HUGE}`);
        return atom(HUGE);
      case 'SELF':
        return atom(this.#scope.self);
      default:
        return atom(this.#scope.nameOf(name, []));
    }
  }

  #binary(operator: BinaryOperator, left: Expr, right: Expr): Text {
    if (operator === '^')
      return { text: `${this.#within(left, LEVEL.atom)}^${this.#within(right, LEVEL.atom)}`, level: LEVEL.power };
    if (operator === 'mod') {
      // Vensim's remainder has the sign of the dividend, ours that of the divisor.
      const divisor = this.#short('divisor', right);
      const rest = this.#scope.aside('remainder', `MODULO(${this.argument(left)}, ${divisor})`);
      return atom(`IF THEN ELSE(${rest} * ${divisor} < 0, ${rest} + ${divisor}, ${rest})`);
    }
    const [sign, level] = OPERATORS[operator];
    const compares = level === LEVEL.compare;
    const first = this.#within(left, compares ? LEVEL.sum : level);
    const second = this.#within(right, compares ? LEVEL.sum : level + 1);
    return { text: `${first} ${sign} ${second.startsWith('-') ? `(${second})` : second}`, level };
  }

  #if({ condition, consequent, alternative }: Extract<Expr, { kind: 'if' }>): Text {
    const truncated = truncatedIn(condition, consequent, alternative);
    if (truncated !== undefined) return atom(`INTEGER(${this.argument(truncated)})`);
    const remainder = remainderIn(condition, consequent, alternative);
    if (remainder !== undefined) return atom(`MODULO(${remainder.map((one) => this.argument(one)).join(', ')})`);
    const test = isLogical(condition) ? this.argument(condition) : `${this.#within(condition, LEVEL.sum)} <> 0`;
    return atom(`IF THEN ELSE(${test}, ${this.argument(consequent)}, ${this.argument(alternative)})`);
  }

  #call(name: string, args: readonly Expr[]): Text {
    const same = SAME.get(name);
    if (same !== undefined) return this.#plain(same, args);
    const lookup = this.#scope.lookup(name);
    if (lookup !== undefined) return this.#lookup(lookup, args[0]!);
    switch (name) {
      case 'LOG10':
        return atom(`LOG(${this.argument(args[0]!)}, 10)`);
      case 'INT': {
        const whole = this.#scope.aside('whole part', `INTEGER(${this.argument(args[0]!)})`);
        return {
          text: `${whole} - IF THEN ELSE(${whole} > ${this.#within(args[0]!, LEVEL.sum)}, 1, 0)`,
          level: LEVEL.sum,
        };
      }
      case 'SUM':
      case 'PROD':
        return this.#plain(name, args);
      case 'MIN':
      case 'MAX':
        if (args.length === 1) return this.#plain(`V${name}`, args);
        return args.map((arg) => atom(this.argument(arg))).reduce((a, b) => atom(`${name}(${a.text}, ${b.text})`));
      case 'SAFEDIV': {
        const divisor = this.#short('divisor', args[1]!);
        const otherwise = args[2] === undefined ? '0' : this.argument(args[2]);
        return atom(
          `IF THEN ELSE(${divisor} = 0, ${otherwise}, ${this.#within(args[0]!, LEVEL.product)} / ${divisor})`,
        );
      }
      case 'INIT':
        return { ...this.#plain('INITIAL', args), whole: 'at the start' };
      case 'INITIALLY':
        return { ...this.#plain('ACTIVE INITIAL', [args[1]!, args[0]!]), whole: 'from its start' };
      case 'PREVIOUS':
        return {
          text: `DELAY FIXED(${this.argument(args[0]!)}, TIME STEP, ${this.argument(args[1]!)})`,
          level: LEVEL.atom,
          whole: 'a step ago',
        };
      case 'DELAY':
        return { ...this.#plain('DELAY FIXED', [args[0]!, args[1]!, args[2] ?? args[0]!]), whole: 'delayed' };
      case 'DELAY1':
      case 'DELAY3':
        return this.#plain(args.length === 2 ? name : `${name}I`, args);
      case 'SMTH1':
      case 'SMTH3':
        return this.#plain(`SMOOTH${name === 'SMTH3' ? '3' : ''}${args.length === 2 ? '' : 'I'}`, args);
      case 'DELAYN':
      case 'SMTHN':
        return this.#chain(name === 'DELAYN' ? 'DELAY1I' : 'SMOOTHI', args);
      case 'TREND':
        return this.#trend(args);
      case 'FORCST': {
        const [input, time, horizon, initial] = args as [Expr, Expr, Expr, Expr?];
        const trend = this.#trend([input, time, ...(initial === undefined ? [] : [initial])]).text;
        const now = this.#within(input, LEVEL.product);
        return { text: `${now} * (1 + ${trend} * ${this.#within(horizon, LEVEL.sign)})`, level: LEVEL.product };
      }
      default:
        return this.#overTime(name, args) ?? this.#draw(name, args);
    }
  }

  #plain(name: string, args: readonly Expr[]): Text {
    return atom(`${name}(${args.map((arg) => this.argument(arg)).join(', ')})`);
  }

  #lookup({ name, points }: { readonly name: string; readonly points: PlanLookup }, x: Expr): Text {
    const argument = this.argument(x);
    if (points.between === 'step') return atom(`LOOKUP BACKWARD(${name}, ${argument})`);
    return atom(points.outside === 'extrapolate' ? `LOOKUP EXTRAPOLATE(${name}, ${argument})` : `${name}(${argument})`);
  }

  /** One stage after another, each with its part of the time. */
  #chain(stage: string, [input, time, order, initial = input]: readonly Expr[]): Text {
    const count = make.numberOf(order!)!;
    const start = this.#short('initial', initial!);
    const share = `${this.#within(time!, LEVEL.product)} / ${count}`;
    const part = make.numberOf(time!) === undefined ? this.#scope.aside('stage time', share) : share;
    let text = this.argument(input!);
    for (let i = 0; i < count; i += 1) {
      const equation = `${stage}(${text}, ${part}, ${start})`;
      text = i === count - 1 ? equation : this.#scope.aside('stage', equation);
    }
    return atom(text);
  }

  #trend([input, time, initial]: readonly Expr[]): Text {
    const now = this.#short('input', input!);
    const span = this.#short('averaging time', time!);
    const start = initial === undefined ? '0' : this.#within(initial, LEVEL.product);
    const average = this.#scope.aside('average', `SMOOTHI(${now}, ${span}, ${now} / (1 + ${start} * ${span}))`);
    return atom(`((${now} - ${average}) / (${average} * ${span}))`);
  }

  #overTime(name: string, args: readonly Expr[]): Text | undefined {
    switch (name) {
      case 'STEP':
        return this.#plain('STEP', args);
      case 'RAMP':
        return atom(`RAMP(${args.map((arg) => this.argument(arg)).join(', ')}, FINAL TIME)`);
      case 'PULSE': {
        const [size, first, every] = args as [Expr, Expr, Expr?];
        const start = every === undefined ? this.argument(first) : this.#short('first time', first);
        const once = `PULSE(${start}, TIME STEP)`;
        const height = `${this.#within(size, LEVEL.product)} / TIME STEP`;
        if (every === undefined || make.numberOf(every) === 0)
          return { text: `${height} * ${once}`, level: LEVEL.product };
        const interval = this.#short('interval', every);
        const train = `PULSE TRAIN(${start}, TIME STEP, ${interval}, FINAL TIME + TIME STEP)`;
        return { text: `${height} * IF THEN ELSE(${interval} > 0, ${train}, ${once})`, level: LEVEL.product };
      }
      default:
        return undefined;
    }
  }

  /** Draws have the same distribution there, not the same numbers. */
  #draw(name: string, args: readonly Expr[]): Text {
    this.#scope.notice('random draws are other numbers of the same distribution');
    const given = args.map((arg) => this.argument(arg));
    switch (name) {
      case 'RANDOM':
        return atom(`RANDOM UNIFORM(${given.join(', ')}, 0)`);
      case 'NORMAL':
        return atom(`RANDOM NORMAL(-1e+30, 1e+30, ${given.join(', ')}, 0)`);
      case 'EXPRND':
        return atom(`RANDOM EXPONENTIAL(0, 1e+30, 0, ${given[0]}, 0)`);
      case 'POISSON':
        return atom(`RANDOM POISSON(0, 1e+30, ${given[0]}, 0, 1, 0)`);
      case 'LOGNORMAL': {
        const mean = this.#short('mean', args[0]!);
        const spread = this.#scope.aside('variance of logarithms', `LN(1 + ((${given[1]}) / ${mean})^2)`);
        return atom(`EXP(RANDOM NORMAL(-1e+30, 1e+30, LN(${mean}) - ${spread} / 2, SQRT(${spread}), 0))`);
      }
      default:
        throw new Error(`no function of Vensim for ${name}`);
    }
  }
}

function atom(text: string): Text {
  return { text, level: LEVEL.atom };
}

function isLogical(expr: Expr): boolean {
  if (expr.kind === 'unary') return expr.operator === 'not';
  return expr.kind === 'binary' && /^(?:[<>=]|<=|>=|<>|and|or)$/.test(expr.operator);
}

/** `IF x < 0 THEN -INT(-x) ELSE INT(x)`: x cut towards 0. */
function truncatedIn(condition: Expr, consequent: Expr, alternative: Expr): Expr | undefined {
  const whole = alternative.kind === 'call' && alternative.name === 'INT' ? alternative.args[0] : undefined;
  if (whole === undefined) return undefined;
  const down = make.negative(make.call('INT', make.negative(whole)));
  return isSame(condition, make.binary('<', whole, make.number(0))) && isSame(consequent, down) ? whole : undefined;
}

/** `IF x < 0 THEN -(-x MOD ABS(y)) ELSE x MOD ABS(y)`: the remainder with the sign of x. */
function remainderIn(condition: Expr, consequent: Expr, alternative: Expr): readonly [Expr, Expr] | undefined {
  if (alternative.kind !== 'binary' || alternative.operator !== 'mod') return undefined;
  const { left, right } = alternative;
  if (right.kind !== 'call' || right.name !== 'ABS') return undefined;
  const mirrored = make.negative(make.binary('mod', make.negative(left), right));
  return isSame(condition, make.binary('<', left, make.number(0))) && isSame(consequent, mirrored)
    ? [left, right.args[0]!]
    : undefined;
}

function isSame(a: Expr, b: Expr): boolean {
  return printExpression(a) === printExpression(b);
}
