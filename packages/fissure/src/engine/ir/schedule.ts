/**
 * Puts the nodes of a section in order and cuts them into pieces: each node is computed once, when the first effect needs
 * it; what a later piece needs as well is passed on in a spill, in memory.
 */
import { type Ir, type IrEffect, type IrNode, isLeaf, type NodeId } from './ir.ts';

export type ScheduledItem = { readonly kind: 'node'; readonly id: NodeId } | IrEffect;

export interface ScheduledSection {
  readonly pieces: readonly (readonly ScheduledItem[])[];
  /** Nodes that outlive their piece, and the number of the spill that each is in meanwhile. */
  readonly spills: ReadonlyMap<NodeId, number>;
  readonly spillCount: number;
}

/** Decides where a piece ends: told of every item in turn, answers whether it begins a new piece. */
export type Cutter = (item: ScheduledItem, args: readonly NodeId[]) => boolean;

export function scheduleSection(ir: Ir, effects: readonly IrEffect[], startsPiece: Cutter): ScheduledSection {
  const pieces: ScheduledItem[][] = [];
  for (const item of inOrder(ir, effects)) {
    if (startsPiece(item, argsOf(ir, item)) || pieces.length === 0) pieces.push([]);
    pieces.at(-1)!.push(item);
  }
  const { spills, spillCount } = assignSpills(ir, pieces);
  return { pieces, spills, spillCount };
}

/** Pieces that read at most so many values from memory: a processor has few registers. */
export function cutByLoads(ir: Ir, limit: number): Cutter {
  let atHand = new Set<NodeId>();
  let loadCount = 0;
  return (item, args) => {
    const loads = args.filter((arg) => !atHand.has(arg) && ir.nodes[arg]!.tier !== 'constant');
    const isFull = loadCount > 0 && loadCount + loads.length > limit;
    if (isFull) {
      atHand = new Set();
      loadCount = 0;
    }
    for (const arg of isFull ? args : loads) {
      if (ir.nodes[arg]!.tier === 'constant') continue;
      atHand.add(arg);
      loadCount += 1;
    }
    if (item.kind === 'node') atHand.add(item.id);
    return isFull;
  };
}

/** Pieces of about so many nodes and effects, the dearer ones counted several times. */
export function cutBySize(ir: Ir, limit: number): Cutter {
  let size = 0;
  return (item) => {
    const own = item.kind === 'node' ? sizeOf(ir.nodes[item.id]!) : 1;
    const isFull = size > 0 && size + own > limit;
    size = isFull ? own : size + own;
    return isFull;
  };
}

function sizeOf({ op, args }: IrNode): number {
  return op === 'lookup' ? 12 : op === 'price' ? args.length : 1;
}

/** Nodes of one's own section: everything but numbers, places in memory, and what the section `member` has worked out. */
function isComputedHere(ir: Ir, id: NodeId, inMember: boolean): boolean {
  const node = ir.nodes[id]!;
  return !isLeaf(node) && (inMember || node.tier === 'step');
}

export function valuesOf(effect: IrEffect): readonly NodeId[] {
  return effect.kind === 'settle' ? effect.args : [effect.value];
}

function argsOf(ir: Ir, item: ScheduledItem): readonly NodeId[] {
  return item.kind === 'node' ? ir.nodes[item.id]!.args : valuesOf(item);
}

/** Depth first from each effect; with a stack of our own, since sums may be thousands of nodes deep. */
function inOrder(ir: Ir, effects: readonly IrEffect[]): ScheduledItem[] {
  const items: ScheduledItem[] = [];
  const done = new Uint8Array(ir.nodes.length);
  const inMember = effects === ir.member;
  for (const effect of effects) {
    const open = [...valuesOf(effect)].reverse();
    while (open.length > 0) {
      const id = open.at(-1)!;
      if (done[id] || !isComputedHere(ir, id, inMember)) {
        open.pop();
        continue;
      }
      const missing = ir.nodes[id]!.args.filter((arg) => !done[arg] && isComputedHere(ir, arg, inMember));
      if (missing.length > 0) {
        for (let i = missing.length - 1; i >= 0; i--) open.push(missing[i]!);
        continue;
      }
      open.pop();
      done[id] = 1;
      items.push({ kind: 'node', id });
    }
    items.push(effect);
  }
  return items;
}

function assignSpills(ir: Ir, pieces: readonly (readonly ScheduledItem[])[]) {
  const definedIn = new Map<NodeId, number>();
  const lastUse = new Map<NodeId, number>();
  for (const [index, items] of pieces.entries()) {
    for (const item of items) {
      for (const arg of argsOf(ir, item)) if (definedIn.has(arg)) lastUse.set(arg, index);
      if (item.kind === 'node') definedIn.set(item.id, index);
    }
  }
  const spills = new Map<NodeId, number>();
  const free: number[] = [];
  /** By piece: the spills that are free after it. */
  const ending: number[][] = pieces.map(() => []);
  let spillCount = 0;
  for (const [index, items] of pieces.entries()) {
    for (const item of items) {
      if (item.kind !== 'node') continue;
      const last = lastUse.get(item.id) ?? index;
      if (last === index) continue;
      const spill = free.pop() ?? spillCount++;
      spills.set(item.id, spill);
      ending[last]!.push(spill);
    }
    // A spill that ends here is still read in this piece: only the next one may take it.
    free.push(...ending[index]!);
  }
  return { spills, spillCount };
}
