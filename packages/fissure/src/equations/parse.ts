/**
 * Text to expression tree. The grammar is that of XMILE 1.0 (section 3.3), from loosest to tightest:
 *
 *   OR | AND | = <> | < <= > >= | + - | * / MOD | unary + - NOT | ^ (from right to left) | ' transpose
 *
 * `IF c THEN a ELSE b` stands where a value stands and reaches as far to the right as it can. `^` binds tighter than
 * a sign on its left: `-2^2` is -4; a sign may follow it: `2^-1`.
 *
 * Never throws and does not stop at the first mistake: what cannot be understood becomes an `error` node. Trees
 * are bounded in height (`MAX_NESTING`, `MAX_HEIGHT`), so that later stages may recurse. Time is linear in the text.
 */
import type { Problems } from '../diagnostics/problems.ts';
import type { SourceText } from '../diagnostics/source-text.ts';
import type { BinaryOperator, Expr, Span, UnaryOperator } from './ast.ts';
import { treeOf } from './made-expression.ts';
import { parseSubscripts } from './parse-subscripts.ts';
import { describeToken, quote, TokenReader } from './token-reader.ts';
import { type Token, tokenise } from './tokens.ts';
import { childrenOf } from './walk.ts';

export interface ParseOptions {
  /** `2015-03` and `2015-03-15` are dates. */
  readonly dates?: boolean;
}

/** Levels of brackets, signs and exponents inside one another. */
export const MAX_NESTING = 200;
/** Height of a tree: `a + b + c` has height 3. */
export const MAX_HEIGHT = 1000;

export function parseExpression(source: SourceText, problems: Problems, options: ParseOptions = {}): Expr {
  const made = treeOf(source);
  if (made !== undefined) return made;
  const tokens = tokenise(source, problems, options.dates ?? false);
  return new Parser(new TokenReader(source, problems, tokens)).parseAll();
}

const LEVELS: Readonly<Record<Exclude<BinaryOperator, '^'>, number>> = {
  or: 1,
  and: 2,
  '=': 3,
  '<>': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  mod: 6,
};

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

class Parser {
  readonly #reader: TokenReader;
  readonly #heights = new WeakMap<Expr, number>();
  /** Expressions that the author put in brackets: no warning about how their parts bind. */
  readonly #bracketed = new WeakSet<Expr>();
  #nesting = 0;
  #saidMissingOperator = false;
  #saidTooLong = false;
  #saidChained = false;

  constructor(reader: TokenReader) {
    this.#reader = reader;
  }

  parseAll(): Expr {
    const reader = this.#reader;
    if (reader.peek().kind === 'end') {
      reader.report('parse/empty-expression', {}, { start: 0, end: reader.source.text.length });
      return { kind: 'error', span: { start: 0, end: reader.source.text.length } };
    }
    const expr = this.#parseExpression();
    if (reader.peek().kind === 'end') return expr;
    while (reader.peek().kind !== 'end') {
      this.#reportTrailing();
      reader.next();
      if (startsValue(reader.peek())) this.#parseExpression();
    }
    return { kind: 'error', span: { start: 0, end: reader.source.text.length } };
  }

