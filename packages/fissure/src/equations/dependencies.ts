/** Which names an expression mentions. What they mean is for `model/` to say. */
import { canonicalName } from '../base/names.ts';
import type { Expr, Span, Subscript } from './ast.ts';
import { walkExpr } from './walk.ts';

export interface Mention {
  readonly name: string;
  /** `call`: the name stands before round brackets: a built-in function, or a lookup. */
  readonly kind: 'value' | 'call';
  /** Undefined where there are no square brackets. */
  readonly subscripts: readonly Subscript[] | undefined;
  /** Of the name alone. */
  readonly span: Span;
}

/** Every mention of a name, in the order of the text. Names of dimensions and elements in subscripts are not among them. */
export function mentionsIn(expr: Expr): Mention[] {
  const mentions: Mention[] = [];
  walkExpr(expr, (node) => {
    if (node.kind === 'name') mentions.push({ name: node.name, kind: 'value', subscripts: undefined, span: node.span });
    else if (node.kind === 'subscripted')
      mentions.push({ name: node.name, kind: 'value', subscripts: node.subscripts, span: node.nameSpan });
    else if (node.kind === 'call')
      mentions.push({ name: node.name, kind: 'call', subscripts: undefined, span: node.nameSpan });
    return undefined;
  });
  return mentions;
}

/** The canonical names that an expression mentions, built-in ones included, in order of first mention. */
export function namesIn(expr: Expr): ReadonlySet<string> {
  return new Set(mentionsIn(expr).map((mention) => canonicalName(mention.name)));
}
