/**
 * Gives names and subscripts of one expression their meaning: Expr -> Resolved. Owns the rules of the section
 * "Subscripts" of the format; the name table and the dimensions come from the caller.
 */
import { timeOfDate } from '../base/calendar.ts';
import { canonicalName } from '../base/names.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { ProblemDetails, Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Expr, Span, Subscript } from '../equations/ast.ts';
import { BUILTINS, type Builtin } from '../equations/builtins.ts';
import type { TimeSettings } from '../study/study.ts';
import { didYouMean } from './dimensions.ts';
import type { Dimension, NameTable } from './model.ts';
import { isReduction, type Subscriptable, SubscriptResolver } from './resolve-subscripts.ts';
import { nodesOf, type Reducer, type Resolved } from './resolved.ts';

/** What names can mean, the same for all equations of a model. */
export interface Scope {
  readonly names: NameTable;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly quantities: ReadonlyMap<string, Subscriptable>;
  readonly time: TimeSettings;
}

export interface ResolveOptions {
  readonly source: SourceText;
  /** Canonical names of the equation's own dimensions. */
  readonly own: readonly string[];
  /** True in the equation of a variable: SELF then means something (inside PREVIOUS). */
  readonly hasSelf: boolean;
}

export function resolveExpression(expr: Expr, scope: Scope, options: ResolveOptions, problems: Problems): Resolved {
  return new Resolver(scope, options, problems).resolve(expr);
}

const MOST_RANKED = 100;

class Resolver {
  readonly #scope: Scope;
  readonly #options: ResolveOptions;
  readonly #problems: Problems;
  readonly #subscripts: SubscriptResolver;
  #previousDepth = 0;

  constructor(scope: Scope, options: ResolveOptions, problems: Problems) {
    this.#scope = scope;
    this.#options = options;
    this.#problems = problems;
    this.#subscripts = new SubscriptResolver(scope.dimensions, options, problems);
  }

  resolve(expr: Expr): Resolved {
    switch (expr.kind) {
      case 'number':
        return { kind: 'number', value: expr.value, span: expr.span };
      case 'date':
        return this.#date(expr.text, expr.span);
      case 'name':
        return this.#name(expr.name, [], expr.span, expr.span);
      case 'subscripted':
        return this.#name(expr.name, expr.subscripts, expr.nameSpan, expr.span);
      case 'transpose':
        this.#problems.add('dimension/transpose', {}, this.#place(expr.span));
        return { kind: 'error', span: expr.span };
      case 'call':
        return this.#call(expr);
      case 'unary':
        return { kind: 'unary', operator: expr.operator, operand: this.resolve(expr.operand), span: expr.span };
      case 'binary':
        return {
          kind: 'binary',
          operator: expr.operator,
          left: this.resolve(expr.left),
          right: this.resolve(expr.right),
          span: expr.span,
        };
      case 'if':
        return {
          kind: 'if',
          condition: this.resolve(expr.condition),
          consequent: this.resolve(expr.consequent),
          alternative: this.resolve(expr.alternative),
          span: expr.span,
        };
      case 'error':
        return { kind: 'error', span: expr.span };
    }
  }

  #place(span: Span): Place {
    return placeIn(this.#options.source, span.start, span.end);
  }

