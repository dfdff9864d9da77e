/**
 * Nodes of the middle form as JavaScript that does the same operations as the interpreter.
 *
 * Names in the code: r row, h cells beyond the row and spills, c clock, `v12` node 12; s the segments that the lookup calls
 * are in, x the argument of the one that has to search; p arguments of CLEARINGPRICE; helpers by their names.
 */
import { askerCount } from '../base/clearing-price.ts';
import type { PlanLookup } from '../model/plan.ts';
import type { BinaryOp, Ir, IrNode, NodeId, UnaryOp } from './ir/ir.ts';
import { isLeaf } from './ir/ir.ts';
import type { ScheduledItem } from './ir/schedule.ts';
import { SEGMENT, SEGMENT_FIELDS } from './lookup.ts';

/** What the nodes of one plan share. */
export interface NodeShared {
  readonly ir: Ir;
  readonly lookups: readonly PlanLookup[];
  /** The lookup of each call written so far. */
  readonly lookupOfCall: number[];
  /** Place in h of what the section `member` has worked out. */
  readonly memberCells: ReadonlyMap<NodeId, number>;
}

/** Nested deeper, an expression becomes a constant of its own: parsers have stacks. */
const DEEPEST = 30;

interface Text {
  readonly code: string;
  readonly depth: number;
}

/** The nodes of one generated function. */
export class NodeWriter {
  readonly statements: string[] = [];
  private readonly shared: NodeShared;
  /** Place in h of nodes that come from an earlier function, or go to a later one. */
  private readonly spills: ReadonlyMap<NodeId, number>;
  private readonly useCounts: ReadonlyMap<NodeId, number>;
  private readonly texts = new Map<NodeId, Text>();
  private priceCount = 0;

  constructor(shared: NodeShared, spills: ReadonlyMap<NodeId, number>, items: readonly ScheduledItem[]) {
    this.shared = shared;
    this.spills = spills;
    this.useCounts = countUses(shared.ir, items);
  }

  /** What is used once only is written where it is used: in branches of a choice it is then computed only if chosen. */
  define(id: NodeId): void {
    const node = this.shared.ir.nodes[id]!;
    const text = this.compute(node);
    const spill = this.spills.get(id);
    if (spill === undefined && this.useCounts.get(id) === 1 && text.depth < DEEPEST) {
      this.texts.set(id, text);
      return;
    }
    this.name(id, text.code);
    if (spill !== undefined) this.statements.push(`h[${spill}] = ${stored(node, `v${id}`)};`);
  }

  /** JavaScript for the value, safe inside any larger expression. */
  use(id: NodeId): string {
    return this.text(id).code;
  }

  private text(id: NodeId): Text {
    const known = this.texts.get(id);
    if (known !== undefined) return known;
    const node = this.shared.ir.nodes[id]!;
    if (node.op === 'const') return leaf(node.type === 'number' ? numberText(node.value) : String(node.value === 1));
    if (node.op === 'time') return leaf('c[0]');
    if (node.op === 'step') return leaf('c[1]');
    return this.name(id, this.read(id, node));
  }

  private read(id: NodeId, node: IrNode): string {
    const place = node.op === 'cell' ? node.value : (this.shared.memberCells.get(id) ?? this.spills.get(id)!);
    const cell = node.op === 'cell' ? `r[${place}]` : `h[${place}]`;
    return node.type === 'mask' ? `${cell} === 1` : cell;
  }

  private name(id: NodeId, code: string): Text {
    this.statements.push(`const v${id} = ${code};`);
    const text = leaf(`v${id}`);
    this.texts.set(id, text);
    return text;
  }

  /** A name for what is used more than once in one expression. */
  private named(id: NodeId): string {
    const { code } = this.text(id);
    return /^[\w.]+$/.test(code) ? code : this.name(id, code).code;
  }

  private compute(node: IrNode): Text {
    const code = this.code(node);
    return { code, depth: 1 + Math.max(0, ...node.args.map((arg) => this.texts.get(arg)?.depth ?? 0)) };
  }

  private code(node: IrNode): string {
    const [first, second, third] = node.args as [NodeId, NodeId, NodeId];
    switch (node.op) {
      case 'select':
        return `(${this.use(first)} ? ${this.use(second)} : ${this.use(third)})`;
      case 'lookup':
        return this.lookup(node.value, first);
      case 'price':
        return this.price(node.args);
      case 'min':
      case 'max':
        return this.extreme(node.op, first, second);
      case 'smallerOf':
      case 'largerOf': {
        const [a, b] = [this.named(first), this.named(second)];
        return node.op === 'smallerOf' ? `(${b} < ${a} ? ${b} : ${a})` : `(${a} < ${b} ? ${b} : ${a})`;
      }
      case 'pow':
        return `power(${this.use(first)}, ${this.use(second)})`;
      case 'mod':
        return `modulo(${this.use(first)}, ${this.use(second)})`;
    }
    if (second === undefined) return this.unary(node.op as UnaryOp, first);
    return `(${this.use(first)} ${BINARY[node.op as InfixOp]} ${this.use(second)})`;
  }

