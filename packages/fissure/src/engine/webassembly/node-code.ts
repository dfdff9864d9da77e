/**
 * Nodes as vector code: for every lane the operations of the interpreter. Of a choice both branches are computed and the
 * right one taken lane by lane; what the other one came to is dropped, even NaN.
 */
import { askerCount } from '../../base/clearing-price.ts';
import type { PlanLookup } from '../../model/plan.ts';
import type { BinaryOp, Ir, IrNode, NodeId, UnaryOp } from '../ir/ir.ts';
import { SEGMENT } from '../lookup.ts';
import type { ElementaryName } from './elementary-code.ts';
import type { VectorInstruction } from './instructions.ts';
import type { Value, VectorFunction } from './vector-function.ts';

/** What node code needs of the module that it is part of. */
export interface NodeHost {
  readonly lookups: readonly PlanLookup[];
  readonly cellBytes: number;
  /** Address of [time, step]. */
  readonly clock: number;
  /** Address of a cell, as `Ir` numbers them. */
  cellAddress(cell: number): number;
  spillAddress(spill: number): number;
  elementary(name: ElementaryName): number;
  lookupCall(lookup: number): { readonly call: number; readonly segment: number };
  readonly seekCallee: number;
  readonly priceCallee: number;
}

/** What the host computes lane by lane: the rare cases of the module's functions. */
export type RareName = ElementaryName | 'inverseNormal';
export const RARE_ARGUMENTS = 2;

/** The nodes of one piece of a section. */
export class NodeCode {
  readonly f: VectorFunction;
  private readonly ir: Ir;
  private readonly host: NodeHost;
  private readonly spills: ReadonlyMap<NodeId, number>;
  /** Member nodes that are read from cells here; in the section `member` itself there are none. */
  private readonly memberCells: ReadonlyMap<NodeId, number>;
  private readonly computed = new Map<NodeId, Value>();
  private readonly loaded = new Map<number, Value>();

  constructor(
    f: VectorFunction,
    ir: Ir,
    host: NodeHost,
    spills: ReadonlyMap<NodeId, number>,
    memberCells: ReadonlyMap<NodeId, number>,
  ) {
    this.f = f;
    this.ir = ir;
    this.host = host;
    this.spills = spills;
    this.memberCells = memberCells;
  }

  /** Computes a node, and stores it where later functions look for it. */
  define(id: NodeId): void {
    const value = this.compute(this.ir.nodes[id]!);
    this.computed.set(id, value);
    const spill = this.spills.get(id);
    if (spill !== undefined) this.f.store(this.host.spillAddress(spill), value);
  }

  use(id: NodeId): Value {
    const computed = this.computed.get(id);
    if (computed !== undefined) return computed;
    const node = this.ir.nodes[id]!;
    switch (node.op) {
      case 'const':
        return node.type === 'number' ? this.f.constant(node.value) : this.f.bits(node.value === 1 ? ALL_BITS : 0n);
      case 'time':
        return this.f.splat(this.host.clock);
      case 'step':
        return this.f.splat(this.host.clock + 8);
      case 'cell':
        return this.load(this.host.cellAddress(node.value));
    }
    const cell = this.memberCells.get(id);
    if (cell !== undefined) return this.load(this.host.cellAddress(cell));
    return this.load(this.host.spillAddress(this.spills.get(id)!));
  }

  private load(address: number): Value {
    let value = this.loaded.get(address);
    if (value === undefined) {
      value = this.f.load(address);
      this.loaded.set(address, value);
    }
    return value;
  }

  private compute(node: IrNode): Value {
    const [first, second, third] = node.args;
    switch (node.op) {
      case 'select':
        return this.select(first!, second!, third!);
      case 'lookup':
        return this.lookup(node.value, this.use(first!));
      case 'price':
        return this.price(node.args.map((arg) => this.use(arg)));
      case 'min':
      case 'max':
        return this.extreme(node.op, first!, second!);
      case 'pow':
      case 'mod':
        return this.call(node.op, this.use(first!), this.use(second!));
    }
    if (second === undefined) return this.unary(node.op as UnaryOp, this.use(first!));
    return this.f.do(BINARY[node.op as PlainBinary], this.use(first!), this.use(second));
  }

