/**
 * A stock-and-flow diagram as plain data: what stands where and what acts on what. `diagram-layout.ts` gives places,
 * `diagram-svg.ts` draws; links and signs come from the equations alone.
 */

import type { Influence, Polarity } from '../../analysis/loops/influence.ts';
import { spokenName } from '../../base/names.ts';
import type { SlotRole } from '../../model/plan.ts';

export interface Diagram {
  readonly id: string;
  readonly title: string;
  readonly nodes: readonly DiagramNode[];
  readonly links: readonly DiagramLink[];
}

export interface DiagramNode {
  readonly id: string;
  readonly label: string;
  readonly role: SlotRole;
  /** What the diagram is about; the others are its surroundings. */
  readonly focus: boolean;
}

export interface DiagramLink {
  readonly from: string;
  readonly to: string;
  readonly polarity: Polarity;
  /** A flow that fills or drains a stock, rather than an influence. */
  readonly flow: boolean;
}

export interface DiagramChoice {
  readonly id: string;
  readonly title: string;
  /** Canonical names of the variables it is about. */
  readonly focus: readonly string[];
  /** No more nodes than this: the strongest neighbours stay. */
  readonly most: number;
}

/** The variables in focus, and what acts on them or is acted on directly; parameters are left out. */
export function causalDiagram(influence: Influence, choice: DiagramChoice): Diagram {
  const links = declaredLinks(influence);
  const focus = new Set(choice.focus);
  const strength = new Map<string, number>();
  for (const { from, to, size } of links) {
    if (focus.has(from) === focus.has(to)) continue;
    const neighbour = focus.has(from) ? to : from;
    strength.set(neighbour, Math.max(strength.get(neighbour) ?? 0, size));
  }
  const room = Math.max(0, choice.most - focus.size);
  const neighbours = [...strength].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, room);
  const shown = new Set([...focus, ...neighbours.map(([name]) => name)]);
  const nodes = [...shown].sort().flatMap((id): DiagramNode[] => {
    const node = influence.nodes.find((one) => one.id === id);
    return node === undefined ? [] : [{ id, label: spokenName(id), role: node.role, focus: focus.has(id) }];
  });
  const known = new Set(nodes.map(({ id }) => id));
  return {
    id: choice.id,
    title: choice.title,
    nodes,
    links: links
      .filter(({ from, to }) => known.has(from) && known.has(to) && (focus.has(from) || focus.has(to)))
      .map(({ from, to, polarity, flow }) => ({ from, to, polarity, flow })),
  };
}

export interface DeclaredLink extends DiagramLink {
  /** Mean size of its score. */
  readonly size: number;
}

/** Between declared variables; cells that a delay made count as their variable. */
export function declaredLinks({ nodes, links }: Influence): readonly DeclaredLink[] {
  const merged = new Map<string, DeclaredLink>();
  for (const { from, to, polarity, scores } of links) {
    const [source, target] = [nodes[from]!, nodes[to]!];
    if (source.role === 'parameter' || source.variable === target.variable) continue;
    const key = `${source.variable}>${target.variable}`;
    const size = scores.reduce((sum, score) => sum + Math.abs(score), 0) / Math.max(1, scores.length);
    const known = merged.get(key);
    merged.set(key, {
      from: source.variable,
      to: target.variable,
      polarity: known === undefined || known.polarity === polarity ? polarity : 'changing',
      flow: source.role === 'flow' && target.role === 'stock' && target.id === target.variable,
      size: Math.max(size, known?.size ?? 0),
    });
  }
  return [...merged.values()];
}
