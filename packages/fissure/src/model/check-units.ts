/**
 * Units through every equation: each part of an expression gets a unit from its parts, sums and comparisons need one
 * unit on both sides, the whole needs the declared one. Nothing is waived.
 *
 * A number stands for itself and is dimensionless; only 0 and INF fit every unit, and an equation that is nothing but
 * a number takes the declared unit. With `check_units: except_numbers`, as other tools have it, what is made of numbers
 * alone fits every unit where it is added, compared or an argument; as a factor it has none.
 */
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Span } from '../equations/ast.ts';
import { BUILTINS, type UnitRule } from '../equations/builtins.ts';
import { printUnit } from '../equations/print-unit.ts';
import {
  conversionFactor,
  DIMENSIONLESS,
  divideUnits,
  isDimensionless,
  multiplyUnits,
  powerUnit,
  sameUnit,
  type Unit,
} from '../equations/unit.ts';
import { unitByRule } from '../equations/unit-rules.ts';
import { type Model, quantityNamed } from './model.ts';
import { childrenOf, type Resolved } from './resolved.ts';

/** `any`: a zero, which has every unit. Undefined: unknown, since something in it is wrong and said so. */
export type InferredUnit = Unit | 'any' | undefined;

export type UnitContext = Pick<
  Model,
  'study' | 'parameters' | 'inputs' | 'variables' | 'lookups' | 'units' | 'timeUnit'
>;

export interface UnitQuestion {
  readonly source: SourceText;
  readonly resolved: Resolved;
  /** Undefined: any unit will do. */
  readonly wanted: Unit | undefined;
  /** What has the wanted unit, as the message names it: `desertion` between backticks. */
  readonly of: string;
  /** Unit of SELF. */
  readonly self: Unit | undefined;
}

/** Checks one expression and gives its unit. */
export function checkUnit(question: UnitQuestion, context: UnitContext, problems: Problems): InferredUnit {
  const checker = new UnitChecker(context, question.source, question.self, problems);
  const unit = checker.infer(question.resolved);
  const { wanted } = question;
  if (wanted === undefined || unit === undefined || unit === 'any') return unit ?? wanted;
  // An equation that is a number alone states a quantity in the declared unit.
  if (isNumber(question.resolved) || checker.takesAnyUnit(question.resolved)) return wanted;
  checker.needSame('The equation must give the declared unit', question.of, wanted, question.resolved, unit);
  return wanted;
}

/** How many lines of derivation a message shows at most. */
const MOST_NOTES = 16;

class UnitChecker {
  readonly #context: UnitContext;
  readonly #source: SourceText;
  readonly #self: Unit | undefined;
  readonly #problems: Problems;
  readonly #units = new Map<Resolved, InferredUnit>();

  constructor(context: UnitContext, source: SourceText, self: Unit | undefined, problems: Problems) {
    this.#context = context;
    this.#source = source;
    this.#self = self;
    this.#problems = problems;
  }

  takesAnyUnit(expr: Resolved): boolean {
    return this.#context.study.settings.checkUnits === 'except_numbers' && isOfNumbers(expr);
  }

  infer(expr: Resolved): InferredUnit {
    const unit = this.#inferNew(expr);
    this.#units.set(expr, unit);
    return unit;
  }

  #inferNew(expr: Resolved): InferredUnit {
    switch (expr.kind) {
      case 'number':
        return expr.value === 0 ? 'any' : DIMENSIONLESS;
      case 'reference':
        return quantityNamed(this.#context, expr.quantity)?.unit;
      case 'self':
        return this.#self;
      case 'lookup':
        return this.#lookup(expr);
      case 'reduce':
        return this.#reduce(expr);
      case 'rank':
        this.infer(expr.array);
        if (expr.tie !== undefined) this.infer(expr.tie);
        this.#needDimensionless('The rank', expr.rank, this.infer(expr.rank));
        return DIMENSIONLESS;
      case 'price':
        return this.#byTable('CLEARINGPRICE', [expr.supply, ...expr.asker]);
      case 'call':
        return expr.name === 'DATE' ? this.#context.timeUnit : this.#byTable(expr.name, expr.args);
      case 'unary':
        return this.#unary(expr);
      case 'binary':
        return this.#binary(expr);
      case 'if':
        this.#needDimensionless('A condition', expr.condition, this.infer(expr.condition));
        return this.#common('Both branches of IF need one unit', [expr.consequent, expr.alternative]);
      case 'error':
        return undefined;
    }
  }

