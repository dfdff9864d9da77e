import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../../src/equations/ast.ts';
import { printExpression, printWithTree } from '../../src/equations/print.ts';
import { arbitraryExpr, parsed, withoutSpans } from './support.ts';

describe('printExpression', () => {
  it.each([
    ['a+b*c', 'a + b * c'],
    ['(a+b)*c', '(a + b) * c'],
    ['a-(b-c)', 'a - (b - c)'],
    ['(a-b)-c', 'a - b - c'],
    ['a/(b*c)', 'a / (b * c)'],
    ['(a^b)^c', '(a^b)^c'],
    ['a^(b^c)', 'a^b^c'],
    ['(-a)^2', '(-a)^2'],
    ['-(a^2)', '-a^2'],
    ['a*(-b)', 'a * -b'],
    ['(-a)*b', '-a * b'],
    ['a^(-b)', 'a^-b'],
    ['-(a+b)', '-(a + b)'],
    ['NOT (a AND b) or c', 'NOT (a AND b) OR c'],
    ['(not a) > b', '(NOT a) > b'],
    ['(a < b) = c', '(a < b) = c'],
    ['a < b and b <= c', 'a < b AND b <= c'],
    ['1 + (if a then b else c)', '1 + (IF a THEN b ELSE c)'],
    ['if a then b else if c then d else e', 'IF a THEN b ELSE IF c THEN d ELSE e'],
    ['if a then (if b then 1 else 2) else 3', 'IF a THEN (IF b THEN 1 ELSE 2) ELSE 3'],
    ['max( a ,b)', 'max(a, b)'],
    ["(a+b)'", "(a + b)'"],
    ["(a')'", "a''"],
    ['x[ a,*:b ,2:4,*, 3 ]', 'x[a, *:b, 2:4, *, 3]'],
    ['"border openness" * "if"', '"border openness" * "if"'],
    ['"pay"', 'pay'],
    ['1e-3 + .5 + 2. + 1E5', '0.001 + 0.5 + 2 + 100000'],
    ['a mod b {why}', 'a MOD b'],
  ])('%s prints as %s', (text, expected) => {
    expect(printExpression(parsed(text).expr)).toBe(expected);
  });

  it('prints numbers that no text has, so that code can make trees', () => {
    const number = (value: number) => ({ kind: 'number', value, span: { start: 0, end: 0 } }) as const;
    const power = {
      kind: 'binary',
      operator: '^',
      left: number(-2),
      right: number(-1),
      span: { start: 0, end: 0 },
    } as const;
    expect(printExpression(power)).toBe('(-2)^-1');
    expect(printExpression(number(Number.POSITIVE_INFINITY))).toBe('INF');
  });

  it('is undone by the parser, without a complaint', () => {
    fc.assert(
      fc.property(arbitraryExpr(), (tree) => {
        const again = parsed(printExpression(tree));
        expect(again.problems.list).toEqual([]);
        expect(withoutSpans(again.expr)).toEqual(withoutSpans(tree));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives with the text the very tree that the parser makes of it, places and all', () => {
    fc.assert(
      fc.property(arbitraryExpr(), (tree) => {
        const printed = printWithTree(tree);
        expect(printed.text).toBe(printExpression(tree));
        expect(printed.tree).toEqual(parsed(printed.text).expr);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([Number.NaN, -0, -2.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'so it does of numbers that no text has: %d',
    (value) => {
      const span = { start: 0, end: 0 };
      const number = { kind: 'number', value, span } as const;
      const printed = printWithTree({ kind: 'binary', operator: '-', left: number, right: number, span });
      expect(printed.tree).toEqual(parsed(printed.text).expr);
    },
  );

  it('is undone by the parser where dates are allowed', () => {
    fc.assert(
      fc.property(arbitraryExpr({ dates: true }), (tree) => {
        const again = parsed(printExpression(tree), { dates: true });
        expect(again.problems.list).toEqual([]);
        expect(withoutSpans(again.expr)).toEqual(withoutSpans(tree));
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing when repeated, whatever was typed', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      '+',
      '-',
      '^',
      '*',
      ' ',
      '2',
      'IF ',
      ' THEN ',
      ' ELSE ',
      ' NOT ',
      '<',
      ',',
      '[',
      ']',
      "'",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { expr, problems } = parsed(pieces.join(''));
        if (problems.hasErrors) return;
        const once = printExpression(expr);
        expect(printExpression(parsed(once).expr)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('needs every bracket it prints, except those kept for the reader', () => {
    fc.assert(
      fc.property(arithmetic(), (tree) => {
        const text = printExpression(tree);
        for (let open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
          const close = matching(text, open);
          const without = `${text.slice(0, open)} ${text.slice(open + 1, close)} ${text.slice(close + 1)}`;
          expect(withoutSpans(parsed(without).expr)).not.toEqual(withoutSpans(tree));
        }
      }),
    );
  });
});

/** Trees of arithmetic alone: there no bracket is a courtesy. */
function arithmetic(): fc.Arbitrary<Expr> {
  const span = fc.constant({ start: 0, end: 0 });
  return fc.letrec<{ expr: Expr }>((tie) => ({
    expr: fc.oneof(
      { maxDepth: 4, depthSize: 'large' },
      fc.record({ kind: fc.constant('name' as const), name: fc.constantFrom('a', 'b', 'c'), span }),
      fc.record({
        kind: fc.constant('binary' as const),
        operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const, '^' as const),
        left: tie('expr'),
        right: tie('expr'),
        span,
      }),
      fc.record({
        kind: fc.constant('unary' as const),
        operator: fc.constant('-' as const),
        operand: tie('expr'),
        span,
      }),
    ),
  })).expr;
}

function matching(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`unbalanced: ${text}`);
}
