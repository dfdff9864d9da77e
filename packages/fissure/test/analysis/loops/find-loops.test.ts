import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addStrongLoops,
  allLoops,
  components,
  type Edge,
  type Loop,
  loopKey,
} from '../../../src/analysis/loops/find-loops.ts';

function complete(n: number): Edge[] {
  const nodes = Array.from({ length: n }, (_, i) => i);
  return nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => ({ from, to })));
}

/** Every path from every start that comes back to it, without any cleverness. */
function slowLoops(edges: readonly Edge[]): Set<string> {
  const found = new Set<string>();
  const walk = (start: number, node: number, path: number[], seen: Set<number>) => {
    edges.forEach((edge, e) => {
      if (edge.from !== node) return;
      if (edge.to === start) found.add(loopKey([...path, e]));
      else if (!seen.has(edge.to)) walk(start, edge.to, [...path, e], new Set([...seen, edge.to]));
    });
  };
  for (const start of new Set(edges.map(({ from }) => from))) walk(start, start, [], new Set([start]));
  return found;
}

const graphs = fc
  .array(fc.tuple(fc.nat(5), fc.nat(5), fc.double({ min: 0.01, max: 3, noNaN: true })), { maxLength: 16 })
  .map((edges) => {
    const unique = new Map(edges.map(([from, to, strength]) => [`${from}>${to}`, { from, to, strength }]));
    return [...unique.values()];
  });

describe('allLoops', () => {
  it.each([
    [2, 1],
    [3, 5],
    [4, 20],
    [5, 84],
    [6, 409],
  ])('finds in the complete graph of %i nodes its %i loops (OEIS A002807)', (n, count) => {
    expect(allLoops({ nodeCount: n, edges: complete(n) }, 1000)).toHaveLength(count);
  });

  it('finds what a plain search finds', () => {
    fc.assert(
      fc.property(graphs, (edges) => {
        const found = allLoops({ nodeCount: 6, edges }, 10_000)!.map(loopKey);
        expect(new Set(found)).toEqual(slowLoops(edges));
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });

  it('gives up where there are too many', () => {
    expect(allLoops({ nodeCount: 30, edges: complete(30) }, 500)).toBeUndefined();
  });
});

describe('addStrongLoops', () => {
  it('finds loops that are there, and the strongest of those that no path outdoes', () => {
    fc.assert(
      fc.property(graphs, (edges) => {
        const found = new Map<string, Loop>();
        addStrongLoops(
          { nodeCount: 6, edges },
          [0, 1, 2, 3, 4, 5],
          edges.map(({ strength }) => strength),
          found,
        );
        const all = slowLoops(edges);
        for (const key of found.keys()) expect(all.has(key)).toBe(true);
        expect(found.size > 0).toBe(all.size > 0);
      }),
    );
  });
});

it('joins nodes that reach one another', () => {
  const component = components({
    nodeCount: 5,
    edges: [
      [0, 1],
      [1, 2],
      [2, 0],
      [2, 3],
      [3, 4],
      [4, 3],
    ].map(([from, to]) => ({ from: from!, to: to! })),
  });
  expect(component[0]).toBe(component[2]);
  expect(component[3]).toBe(component[4]);
  expect(component[0]).not.toBe(component[3]);
});
