/**
 * The feedback loops of a model and what share of its behaviour each accounts for over time. A loop's score is the
 * product of the scores of its links; its share is the size of its score over that of all loops found that work on
 * the same stocks or on stocks joined to them by feedback.
 */
import { addStrongLoops, allLoops, components, type Graph, type Loop, loopKey } from './find-loops.ts';
import type { Influence, InfluenceLink } from './influence.ts';

export interface LoopAnalysis {
  readonly times: readonly number[];
  /** Part by part, and within a part from the largest mean share down. */
  readonly loops: readonly ScoredLoop[];
  /** Whether every loop was found, or only the strong ones because there are too many. */
  readonly complete: boolean;
}

export interface ScoredLoop {
  /** `R1`, `B2`, `U3`: by kind and rank. */
  readonly id: string;
  readonly kind: LoopKind;
  /** Nodes of the influence in order, beginning with a stock; the last acts on the first. */
  readonly nodes: readonly number[];
  readonly links: readonly number[];
  /** By sample: signed, 0 to 1 in size. */
  readonly shares: readonly number[];
  readonly meanShare: number;
  /** Loops are compared within a part: stocks that feedback joins. Part 0 has the most stocks. */
  readonly part: number;
}

/** `changing`: reinforcing at some times and balancing at others. */
export type LoopKind = 'reinforcing' | 'balancing' | 'changing';

const MOST_LOOPS = 3000;

export function loopsThatMatter(influence: Influence): LoopAnalysis {
  const { nodes, links, times } = influence;
  const graph: Graph = { nodeCount: nodes.length, edges: links };
  const everything = allLoops(graph, MOST_LOOPS);
  const found = everything ?? strongLoops(influence, graph);
  const partOf = partsBySize(components(graph), influence);
  const scored = found.map((loop) => ({
    loop: fromStock(loop, influence),
    part: partOf[links[loop[0]!]!.from]!,
    scores: loopScores(loop, links, times.length),
  }));
  const totals = new Map<number, Float64Array>();
  for (const { part, scores } of scored) {
    const total = totals.get(part) ?? new Float64Array(times.length);
    totals.set(part, total);
    scores.forEach((score, i) => {
      total[i]! += Math.abs(score);
    });
  }
  const ranked = scored
    .map(({ loop, part, scores }) => {
      const total = totals.get(part)!;
      const shares = Array.from(scores, (score, i) => (total[i]! > 0 ? score / total[i]! : 0));
      const active = total.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
      const meanShare = shares.reduce((sum, share) => sum + Math.abs(share), 0) / Math.max(1, active);
      return { loop, part, shares, meanShare, kind: kindOf(shares) };
    })
    .filter(({ meanShare }) => meanShare > 0)
    .sort((a, b) => a.part - b.part || b.meanShare - a.meanShare || compareText(loopKey(a.loop), loopKey(b.loop)));
  const loops = ranked.map(({ loop, ...rest }, i): ScoredLoop => {
    const id = `${{ reinforcing: 'R', balancing: 'B', changing: 'U' }[rest.kind]}${i + 1}`;
    return { id, ...rest, nodes: loop.map((link) => links[link]!.from), links: loop };
  });
  return { times, loops, complete: everything !== undefined };
}

/** By node: the rank of its component, those with most stocks first. */
function partsBySize(component: Int32Array, { nodes }: Influence): Int32Array {
  const stockCounts = new Map<number, number>();
  component.forEach((own, node) => {
    stockCounts.set(own, (stockCounts.get(own) ?? 0) + (nodes[node]!.role === 'stock' ? 1 : 0));
  });
  const order = [...stockCounts.keys()].sort((a, b) => stockCounts.get(b)! - stockCounts.get(a)! || a - b);
  const rank = new Map(order.map((own, i) => [own, i]));
  return component.map((own) => rank.get(own)!);
}

/** At every sample, from every stock. */
function strongLoops({ nodes, links, times }: Influence, graph: Graph): readonly Loop[] {
  const stocks = nodes.flatMap(({ role }, node) => (role === 'stock' || role === 'held' ? [node] : []));
  const component = components(graph);
  const found = new Map<string, Loop>();
  for (let sample = 0; sample < times.length; sample += 1) {
    const strength = links.map(({ from, to, scores }) =>
      component[from] === component[to] ? Math.abs(scores[sample]!) : 0,
    );
    addStrongLoops(graph, stocks, strength, found);
  }
  return [...found.values()];
}

function loopScores(loop: Loop, links: readonly InfluenceLink[], sampleCount: number): Float64Array {
  const scores = new Float64Array(sampleCount).fill(1);
  for (const link of loop) {
    const own = links[link]!.scores;
    for (let i = 0; i < sampleCount; i += 1) scores[i]! *= own[i]!;
  }
  return scores.map((score) => (Number.isFinite(score) ? score : 0));
}

/** Read from its first declared stock on, for a steady name. */
function fromStock(loop: Loop, { nodes, links }: Influence): Loop {
  const key = loopKey(loop).split(',').map(Number);
  const first = key.findIndex((link) => {
    const { id, variable, role } = nodes[links[link]!.from]!;
    return role === 'stock' && id === variable;
  });
  return first <= 0 ? key : [...key.slice(first), ...key.slice(0, first)];
}

/** By where its share lies: a loop that is of one sign for all but a hundredth of its share has that sign. */
function kindOf(shares: readonly number[]): LoopKind {
  const rises = shares.reduce((sum, share) => sum + Math.max(0, share), 0);
  const falls = shares.reduce((sum, share) => sum + Math.max(0, -share), 0);
  if (Math.min(rises, falls) > 0.01 * (rises + falls)) return 'changing';
  return rises >= falls ? 'reinforcing' : 'balancing';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
