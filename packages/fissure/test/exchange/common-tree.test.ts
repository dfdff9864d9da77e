// One tree for several: exactly where they are the same, or differ in elements that go along with a dimension.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr, Subscript } from '../../src/equations/ast.ts';
import { printExpression } from '../../src/equations/print.ts';
import { mapExpr } from '../../src/equations/walk.ts';
import { type Course, commonTree } from '../../src/exchange/translate/common-tree.ts';
import { arbitraryExpr, lisp, parsed } from '../equations/support.ts';

const NOWHERE = { start: 0, end: 0 };
const named = (name: string): Subscript => ({ kind: 'name', name, span: NOWHERE });
const ELEMENTS = ['a', 'b', 'c'];
const ROWS: Course = { elements: ELEMENTS, subscriptAt: (place) => (place === 'rows' ? named('row') : undefined) };

describe('of two', () => {
  const isSame = (a: Expr, b: Expr) => commonTree([a, b], [], () => []) !== undefined;

  it('is there where lisp text is the same, whatever the places', () => {
    fc.assert(
      fc.property(arbitraryExpr(), arbitraryExpr(), (a, b) => {
        const elsewhere = mapExpr(a, (node) => ({ ...node, span: { start: 7, end: 9 } }));
        expect(isSame(a, elsewhere)).toBe(true);
        expect(isSame(a, b)).toBe(lisp(a) === lisp(b));
      }),
    );
  });

  it.each([
    ['a + b', 'a - b'],
    ['a[x]', 'a[y]'],
    ['a[*]', 'a[1]'],
    ['F(a, b)', 'F(a)'],
    ['F(a)', 'G(a)'],
    ['a + 1', 'a + 2'],
    ['a', 'b'],
  ])('%s is not %s', (a, b) => {
    expect(isSame(parsed(a).expr, parsed(b).expr)).toBe(false);
  });
});

describe('of each element', () => {
  it('has the dimension where each tree has its own element, and an element where all have one', () => {
    fc.assert(
      fc.property(arbitraryExpr(), fc.array(fc.constantFrom('row', 'a', 'b'), { minLength: 1 }), (expr, chosen) => {
        let count = 0;
        const template = mapExpr(expr, (node): Expr => {
          if (node.kind !== 'name') return node;
          const subscripts = [named(chosen[count % chosen.length]!)];
          count += 1;
          return { kind: 'subscripted', name: 'array', subscripts, nameSpan: NOWHERE, span: NOWHERE };
        });
        const trees = ELEMENTS.map((element) =>
          mapExpr(template, (node): Expr => {
            const isOwn = node.kind === 'subscripted' && node.name === 'array' && isRow(node.subscripts[0]!);
            return isOwn ? { ...node, subscripts: [named(element)] } : node;
          }),
        );
        const common = commonTree(trees, [ROWS], (name) => (name === 'array' ? ['rows'] : []));
        expect(printExpression(common!.tree)).toBe(printExpression(template));
      }),
    );
  });

  it.each([
    ['an array over another dimension', ['other[a]', 'other[b]', 'other[c]']],
    ['another order', ['array[b]', 'array[a]', 'array[c]']],
    ['an element that is now its own and now fixed', ['array[a]', 'array[b]', 'array[a]']],
  ])('is not there: %s', (_, texts) => {
    const trees = texts.map((text) => parsed(text).expr);
    const placesOf = (name: string) => [name === 'array' ? 'rows' : 'columns'];
    expect(commonTree(trees, [ROWS], placesOf)).toBeUndefined();
  });

  it('tells which dimension stands at which place, in order of first use', () => {
    const columns: Course = { elements: ['p', 'p', 'q'], subscriptAt: () => named('column') };
    const trees = ['m[p, a] + array[a]', 'm[p, b] + array[b]', 'm[q, c] + array[c]'].map((text) => parsed(text).expr);
    const common = commonTree(trees, [ROWS, columns], (name) => (name === 'm' ? ['columns', 'rows'] : ['rows']));
    expect(printExpression(common!.tree)).toBe('m[column, row] + array[row]');
    expect(common!.used).toEqual([
      { course: 1, place: 'columns' },
      { course: 0, place: 'rows' },
    ]);
  });
});

function isRow(subscript: Subscript): boolean {
  return subscript.kind === 'name' && subscript.name === 'row';
}
