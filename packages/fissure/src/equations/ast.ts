/**
 * The whole expression language as plain tagged data. Spans count UTF-16 units in the expression's own text;
 * `placeIn` of diagnostics turns them into places in a file.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type UnaryOperator = '-' | '+' | 'not';
export type BinaryOperator = '^' | '*' | '/' | 'mod' | '+' | '-' | '<' | '<=' | '>' | '>=' | '=' | '<>' | 'and' | 'or';

/** One position between square brackets. */
export type Subscript =
  /** An element or a dimension: which one is known only after names are resolved. `x[foreign]`, `x[place]`. */
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  /** Every element: `*`, or of a sub-dimension: `*:syrian_place`. Allowed inside reductions. */
  | { readonly kind: 'all'; readonly of: string | undefined; readonly span: Span }
  /** Elements from one to another, both included: `a:c`, `2:4`. Allowed inside reductions. */
  | { readonly kind: 'range'; readonly from: string; readonly to: string; readonly span: Span }
  /** Element by position from 1: a number in brackets, `x[2]`. */
  | { readonly kind: 'position'; readonly index: number; readonly span: Span };

export type Expr =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  /** `2015-03` or `2015-03-15`: only where the caller allows dates (claims, history). */
  | { readonly kind: 'date'; readonly text: string; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'subscripted';
      readonly name: string;
      readonly subscripts: readonly Subscript[];
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'transpose'; readonly operand: Expr; readonly span: Span }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expr[];
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expr; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expr;
      readonly right: Expr;
      readonly span: Span;
    }
  | {
      readonly kind: 'if';
      readonly condition: Expr;
      readonly consequent: Expr;
      readonly alternative: Expr;
      readonly span: Span;
    }
  /** Stands where the text could not be understood; a diagnostic says why. Checks pass over it in silence. */
  | { readonly kind: 'error'; readonly span: Span };
