/**
 * Expression tree to text. Reading the text again gives the same tree, spans aside: `parse(print(tree)) = tree` for
 * every tree that the parser can make. Brackets stand where the tree needs them, and in three more places where
 * their absence would mislead: around an IF that is not the whole of an argument or the last branch, around a
 * comparison inside a comparison, and around a NOT before a comparison or an arithmetic operator.
 */
import type { BinaryOperator, Expr, Span, Subscript } from './ast.ts';
import { isPlainName } from './tokens.ts';

/** How tightly the outermost operator of an expression binds. Operators of one level group from the left. */
const LEVEL = {
  if: 0,
  or: 1,
  and: 2,
  equality: 3,
  order: 4,
  sum: 5,
  product: 6,
  sign: 7,
  power: 8,
  postfix: 9,
} as const;
type Level = (typeof LEVEL)[keyof typeof LEVEL];

const LEVEL_OF: Readonly<Record<BinaryOperator, Level>> = {
  or: LEVEL.or,
  and: LEVEL.and,
  '=': LEVEL.equality,
  '<>': LEVEL.equality,
  '<': LEVEL.order,
  '<=': LEVEL.order,
  '>': LEVEL.order,
  '>=': LEVEL.order,
  '+': LEVEL.sum,
  '-': LEVEL.sum,
  '*': LEVEL.product,
  '/': LEVEL.product,
  mod: LEVEL.product,
  '^': LEVEL.power,
};

/** Nodes of kind `error` print as `?`, which no expression contains, so that the text never passes for a right one. */
export function printExpression(expr: Expr): string {
  return printWithTree(expr).text;
}

/** The text, and the tree that the parser makes of it: with places in this text. */
export function printWithTree(expr: Expr): { readonly text: string; readonly tree: Expr } {
  const printer = new Printer();
  const tree = printer.print(expr);
  return { text: printer.text, tree };
}