  #lookup(expr: Extract<Resolved, { kind: 'lookup' }>): InferredUnit {
    const lookup = this.#context.lookups.get(expr.lookup)!;
    const name = lookup.name.text;
    this.#needArgument(`The argument of ${name}`, `x of \`${name}\``, lookup.xUnit, expr.argument);
    return lookup.yUnit;
  }

  #reduce(expr: Extract<Resolved, { kind: 'reduce' }>): InferredUnit {
    const unit = this.infer(expr.body);
    if (expr.reducer === 'SIZE') return DIMENSIONLESS;
    if (expr.reducer !== 'PROD' || unit === undefined || unit === 'any') return unit;
    return powerUnit(
      unit,
      expr.axes.reduce((count, axis) => count * axis.elements.length, 1),
    );
  }

  #unary(expr: Extract<Resolved, { kind: 'unary' }>): InferredUnit {
    const unit = this.infer(expr.operand);
    if (expr.operator !== 'not') return unit;
    this.#needDimensionless('What NOT denies', expr.operand, unit);
    return DIMENSIONLESS;
  }

  #binary(expr: Extract<Resolved, { kind: 'binary' }>): InferredUnit {
    const { left, right } = expr;
    switch (expr.operator) {
      case '+':
      case '-':
        return this.#common(expr.operator === '+' ? 'A sum needs one unit' : 'A difference needs one unit', [
          left,
          right,
        ]);
      case 'mod':
        return this.#common('Both sides of MOD need one unit', [left, right]);
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '=':
      case '<>':
        this.#common('A comparison needs one unit', [left, right]);
        return DIMENSIONLESS;
      case 'and':
      case 'or':
        for (const side of [left, right])
          this.#needDimensionless(`Each side of ${expr.operator.toUpperCase()}`, side, this.infer(side));
        return DIMENSIONLESS;
      case '*':
      case '/':
        return product(expr.operator, this.infer(left), this.infer(right));
      case '^':
        return this.#power(left, right);
    }
  }

  #power(base: Resolved, exponent: Resolved): InferredUnit {
    const unit = this.infer(base);
    this.#needDimensionless('An exponent', exponent, this.infer(exponent));
    if (unit === undefined || unit === 'any' || isDimensionless(unit)) return unit;
    const value = numberOf(exponent);
    if (value !== undefined) return powerUnit(unit, value);
    this.#problems.add(
      'unit/power',
      { base: this.#text(base), unit: this.#print(unit), exponent: this.#text(exponent) },
      this.#place(exponent.span),
    );
    return undefined;
  }

  /** By the table of built-in functions: arguments bind u and v, the others must agree with what that gives. */
  #byTable(name: string, args: readonly Resolved[]): InferredUnit {
    const builtin = BUILTINS.get(name.toLowerCase())!;
    const ruleOf = (i: number) => builtin.parameters[Math.min(i, builtin.parameters.length - 1)]!.unit;
    const sharing = (rule: UnitRule) => args.filter((_, i) => ruleOf(i) === rule);
    const u = this.#common(`The arguments of ${name} need one unit`, sharing('u'));
    const v = this.#common(`The arguments of ${name} need one unit`, sharing('v'));
    const known = { u: u === 'any' ? undefined : u, v: v === 'any' ? undefined : v, time: this.#context.timeUnit };
    for (const [i, arg] of args.entries()) {
      const rule = ruleOf(i);
      if (rule === 'u' || rule === 'v') continue;
      const what = `The ${builtin.parameters[i]!.name} of ${name}`;
      if (rule === '1') this.#needDimensionless(what, arg, this.infer(arg));
      else this.#needArgument(what, rule, unitByRule(rule, known), arg);
    }
    // A zero as argument makes a zero or, where the result does not depend on its unit, the rule decides.
    if (builtin.result === 'any' || (u === 'any' && builtin.result.startsWith('u'))) return 'any';
    return unitByRule(builtin.result, known);
  }

  #needArgument(rule: string, of: string, wanted: Unit | undefined, arg: Resolved): void {
    const unit = this.infer(arg);
    if (wanted === undefined || unit === undefined || unit === 'any' || this.takesAnyUnit(arg)) return;
    this.needSame(`${rule} has another unit`, of, wanted, arg, unit);
  }

  /** The one unit of several expressions; reports those that differ from the first whose unit is known. */
  #common(rule: string, exprs: readonly Resolved[]): InferredUnit {
    let first: { readonly expr: Resolved; readonly unit: Unit } | undefined;
    let unknown = false;
    for (const expr of exprs) {
      const unit = this.infer(expr);
      if (unit === undefined) unknown = true;
      else if (unit === 'any' || this.takesAnyUnit(expr)) continue;
      else if (first === undefined) first = { expr, unit };
      else this.needSame(rule, first.expr, first.unit, expr, unit);
    }
    if (first !== undefined || unknown) return first?.unit;
    return exprs.some((expr) => this.#units.get(expr) !== 'any') ? DIMENSIONLESS : 'any';
  }

  /** Reports where `expr` is not in the unit `wanted`. `of`: the expression with that unit, or what a message calls it. */
  needSame(rule: string, of: Resolved | string, wanted: Unit, expr: Resolved, unit: Unit): void {
    // Texts are made only where there is something to say: every term of a sum passes here.
    if (sameUnit(wanted, unit)) return;
    const other = typeof of === 'string' ? undefined : of;
    const values = {
      rule,
      one: typeof of === 'string' ? of : `\`${this.#text(of)}\``,
      oneUnit: this.#print(wanted),
      other: `\`${this.#text(expr)}\``,
      otherUnit: this.#print(unit),
    };
    const notes = this.#derivation(...(other === undefined ? [] : [other]), expr);
    const factor = conversionFactor(unit, wanted);
    if (factor === undefined)
      this.#problems.add('unit/mismatch', values, this.#place(expr.span), {
        notes,
        help: this.#literalHelp(expr, wanted, other),
      });
    else
      this.#problems.add('unit/scale', { ...values, factor: shortNumber(factor) }, this.#place(expr.span), { notes });
  }

  #literalHelp(expr: Resolved, wanted: Unit, other: Resolved | undefined): string | undefined {
    if (isNumber(expr)) return `A number has no unit: declare a parameter in ${this.#print(wanted)} and use its name.`;
    if (other !== undefined && isNumber(other)) {
      const unit = this.#units.get(expr);
      const printed = unit === undefined || unit === 'any' ? 'its unit' : this.#print(unit);
      return `A number has no unit: declare a parameter in ${printed} and use its name.`;
    }
    return undefined;
  }

  #needDimensionless(what: string, expr: Resolved, unit: InferredUnit): void {
    if (unit === undefined || unit === 'any' || isDimensionless(unit)) return;
    this.#problems.add(
      'unit/not-dimensionless',
      { what, text: this.#text(expr), unit: this.#print(unit) },
      this.#place(expr.span),
      { notes: this.#derivation(expr) },
    );
  }

  /** Expressions and their parts, each with its unit, parts indented below the whole. Numbers are left out. */
  #derivation(...whole: readonly Resolved[]): readonly string[] {
    const lines: string[] = [];
    const tell = (expr: Resolved, depth: number): void => {
      if (lines.length === MOST_NOTES || depth > 6 || (depth > 0 && isNumber(expr))) return;
      const unit = this.#units.get(expr);
      const printed = unit === undefined ? 'unknown' : unit === 'any' ? 'any unit' : this.#print(unit);
      lines.push(`${'  '.repeat(depth)}${this.#text(expr)}: ${printed}`);
      for (const child of childrenOf(expr)) tell(child, depth + 1);
    };
    for (const expr of whole) tell(expr, 0);
    return lines;
  }

  #text(expr: Resolved): string {
    const text = this.#source.text.slice(expr.span.start, expr.span.end).replace(/\s+/g, ' ');
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  }

  #print(unit: Unit): string {
    return printUnit(unit, this.#context.units);
  }

  #place(span: Span) {
    return placeIn(this.#source, span.start, span.end);
  }
}