  #parseExpression(): Expr {
    return this.#parseBinary(1);
  }

  /** Precedence climbing: operators of `least` level or tighter, grouped from the left. */
  #parseBinary(least: number): Expr {
    const reader = this.#reader;
    const { start } = reader.peek();
    let left = this.#parseUnary();
    for (;;) {
      const token = reader.peek();
      if (token.kind === 'operator' && token.operator !== 'not' && token.operator !== '^') {
        const level = LEVELS[token.operator];
        if (level < least) return left;
        reader.next();
        const right = this.#parseBinary(level + 1);
        left = this.#binary(token.operator, left, right, start);
      } else if (token.kind === 'unknown' || startsValue(token)) {
        left = this.#parseAfterMissingOperator(left, start);
      } else return left;
    }
  }

  #parseAfterMissingOperator(left: Expr, start: number): Expr {
    const reader = this.#reader;
    const token = reader.peek();
    if (token.kind === 'unknown') {
      reader.next();
      if (!startsValue(reader.peek())) return this.#error(start);
    } else if (!this.#saidMissingOperator) {
      this.#saidMissingOperator = true;
      const values = { left: quote(reader.textOf(left.span)), right: describeToken(reader, token) };
      reader.reportOnce(
        'parse/missing-operator',
        values,
        { start: left.span.end, end: token.end },
        { help: joinHelp(left, token) },
      );
    }
    this.#parseUnary();
    return this.#error(start);
  }

  #parseUnary(): Expr {
    const reader = this.#reader;
    const token = reader.peek();
    if (this.#nesting >= MAX_NESTING) {
      reader.report('parse/too-deep', { limit: String(MAX_NESTING) }, token);
      reader.skipToEnd();
      return this.#error(token.start);
    }
    this.#nesting += 1;
    const operator = unaryOperator(token);
    const expr = operator === undefined ? this.#parsePower() : this.#parseSign(operator, token.start);
    this.#nesting -= 1;
    return expr;
  }

  #parseSign(operator: UnaryOperator, start: number): Expr {
    this.#reader.next();
    const operand = this.#parseUnary();
    return this.#made({ kind: 'unary', operator, operand, span: this.#spanFrom(start) });
  }

  #parsePower(): Expr {
    const reader = this.#reader;
    const { start } = reader.peek();
    const base = this.#parsePostfix();
    const token = reader.peek();
    if (token.kind !== 'operator' || token.operator !== '^') return base;
    reader.next();
    const exponent = this.#parseUnary();
    return this.#binary('^', base, exponent, start);
  }

  #parsePostfix(): Expr {
    const reader = this.#reader;
    const { start } = reader.peek();
    let expr = this.#parsePrimary();
    for (;;) {
      const token = reader.peek();
      if (reader.takes("'")) {
        expr = this.#made({ kind: 'transpose', operand: expr, span: this.#spanFrom(start) });
      } else if (reader.isAt('[')) {
        reader.reportOnce('parse/subscripts-of-value', {}, token);
        parseSubscripts(reader);
        expr = this.#error(start);
      } else return expr;
    }
  }

  #parsePrimary(): Expr {
    const reader = this.#reader;
    const token = reader.peek();
    switch (token.kind) {
      case 'number':
        reader.next();
        return { kind: 'number', value: token.value, span: spanOf(token) };
      case 'date':
        reader.next();
        return { kind: 'date', text: token.text, span: spanOf(token) };
      case 'name':
        reader.next();
        return this.#parseAfterName(token.name, spanOf(token));
      case 'keyword':
        return token.word === 'if' ? this.#parseIf() : this.#missingValue();
      case 'symbol':
        return token.symbol === '(' ? this.#parseBracketed() : this.#missingValue();
      case 'unknown':
        reader.next();
        return { kind: 'error', span: spanOf(token) };
      case 'operator':
      case 'end':
        return this.#missingValue();
    }
  }

  #parseAfterName(name: string, nameSpan: Span): Expr {
    const reader = this.#reader;
    if (reader.isAt('[')) {
      const subscripts = parseSubscripts(reader);
      const span = this.#spanFrom(nameSpan.start);
      return subscripts === undefined
        ? { kind: 'error', span }
        : { kind: 'subscripted', name, subscripts, nameSpan, span };
    }
    if (!reader.isAt('(')) return { kind: 'name', name, span: nameSpan };
    const args = this.#parseArguments();
    return this.#made({ kind: 'call', name, args, nameSpan, span: this.#spanFrom(nameSpan.start) });
  }

  /** From the opening bracket to the closing one. */
  #parseArguments(): Expr[] {
    const reader = this.#reader;
    const open = reader.next();
    if (reader.takes(')')) return [];
    const args = [this.#parseExpression()];
    while (reader.takes(',')) args.push(this.#parseExpression());
    this.#closeBracket(open);
    return args;
  }

  #parseBracketed(): Expr {
    const reader = this.#reader;
    const open = reader.next();
    let inside = this.#parseExpression();
    while (reader.isAt(',')) {
      this.#reportComma();
      reader.next();
      if (startsValue(reader.peek())) this.#parseExpression();
      inside = this.#error(open.end);
    }
    this.#closeBracket(open);
    this.#bracketed.add(inside);
    return inside;
  }

  #closeBracket(open: Token): void {
    const reader = this.#reader;
    if (reader.takes(')')) return;
    const found = reader.peek();
    const related = [{ message: 'closed at the latest here', place: reader.place(found.start, found.end) }];
    reader.reportOnce('parse/unclosed-bracket', { bracket: '`(`' }, open, { related });
    if (reader.isAt(']')) reader.next();
  }

  #parseIf(): Expr {
    const reader = this.#reader;
    const { start, end } = reader.next();
    if (this.#isFunctionIf()) return this.#parseFunctionIf(start);
    const condition = this.#parseExpression();
    const consequent = this.#parseBranch('then', 'parse/missing-then', { start, end });
    const alternative = this.#parseBranch('else', 'parse/missing-else', { start, end });
    return this.#made({ kind: 'if', condition, consequent, alternative, span: this.#spanFrom(start) });
  }

  #parseBranch(word: 'then' | 'else', missing: 'parse/missing-then' | 'parse/missing-else', ifSpan: Span): Expr {
    const reader = this.#reader;
    if (!reader.isAtKeyword(word)) {
      reader.reportOnce(missing, {}, ifSpan);
      return this.#error(reader.lastEnd);
    }
    reader.next();
    return this.#parseExpression();
  }

  /** After IF: `(c, a, b)` as in spreadsheets, or `THEN ELSE (c, a, b)` as in Vensim. */
  #isFunctionIf(): boolean {
    const reader = this.#reader;
    if (reader.isAtKeyword('then') && reader.isAtKeyword('else', 1)) return reader.isAt('(', 2);
    if (!reader.isAt('(')) return false;
    let depth = 0;
    for (let ahead = 0; ; ahead += 1) {
      const token = reader.peek(ahead);
      if (token.kind === 'end') return false;
      if (token.kind !== 'symbol') continue;
      if (token.symbol === '(' || token.symbol === '[') depth += 1;
      else if (token.symbol === ')' || token.symbol === ']') depth -= 1;
      else if (token.symbol === ',' && depth === 1) return true;
      if (depth <= 0) return false;
    }
  }

  #parseFunctionIf(start: number): Expr {
    const reader = this.#reader;
    while (!reader.isAt('(')) reader.next();
    const args = this.#parseArguments();
    const span = this.#spanFrom(start);
    const [condition, consequent, alternative] = args;
    if (args.length !== 3 || !condition || !consequent || !alternative) {
      reader.report('parse/if-as-function', {}, span);
      return { kind: 'error', span };
    }
    const [c, a, b] = args.map((arg) => reader.textOf(arg.span));
    reader.report('parse/if-as-function', {}, span, { help: `Write ${quote(`IF ${c} THEN ${a} ELSE ${b}`)}.` });
    return this.#made({ kind: 'if', condition, consequent, alternative, span });
  }

  #missingValue(): Expr {
    const reader = this.#reader;
    const token = reader.peek();
    if (token.kind === 'end') reader.reportOnce('parse/unexpected-end', {}, { start: reader.lastEnd, end: token.end });
    else {
      const found = describeToken(reader, token);
      reader.reportOnce('parse/missing-value', { found }, token, {
        help: missingValueHelp(token, reader.lastEnd === 0),
      });
    }
    if (token.kind === 'symbol' && (token.symbol === "'" || token.symbol === ':' || token.symbol === '@')) {
      reader.next();
      this.#saidMissingOperator = true;
    }
    return { kind: 'error', span: { start: token.start, end: token.start } };
  }

  #reportTrailing(): void {
    const reader = this.#reader;
    const token = reader.peek();
    const text = describeToken(reader, token);
    if (token.kind === 'keyword') reader.reportOnce('parse/unexpected-word', { word: text }, token);
    else if (reader.isAt(',')) this.#reportComma();
    else if (reader.isAt(')') || reader.isAt(']'))
      reader.reportOnce('parse/unexpected-closing', { bracket: text }, token);
    else reader.reportOnce('parse/unexpected-symbol', { symbol: text }, token);
  }

  #reportComma(): void {
    const reader = this.#reader;
    const comma = reader.peek();
    const number = /(?<![\w.])\d+,\d+$/.exec(
      reader.source.text.slice(Math.max(0, comma.start - 20), reader.peek(1).end),
    );
    if (number !== null && reader.peek(1).kind === 'number') {
      const span = { start: reader.peek(1).end - number[0].length, end: reader.peek(1).end };
      reader.reportOnce(
        'parse/decimal-comma',
        { text: quote(number[0]), point: quote(number[0].replace(',', '.')) },
        span,
      );
    } else reader.reportOnce('parse/unexpected-comma', {}, comma);
  }

  #binary(operator: BinaryOperator, left: Expr, right: Expr, start: number): Expr {
    const span = this.#spanFrom(start);
    if (left.kind === 'error' && right.kind === 'error') return { kind: 'error', span };
    if (COMPARISONS.has(operator)) this.#warnOfChain(left, right, span);
    if (LEVELS_ABOVE_AND.has(operator)) this.#warnOfNot(operator, left);
    if (operator === '-') this.#warnOfDate(left, right, span);
    return this.#made({ kind: 'binary', operator, left, right, span });
  }

  #warnOfChain(left: Expr, right: Expr, span: Span): void {
    for (const side of [left, right]) {
      if (this.#saidChained) return;
      if (side.kind !== 'binary' || !COMPARISONS.has(side.operator) || this.#bracketed.has(side)) continue;
      const other = side === left ? right : left;
      const values = { first: quote(this.#reader.textOf(side.span)), second: quote(this.#reader.textOf(other.span)) };
      this.#reader.report('parse/chained-comparison', values, span);
      this.#saidChained = true;
    }
  }

  #warnOfNot(operator: BinaryOperator, left: Expr): void {
    if (left.kind !== 'unary' || left.operator !== 'not' || this.#bracketed.has(left)) return;
    if (this.#bracketed.has(left.operand)) return;
    const values = { operand: quote(this.#reader.textOf(left.operand.span)), operator: quote(operator.toUpperCase()) };
    this.#reader.report('parse/not-binds-tight', values, left.span);
  }

  #warnOfDate(left: Expr, right: Expr, span: Span): void {
    if (left.kind !== 'number' || right.kind !== 'number') return;
    if (span.end - span.start > 7) return;
    const text = this.#reader.textOf(span);
    if (!/^(?:1[5-9]|20|21)\d\d-(?:0?[1-9]|1[0-2])$/.test(text)) return;
    this.#reader.report('parse/date-as-subtraction', { text, value: String(left.value - right.value) }, span);
  }

  /** Every node with children passes here: keeps the height of the tree within `MAX_HEIGHT`. */
  #made(expr: Expr): Expr {
    let height = 1;
    for (const child of childrenOf(expr)) height = Math.max(height, 1 + (this.#heights.get(child) ?? 1));
    if (height > MAX_HEIGHT) {
      if (!this.#saidTooLong) this.#reader.report('parse/too-long', { limit: String(MAX_HEIGHT) }, expr.span);
      this.#saidTooLong = true;
      return { kind: 'error', span: expr.span };
    }
    this.#heights.set(expr, height);
    return expr;
  }

  #spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.#reader.lastEnd) };
  }

  #error(start: number): Expr {
    return { kind: 'error', span: this.#spanFrom(start) };
  }
}

/** Operators that bind looser than NOT, though authors tend to think otherwise. */
const LEVELS_ABOVE_AND: ReadonlySet<string> = new Set([...COMPARISONS, '+', '-', '*', '/', 'mod']);

function unaryOperator(token: Token): UnaryOperator | undefined {
  if (token.kind !== 'operator') return undefined;
  return token.operator === '-' || token.operator === '+' || token.operator === 'not' ? token.operator : undefined;
}

/** Whether a value can begin with this token, where no operator can be meant by it. */
function startsValue(token: Token): boolean {
  switch (token.kind) {
    case 'number':
    case 'date':
    case 'name':
      return true;
    case 'keyword':
      return token.word === 'if';
    case 'operator':
      return token.operator === 'not';
    case 'symbol':
      return token.symbol === '(';
    case 'unknown':
    case 'end':
      return false;
  }
}

function joinHelp(left: Expr, token: Token): string | undefined {
  if (left.kind === 'name' && token.kind === 'name')
    return `If this is one name, write \`${left.name}_${token.name}\`; otherwise put an operator between the two.`;
  if (token.kind === 'keyword' || (token.kind === 'operator' && token.operator === 'not')) return undefined;
  return 'Write * for a product.';
}

function missingValueHelp(token: Token, first: boolean): string | undefined {
  if (first && token.kind === 'operator' && token.operator === '=')
    return 'Write the expression alone, without an equals sign before it.';
  if (token.kind === 'symbol' && token.symbol === "'") return 'Names with spaces take double quotation marks: "a b".';
  return undefined;
}

function spanOf(token: Token): Span {
  return { start: token.start, end: token.end };
}
