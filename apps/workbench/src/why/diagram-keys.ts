/** Where an arrow key leads in a diagram: up to a cause, down to an effect, sideways to the neighbour in reading order. */
import type { DiagramLink, PlacedNode } from 'fissure/why';

interface Placed {
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly DiagramLink[];
}

export function nextNode({ nodes, links }: Placed, current: string, key: string): string | undefined {
  const index = nodes.findIndex(({ id }) => id === current);
  switch (key) {
    case 'ArrowUp':
      return nearest(
        nodes,
        current,
        links.filter(({ to }) => to === current).map(({ from }) => from),
      );
    case 'ArrowDown':
      return nearest(
        nodes,
        current,
        links.filter(({ from }) => from === current).map(({ to }) => to),
      );
    case 'ArrowRight':
      return nodes[(index + 1) % nodes.length]?.id;
    case 'ArrowLeft':
      return nodes[(index - 1 + nodes.length) % nodes.length]?.id;
    case 'Home':
      return nodes[0]?.id;
    case 'End':
      return nodes.at(-1)?.id;
    default:
      return undefined;
  }
}

/** Of those it is linked with, the one that stands nearest. */
function nearest(nodes: readonly PlacedNode[], current: string, linked: readonly string[]): string | undefined {
  const at = nodes.find(({ id }) => id === current)!;
  const distance = ({ x, y }: PlacedNode) => Math.hypot(x - at.x, y - at.y);
  return nodes
    .filter(({ id }) => id !== current && linked.includes(id))
    .toSorted((a, b) => distance(a) - distance(b))[0]?.id;
}
