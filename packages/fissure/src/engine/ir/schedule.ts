/**
 * Cuts a section into functions of moderate size: each node is computed once, when the first effect needs it; what a later
 * function needs as well is passed on in a spill. Both back ends write functions from this.
 */
import { type Ir, type IrEffect, isLeaf, type NodeId } from './ir.ts';

export type ScheduledItem = { readonly kind: 'node'; readonly id: NodeId } | IrEffect;

export interface ScheduledSection {
  /** Functions in the order in which to call them. */
  readonly functions: readonly (readonly ScheduledItem[])[];
  /** Nodes that outlive their function, and the number of the spill that each is in meanwhile. */
  readonly spills: ReadonlyMap<NodeId, number>;
  readonly spillCount: number;
}

/** `functionSize`: nodes and effects of a function, the dearer ones counted several times. */
export function scheduleSection(ir: Ir, effects: readonly IrEffect[], functionSize: number): ScheduledSection {
  const functions = cut(ir, inOrder(ir, effects), functionSize);
  const { spills, spillCount } = assignSpills(ir, functions);
  return { functions, spills, spillCount };
}

/** Nodes of one's own section: everything but numbers, places in memory, and what the section `member` has worked out. */
export function isComputedHere(ir: Ir, id: NodeId, inMember: boolean): boolean {
  const node = ir.nodes[id]!;
  return !isLeaf(node) && (inMember || node.tier === 'step');
}

export function valuesOf(effect: IrEffect): readonly NodeId[] {
  return effect.kind === 'settle' ? effect.args : [effect.value];
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

function cut(ir: Ir, items: readonly ScheduledItem[], functionSize: number): ScheduledItem[][] {
  const functions: ScheduledItem[][] = [];
  let size = functionSize;
  for (const item of items) {
    if (size >= functionSize) {
      functions.push([]);
      size = 0;
    }
    functions.at(-1)!.push(item);
    size += item.kind === 'node' ? costOf(ir, item.id) : 1;
  }
  return functions;
}

function costOf(ir: Ir, id: NodeId): number {
  return ir.nodes[id]!.op === 'lookup' ? 12 : 1;
}

function assignSpills(ir: Ir, functions: readonly (readonly ScheduledItem[])[]) {
  const definedIn = new Map<NodeId, number>();
  const lastUse = new Map<NodeId, number>();
  for (const [index, items] of functions.entries()) {
    for (const item of items) {
      const args = item.kind === 'node' ? ir.nodes[item.id]!.args : valuesOf(item);
      for (const arg of args) if (definedIn.has(arg)) lastUse.set(arg, index);
      if (item.kind === 'node') definedIn.set(item.id, index);
    }
  }
  const spills = new Map<NodeId, number>();
  const free: number[] = [];
  /** By function: the spills that are free after it. */
  const ending: number[][] = functions.map(() => []);
  let spillCount = 0;
  for (const [index, items] of functions.entries()) {
    for (const item of items) {
      if (item.kind !== 'node') continue;
      const last = lastUse.get(item.id) ?? index;
      if (last === index) continue;
      const spill = free.pop() ?? spillCount++;
      spills.set(item.id, spill);
      ending[last]!.push(spill);
    }
    // A spill that ends here is still read in this function: only the next one may take it.
    free.push(...ending[index]!);
  }
  return { spills, spillCount };
}
