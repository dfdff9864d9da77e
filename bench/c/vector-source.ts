/**
 * A plan as C in one straight line, from the same middle form that the WebAssembly engine starts from: members side by
 * side in the lanes of registers, what depends on parameters alone once per member. One lane gives scalar C with locals.
 *
 * C does less than the engine: it notices no failure, keeps no books of conserved stocks, and is told its held cells.
 */
import { buildIr } from '../../packages/fissure/src/engine/ir/build-ir.ts';
import {
  type BinaryOp,
  type Ir,
  type IrEffect,
  type IrNode,
  isLeaf,
  type NodeId,
  type UnaryOp,
} from '../../packages/fissure/src/engine/ir/ir.ts';
import { type ScheduledItem, scheduleSection } from '../../packages/fissure/src/engine/ir/schedule.ts';
import type { Plan } from '../../packages/fissure/src/model/plan.ts';
import { cNumber, heldSlots, writeLookupTables, writeMacros } from './c-text.ts';

export function vectorSource(plan: Plan, keep: readonly number[], lanes: number): string {
  const ir = buildIr(plan, { kept: keep });
  const writer = new SectionWriter(ir);
  const sections = [
    ['member(void)', writer.section(ir.member)],
    ['initial(const double *h)', ['(void)h;', ...writer.section(ir.initial)]],
    ['held(const double *h)', ['(void)h;', ...writer.section(ir.held)]],
    ['evaluate(void)', writer.section(ir.evaluate)],
    ['set_parameters(const double *p)', plan.parameters.map(({ slot }, i) => `M[${slot}] = load(p + ${i} * LANES);`)],
    ['save(double *out)', keep.map((slot, i) => `store(out + ${i} * LANES, M[${slot}]);`)],
  ] as const;
  return [
    ...writeMacros(plan, keep, lanes),
    '#include "lanes.h"',
    '#include "elementary.h"',
    '#include "lookup.h"',
    `static V M[${plan.slots.length + ir.cells.length}];`,
    `static K F[${plan.slots.length + ir.cells.length}];`,
    `static V R[${Math.max(plan.stocks.length, 1)}], spare[${Math.max(plan.stocks.length, 1)}];`,
    `static int last[${Math.max(writer.lookupCalls, 1)}][LANES];`,
    'static V now, step_now;',
    'INLINE V load(const double *at) { V x; __builtin_memcpy(&x, at, sizeof x); return x; }',
    'INLINE void store(double *at, V x) { __builtin_memcpy(at, &x, sizeof x); }',
    'static void set_clock(long step, double fraction) {',
    '  now = v_of(START + (step + fraction) * DT);',
    '  step_now = v_of(step);',
    '}',
    ...writeLookupTables(plan),
    ...sections.flatMap(([head, body]) => [`static void ${head} {`, ...body.map((line) => `  ${line}`), '}']),
    'static void advance(long step) {',
    ...(plan.time.method === 'rk4' ? rungeKutta(plan) : euler(plan)).map((line) => `  ${line}`),
    '}',
    '#include "harness.h"',
    '',
  ].join('\n');
}

class SectionWriter {
  lookupCalls = 0;
  private readonly ir: Ir;
  private readonly memberCells: ReadonlyMap<NodeId, number>;
  private readonly heldIndex: ReadonlyMap<number, number>;
  private inMember = false;

  constructor(ir: Ir) {
    this.ir = ir;
    this.memberCells = new Map(ir.cells.map((id, i) => [id, ir.plan.slots.length + i]));
    this.heldIndex = new Map(heldSlots(ir.plan).map((slot, i) => [slot, i]));
  }

  section(effects: readonly IrEffect[]): string[] {
    this.inMember = effects === this.ir.member;
    const { pieces } = scheduleSection(this.ir, effects, () => false);
    return pieces.flat().map((item) => this.item(item, effects));
  }

  private item(item: ScheduledItem, effects: readonly IrEffect[]): string {
    const { plan, nodes } = this.ir;
    switch (item.kind) {
      case 'node': {
        const node = nodes[item.id]!;
        return `const ${node.type === 'mask' ? 'K' : 'V'} v${item.id} = ${this.compute(node)};`;
      }
      case 'store':
        return `${nodes[item.value]!.type === 'mask' ? 'F' : 'M'}[${item.cell}] = ${this.use(item.value)};`;
      case 'rate':
        return `R[${item.stock}] = ${this.use(item.value)};`;
      case 'spare':
        return `spare[${item.stock}] = ${this.use(item.value)};`;
      case 'settle': {
        const { slot } = (effects === this.ir.initial ? plan.initial : plan.held)[item.index]!;
        return `M[${slot}] = load(h + ${this.heldIndex.get(slot)!} * LANES);`;
      }
    }
  }

