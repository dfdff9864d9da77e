import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionsIn, namesIn } from '../../src/equations/dependencies.ts';
import { childrenOf, mapChildren, mapExpr, someExpr, walkExpr } from '../../src/equations/walk.ts';
import { arbitraryExpr, lisp, parsed } from './support.ts';

describe('walks', () => {
  const { expr } = parsed("IF a[x] > F(b, -c) THEN d' ELSE 1 + e");

  it('visits parents first, from left to right', () => {
    const seen: string[] = [];
    walkExpr(expr, (node) => {
      seen.push(node.kind === 'name' ? node.name : node.kind);
      return undefined;
    });
    expect(seen).toEqual([
      'if',
      'binary',
      'subscripted',
      'call',
      'b',
      'unary',
      'c',
      'transpose',
      'd',
      'binary',
      'number',
      'e',
    ]);
  });

  it('passes over what is inside where told so', () => {
    const seen: string[] = [];
    walkExpr(expr, (node) => {
      seen.push(node.kind);
      return node.kind === 'binary' ? 'skip' : undefined;
    });
    expect(seen).toEqual(['if', 'binary', 'transpose', 'name', 'binary']);
  });

  it('changes an expression from the leaves up', () => {
    const doubled = mapExpr(expr, (node) => (node.kind === 'name' ? { ...node, name: `${node.name}2` } : node));
    expect(lisp(doubled)).toBe('(if (> a[x] (F() b2 (- c2))) (transpose d2) (+ 1 e2))');
    expect(lisp(expr)).toBe('(if (> a[x] (F() b (- c))) (transpose d) (+ 1 e))');
  });

  it('gives back the same object where nothing changed', () => {
    fc.assert(
      fc.property(arbitraryExpr(), (tree) => {
        expect(mapExpr(tree, (node) => node)).toBe(tree);
        const copy = mapChildren(tree, (child) => ({ ...child }));
        expect(copy).toEqual(tree);
        expect(copy === tree).toBe(childrenOf(tree).length === 0);
      }),
    );
  });

  it('finds what is inside', () => {
    expect(someExpr(expr, (node) => node.kind === 'transpose')).toBe(true);
    expect(someExpr(expr, (node) => node.kind === 'date')).toBe(false);
  });
});

describe('mentionsIn', () => {
  it('lists names in the order of the text, without those in subscripts', () => {
    const text = 'b + SUM(a[x, *]) * b - restraint(TIME)';
    const mentions = mentionsIn(parsed(text).expr);
    expect(mentions.map(({ name, kind, span }) => [name, kind, text.slice(span.start, span.end)])).toEqual([
      ['b', 'value', 'b'],
      ['SUM', 'call', 'SUM'],
      ['a', 'value', 'a'],
      ['b', 'value', 'b'],
      ['restraint', 'call', 'restraint'],
      ['TIME', 'value', 'TIME'],
    ]);
    expect(mentions[2]?.subscripts).toHaveLength(2);
  });

  it('gives canonical names once', () => {
    expect([...namesIn(parsed('Foreign_Share + "foreign  share" * x').expr)]).toEqual(['foreign_share', 'x']);
  });
});
