/** Leaves out of a plan what neither its stocks nor the kept outputs need, so that all contenders compute the same. */
import type { HeldAssignment, Plan, PlanExpr } from '../../packages/fissure/src/model/plan.ts';
import { childrenOf } from '../../packages/fissure/src/model/plan-expressions.ts';

export function prunePlan(plan: Plan, keep: readonly number[]): Plan {
  const values = new Map([...plan.member, ...plan.step].map(({ slot, value }) => [slot, value]));
  const needed = new Set<number>();
  const open: PlanExpr[] = [
    ...plan.stocks.flatMap(({ inflows, outflows }) => [...inflows, ...outflows]),
    ...[...plan.held, ...plan.initial].flatMap(expressionsOf),
    ...[...keep, ...plan.conserved.flatMap(({ sources, sinks }) => [...sources, ...sinks])].map(readSlot),
  ];
  while (open.length > 0) {
    const expr = open.pop()!;
    open.push(...childrenOf(expr));
    if ((expr.op !== 'slot' && expr.op !== 'choose') || needed.has(expr.slot)) continue;
    needed.add(expr.slot);
    const value = values.get(expr.slot);
    if (value !== undefined) open.push(value);
  }
  const isNeeded = ({ slot }: { readonly slot: number }) => needed.has(slot);
  return { ...plan, member: plan.member.filter(isNeeded), step: plan.step.filter(isNeeded), observe: [], observed: [] };
}

function readSlot(slot: number): PlanExpr {
  return { op: 'slot', slot };
}

function expressionsOf(entry: HeldAssignment): readonly PlanExpr[] {
  switch (entry.kind) {
    case undefined:
      return [entry.value];
    case 'draw':
      return entry.args;
    case 'previous':
      return [readSlot(entry.of)];
    case 'pipeline':
      return [entry.input, entry.delay, entry.initial].map(readSlot);
  }
}