  #error(
    code: Parameters<Problems['add']>[0],
    values: Readonly<Record<string, string | number>>,
    span: Span,
    details: ProblemDetails = {},
  ): Resolved {
    this.#problems.add(code, values, this.#place(span), details);
    return { kind: 'error', span };
  }

  #date(text: string, span: Span): Resolved {
    const value = timeOfDate(text, this.#scope.time);
    if (value === undefined) return this.#error('check/date', { date: text }, span);
    return { kind: 'call', name: 'DATE', args: [{ kind: 'number', value, span }], span };
  }

  // -- Names ---------------------------------------------------------------------------------------------------------

  #name(name: string, subscripts: readonly Subscript[], nameSpan: Span, span: Span): Resolved {
    const id = canonicalName(name);
    const quantity = this.#scope.quantities.get(id);
    if (quantity !== undefined) return this.#reference(quantity, subscripts, span);
    const thing = this.#scope.names.get(id);
    if (thing !== undefined) {
      if (thing.kind === 'lookup')
        return this.#error('check/lookup-without-argument', { name }, span, { help: `Write ${name}(x).` });
      return this.#error('check/not-a-value', { name, kind: thing.kind }, span);
    }
    if (id === 'self') return this.#self(span);
    const builtin = BUILTINS.get(id);
    if (builtin !== undefined && subscripts.length === 0) return this.#checkedCall(builtin, [], nameSpan, span);
    return this.#error('check/unknown-name', { name }, nameSpan, {
      help: didYouMean(name, this.#known(['parameter', 'input', 'variable', 'lookup'])),
    });
  }

  #reference(quantity: Subscriptable, subscripts: readonly Subscript[], span: Span): Resolved {
    const index = this.#subscripts.reference(quantity, subscripts, span);
    return index === undefined ? { kind: 'error', span } : { kind: 'reference', quantity: quantity.id, index, span };
  }

  #self(span: Span): Resolved {
    if (!this.#options.hasSelf || this.#previousDepth === 0) return this.#error('check/self', {}, span);
    return { kind: 'self', span };
  }

  #known(kinds: readonly string[]): string[] {
    const known: string[] = [];
    for (const thing of this.#scope.names.values()) if (kinds.includes(thing.kind)) known.push(thing.name.text);
    for (const builtin of BUILTINS.values()) known.push(builtin.name);
    return known;
  }

  // -- Calls ---------------------------------------------------------------------------------------------------------

  #call(expr: Extract<Expr, { kind: 'call' }>): Resolved {
    const id = canonicalName(expr.name);
    const thing = this.#scope.names.get(id);
    if (thing?.kind === 'lookup') return this.#lookup(thing.id, expr);
    if (thing !== undefined)
      return this.#error('check/not-a-function', { name: expr.name, kind: thing.kind }, expr.nameSpan);
    const builtin = BUILTINS.get(id);
    if (builtin === undefined)
      return this.#error('check/unknown-function', { name: expr.name }, expr.nameSpan, {
        help: didYouMean(expr.name, this.#known(['lookup'])),
      });
    if (isReduction(expr)) return this.#reduce(builtin.name as Reducer, expr);
    if (builtin.name === 'SELF') return this.#self(expr.span);
    if (builtin.name === 'RANK' && (expr.args.length === 2 || expr.args.length === 3)) return this.#rank(expr);
    if (builtin.name === 'CLEARINGPRICE' && expr.args.length === builtin.maxArgs) return this.#price(expr);
    if (builtin.name === 'LOOKUP' && expr.args.length === 2) return this.#lookupCall(expr);
    if (builtin.name === 'PREVIOUS') this.#previousDepth += 1;
    const args = expr.args.map((arg) => this.resolve(arg));
    if (builtin.name === 'PREVIOUS') this.#previousDepth -= 1;
    return this.#checkedCall(builtin, args, expr.nameSpan, expr.span);
  }

  #checkedCall(builtin: Builtin, args: readonly Resolved[], nameSpan: Span, span: Span): Resolved {
    const { name, minArgs, maxArgs, signature } = builtin;
    if (args.length < minArgs || args.length > maxArgs)
      return this.#error(
        'check/argument-count',
        { name, expected: countText(minArgs, maxArgs), count: args.length },
        nameSpan,
        { help: `Write ${signature}.` },
      );
    const order = builtin.parameters.findIndex((parameter) => parameter.name === 'n');
    if (order >= 0 && !isOrder(args[order]!)) return this.#error('check/order-of-delay', { name }, args[order]!.span);
    return { kind: 'call', name, args, span };
  }

  /** LOOKUP(restraint, x) is restraint(x). */
  #lookupCall(expr: Extract<Expr, { kind: 'call' }>): Resolved {
    const first = expr.args[0]!;
    const name = first.kind === 'name' ? first.name : 'this';
    const thing = first.kind === 'name' ? this.#scope.names.get(canonicalName(first.name)) : undefined;
    if (thing?.kind !== 'lookup')
      return this.#error('check/unknown-lookup', { name }, first.span, {
        help: didYouMean(name, this.#lookupNames()),
      });
    return { kind: 'lookup', lookup: thing.id, argument: this.resolve(expr.args[1]!), span: expr.span };
  }

  #lookupNames(): string[] {
    return [...this.#scope.names.values()].filter(({ kind }) => kind === 'lookup').map(({ name }) => name.text);
  }

  #lookup(lookup: string, expr: Extract<Expr, { kind: 'call' }>): Resolved {
    if (expr.args.length !== 1)
      return this.#error(
        'check/argument-count',
        { name: expr.name, expected: '1 argument', count: expr.args.length },
        expr.nameSpan,
      );
    return { kind: 'lookup', lookup, argument: this.resolve(expr.args[0]!), span: expr.span };
  }

  /** The number of comparisons grows with the square of the elements. */
  #rank(expr: Extract<Expr, { kind: 'call' }>): Resolved {
    const rank = this.resolve(expr.args[1]!);
    this.#subscripts.enterReduction('RANK', expr.args[0]!);
    const array = this.resolve(expr.args[0]!);
    const tie = expr.args[2] === undefined ? undefined : this.resolve(expr.args[2]);
    const axes = this.#subscripts.leaveReduction();
    const count = axes.reduce((product, axis) => product * axis.elements.length, 1);
    if (count > MOST_RANKED) return this.#error('check/rank-too-large', { count, limit: MOST_RANKED }, expr.span);
    if (axes.length > 0) return { kind: 'rank', axes, array, rank, tie, span: expr.span };
    return this.#nothingToRunOver('RANK', [array], expr.span);
  }

  #price(expr: Extract<Expr, { kind: 'call' }>): Resolved {
    const [supply, ...fields] = expr.args;
    const whole = this.resolve(supply!);
    this.#subscripts.enterReduction('CLEARINGPRICE', ...fields);
    const asker = fields.map((field) => this.resolve(field));
    const axes = this.#subscripts.leaveReduction();
    if (axes.length > 0) return { kind: 'price', axes, supply: whole, asker, span: expr.span };
    return this.#nothingToRunOver('CLEARINGPRICE', asker, expr.span);
  }

  #reduce(reducer: Reducer, expr: Extract<Expr, { kind: 'call' }>): Resolved {
    this.#subscripts.enterReduction(reducer, expr.args[0]!);
    const body = this.resolve(expr.args[0]!);
    const axes = this.#subscripts.leaveReduction();
    if (axes.length > 0) return { kind: 'reduce', reducer, axes, body, span: expr.span };
    return this.#nothingToRunOver(reducer, [body], expr.span);
  }

  /** In silence where a mistake in the arguments may be why. */
  #nothingToRunOver(name: string, args: readonly Resolved[], span: Span): Resolved {
    for (const arg of args) for (const node of nodesOf(arg)) if (node.kind === 'error') return { kind: 'error', span };
    return this.#error('dimension/nothing-to-run-over', { function: name }, span);
  }
}

function countText(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return `${min} or more arguments`;
  if (max === 0) return 'no arguments';
  const range = min === max ? String(min) : `${min} to ${max}`;
  return `${range} ${max === 1 ? 'argument' : 'arguments'}`;
}

/** The number of stages of DELAYN and SMTHN: known before the run, since each stage is a stock. */
function isOrder(expr: Resolved): boolean {
  return expr.kind === 'number' && Number.isInteger(expr.value) && expr.value >= 1 && expr.value <= 100;
}
