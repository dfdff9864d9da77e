/**
 * Places for the nodes of a diagram: rows from causes to effects, few crossings, the same every time. Loops are cut
 * for the rows at the links that close them; a row that is too long goes on in the next.
 */
import type { Diagram, DiagramNode } from './diagram.ts';
import { brokenText } from './path-text.ts';

export interface PlacedNode extends DiagramNode {
  /** Of its middle, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

export interface PlacedDiagram extends Omit<Diagram, 'nodes'> {
  readonly nodes: readonly PlacedNode[];
  readonly width: number;
  readonly height: number;
}

/** Middles by id, as a study's layout file may hold them; nodes without one keep their computed place. */
export type FixedPlaces = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

const NODE_WIDTH = 136;
const LINE_HEIGHT = 15;
const GAP_X = 36;
const GAP_Y = 58;
const MARGIN = 28;
const MOST_IN_ROW = 4;
const SWEEPS = 12;
const LONGEST_LINE = 17;

export function layOutDiagram(diagram: Diagram, fixed: FixedPlaces = new Map()): PlacedDiagram {
  const rows = fewCrossings(diagram, rowsOf(diagram));
  const widest = Math.max(1, ...rows.map((row) => row.length));
  const width = 2 * MARGIN + widest * NODE_WIDTH + (widest - 1) * GAP_X;
  const nodes: PlacedNode[] = [];
  let top = MARGIN;
  for (const row of rows) {
    const sized = row.map((id) => sizedNode(diagram.nodes.find((node) => node.id === id)!));
    const height = Math.max(...sized.map((node) => node.height));
    const rowWidth = row.length * NODE_WIDTH + (row.length - 1) * GAP_X;
    sized.forEach((node, i) => {
      const x = (width - rowWidth) / 2 + i * (NODE_WIDTH + GAP_X) + NODE_WIDTH / 2;
      nodes.push({ ...node, x, y: top + height / 2, ...fixed.get(node.id) });
    });
    top += height + GAP_Y;
  }
  return { ...diagram, nodes, width, height: Math.max(2 * MARGIN, top - GAP_Y + MARGIN) };
}

function sizedNode(node: DiagramNode): Omit<PlacedNode, 'x' | 'y'> {
  const lines = brokenText(node.label, LONGEST_LINE);
  return { ...node, lines, width: NODE_WIDTH, height: lines.length * LINE_HEIGHT + 14 };
}

/** Each node one row below the lowest of its causes. */
function rowsOf({ nodes, links }: Diagram): string[][] {
  const causes = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of forwardLinks(nodes, links)) causes.get(to)!.push(from);
  const depth = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depth.get(id);
    if (known !== undefined) return known;
    const own = Math.max(-1, ...causes.get(id)!.map(depthOf)) + 1;
    depth.set(id, own);
    return own;
  };
  const rows: string[][] = [];
  for (const { id } of nodes) {
    const own = depthOf(id);
    while (rows.length <= own) rows.push([]);
    rows[own]!.push(id);
  }
  return rows.flatMap(splitRow);
}

/** Long rows in parts of about the same length. */
function splitRow(row: readonly string[]): string[][] {
  const parts = Math.max(1, Math.ceil(row.length / MOST_IN_ROW));
  const length = Math.ceil(row.length / parts);
  return Array.from({ length: parts }, (_, i) => row.slice(i * length, (i + 1) * length)).filter(
    (part) => part.length > 0,
  );
}

/** Without the links that close a loop, found depth first. */
function forwardLinks(nodes: Diagram['nodes'], links: Diagram['links']): Diagram['links'] {
  const out = new Map<string, Diagram['links'][number][]>(nodes.map(({ id }) => [id, []]));
  for (const link of links) out.get(link.from)!.push(link);
  const state = new Map<string, 'open' | 'done'>();
  const kept: Diagram['links'][number][] = [];
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const link of out.get(id)!) {
      if (state.get(link.to) === 'open') continue;
      kept.push(link);
      if (state.get(link.to) === undefined) visit(link.to);
    }
    state.set(id, 'done');
  };
  const incoming = new Set(links.map(({ to }) => to));
  const starts = [...nodes].sort((a, b) => Number(incoming.has(a.id)) - Number(incoming.has(b.id)));
  for (const { id } of starts) if (state.get(id) === undefined) visit(id);
  return kept;
}

/** Sweeps up and down, each node towards the middle of its neighbours in the rows before; the best order is kept. */
function fewCrossings({ links }: Diagram, rows: readonly (readonly string[])[]): string[][] {
  let order = rows.map((row) => [...row]);
  let best = order;
  let fewest = crossings(order, links);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    order = order.map((row) => [...row]);
    const place = new Map(order.flatMap((row) => row.map((id, i) => [id, i - (row.length - 1) / 2] as const)));
    const indices = order.map((_, i) => (sweep % 2 === 0 ? i : order.length - 1 - i));
    for (const index of indices) {
      const pull = new Map(order[index]!.map((id) => [id, meanPlace(id, links, place)]));
      order[index]!.sort((a, b) => pull.get(a)! - pull.get(b)!);
      order[index]!.forEach((id, i) => {
        place.set(id, i - (order[index]!.length - 1) / 2);
      });
    }
    const count = crossings(order, links);
    if (count < fewest) [best, fewest] = [order, count];
  }
  return best;
}

function meanPlace(id: string, links: Diagram['links'], place: ReadonlyMap<string, number>): number {
  const near = links.flatMap(({ from, to }) => (from === id ? [place.get(to)!] : to === id ? [place.get(from)!] : []));
  return near.length === 0 ? place.get(id)! : near.reduce((sum, x) => sum + x, 0) / near.length;
}

/** Pairs of links that cross when drawn straight. */
function crossings(rows: readonly (readonly string[])[], links: Diagram['links']): number {
  const at = new Map(rows.flatMap((row, y) => row.map((id, i) => [id, { x: i - (row.length - 1) / 2, y }] as const)));
  let count = 0;
  for (let i = 0; i < links.length; i += 1) {
    for (let j = i + 1; j < links.length; j += 1) {
      const [a, b] = [at.get(links[i]!.from)!, at.get(links[i]!.to)!];
      const [c, d] = [at.get(links[j]!.from)!, at.get(links[j]!.to)!];
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) count += 1;
    }
  }
  return count;
}

type Point = { readonly x: number; readonly y: number };

function side(a: Point, b: Point, p: Point): number {
  return Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
}