  private unary(op: UnaryOp, a: NodeId): string {
    switch (op) {
      case 'truth': {
        const name = this.named(a);
        return `(${name} !== 0 && ${name} === ${name})`;
      }
      case 'number':
        return `(${this.use(a)} ? 1 : 0)`;
      case 'not':
        return `(!${this.use(a)})`;
      case 'neg':
        return `(-${this.use(a)})`;
      default:
        return `${UNARY[op] ?? op}(${this.use(a)})`;
    }
  }

  /**
   * Math.min or Math.max. Against a number one comparison does: x stays if it is NaN, and for 0 the comparison is the
   * one that takes -0 for less than 0, as Math.min and Math.max do.
   */
  private extreme(op: 'min' | 'max', left: NodeId, right: NodeId): string {
    const { nodes } = this.shared.ir;
    const [value, limit] = nodes[left]!.op === 'const' ? [right, left] : [left, right];
    const bound = nodes[limit]!;
    const b = this.use(limit);
    if (bound.op !== 'const' || Number.isNaN(bound.value) || Object.is(bound.value, -0)) {
      return `Math.${op}(${this.use(value)}, ${b})`;
    }
    const a = this.named(value);
    const comparison = op === 'min' ? '>' : bound.value === 0 ? '<=' : '<';
    return `(${a} ${comparison} ${b} ? ${b} : ${a})`;
  }

  /** As `lookupValue`, but the search is left out while the argument stays in the segment where this call was last. */
  private lookup(lookup: number, argument: NodeId): string {
    const call = this.shared.lookupOfCall.push(lookup) - 1;
    const field = (name: keyof typeof SEGMENT) => `s[${call * SEGMENT_FIELDS + SEGMENT[name]}]`;
    const at = `x${call}`;
    this.statements.push(`let ${at} = ${this.use(argument)};`);
    const isOutside = `${at} < ${field('FROM')} || ${at} >= ${field('TO')}`;
    this.statements.push(`if (${isOutside}) { x[0] = ${at}; seek(${call}); ${at} = x[0]; }`);
    if (this.shared.lookups[lookup]!.between === 'step') return `(${at} === ${at} ? ${field('Y')} : ${at})`;
    return `(${field('Y')} + (${at} - ${field('X')}) * ${field('SLOPE')})`;
  }

  /** All calls share one list of arguments: the value is taken before the next call overwrites them. */
  private price(args: readonly NodeId[]): string {
    const texts = args.map((arg) => this.use(arg));
    const call = this.priceCount;
    this.priceCount += 1;
    this.statements.push(...texts.map((text, i) => `p[${i}] = ${text};`));
    this.statements.push(`const price${call} = clearingPrice(p, ${askerCount(args.length)});`);
    return `price${call}`;
  }
}

/** Masks are kept as 1 and 0. */
export function stored(node: IrNode, code: string): string {
  return node.type === 'mask' ? `${code} ? 1 : 0` : code;
}

function leaf(code: string): Text {
  return { code, depth: 0 };
}

function countUses(ir: Ir, items: readonly ScheduledItem[]): ReadonlyMap<NodeId, number> {
  const counts = new Map<NodeId, number>();
  for (const item of items) {
    const args = item.kind === 'node' ? ir.nodes[item.id]!.args : item.kind === 'settle' ? item.args : [item.value];
    for (const arg of args) if (!isLeaf(ir.nodes[arg]!)) counts.set(arg, (counts.get(arg) ?? 0) + 1);
  }
  return counts;
}

/** NaN and Infinity as constants of the generated code: JavaScript's own are looked up in the global object. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (value === Number.POSITIVE_INFINITY) return 'infinity';
  if (value === Number.NEGATIVE_INFINITY) return '(-infinity)';
  if (Object.is(value, -0) || value < 0) return `(${Object.is(value, -0) ? '-0' : value})`;
  return String(value);
}

const UNARY: Partial<Readonly<Record<UnaryOp, string>>> = {
  abs: 'Math.abs',
  sqrt: 'Math.sqrt',
  floor: 'Math.floor',
  ceil: 'Math.ceil',
};

type InfixOp = Exclude<BinaryOp, 'min' | 'max' | 'pow' | 'mod' | 'smallerOf' | 'largerOf'>;

const BINARY: Readonly<Record<InfixOp, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  eq: '===',
  ne: '!==',
  and: '&&',
  or: '||',
};
