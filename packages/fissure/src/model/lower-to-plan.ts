/** Model -> Plan: the scalar system in order, each equation in the tier in which it has to be evaluated. */
import type { Observed } from './check-observed.ts';
import { divideByReciprocal } from './divide-by-reciprocal.ts';
import { expandExpression } from './expand-expression.ts';
import type { Model } from './model.ts';
import { orderSystem, type SystemOrder } from './order-system.ts';
import type { Assignment, HeldAssignment, InitialAssignment, Plan } from './plan.ts';
import { type ScalarSystem, SystemBuilder, visitSlots } from './scalar-system.ts';

/** The model must be free of errors; `observed` are expressions that `checkObserved` gave for it. */
export function lowerToPlan(model: Model, observed: readonly Observed[]): Plan {
  if (model.system === undefined) throw new TypeError('lowerToPlan: the model has errors');
  const builder = new SystemBuilder(model.system);
  const observe: Assignment[] = [];
  const slots = observed.map((one, i) => addObserved(model, builder, one, i, observe));
  const system = builder.finish();
  const order = orderSystem(system);
  const { start, dt, stepCount, saveEvery, method } = model.study.settings.time;
  return divideByReciprocal({
    time: { start, dt, stepCount, saveEvery, method },
    slots: system.slots,
    parameters: system.parameters,
    lookups: system.lookups,
    member: order.member.map((slot) => assignment(system, slot)),
    initial: order.initial.map((slot) => initialAssignment(system, order, slot)),
    held: heldAssignments(system, order),
    step: order.step.filter((slot) => !order.draws.has(slot)).map((slot) => assignment(system, slot)),
    observe,
    stocks: system.stocks,
    conserved: system.conserved,
    observed: slots,
  });
}

/** The slot of an observed expression: that of the quantity itself where it is nothing more. */
function addObserved(
  model: Model,
  builder: SystemBuilder,
  { source, resolved, element, index }: Observed,
  position: number,
  observe: Assignment[],
): number {
  const id = `observed·${position + 1}`;
  const shown = source.text;
  const value = expandExpression(resolved, {
    model,
    builder,
    id,
    shown,
    element,
    variant: '',
    self: undefined,
    own: index,
  });
  if (value.op === 'slot') return value.slot;
  const slot = builder.addSlot(element === '' ? id : `${id}[${element}]`, shown, 'observed');
  observe.push({ slot, value });
  return slot;
}

function assignment(system: ScalarSystem, slot: number): Assignment {
  return { slot, value: system.equations[slot]! };
}

function initialAssignment(system: ScalarSystem, order: SystemOrder, slot: number): InitialAssignment {
  const initial = system.initials[slot];
  if (initial !== undefined) return { slot, value: initial };
  return order.draws.get(slot) ?? assignment(system, slot);
}

/** Cells that look back come first: what they read is still that of the step before. Then draws with what they need. */
function heldAssignments(system: ScalarSystem, order: SystemOrder): readonly HeldAssignment[] {
  const looksBack = system.held.filter((cell) => cell.kind !== 'draw');
  const needed = neededByDraws(system, order);
  const drawn = order.step
    .filter((slot) => needed.has(slot))
    .map((slot): HeldAssignment => order.draws.get(slot) ?? assignment(system, slot));
  return [...looksBack, ...drawn];
}

/** The draws and every computed slot on which their arguments depend. */
function neededByDraws(system: ScalarSystem, order: SystemOrder): ReadonlySet<number> {
  const isStep = new Set(order.step);
  const needed = new Set<number>();
  const open = [...order.draws.keys()];
  while (open.length > 0) {
    const slot = open.pop()!;
    if (needed.has(slot) || !isStep.has(slot)) continue;
    needed.add(slot);
    const exprs = order.draws.get(slot)?.args ?? [system.equations[slot]!];
    for (const expr of exprs) visitSlots(expr, (other) => open.push(other));
  }
  return needed;
}
