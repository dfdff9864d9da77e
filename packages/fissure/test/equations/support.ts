/** Helpers of the tests of `equations/`: parsing a plain string, trees without spans, arbitrary trees and units. */
import fc from 'fast-check';
import { Problems } from '../../src/diagnostics/problems.ts';
import type { SourceText } from '../../src/diagnostics/source-text.ts';
import type { BinaryOperator, Expr, Span, Subscript, UnaryOperator } from '../../src/equations/ast.ts';
import { parseExpression } from '../../src/equations/parse.ts';

export function sourceOf(text: string): SourceText {
  return { text, file: 'model.yaml', offsets: 0, end: text.length };
}

export function parsed(text: string, options?: { dates?: boolean }): { expr: Expr; problems: Problems } {
  const problems = new Problems();
  return { expr: parseExpression(sourceOf(text), problems, options), problems };
}

/** `code@start-end`, one for each diagnostic. */
export function codesOf(problems: Problems): string[] {
  return problems.list.map(({ code, place }) => `${code}@${place?.start}-${place?.end}`);
}

const NOWHERE: Span = { start: 0, end: 0 };

/** The same tree with every span set to nowhere, for comparison. */
export function withoutSpans<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => (key === 'span' || key === 'nameSpan' ? NOWHERE : inner)),
  ) as T;
}

/** Reads as Lisp: `(+ a (* 2 b))`. Short to write down in a table of expected trees. */
export function lisp(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return String(expr.value);
    case 'date':
      return `#${expr.text}`;
    case 'name':
      return expr.name;
    case 'subscripted':
      return `${expr.name}[${expr.subscripts.map(lispSubscript).join(' ')}]`;
    case 'transpose':
      return `(transpose ${lisp(expr.operand)})`;
    case 'call':
      return `(${[`${expr.name}()`, ...expr.args.map(lisp)].join(' ')})`;
    case 'unary':
      return `(${expr.operator} ${lisp(expr.operand)})`;
    case 'binary':
      return `(${expr.operator} ${lisp(expr.left)} ${lisp(expr.right)})`;
    case 'if':
      return `(if ${lisp(expr.condition)} ${lisp(expr.consequent)} ${lisp(expr.alternative)})`;
    case 'error':
      return '?';
  }
}

function lispSubscript(subscript: Subscript): string {
  switch (subscript.kind) {
    case 'name':
      return subscript.name;
    case 'all':
      return subscript.of === undefined ? '*' : `*:${subscript.of}`;
    case 'range':
      return `${subscript.from}..${subscript.to}`;
    case 'position':
      return `#${subscript.index}`;
  }
}

const BINARY: readonly BinaryOperator[] = [
  '^',
  '*',
  '/',
  'mod',
  '+',
  '-',
  '<',
  '<=',
  '>',
  '>=',
  '=',
  '<>',
  'and',
  'or',
];
const UNARY: readonly UnaryOperator[] = ['-', '+', 'not'];

/** Mostly ordinary names, and some that need quotation marks: keywords, spaces, quotes, backslashes, anything. */
function arbitraryName(): fc.Arbitrary<string> {
  const odd = fc.constantFrom(
    'if',
    'AND',
    'Mod',
    'a b',
    'a "quoted" b',
    'back\\slash',
    'two\nlines',
    '2x',
    '$',
    'é',
    '名前',
    "it's",
  );
  const anything = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }).filter((text) => text.trim() !== '');
  return fc.oneof({ weight: 6, arbitrary: fc.constantFrom('a', 'b', 'pay', 'exit_rate', 'Time') }, odd, anything);
}

function arbitrarySubscript(): fc.Arbitrary<Subscript> {
  const name = arbitraryName();
  const bound = fc.oneof(name, fc.integer({ min: 1, max: 99 }).map(String));
  const span = fc.constant(NOWHERE);
  return fc.oneof(
    fc.record({ kind: fc.constant('name' as const), name, span }),
    fc.record({ kind: fc.constant('all' as const), of: fc.option(name, { nil: undefined }), span }),
    fc.record({ kind: fc.constant('range' as const), from: bound, to: bound, span }),
    fc.record({ kind: fc.constant('position' as const), index: fc.integer({ min: 1, max: 1e6 }), span }),
  );
}

/** Any tree that the parser could make: numbers are finite and not negative, names not blank. */
export function arbitraryExpr(options: { dates?: boolean } = {}): fc.Arbitrary<Expr> {
  const span = fc.constant(NOWHERE);
  const nameSpan = span;
  const date = fc.constantFrom('2014-06', '2015-03-15').map((text): Expr => ({ kind: 'date', text, span: NOWHERE }));
  return fc.letrec<{ expr: Expr; leaf: Expr }>((tie) => {
    const inner = tie('expr');
    return {
      leaf: fc.oneof(
        fc.record({
          kind: fc.constant('number' as const),
          value: fc.oneof(fc.nat(3000), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })).map(Math.abs),
          span,
        }),
        fc.record({ kind: fc.constant('name' as const), name: arbitraryName(), span }),
        fc.record({
          kind: fc.constant('subscripted' as const),
          name: arbitraryName(),
          subscripts: fc.array(arbitrarySubscript(), { minLength: 1, maxLength: 3 }),
          nameSpan,
          span,
        }),
        ...(options.dates ? [date] : []),
      ),
      expr: fc.oneof(
        { maxDepth: 6, depthSize: 'large', withCrossShrink: true },
        tie('leaf'),
        fc.record({
          kind: fc.constant('binary' as const),
          operator: fc.constantFrom(...BINARY),
          left: inner,
          right: inner,
          span,
        }),
        fc.record({ kind: fc.constant('unary' as const), operator: fc.constantFrom(...UNARY), operand: inner, span }),
        fc.record({ kind: fc.constant('if' as const), condition: inner, consequent: inner, alternative: inner, span }),
        fc.record({
          kind: fc.constant('call' as const),
          name: arbitraryName(),
          args: fc.array(inner, { maxLength: 3 }),
          nameSpan,
          span,
        }),
        fc.record({ kind: fc.constant('transpose' as const), operand: inner, span }),
      ),
    };
  }).expr;
}
