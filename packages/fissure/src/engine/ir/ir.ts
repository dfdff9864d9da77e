/**
 * The typed form between a plan and the code that is generated from it. Every value is a node, computed from other
 * nodes; equal computations are one node. Nodes are either numbers or masks (a truth value for each lane of a vector).
 *
 * Three tiers:
 *   constant  the same in every member: known when the code is written
 *   member    changes only when a member's parameters do: computed in the section `member`, kept in a cell
 *   step      everything else
 *
 * A section is a row of effects, in order: what the host or another section can see. Nodes that no effect needs are not
 * computed. Plain data; `printIr` shows it.
 */
import type { Plan } from '../../model/plan.ts';

/** Index in `Ir.nodes`. */
export type NodeId = number;

export type IrTier = 'constant' | 'member' | 'step';
export type IrType = 'number' | 'mask';

export interface IrNode {
  readonly op: IrOp;
  readonly args: readonly NodeId[];
  /** `const`: the number, or 1 and 0 for masks; `cell`: its number; `lookup`: index in `plan.lookups`; otherwise 0. */
  readonly value: number;
  readonly type: IrType;
  readonly tier: IrTier;
}

/**
 * `cell` reads memory: the cells of a plan's slots come first, by slot, then those of `Ir.cells`. `time` is the simulated
 * time of the stage, `step` the number of the whole step. Meanings of the rest are those of engine/functions.ts and
 * engine/lookup.ts, and
 *   smallerOf, largerOf   b < a ? b : a and a < b ? b : a: one instruction, but not MIN and MAX for NaN and -0
 *   truth, number         mask of a number (neither 0 nor NaN); 1 or 0 of a mask
 *   select                (mask, where true, where false)
 *   price                 of as many arguments as those that ask need, see base/clearing-price.ts
 */
export type IrOp = 'const' | 'cell' | 'time' | 'step' | UnaryOp | BinaryOp | 'select' | 'lookup' | 'price';

export type UnaryOp =
  | 'neg'
  | 'abs'
  | 'sqrt'
  | 'floor'
  | 'ceil'
  | 'exp'
  | 'ln'
  | 'log10'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'arcsin'
  | 'arccos'
  | 'arctan'
  | 'truth'
  | 'number'
  | 'not';

export type BinaryOp =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'pow'
  | 'mod'
  | 'min'
  | 'max'
  | 'smallerOf'
  | 'largerOf'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'eq'
  | 'ne'
  | 'and'
  | 'or';

export type IrEffect =
  /** Cells of slots, and cells beyond them in the section `member`. */
  | { readonly kind: 'store'; readonly cell: number; readonly value: NodeId }
  /** Rate of change per unit of time, by index of `plan.stocks`. */
  | { readonly kind: 'rate'; readonly stock: number; readonly value: NodeId }
  /** What a non-negative stock could still have given, per unit of time. */
  | { readonly kind: 'spare'; readonly stock: number; readonly value: NodeId }
  /** Entry `index` of the plan's list for this section: sets its cell. Only draws have arguments. */
  | { readonly kind: 'settle'; readonly index: number; readonly args: readonly NodeId[] };

export interface Ir {
  readonly plan: Plan;
  readonly use: PlanUse;
  readonly nodes: readonly IrNode[];
  /** Nodes of tier `member` that sections read, in cells behind those of the slots. */
  readonly cells: readonly NodeId[];
  readonly member: readonly IrEffect[];
  readonly initial: readonly IrEffect[];
  readonly held: readonly IrEffect[];
  /** One evaluation of the derivatives: step equations, cuts of non-negative stocks, rates. */
  readonly evaluate: readonly IrEffect[];
  readonly observe: readonly IrEffect[];
}

/** What is known beforehand of all runs of a program: the less it must be ready for, the less it computes. */
export interface PlanUse {
  /** The slots that runs may keep; undefined: any. */
  readonly kept?: readonly number[];
  /** By index of `plan.parameters`: values that no run and no segment changes. */
  readonly fixed?: ReadonlyMap<number, number>;
}

/** How many arguments a single price takes at most: they go to the engine in a row of memory. */
export function mostPriceArguments({ nodes }: Pick<Ir, 'nodes'>): number {
  return nodes.reduce((most, { op, args }) => (op === 'price' ? Math.max(most, args.length) : most), 0);
}

/** Nodes that cost nothing to repeat: numbers and places in memory. */
export function isLeaf({ op }: IrNode): boolean {
  return op === 'const' || op === 'cell' || op === 'time' || op === 'step';
}
