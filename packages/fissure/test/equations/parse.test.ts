import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { MAX_HEIGHT, MAX_NESTING, parseExpression } from '../../src/equations/parse.ts';
import { childrenOf, someExpr, walkExpr } from '../../src/equations/walk.ts';
import { codesOf, lisp, parsed, sourceOf } from './support.ts';

describe('parseExpression', () => {
  it.each([
    // Numbers and names.
    ['1', '1'],
    ['.5', '0.5'],
    ['2.', '2'],
    ['1e-3', '0.001'],
    ['6E5', '600000'],
    ['exit_rate', 'exit_rate'],
    ['größe', 'größe'],
    ['a$b', 'a$b'],
    ['"a b"', 'a b'],
    ['"say \\"no\\" \\\\ \\n"', 'say "no" \\ \n'],
    ['"if"', 'if'],
    ['IFfy + nothing', '(+ IFfy nothing)'],
    // Precedence, from the table of XMILE 1.0, 3.3.1.
    ['a + b * c', '(+ a (* b c))'],
    ['a * b + c', '(+ (* a b) c)'],
    ['a - b - c', '(- (- a b) c)'],
    ['a / b * c', '(* (/ a b) c)'],
    ['a ^ b ^ c', '(^ a (^ b c))'],
    ['-2^2', '(- (^ 2 2))'],
    ['(-2)^2', '(^ (- 2) 2)'],
    ['2^-1', '(^ 2 (- 1))'],
    ['2^-1^2', '(^ 2 (- (^ 1 2)))'],
    ['2^-a * b', '(* (^ 2 (- a)) b)'],
    ['-a * b', '(* (- a) b)'],
    ['a * -b', '(* a (- b))'],
    ['a - -b', '(- a (- b))'],
    ['+a', '(+ a)'],
    ['- - a', '(- (- a))'],
    ['a mod b * c', '(* (mod a b) c)'],
    ['a + b < c - d', '(< (+ a b) (- c d))'],
    ['(a < b) = (c > d)', '(= (< a b) (> c d))'],
    ['a < b and c > d', '(and (< a b) (> c d))'],
    ['a = b AND c <> d', '(and (= a b) (<> c d))'],
    ['a or b and c', '(or a (and b c))'],
    ['not a and b', '(and (not a) b)'],
    ['NOT (a > b)', '(not (> a b))'],
    ['not not a', '(not (not a))'],
    // IF reaches as far right as it can.
    ['IF a > 1 THEN b ELSE c + 1', '(if (> a 1) b (+ c 1))'],
    ['1 + if a then b else c * 2', '(+ 1 (if a b (* c 2)))'],
    ['if a then b else if c then d else e', '(if a b (if c d e))'],
    ['if a then if b then c else d else e', '(if a (if b c d) e)'],
    ['IF (a) THEN (b) ELSE (c)', '(if a b c)'],
    ['IF (MAX(a, b) > 1) AND c THEN 1 ELSE 0', '(if (and (> (MAX() a b) 1) c) 1 0)'],
    // Calls, arrays, comments.
    ['TIME', 'TIME'],
    ['TIME()', '(TIME())'],
    ['MAX(a, b + 1)', '(MAX() a (+ b 1))'],
    ['"my lookup"(x)', '(my lookup() x)'],
    ['SUM(x[*, b]) / SIZE(x[*, b])', '(/ (SUM() x[* b]) (SIZE() x[* b]))'],
    ['x[a, *:part, 2:4, c:d, 3, "odd name"]', 'x[a *:part 2..4 c..d #3 odd name]'],
    ["a'", '(transpose a)'],
    ["a' ^ 2", '(^ (transpose a) 2)'],
    ["x[a, b]'", '(transpose x[a b])'],
    ['a*b { product } + c { then c }', '(+ (* a b) c)'],
    ['{ alone } a', 'a'],
    ['a\n  + b\t* c', '(+ a (* b c))'],
    ['2015 - 3', '(- 2015 3)'],
  ])('%s', (text, expected) => {
    const { expr, problems } = parsed(text);
    expect(lisp(expr)).toBe(expected);
    expect(codesOf(problems)).toEqual([]);
  });

  it('reads dates only where they are allowed', () => {
    const dates = parsed('mean(x, 2015-04, 2016-03-31)', { dates: true });
    expect(lisp(dates.expr)).toBe('(mean() x #2015-04 #2016-03-31)');
    expect(dates.problems.list).toEqual([]);
    const none = parsed('mean(x, 2015-04)');
    expect(lisp(none.expr)).toBe('(mean() x (- 2015 4))');
    expect(codesOf(none.problems)).toEqual(['parse/date-as-subtraction@8-15']);
  });

  it('gives every node the stretch of text it stands for', () => {
    const text = ' (a + "b c") * MAX(x[p, *], 2) ';
    const { expr } = parsed(text);
    const at = (span: { start: number; end: number }) => text.slice(span.start, span.end);
    if (expr.kind !== 'binary' || expr.left.kind !== 'binary' || expr.right.kind !== 'call')
      throw new Error(lisp(expr));
    expect(at(expr.span)).toBe('(a + "b c") * MAX(x[p, *], 2)');
    expect(at(expr.left.span)).toBe('a + "b c"');
    expect(at(expr.left.right.span)).toBe('"b c"');
    expect(at(expr.right.nameSpan)).toBe('MAX');
    expect(at(expr.right.span)).toBe('MAX(x[p, *], 2)');
    const [array] = expr.right.args;
    if (array?.kind !== 'subscripted') throw new Error('no subscripts');
    expect(at(array.span)).toBe('x[p, *]');
    expect(array.subscripts.map((subscript) => at(subscript.span))).toEqual(['p', '*']);
  });
});