  private use(id: NodeId): string {
    const node = this.ir.nodes[id]!;
    if (node.op === 'const') {
      return node.type === 'mask' ? `k_of(${node.value})` : `v_of(${cNumber(node.value)})`;
    }
    if (node.op === 'time') return 'now';
    if (node.op === 'step') return 'step_now';
    if (node.op === 'cell') return `M[${node.value}]`;
    const cell = this.inMember || isLeaf(node) ? undefined : this.memberCells.get(id);
    if (cell === undefined) return `v${id}`;
    return `${node.type === 'mask' ? 'F' : 'M'}[${cell}]`;
  }

  private compute(node: IrNode): string {
    const args = node.args.map((arg) => this.use(arg));
    if (node.op === 'select') return `v_select(${args.join(', ')})`;
    if (node.op === 'lookup') {
      const { length } = this.ir.plan.lookups[node.value]!.x;
      return `lookup(&lookup${node.value}, ${length}, ${args[0]}, last[${this.lookupCalls++}])`;
    }
    const [a, b] = args;
    if (b === undefined) return `${UNARY[node.op as UnaryOp]}(${a})`;
    const form = BINARY[node.op as BinaryOp];
    return /\w/.test(form) ? `${form}(${a}, ${b})` : `${a} ${form} ${b}`;
  }
}

const UNARY: Readonly<Record<UnaryOp, string>> = {
  neg: 'v_neg',
  abs: 'v_abs',
  sqrt: 'v_sqrt',
  floor: 'v_floor',
  ceil: 'v_ceil',
  exp: 'v_exp',
  ln: 'v_ln',
  log10: 'v_log10',
  sin: 'v_sin',
  cos: 'v_cos',
  tan: 'v_tan',
  arcsin: 'v_arcsin',
  arccos: 'v_arccos',
  arctan: 'v_arctan',
  truth: 'v_truth',
  number: 'k_number',
  not: 'k_not',
};

const BINARY: Readonly<Record<BinaryOp, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  pow: 'v_pow',
  mod: 'v_mod',
  min: 'v_min',
  max: 'v_max',
  smallerOf: 'v_min',
  largerOf: 'v_max',
  lt: 'v_lt',
  le: 'v_le',
  gt: 'v_gt',
  ge: 'v_ge',
  eq: 'v_eq',
  ne: 'v_ne',
  and: 'k_and',
  or: 'k_or',
};

/** See engine/integrate.ts for both. */
function euler(plan: Plan): string[] {
  return [
    '(void)step;',
    ...plan.stocks.flatMap(({ slot, nonNegative }, i) => {
      const next = `M[${slot}] + v_of(DT) * R[${i}]`;
      if (!nonNegative) return [`M[${slot}] = ${next};`];
      const isRounding = `k_and(v_lt(next${i}, v_of(0)), v_le(v_of(0), spare[${i}]))`;
      return [`const V next${i} = ${next};`, `M[${slot}] = v_select(${isRounding}, v_of(0), next${i});`];
    }),
  ];
}

function rungeKutta(plan: Plan): string[] {
  const slots = plan.stocks.map(({ slot }) => slot);
  const stage = (fraction: number) => [
    `for (int i = 0; i < COUNT; i++) M[stock[i]] = before[i] + v_of(${cNumber(fraction)} * DT) * R[i];`,
    `set_clock(step, ${cNumber(fraction)});`,
    'evaluate();',
  ];
  return [
    `enum { COUNT = ${slots.length} };`,
    `static const int stock[] = { ${slots.join(', ')} };`,
    'V before[COUNT], first[COUNT], middle[COUNT];',
    'for (int i = 0; i < COUNT; i++) before[i] = M[stock[i]], first[i] = R[i];',
    ...stage(0.5),
    'for (int i = 0; i < COUNT; i++) middle[i] = R[i];',
    ...stage(0.5),
    'for (int i = 0; i < COUNT; i++) middle[i] += R[i];',
    ...stage(1),
    'for (int i = 0; i < COUNT; i++)',
    '  M[stock[i]] = before[i] + v_of(DT / 6) * (first[i] + v_of(2) * middle[i] + R[i]);',
  ];
}
