/**
 * Which parts of an expression are expressions: the one table, and the walks over it. Trees from the parser are at
 * most `MAX_HEIGHT` high, so plain recursion is safe.
 */
import type { Expr } from './ast.ts';
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

/** Whether two expressions are alike in everything but their places. */
export function sameExpr(a: Expr, b: Expr): boolean {
  if (a === b) return true;
  if (headOf(a) !== headOf(b)) return false;
  const [inside, others] = [childrenOf(a), childrenOf(b)];
  return inside.length === others.length && inside.every((child, i) => sameExpr(child, others[i]!));
}

/** What an expression is, apart from the expressions inside. */
function headOf(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return `number ${Object.is(expr.value, -0) ? '-0' : expr.value}`;
    case 'date':
      return `date ${expr.text}`;
    case 'name':
    case 'call':
      return `${expr.kind} ${expr.name}`;
    case 'subscripted':
      return `subscripted ${expr.name} ${expr.subscripts.map(printSubscript).join(', ')}`;
    case 'unary':
    case 'binary':
      return `${expr.kind} ${expr.operator}`;
    default:
      return expr.kind;
  }
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
