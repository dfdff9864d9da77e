/**
 * Nodes in the making: equal ones are one, constants fold, and what changes nothing is left out. Only rules that keep every
 * bit: x * 1 is x, but x + 0 is not (-0 + 0 is 0), and 0 * x stays, since x may be NaN.
 */
import { askerCount, clearingPrice } from '../../base/clearing-price.ts';
import { applyBinary, applyUnary, isTrue } from '../functions.ts';
import type { BinaryOp, IrNode, IrOp, IrTier, IrType, NodeId, UnaryOp } from './ir.ts';

const MASKS: ReadonlySet<IrOp> = new Set(['truth', 'not', 'lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or']);

export class NodePool {
  readonly nodes: IrNode[] = [];
  /** Of tier step: they belong to one section. */
  private local = new Map<string, NodeId>();
  /** Of the other tiers: all sections share them. */
  private readonly shared = new Map<string, NodeId>();

  /** What the sections before have computed at a step is of no use to the next one. */
  openSection(): void {
    this.local = new Map();
  }

  constant(value: number, type: IrType = 'number'): NodeId {
    // A Map tells neither -0 from 0 nor one NaN from another; only the first matters.
    return this.node(
      'const',
      [],
      value,
      type,
      'constant',
      Object.is(value, -0) ? 'const -0' : `const ${type} ${value}`,
    );
  }

  cell(cell: number, type: IrType, tier: IrTier, version = 0): NodeId {
    return this.node('cell', [], cell, type, tier, `cell ${cell} ${version}`);
  }

  clock(op: 'time' | 'step'): NodeId {
    return this.node(op, [], 0, 'number', 'step', op);
  }

  lookup(lookup: number, x: NodeId): NodeId {
    return this.compute('lookup', [x], lookup);
  }

  price(args: readonly NodeId[]): NodeId {
    const values = args.map((arg) => this.constantOf(arg));
    if (values.some((value) => value === undefined)) return this.compute('price', args);
    return this.constant(clearingPrice(Float64Array.from(values as number[]), askerCount(args.length)));
  }

  select(mask: NodeId, yes: NodeId, no: NodeId): NodeId {
    if (yes === no) return yes;
    const known = this.constantOf(mask);
    if (known !== undefined) return known === 1 ? yes : no;
    return this.compute('select', [mask, yes, no]);
  }

  unary(op: UnaryOp, a: NodeId): NodeId {
    const node = this.nodes[a]!;
    if (op === 'truth' && node.op === 'number') return node.args[0]!;
    if (op === 'number' && node.op === 'truth' && this.isZeroOrOne(node.args[0]!)) return node.args[0]!;
    if ((op === 'not' || op === 'neg') && node.op === op) return node.args[0]!;
    if (node.op === 'const') return this.constant(foldUnary(op, node.value), MASKS.has(op) ? 'mask' : 'number');
    return this.compute(op, [a]);
  }

  binary(op: BinaryOp, a: NodeId, b: NodeId): NodeId {
    const [left, right] = [this.constantOf(a), this.constantOf(b)];
    if (left !== undefined && right !== undefined) {
      return this.constant(foldBinary(op, left, right), MASKS.has(op) ? 'mask' : 'number');
    }
    if (op === 'and' || op === 'or') {
      const known = left ?? right;
      const other = left === undefined ? a : b;
      if (known !== undefined) return (known === 1) === (op === 'and') ? other : this.constant(known, 'mask');
      if (a === b) return a;
    }
    if (op === 'mul' && (left === 1 || right === 1)) return left === 1 ? b : a;
    if (op === 'sub' && Object.is(right, 0)) return a;
    if (op === 'div' && right !== undefined) {
      if (right === 1) return a;
      if (isPowerOfTwo(right)) return this.binary('mul', a, this.constant(1 / right));
    }
    return this.compute(op, [a, b]);
  }

  /** 1 or 0 for masks. */
  private constantOf(id: NodeId): number | undefined {
    const node = this.nodes[id]!;
    return node.op === 'const' ? node.value : undefined;
  }

  private isZeroOrOne(id: NodeId): boolean {
    return this.nodes[id]!.op === 'number';
  }

  private compute(op: IrOp, args: readonly NodeId[], value = 0): NodeId {
    let tier: IrTier = 'constant';
    let type: IrType = MASKS.has(op) ? 'mask' : 'number';
    for (const arg of args) {
      const own = this.nodes[arg]!.tier;
      if (own === 'step' || tier === 'constant') tier = own === 'constant' ? tier : own;
    }
    if (op === 'select') type = this.nodes[args[1]!]!.type;
    return this.node(op, args, value, type, tier, `${op} ${value} ${args.join(' ')}`);
  }

  private node(op: IrOp, args: readonly NodeId[], value: number, type: IrType, tier: IrTier, key: string): NodeId {
    const known = tier === 'step' ? this.local : this.shared;
    let id = known.get(key);
    if (id === undefined) {
      id = this.nodes.push({ op, args, value, type, tier }) - 1;
      known.set(key, id);
    }
    return id;
  }
}

/** One whose reciprocal is exact as well. */
function isPowerOfTwo(value: number): boolean {
  const exponent = Math.log2(Math.abs(value));
  return Number.isInteger(exponent) && Math.abs(exponent) <= 1000 && Math.abs(value) === 2 ** exponent;
}

function foldUnary(op: UnaryOp, a: number): number {
  switch (op) {
    case 'truth':
      return isTrue(a) ? 1 : 0;
    case 'number':
      return a;
    case 'floor':
      return Math.floor(a);
    case 'ceil':
      return Math.ceil(a);
    default:
      return applyUnary(op, a);
  }
}

function foldBinary(op: BinaryOp, a: number, b: number): number {
  if (op === 'smallerOf') return b < a ? b : a;
  if (op === 'largerOf') return a < b ? b : a;
  return applyBinary(op, a, b);
}
