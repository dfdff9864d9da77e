/** The middle form as text for people: section by section, a node or an effect to a line. Not read back. */
import type { Plan } from '../../model/plan.ts';
import type { Ir, IrEffect, IrNode, NodeId } from './ir.ts';
import { type ScheduledItem, scheduleSection } from './schedule.ts';

const SECTIONS = [
  ['member', 'once, and whenever parameters change'],
  ['initial', 'at step 0'],
  ['held', 'once per whole step'],
  ['evaluate', 'at every evaluation of the derivatives'],
  ['observe', 'at saved steps'],
] as const;

export function printIr(ir: Ir): string {
  const { plan, cells } = ir;
  const { start, dt, stepCount, saveEvery, method } = plan.time;
  const lines = [
    `time ${start} to ${start + stepCount * dt}, ${stepCount} steps of ${dt}, every ${saveEvery} saved, ${method}`,
    `memory ${plan.slots.length} slots, ${cells.length} cells beyond them, ${plan.stocks.length} rates`,
  ];
  for (const [name, when] of SECTIONS) {
    const effects = ir[name];
    if (effects.length === 0) continue;
    const [items] = scheduleSection(ir, effects, () => false).pieces;
    lines.push('', `${name}: ${when}`, ...items!.map((item) => `  ${printItem(ir, item, name === 'member')}`));
  }
  return `${lines.join('\n')}\n`;
}

export interface IrSize {
  readonly section: string;
  readonly nodes: number;
  readonly effects: number;
}

/** How many nodes each section computes, and how many effects it has. */
export function irSizes(ir: Ir): readonly IrSize[] {
  return SECTIONS.map(([section]) => {
    const items = scheduleSection(ir, ir[section], () => false).pieces.flat();
    const nodes = items.filter(({ kind }) => kind === 'node').length;
    return { section, nodes, effects: items.length - nodes };
  });
}

function printItem(ir: Ir, item: ScheduledItem, inMember: boolean): string {
  if (item.kind !== 'node') return printEffect(ir, item, inMember);
  const node = ir.nodes[item.id]!;
  const args = node.args.map((arg) => printValue(ir, arg, inMember)).join(' ');
  const op = node.op === 'lookup' ? `lookup ${ir.plan.lookups[node.value]!.name}` : node.op;
  return `${`n${item.id}`.padEnd(7)} = ${op} ${args}${node.type === 'mask' ? '  : mask' : ''}`;
}

function printEffect(ir: Ir, effect: IrEffect, inMember: boolean): string {
  const { plan } = ir;
  const value = (id: NodeId) => printValue(ir, id, inMember);
  switch (effect.kind) {
    case 'store':
      return `${cellName(plan, effect.cell)} := ${value(effect.value)}`;
    case 'rate':
      return `rate of ${plan.slots[plan.stocks[effect.stock]!.slot]!.id} := ${value(effect.value)}`;
    case 'spare':
      return `spare of ${plan.slots[plan.stocks[effect.stock]!.slot]!.id} := ${value(effect.value)}`;
    case 'settle':
      return `settle entry ${effect.index}${effect.args.length > 0 ? `: ${effect.args.map(value).join(' ')}` : ''}`;
  }
}

function printValue({ nodes, plan, cells }: Ir, id: NodeId, inMember: boolean): string {
  const node = nodes[id]!;
  if (node.op === 'const') return constantText(node);
  if (node.op === 'cell') return cellName(plan, node.value);
  if (node.op === 'time' || node.op === 'step') return node.op;
  return node.tier === 'member' && !inMember ? cellName(plan, plan.slots.length + cells.indexOf(id)) : `n${id}`;
}

function constantText({ type, value }: IrNode): string {
  if (type === 'mask') return value === 1 ? 'true' : 'false';
  return Object.is(value, -0) ? '-0' : String(value);
}

function cellName(plan: Plan, cell: number): string {
  return plan.slots[cell]?.id ?? `cell ${cell - plan.slots.length}`;
}