/** A zero times anything, or over anything, is a zero. */
function product(operator: '*' | '/', left: InferredUnit, right: InferredUnit): InferredUnit {
  if (left === 'any') return 'any';
  if (left === undefined || right === undefined) return undefined;
  if (right === 'any') return operator === '*' ? 'any' : left;
  return operator === '*' ? multiplyUnits(left, right) : divideUnits(left, right);
}

function isNumber(expr: Resolved): boolean {
  return numberOf(expr) !== undefined;
}

/** Made of numbers alone, whichever branch is taken and whenever it is asked. */
function isOfNumbers(expr: Resolved): boolean {
  switch (expr.kind) {
    case 'number':
      return true;
    case 'unary':
      return expr.operator !== 'not' && isOfNumbers(expr.operand);
    case 'binary':
      return NUMERIC.has(expr.operator) && isOfNumbers(expr.left) && isOfNumbers(expr.right);
    case 'if':
      return isOfNumbers(expr.consequent) && isOfNumbers(expr.alternative);
    case 'call': {
      const builtin = BUILTINS.get(expr.name.toLowerCase());
      const { parameters = [], result } = builtin ?? {};
      const shared = expr.args.filter((_, i) => parameters[Math.min(i, parameters.length - 1)]?.unit === 'u');
      return result === 'u' && shared.length > 0 && shared.every(isOfNumbers);
    }
    default:
      return false;
  }
}

const NUMERIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '^', 'mod']);

/** The value of a literal number with or without signs. */
export function numberOf(expr: Resolved): number | undefined {
  if (expr.kind === 'number') return expr.value;
  if (expr.kind !== 'unary' || expr.operator === 'not') return undefined;
  const value = numberOf(expr.operand);
  return value === undefined ? undefined : expr.operator === '-' ? -value : value;
}

/** Six significant digits, without trailing zeros. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
