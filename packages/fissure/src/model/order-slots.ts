/** Puts slots in an order in which each comes after what it depends on, and finds the loops that forbid one. */

export interface SlotOrder {
  /** Dependencies first; what stands in a loop is left out. Ties as in `nodes`. */
  readonly order: readonly number[];
  /** Each as a path whose last slot depends on its first. One shortest loop per knot of loops. */
  readonly loops: readonly (readonly number[])[];
}

/**
 * Tarjan's strongly connected components, with a stack of our own: a chain of 100,000 variables is no deeper for
 * JavaScript than one of ten. `dependencies` may name slots that are not among `nodes`; they are passed over.
 * Time is linear in nodes and dependencies.
 */
export function orderSlots(nodes: readonly number[], dependencies: (slot: number) => readonly number[]): SlotOrder {
  const isNode = new Set(nodes);
  const order: number[] = [];
  const loops: number[][] = [];
  const indices = new Map<number, number>();
  const lows = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();

  const enter = (slot: number): Frame => {
    indices.set(slot, indices.size);
    lows.set(slot, indices.get(slot)!);
    open.push(slot);
    isOpen.add(slot);
    return { slot, next: dependencies(slot).filter((other) => isNode.has(other)), position: 0 };
  };

  const close = (slot: number): void => {
    const component = open.splice(open.lastIndexOf(slot));
    for (const member of component) isOpen.delete(member);
    const dependsOnItself = component.length > 1 || dependencies(slot).includes(slot);
    if (dependsOnItself) loops.push(shortestLoop(component, dependencies));
    else order.push(slot);
  };

  for (const root of nodes) {
    if (indices.has(root)) continue;
    const frames: Frame[] = [enter(root)];
    while (frames.length > 0) {
      const frame = frames.at(-1)!;
      const other = frame.next[frame.position];
      if (other !== undefined) {
        frame.position += 1;
        if (!indices.has(other)) frames.push(enter(other));
        else if (isOpen.has(other)) lower(lows, frame.slot, indices.get(other)!);
        continue;
      }
      frames.pop();
      const parent = frames.at(-1);
      if (parent !== undefined) lower(lows, parent.slot, lows.get(frame.slot)!);
      if (lows.get(frame.slot) === indices.get(frame.slot)) close(frame.slot);
    }
  }
  return { order, loops };
}

interface Frame {
  readonly slot: number;
  readonly next: readonly number[];
  position: number;
}

function lower(lows: Map<number, number>, slot: number, low: number): void {
  if (low < lows.get(slot)!) lows.set(slot, low);
}

/** Breadth first from the component's earliest slot back to it. */
function shortestLoop(component: readonly number[], dependencies: (slot: number) => readonly number[]): number[] {
  const start = Math.min(...component.slice(0, 10_000));
  const inside = new Set(component);
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const slot of queue) {
    for (const other of dependencies(slot)) {
      if (other === start) return pathTo(slot, start, cameFrom);
      if (!inside.has(other) || cameFrom.has(other)) continue;
      cameFrom.set(other, slot);
      queue.push(other);
    }
  }
  return [start];
}

function pathTo(slot: number, start: number, cameFrom: ReadonlyMap<number, number>): number[] {
  const path = [slot];
  for (let current = slot; current !== start; ) {
    current = cameFrom.get(current)!;
    path.unshift(current);
  }
  return path;
}
