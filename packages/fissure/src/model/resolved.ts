/**
 * Expressions after names have got their meaning: every reference knows its quantity and where each of its subscripts
 * comes from. Still one tree for all elements of an equation; `expand-model.ts` makes one scalar tree per element.
 */
import type { BinaryOperator, Span, UnaryOperator } from '../equations/ast.ts';

/** Where the element of one subscript comes from, as an index into the elements of the quantity's dimension. */
export type IndexSource =
  | { readonly kind: 'fixed'; readonly index: number }
  /** The element that the equation is for, in the `position`-th of its own dimensions; `map` turns its index into ours. */
  | { readonly kind: 'own'; readonly position: number; readonly map: readonly number[] | undefined }
  /** The element at which a reduction stands. */
  | { readonly kind: 'axis'; readonly axis: number; readonly map: readonly number[] | undefined };

/** One index that a reduction runs over. `id` is unique within an equation. */
export interface Axis {
  readonly id: number;
  /** As written, for messages: `neighbour`, `*`, `*:syrian_place`. */
  readonly label: string;
  readonly dimension: string;
  /** Indices into the elements of `dimension`, in order. */
  readonly elements: readonly number[];
}

export type Reducer = 'SUM' | 'MEAN' | 'MIN' | 'MAX' | 'PROD' | 'SIZE' | 'STDDEV';

export type Resolved =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | {
      readonly kind: 'reference';
      /** Canonical name of a parameter, input or variable. */
      readonly quantity: string;
      readonly index: readonly IndexSource[];
      readonly span: Span;
    }
  /** SELF inside PREVIOUS: the variable whose equation this is, at the same element. */
  | { readonly kind: 'self'; readonly span: Span }
  | { readonly kind: 'lookup'; readonly lookup: string; readonly argument: Resolved; readonly span: Span }
  | {
      readonly kind: 'reduce';
      readonly reducer: Reducer;
      readonly axes: readonly Axis[];
      readonly body: Resolved;
      readonly span: Span;
    }
  /** RANK: the position of the element with the given rank; equal elements go by `tie`, then by position. */
  | {
      readonly kind: 'rank';
      readonly axes: readonly Axis[];
      readonly array: Resolved;
      readonly rank: Resolved;
      readonly tie: Resolved | undefined;
      readonly span: Span;
    }
  /** CLEARINGPRICE: the price at which those along the axes are granted, together, what there is. */
  | {
      readonly kind: 'price';
      readonly axes: readonly Axis[];
      readonly supply: Resolved;
      /** Of each: request, then kind, priority and width of its curve. */
      readonly asker: readonly Resolved[];
      readonly span: Span;
    }
  /** A built-in function, named in capitals. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Resolved[]; readonly span: Span }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Resolved; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Resolved;
      readonly right: Resolved;
      readonly span: Span;
    }
  | {
      readonly kind: 'if';
      readonly condition: Resolved;
      readonly consequent: Resolved;
      readonly alternative: Resolved;
      readonly span: Span;
    }
  /** A diagnostic already says why; later checks pass over it in silence. */
  | { readonly kind: 'error'; readonly span: Span };

export function childrenOf(expr: Resolved): readonly Resolved[] {
  switch (expr.kind) {
    case 'number':
    case 'reference':
    case 'self':
    case 'error':
      return [];
    case 'lookup':
      return [expr.argument];
    case 'reduce':
      return [expr.body];
    case 'rank':
      return expr.tie === undefined ? [expr.array, expr.rank] : [expr.array, expr.rank, expr.tie];
    case 'price':
      return [expr.supply, ...expr.asker];
    case 'call':
      return expr.args;
    case 'unary':
      return [expr.operand];
    case 'binary':
      return [expr.left, expr.right];
    case 'if':
      return [expr.condition, expr.consequent, expr.alternative];
  }
}

/** Every node, parents before children, left before right. Iterative: a parsed tree may be deep. */
export function* nodesOf(expr: Resolved): Generator<Resolved> {
  const stack: Resolved[] = [expr];
  while (stack.length > 0) {
    const node = stack.pop()!;
    yield node;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i]!);
  }
}