/** The name as it stands in an expression: in quotation marks where it must be. */
function printName(name: string): string {
  if (isPlainName(name)) return name;
  return `"${name.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}

export function printSubscript(subscript: Subscript): string {
  switch (subscript.kind) {
    case 'name':
      return printName(subscript.name);
    case 'all':
      return subscript.of === undefined ? '*' : `*:${printName(subscript.of)}`;
    case 'range':
      return `${printBound(subscript.from)}:${printBound(subscript.to)}`;
    case 'position':
      return String(subscript.index);
  }
}

function printBound(bound: string): string {
  return /^[1-9]\d*$/.test(bound) ? bound : printName(bound);
}

/** Writes tree after tree behind one another, and gives each back with its place. */
class Printer {
  readonly #pieces: string[] = [];
  #length = 0;

  get text(): string {
    return this.#pieces.join('');
  }

  #write(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  print(expr: Expr): Expr {
    const start = this.#length;
    switch (expr.kind) {
      case 'number':
        return this.#number(expr.value, start);
      case 'date':
        this.#write(expr.text);
        return { ...expr, span: this.#from(start) };
      case 'name':
        this.#write(printName(expr.name));
        return { kind: 'name', name: expr.name, span: this.#from(start) };
      case 'subscripted': {
        const { name } = expr;
        const nameSpan = this.#name(name);
        const subscripts = this.#list('[', expr.subscripts, (one) => this.#subscript(one), ']');
        return { kind: 'subscripted', name, subscripts, nameSpan, span: this.#from(start) };
      }
      case 'transpose': {
        const operand = this.#within(expr.operand, LEVEL.postfix);
        this.#write("'");
        return { kind: 'transpose', operand, span: this.#from(start) };
      }
      case 'call': {
        const { name } = expr;
        const nameSpan = this.#name(name);
        const args = this.#list('(', expr.args, (one) => this.print(one), ')');
        return { kind: 'call', name, args, nameSpan, span: this.#from(start) };
      }
      case 'unary': {
        const { operator } = expr;
        this.#write(operator === 'not' ? 'NOT ' : operator);
        const operand = this.#within(expr.operand, LEVEL.sign);
        return { kind: 'unary', operator, operand, span: this.#from(start) };
      }
      case 'binary':
        return this.#binary(expr, start);
      case 'if': {
        this.#write('IF ');
        const condition = this.#within(expr.condition, LEVEL.or);
        this.#write(' THEN ');
        const consequent = this.#within(expr.consequent, LEVEL.or);
        this.#write(' ELSE ');
        const alternative = this.print(expr.alternative);
        return { kind: 'if', condition, consequent, alternative, span: this.#from(start) };
      }
      case 'error':
        this.#write('?');
        return { kind: 'error', span: this.#from(start) };
    }
  }

  #binary({ operator, left, right }: Extract<Expr, { kind: 'binary' }>, start: number): Expr {
    const [leftLevel, rightLevel] = levelsBeside(operator);
    const isNot = left.kind === 'unary' && left.operator === 'not' && leftLevel > LEVEL.and && operator !== '^';
    const printedLeft = this.#within(left, isNot ? LEVEL.postfix : leftLevel);
    this.#write(operator === '^' ? '^' : ` ${operator.toUpperCase()} `);
    const printedRight = this.#within(right, rightLevel);
    return { kind: 'binary', operator, left: printedLeft, right: printedRight, span: this.#from(start) };
  }

  /** In brackets unless the expression binds at least as tightly as `least`. */
  #within(expr: Expr, least: Level): Expr {
    if (levelOf(expr) >= least) return this.print(expr);
    this.#write('(');
    const inside = this.print(expr);
    this.#write(')');
    return inside;
  }

  /** The shortest digits that read back as the same number. The parser makes no negative or infinite number nodes. */
  #number(value: number, start: number): Expr {
    if (Number.isNaN(value)) {
      const zero: Expr = { kind: 'number', value: 0, span: { start, end: start } };
      return this.#within({ kind: 'binary', operator: '/', left: zero, right: zero, span: zero.span }, LEVEL.postfix);
    }
    if (value < 0 || Object.is(value, -0)) {
      this.#write('-');
      const operand = this.#number(-value, start + 1);
      return { kind: 'unary', operator: '-', operand, span: this.#from(start) };
    }
    this.#write(Number.isFinite(value) ? String(value) : 'INF');
    const span = this.#from(start);
    return Number.isFinite(value) ? { kind: 'number', value, span } : { kind: 'name', name: 'INF', span };
  }

  #name(name: string): Span {
    const start = this.#length;
    this.#write(printName(name));
    return this.#from(start);
  }

  #subscript(subscript: Subscript): Subscript {
    const start = this.#length;
    this.#write(printSubscript(subscript));
    return { ...subscript, span: this.#from(start) };
  }

  #list<T>(open: string, items: readonly T[], print: (item: T) => T, close: string): T[] {
    this.#write(open);
    const printed = items.map((item, i) => {
      if (i > 0) this.#write(', ');
      return print(item);
    });
    this.#write(close);
    return printed;
  }

  #from(start: number): Span {
    return { start, end: this.#length };
  }
}

/** How tightly what stands on either side must bind: comparisons take sums and tighter on both. */
function levelsBeside(operator: BinaryOperator): readonly [Level, Level] {
  if (operator === '^') return [LEVEL.postfix, LEVEL.sign];
  const level = LEVEL_OF[operator];
  if (level === LEVEL.equality || level === LEVEL.order) return [LEVEL.sum, LEVEL.sum];
  return [level, (level + 1) as Level];
}

function levelOf(expr: Expr): Level {
  switch (expr.kind) {
    case 'if':
      return LEVEL.if;
    case 'binary':
      return LEVEL_OF[expr.operator];
    case 'unary':
      return LEVEL.sign;
    case 'number':
      return expr.value < 0 || Object.is(expr.value, -0) ? LEVEL.sign : LEVEL.postfix;
    default:
      return LEVEL.postfix;
  }
}
