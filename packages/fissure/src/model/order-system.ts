/**
 * The three orders of a scalar system: what depends on parameters alone, what a step evaluates, what the start needs.
 * Loops come out beside them; `check-order.ts` words them.
 */
import { orderSlots } from './order-slots.ts';
import type { PlanExpr } from './plan.ts';
import { type Cell, readsTime, type ScalarSystem, visitSlots } from './scalar-system.ts';

export interface SystemOrder {
  /** Slots that depend on nothing but parameters. */
  readonly member: readonly number[];
  /** The other computed slots, and among them the draws, dependencies first. */
  readonly step: readonly number[];
  /** Everything that must be known at step 0 before the first evaluation, dependencies first. */
  readonly initial: readonly number[];
  readonly stepLoops: readonly (readonly number[])[];
  readonly initialLoops: readonly (readonly number[])[];
  /** Random draws by their slot. */
  readonly draws: ReadonlyMap<number, Extract<Cell, { kind: 'draw' }>>;
}

export function orderSystem(system: ScalarSystem): SystemOrder {
  const draws = new Map<number, Extract<Cell, { kind: 'draw' }>>();
  for (const cell of system.held) if (cell.kind === 'draw') draws.set(cell.slot, cell);

  const stepReads = readsBySlot(system.slots.length, (slot) => {
    const draw = draws.get(slot);
    return draw?.args ?? one(system.equations[slot]);
  });
  const computed = slotsWhere(system, (slot) => system.equations[slot] !== undefined || draws.has(slot));
  const step = orderSlots(computed, stepReads);

  const isParameter = new Set(system.parameters.map(({ slot }) => slot));
  const isMember = new Set<number>();
  const isCut = cutSlots(system);
  for (const slot of step.order) {
    // What has one value at the start and another later is no constant, whatever it depends on.
    if (draws.has(slot) || isCut.has(slot) || system.initials[slot] !== undefined) continue;
    // What a slot reads is known already: first what is asked sooner.
    const isOfMember = stepReads(slot).every((other) => isParameter.has(other) || isMember.has(other));
    if (isOfMember && !readsTime(system.equations[slot]!)) isMember.add(slot);
  }

  const initialReads = readsBySlot(system.slots.length, (slot) => {
    if (isMember.has(slot)) return [];
    const initial = system.initials[slot];
    return initial === undefined ? (draws.get(slot)?.args ?? one(system.equations[slot])) : [initial];
  });
  const initial = orderSlots(neededAtStart(system, initialReads, isMember), initialReads);

  return {
    member: step.order.filter((slot) => isMember.has(slot)),
    step: step.order.filter((slot) => !isMember.has(slot)),
    initial: initial.order,
    stepLoops: step.loops,
    // A loop without a cell that has an initial value is a loop of every step, and reported as that.
    initialLoops: initial.loops.filter((loop) => loop.some((slot) => system.initials[slot] !== undefined)),
    draws,
  };
}

/** Outflows that a run writes to where a stock runs short: also constant ones have to be worked out at every step. */
function cutSlots({ stocks }: ScalarSystem): ReadonlySet<number> {
  const limiting = stocks.filter(({ nonNegative }) => nonNegative);
  return new Set(
    limiting.flatMap(({ outflows }) => outflows.flatMap((flow) => (flow.op === 'slot' ? [flow.slot] : []))),
  );
}

/** Slots with an initial value and what these need, without what parameters alone decide. */
function neededAtStart(
  system: ScalarSystem,
  reads: (slot: number) => readonly number[],
  isMember: ReadonlySet<number>,
): readonly number[] {
  const needed = new Set<number>();
  const open = slotsWhere(system, (slot) => system.initials[slot] !== undefined);
  while (open.length > 0) {
    const slot = open.pop()!;
    if (needed.has(slot) || isMember.has(slot) || system.slots[slot]!.role === 'parameter') continue;
    needed.add(slot);
    open.push(...reads(slot));
  }
  return slotsWhere(system, (slot) => needed.has(slot));
}

function slotsWhere(system: ScalarSystem, test: (slot: number) => boolean): number[] {
  const slots: number[] = [];
  for (let slot = 0; slot < system.slots.length; slot += 1) if (test(slot)) slots.push(slot);
  return slots;
}

function one(expr: PlanExpr | undefined): PlanExpr[] {
  return expr === undefined ? [] : [expr];
}

/** The distinct slots that some expressions read, worked out once per slot. */
function readsBySlot(
  slotCount: number,
  expressions: (slot: number) => readonly PlanExpr[],
): (slot: number) => readonly number[] {
  const known = new Array<readonly number[] | undefined>(slotCount);
  return (slot) => {
    let reads = known[slot];
    if (reads === undefined) {
      const found = new Set<number>();
      for (const expr of expressions(slot)) visitSlots(expr, (other) => found.add(other));
      reads = [...found];
      known[slot] = reads;
    }
    return reads;
  };
}
