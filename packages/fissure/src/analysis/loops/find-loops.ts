/**
 * The loops of a graph: all of them by Johnson's algorithm (1975) where they are few, else the strong ones by the
 * search of Eberlein & Schoenberg (2020), which follows the strongest links first and turns back from a node that it
 * has reached by a stronger path.
 */
export interface Graph {
  readonly nodeCount: number;
  readonly edges: readonly Edge[];
}

export interface Edge {
  readonly from: number;
  readonly to: number;
}

/** Indices of edges, in order round the loop. */
export type Loop = readonly number[];

/** Nodes by component: mutually reachable ones share a number. Tarjan's algorithm. */
export function components({ nodeCount, edges }: Graph): Int32Array {
  const out = outgoing({ nodeCount, edges });
  const index = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const component = new Int32Array(nodeCount).fill(-1);
  const stack: number[] = [];
  let visited = 0;
  let count = 0;
  const visit = (node: number): void => {
    index[node] = low[node] = visited++;
    stack.push(node);
    for (const e of out[node]!) {
      const next = edges[e]!.to;
      if (index[next] === -1) visit(next);
      if (component[next] === -1) low[node] = Math.min(low[node]!, low[next]!);
    }
    if (low[node] !== index[node]) return;
    for (;;) {
      const member = stack.pop()!;
      component[member] = count;
      if (member === node) break;
    }
    count += 1;
  };
  for (let node = 0; node < nodeCount; node += 1) if (index[node] === -1) visit(node);
  return component;
}

/** Every elementary loop, or undefined where there are more than `most` or the search takes too long. */
export function allLoops(graph: Graph, most: number): readonly Loop[] | undefined {
  const { nodeCount, edges } = graph;
  const component = components(graph);
  const inside = edges.map(({ from, to }) => component[from] === component[to]);
  const out = outgoing(graph).map((own) => own.filter((e) => inside[e]));
  const loops: Loop[] = [];
  const blocked = new Uint8Array(nodeCount);
  const waiting = Array.from({ length: nodeCount }, () => new Set<number>());
  const path: number[] = [];
  let patience = 400 * most;

  const unblock = (node: number): void => {
    blocked[node] = 0;
    for (const other of waiting[node]!) {
      waiting[node]!.delete(other);
      if (blocked[other] === 1) unblock(other);
    }
  };
  const circuit = (node: number, start: number): boolean => {
    let found = false;
    blocked[node] = 1;
    for (const e of out[node]!) {
      const { to } = edges[e]!;
      if (to < start || loops.length > most || patience-- < 0) continue;
      path.push(e);
      if (to === start) {
        loops.push([...path]);
        found = true;
      } else if (blocked[to] === 0 && circuit(to, start)) found = true;
      path.pop();
    }
    if (found) unblock(node);
    else for (const e of out[node]!) if (edges[e]!.to >= start) waiting[edges[e]!.to]!.add(node);
    return found;
  };
  for (let start = 0; start < nodeCount; start += 1) {
    blocked.fill(0);
    for (const set of waiting) set.clear();
    circuit(start, start);
    if (loops.length > most || patience < 0) return undefined;
  }
  return loops;
}

const MOST_VISITS = 200_000;

/** Adds to `found` (by key) the strong loops through each of `starts`; `strength` is the size of an edge's score. */
export function addStrongLoops(
  graph: Graph,
  starts: readonly number[],
  strength: ArrayLike<number>,
  found: Map<string, Loop>,
): void {
  const { nodeCount, edges } = graph;
  const out = outgoing(graph).map((own) =>
    own.filter((e) => strength[e]! > 0).sort((a, b) => strength[b]! - strength[a]!),
  );
  for (const start of starts) {
    const best = new Float64Array(nodeCount);
    const onPath = new Uint8Array(nodeCount);
    const path: number[] = [];
    let visits = 0;
    const visit = (node: number, score: number): void => {
      if (onPath[node] === 1) {
        if (node === start) found.set(loopKey(path), [...path]);
        return;
      }
      if (score <= best[node]! || visits++ > MOST_VISITS) return;
      best[node] = score;
      onPath[node] = 1;
      for (const e of out[node]!) {
        path.push(e);
        visit(edges[e]!.to, score * strength[e]!);
        path.pop();
      }
      onPath[node] = 0;
    };
    visit(start, 1);
  }
}

/** The same for the same loop, wherever one starts to read it. */
export function loopKey(loop: Loop): string {
  const least = loop.indexOf(Math.min(...loop));
  return [...loop.slice(least), ...loop.slice(0, least)].join(',');
}

function outgoing({ nodeCount, edges }: Graph): number[][] {
  const out: number[][] = Array.from({ length: nodeCount }, () => []);
  edges.forEach(({ from }, e) => {
    out[from]!.push(e);
  });
  return out;
}