describe('mistakes', () => {
  it.each([
    ['', '?', 'parse/empty-expression@0-0'],
    [' { nothing } ', '?', 'parse/empty-expression@0-13'],
    ['a +', '(+ a ?)', 'parse/unexpected-end@3-3'],
    ['a + * b', '(+ a (* ? b))', 'parse/missing-value@4-5'],
    ['MAX(a, )', '(MAX() a ?)', 'parse/missing-value@7-8'],
    ['= a + b', '(= ? (+ a b))', 'parse/missing-value@0-1'],
    ['()', '?', 'parse/missing-value@1-2'],
    ['a b', '?', 'parse/missing-operator@1-3'],
    ['a b c d e', '?', 'parse/missing-operator@1-3'],
    ['2 (a + b)', '?', 'parse/missing-operator@1-3'],
    ['(a)(b)', '?', 'parse/missing-operator@2-4'],
    ['(a + b', '(+ a b)', 'parse/unclosed-bracket@0-1'],
    ['MAX(a, b', '(MAX() a b)', 'parse/unclosed-bracket@3-4'],
    ['x[a', '?', 'parse/unclosed-bracket@1-2'],
    ['a + b)', '?', 'parse/unexpected-closing@5-6'],
    ['a]', '?', 'parse/unexpected-closing@1-2'],
    ['a, b', '?', 'parse/unexpected-comma@1-2'],
    ['(a, b)', '?', 'parse/unexpected-comma@2-3'],
    ['0,5 * a', '?', 'parse/decimal-comma@0-3'],
    ['a + (1,5)', '(+ a ?)', 'parse/decimal-comma@5-8'],
    ['a THEN b', '?', 'parse/unexpected-word@2-6'],
    ['IF a b', '(if ? ? ?)', 'parse/missing-operator@4-6 parse/missing-then@0-2'],
    ['IF a THEN b', '(if a b ?)', 'parse/missing-else@0-2'],
    ['1 + IF a', '(+ 1 (if a ? ?))', 'parse/missing-then@4-6'],
    ['IF(a > b, 1, 0)', '(if (> a b) 1 0)', 'parse/if-as-function@0-15'],
    ['IF THEN ELSE(a, b, c)', '(if a b c)', 'parse/if-as-function@0-21'],
    ['IF(a, b)', '?', 'parse/if-as-function@0-8'],
    ['a == b', '(= a b)', 'parse/foreign-operator@2-4'],
    ['a != b', '(<> a b)', 'parse/foreign-operator@2-4'],
    ['a ** b', '(^ a b)', 'parse/foreign-operator@2-4'],
    [
      'a && b || !c',
      '(or (and a b) (not c))',
      'parse/foreign-operator@2-4 parse/foreign-operator@7-9 parse/foreign-operator@10-11',
    ],
    ['a :AND: b', '(and a b)', 'parse/foreign-operator@2-7'],
    ['a − b', '(- a b)', 'parse/foreign-operator@2-3'],
    ['a ≤ b', '(<= a b)', 'parse/foreign-operator@2-3'],
    ['5 % b', '?', 'parse/percent@2-3'],
    ['a + 5%', '(+ a ?)', 'parse/percent@5-6'],
    ['a ? b', '?', 'parse/unknown-text@2-3'],
    ['f(a; b)', '(f() ?)', 'parse/unknown-text@3-4'],
    ['a : b', '?', 'parse/unexpected-symbol@2-3'],
    ['2x', '?', 'parse/bad-number@0-2'],
    ['1.2.3 + a', '(+ ? a)', 'parse/bad-number@0-5'],
    ['1e + a', '(+ ? a)', 'parse/bad-number@0-2'],
    ['1e999', '?', 'parse/number-too-large@0-5'],
    ['a { b', 'a', 'parse/unclosed-comment@2-3'],
    ['a + "b', '(+ a ?)', 'parse/unclosed-quote@4-5'],
    ['"a\\tb"', '?', 'parse/bad-escape@2-4'],
    ['"" + 1', '(+ ? 1)', 'parse/empty-name@0-2'],
    ['a < b < c', '(< (< a b) c)', 'parse/chained-comparison@0-9'],
    ['a < b = c > d', '(= (< a b) (> c d))', 'parse/chained-comparison@0-13'],
    ['a = b = c', '(= (= a b) c)', 'parse/chained-comparison@0-9'],
    ['not a > b', '(> (not a) b)', 'parse/not-binds-tight@0-5'],
    ['x[a + 1]', '?', 'parse/bad-subscript@2-7'],
    ['x[f(a, b), c]', '?', 'parse/bad-subscript@2-9'],
    ['x[0]', '?', 'parse/bad-subscript@2-3'],
    ['x[1.5]', '?', 'parse/bad-subscript@2-5'],
    ['x[a,]', '?', 'parse/bad-subscript@4-5'],
    ['x[@2]', '?', 'parse/dimension-position@2-3'],
    ['x[]', '?', 'parse/empty-subscripts@1-3'],
    ['(a)[b]', '?', 'parse/subscripts-of-value@3-4'],
    ['f(a)[b] + 1', '(+ ? 1)', 'parse/subscripts-of-value@4-5'],
    ["'a'", '?', 'parse/missing-value@0-1'],
  ])('%s', (text, tree, codes) => {
    const { expr, problems } = parsed(text);
    expect(lisp(expr)).toBe(tree);
    expect(codesOf(problems).join(' ')).toBe(codes);
  });

  it('reports a date that the calendar does not have', () => {
    const { expr, problems } = parsed('at(x, 2015-13) + at(x, 2015-02-30)', { dates: true });
    expect(lisp(expr)).toBe('(+ (at() x ?) (at() x ?))');
    expect(codesOf(problems)).toEqual(['parse/bad-date@6-13', 'parse/bad-date@23-33']);
  });

  it('finds independent mistakes in one pass', () => {
    const { problems } = parsed('(a == ) + MAX(b, x[c + 1]) + 1,5');
    expect(problems.list.map(({ code }) => code)).toEqual([
      'parse/foreign-operator',
      'parse/missing-value',
      'parse/bad-subscript',
      'parse/decimal-comma',
    ]);
  });

  it('writes out what an IF of a spreadsheet would be', () => {
    const [problem] = parsed('IF(a > b, 1, c)').problems.list;
    expect(problem?.help).toBe('Write `IF a > b THEN 1 ELSE c`.');
  });

  it('points into the file where a folded text came from', () => {
    const problems = new Problems();
    parseExpression({ text: 'a +* b', file: 'model.yaml', offsets: [10, 11, 12, 40, 41, 42], end: 43 }, problems);
    expect(codesOf(problems)).toEqual(['parse/missing-value@40-41']);
  });

  it('says nothing when comparisons and NOT are in brackets', () => {
    expect(parsed('(a < b) < c').problems.list).toEqual([]);
    expect(parsed('(NOT a) = b').problems.list).toEqual([]);
    expect(parsed('NOT (a = b)').problems.list).toEqual([]);
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    ...[
      'a',
      'x[',
      ']',
      '(',
      ')',
      ',',
      "'",
      '+',
      '-',
      '*',
      '/',
      '^',
      '<',
      '>=',
      '=',
      '<>',
      ':',
      '@',
      '2',
      '1.5',
      '2015-03',
    ],
    ...[
      'if',
      'then',
      'else',
      'and',
      'or',
      'not',
      'mod',
      'f(',
      '"q"',
      '"',
      '{c}',
      '{',
      '%',
      ';',
      '.',
      '==',
      '**',
      '!',
      '\n',
    ],
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
    fc.array(word, { maxLength: 25 }).map((words) => words.join('')),
    fc.string({ maxLength: 40, unit: 'binary' }),
  );

  it('gives a tree without gaps or an error, at places inside the text', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (input, dates) => {
        const { expr, problems } = parsed(input, { dates });
        const hasGap = someExpr(expr, (node) => node.kind === 'error');
        if (hasGap) expect(problems.hasErrors).toBe(true);
        walkExpr(expr, ({ span }) => {
          expect(span.start >= 0 && span.start <= span.end && span.end <= input.length).toBe(true);
          return undefined;
        });
        for (const { place } of problems.list)
          expect(place!.start >= 0 && place!.start <= place!.end && place!.end <= input.length).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('nests the stretches of text as it nests the tree', () => {
    fc.assert(
      fc.property(text, (input) => {
        walkExpr(parsed(input).expr, (node) => {
          for (const child of childrenOf(node))
            if (child.kind !== 'error') {
              expect(child.span.start).toBeGreaterThanOrEqual(node.span.start);
              expect(child.span.end).toBeLessThanOrEqual(node.span.end);
            }
          return undefined;
        });
      }),
      { numRuns: 3000 },
    );
  });
});

describe('limits', () => {
  it('accepts brackets up to the limit and reports one more, once', () => {
    const nested = (levels: number) => `${'('.repeat(levels)}a${')'.repeat(levels)}`;
    expect(parsed(nested(MAX_NESTING - 1)).problems.list).toEqual([]);
    expect(parsed(nested(MAX_NESTING)).problems.list.map(({ code }) => code)).toEqual(['parse/too-deep']);
  });

  it('accepts sums up to the limit and reports longer ones, once', () => {
    const sum = (terms: number) => Array.from({ length: terms }, () => 'a').join('+');
    expect(parsed(sum(MAX_HEIGHT)).problems.list).toEqual([]);
    expect(parsed(sum(3 * MAX_HEIGHT)).problems.list.map(({ code }) => code)).toEqual(['parse/too-long']);
  });

  it.each([
    ...[
      'a+',
      '(',
      ')',
      '-',
      'a ',
      '"',
      '"a" ',
      'IF(',
      'IF a THEN ',
      'x[',
      'x[a,',
      '1,',
      "a'",
      'f(a,',
      '€ ',
      'a^',
      '\\',
      'NOT ',
      '2x ',
      'a<',
    ],
  ])('takes time in proportion to the length of many times %j', (piece) => {
    // Quadratic time would be 64 times as long for 8 times the text; 24, and 100 ms at least, leave room for a busy machine.
    const short = Math.max(100, fastest(piece, 20_000));
    expect(fastest(piece, 160_000)).toBeLessThan(24 * short);
  });

  it('reads a megabyte of comments, and of sums in brackets, in a moment', () => {
    expect(parsed(`${'{ so } '.repeat(150_000)} a`).problems.list).toEqual([]);
    const groups = Array.from({ length: 500 }, () => `(${Array.from({ length: 400 }, () => 'abcd').join('*')})`).join(
      '+',
    );
    expect(groups.length).toBeGreaterThan(1_000_000);
    expect(parsed(groups).problems.list).toEqual([]);
  });
});

/** Milliseconds, the best of two. */
function fastest(piece: string, length: number): number {
  const text = piece.repeat(Math.ceil(length / piece.length));
  const times = [0, 1].map(() => {
    const started = performance.now();
    const problems = new Problems();
    parseExpression(sourceOf(text), problems);
    if (problems.list.length === 0) throw new Error('no mistake was found');
    return performance.now() - started;
  });
  return Math.min(...times);
}