  /** Of 0 and a value the mask itself picks, bit by bit: one instruction where a choice of two values takes three. */
  private select(condition: NodeId, consequent: NodeId, alternative: NodeId): Value {
    const { f } = this;
    const [mask, a, b] = [this.use(condition), this.use(consequent), this.use(alternative)];
    if (this.isZero(alternative)) return f.do('and', a, mask);
    if (this.isZero(consequent)) return f.do('andNot', b, mask);
    return f.do('bitSelect', a, b, mask);
  }

  private isZero(id: NodeId): boolean {
    const { op, value } = this.ir.nodes[id]!;
    return op === 'const' && Object.is(value, 0);
  }

  private unary(op: UnaryOp, a: Value): Value {
    const { f } = this;
    switch (op) {
      case 'truth':
        // Neither 0 nor NaN.
        return f.do('f64Gt', f.do('f64Abs', a), f.constant(0));
      case 'number':
        return f.do('and', a, f.constant(1));
      case 'arcsin':
      case 'arccos':
      case 'arctan':
      case 'exp':
      case 'ln':
      case 'log10':
      case 'sin':
      case 'cos':
      case 'tan':
        return this.call(op, a);
      default:
        return f.do(UNARY[op], a);
    }
  }

  private call(name: ElementaryName, ...args: readonly Value[]): Value {
    return this.f.call(this.host.elementary(name), ...args);
  }

  /** One instruction against a constant; NaN of the other side goes through. */
  private extreme(op: 'min' | 'max', left: NodeId, right: NodeId): Value {
    const { f } = this;
    const { nodes } = this.ir;
    const [value, limit] = nodes[left]!.op === 'const' ? [right, left] : [left, right];
    const bound = nodes[limit]!;
    const [a, b] = [this.use(value), this.use(limit)];
    if (bound.op !== 'const' || Number.isNaN(bound.value) || Object.is(bound.value, -0)) {
      return f.do(op === 'min' ? 'f64Min' : 'f64Max', a, b);
    }
    if (op === 'min') return f.do('f64SmallerOf', a, b);
    const larger = f.do('f64LargerOf', a, b);
    // The larger of -0 and 0 is 0.
    return bound.value === 0 ? f.do('f64Add', larger, f.constant(0)) : larger;
  }

  /** As in generated JavaScript: each call keeps the segment it is in, and searches only when it leaves that. */
  private lookup(lookup: number, argument: Value): Value {
    const { f, host } = this;
    const { call, segment } = host.lookupCall(lookup);
    const field = (name: keyof typeof SEGMENT) => f.load(segment + SEGMENT[name] * host.cellBytes);
    const isBelow = f.do('f64Lt', argument, field('FROM'));
    const isOutside = f.do('or', isBelow, f.do('f64Ge', argument, field('TO')));
    const x = f.escape(isOutside, argument, [argument], host.seekCallee, call);
    const y = field('Y');
    if (host.lookups[lookup]!.between === 'step') return f.do('bitSelect', y, x, f.do('f64Eq', x, x));
    return f.do('f64Add', y, f.do('f64Mul', f.do('f64Sub', x, field('X')), field('SLOPE')));
  }

  /** The host searches, lane by lane: each takes as many rounds as it needs, which vectors could not. */
  private price(args: readonly Value[]): Value {
    const { f, host } = this;
    return f.escape(f.bits(ALL_BITS), f.constant(0), args, host.priceCallee, askerCount(args.length));
  }
}

const ALL_BITS = 0xffffffffffffffffn;

type PlainBinary = Exclude<BinaryOp, 'min' | 'max' | 'pow' | 'mod'>;

const BINARY: Readonly<Record<PlainBinary, VectorInstruction>> = {
  add: 'f64Add',
  sub: 'f64Sub',
  mul: 'f64Mul',
  div: 'f64Div',
  smallerOf: 'f64SmallerOf',
  largerOf: 'f64LargerOf',
  lt: 'f64Lt',
  le: 'f64Le',
  gt: 'f64Gt',
  ge: 'f64Ge',
  eq: 'f64Eq',
  ne: 'f64Ne',
  and: 'and',
  or: 'or',
};

const UNARY = {
  neg: 'f64Neg',
  abs: 'f64Abs',
  sqrt: 'f64Sqrt',
  floor: 'f64Floor',
  ceil: 'f64Ceil',
  not: 'not',
} as const satisfies Partial<Record<UnaryOp, VectorInstruction>>;
