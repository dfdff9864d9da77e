/**
 * Which parts of an expression are expressions: the one table, and the walks over it. Trees from the parser are at
 * most `MAX_HEIGHT` high, so plain recursion is safe.
 */
import type { Expr, Subscript } from './ast.ts';
import { printSubscript } from './print.ts';

const NONE: readonly Expr[] = [];

/** The expressions directly inside an expression, from left to right. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'date':
    case 'name':
    case 'subscripted':
    case 'error':
      return NONE;
    case 'transpose':
    case 'unary':
      return [expr.operand];
    case 'call':
      return expr.args;
    case 'binary':
      return [expr.left, expr.right];
    case 'if':
      return [expr.condition, expr.consequent, expr.alternative];
  }
}

/** The same expression with `change` made to each child; the very same object where no child changed. */
export function mapChildren(expr: Expr, change: (child: Expr) => Expr): Expr {
  const before = childrenOf(expr);
  const after = before.map(change);
  return after.every((child, index) => child === before[index]) ? expr : withChildren(expr, after);
}

/** Changes an expression from its leaves to its root: `change` sees a node whose children are changed already. */
export function mapExpr(expr: Expr, change: (expr: Expr) => Expr): Expr {
  return change(mapChildren(expr, (child) => mapExpr(child, change)));
}

/** Visits parents before children, from left to right. Where `visit` gives `'skip'`, what is inside is passed over. */
export function walkExpr(expr: Expr, visit: (expr: Expr) => 'skip' | undefined): void {
  if (visit(expr) === 'skip') return;
  for (const child of childrenOf(expr)) walkExpr(child, visit);
}

/** `a + b + c` has height 3. */
export function heightOf(expr: Expr): number {
  let height = 0;
  for (const child of childrenOf(expr)) height = Math.max(height, heightOf(child));
  return height + 1;
}

/** Whether two expressions are the same but for their places and the expressions inside. */
export function sameHead(a: Expr, b: Expr): boolean {
  switch (a.kind) {
    case 'number':
      return a.kind === b.kind && Object.is(a.value, b.value);
    case 'date':
      return a.kind === b.kind && a.text === b.text;
    case 'name':
    case 'call':
      return a.kind === b.kind && a.name === b.name;
    case 'subscripted':
      return a.kind === b.kind && a.name === b.name && sameSubscripts(a.subscripts, b.subscripts);
    case 'unary':
    case 'binary':
      return a.kind === b.kind && a.operator === b.operator;
    default:
      return a.kind === b.kind;
  }
}

function sameSubscripts(a: readonly Subscript[], b: readonly Subscript[]): boolean {
  return a.length === b.length && a.every((one, i) => printSubscript(one) === printSubscript(b[i]!));
}

/** Whether an expression or anything inside it satisfies the test. */
export function someExpr(expr: Expr, test: (expr: Expr) => boolean): boolean {
  return test(expr) || childrenOf(expr).some((child) => someExpr(child, test));
}

function withChildren(expr: Expr, children: readonly Expr[]): Expr {
  switch (expr.kind) {
    case 'number':
    case 'date':
    case 'name':
    case 'subscripted':
    case 'error':
      return expr;
    case 'transpose':
    case 'unary':
      return { ...expr, operand: children[0]! };
    case 'call':
      return { ...expr, args: children };
    case 'binary':
      return { ...expr, left: children[0]!, right: children[1]! };
    case 'if':
      return { ...expr, condition: children[0]!, consequent: children[1]!, alternative: children[2]! };
  }
}
