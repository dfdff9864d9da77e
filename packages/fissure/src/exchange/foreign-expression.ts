/**
 * Expressions of Vensim and XMILE in one tree: what the two parsers make and `translate/` turns into Fissure's own
 * language. Names and subscripts are as written; spans count UTF-16 units in the file's text.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Of what no text of the model says. */
export const NOWHERE: Span = { start: 0, end: 0 };

export type Subscript =
  /** An element or a dimension. `each`: marked with `!` (Vensim), the enclosing function runs over it. */
  | { readonly kind: 'name'; readonly name: string; readonly each: boolean; readonly span: Span }
  /** `*`, or `*:part`: every element. */
  | { readonly kind: 'all'; readonly of: string | undefined; readonly span: Span }
  | { readonly kind: 'range'; readonly from: string; readonly to: string; readonly span: Span }
  /** `@1` (XMILE): the position in the dimensions of the left side, for transposing. */
  | { readonly kind: 'at'; readonly position: number; readonly span: Span }
  /** The position in the dimension, rounded, worked out as the model runs (XMILE). */
  | { readonly kind: 'computed'; readonly value: ForeignExpr; readonly span: Span }
  /** The element at which a run over elements stands; translation makes these, no file holds them. */
  | { readonly kind: 'run'; readonly axis: string; readonly span: Span };

export type ForeignOperator = '+' | '-' | '*' | '/' | '^' | 'mod' | '<' | '<=' | '>' | '>=' | '=' | '<>' | 'and' | 'or';

export interface LookupPoints {
  readonly points: readonly (readonly [number, number])[];
  readonly kind: 'continuous' | 'extrapolate' | 'discrete';
}

export interface OutputTaker {
  readonly name: string;
  readonly subscripts: readonly Subscript[];
  readonly span: Span;
}

export type ForeignExpr =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  /** Text between apostrophes: names of files, sheets and cells. */
  | { readonly kind: 'string'; readonly text: string; readonly span: Span }
  | {
      readonly kind: 'ref';
      readonly name: string;
      readonly subscripts: readonly Subscript[] | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      /** Of a subscripted lookup that is called. */
      readonly subscripts: readonly Subscript[] | undefined;
      readonly args: readonly ForeignExpr[];
      /** Of a macro: the variables that take its further outputs, `M(a : p, q)`. */
      readonly outputs?: readonly OutputTaker[];
      /** Which of the further outputs this is; undefined for the macro's own value. */
      readonly output?: number;
      readonly span: Span;
    }
  | { readonly kind: 'unary'; readonly operator: '-' | '+' | 'not'; readonly operand: ForeignExpr; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly operator: ForeignOperator;
      readonly left: ForeignExpr;
      readonly right: ForeignExpr;
      readonly span: Span;
    }
  | {
      readonly kind: 'if';
      readonly condition: ForeignExpr;
      readonly consequent: ForeignExpr;
      readonly alternative: ForeignExpr;
      readonly span: Span;
    }
  | { readonly kind: 'transpose'; readonly operand: ForeignExpr; readonly span: Span }
  /** `([(0,0)-(10,10)],(0,1),(10,2))` */
  | { readonly kind: 'points'; readonly lookup: LookupPoints; readonly span: Span }
  /** `1,2;3,4;`: the elements of an array, rows separated by `;`. Also TABBED ARRAY. */
  | { readonly kind: 'list'; readonly items: readonly ForeignExpr[]; readonly span: Span }
  /** Could not be read: a diagnostic says why. */
  | { readonly kind: 'error'; readonly span: Span };

/** Nested deeper than any person writes: refused, so that no recursion exhausts the stack. */
export const DEEPEST = 200;

export function childrenOf(expr: ForeignExpr): readonly ForeignExpr[] {
  switch (expr.kind) {
    case 'call':
      return expr.args;
    case 'unary':
    case 'transpose':
      return [expr.operand];
    case 'binary':
      return [expr.left, expr.right];
    case 'if':
      return [expr.condition, expr.consequent, expr.alternative];
    case 'list':
      return expr.items;
    default:
      return [];
  }
}
