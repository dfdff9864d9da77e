/**
 * Texts of expressions that were made as trees. A model of another tool becomes a study of texts, and its equations can be
 * megabytes: each text keeps the tree that it was printed from, so that nothing is parsed to get back what was there.
 */
import { madeFrom, type SourceText } from '../diagnostics/source-text.ts';
import type { Expr, Span } from './ast.ts';
import { printExpression, printWithTree } from './print.ts';
import { heightOf } from './walk.ts';

/** Higher trees are parsed: what the parser says of trees that are too high or too deep is for it to say. */
const HIGHEST = 150;

const TREES = new WeakMap<SourceText, Expr>();

/**
 * The text of an expression that stands for a part of a file, all of it. It is written when somebody asks: a run does not.
 * `places`: whether anything asks which part of the text a part of the tree is; without, the tree is kept as it is, parts
 * that it shares included.
 */
export function sourceOfExpression(expr: Expr, file: string, span: Span, places: boolean): SourceText {
  if (places) {
    const { text, tree } = printWithTree(expr);
    return withTree(madeFrom(text, file, span), expr, tree);
  }
  let text: string | undefined;
  const source: SourceText = {
    get text() {
      text ??= printExpression(expr);
      return text;
    },
    ...{ file, offsets: { all: span.start }, end: span.end },
  };
  return withTree(source, expr, expr);
}

function withTree(source: SourceText, expr: Expr, tree: Expr): SourceText {
  if (heightOf(expr) <= HIGHEST) TREES.set(source, tree);
  return source;
}

/** What `parseExpression` makes of the text; undefined where it must be parsed to know. */
export function treeOf(source: SourceText): Expr | undefined {
  return TREES.get(source);
}
