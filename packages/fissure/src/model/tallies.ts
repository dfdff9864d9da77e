/**
 * What a run has seen at every step, saved or not: running totals, least and greatest values with their times, first
 * passages. Each becomes a few more slots and equations of the plan, so that every engine computes it as it runs, and
 * one number at the end takes the place of a trace.
 */
import type { Assignment, HeldAssignment, InitialAssignment, Plan, PlanExpr, PlanSlot, SlotRole } from './plan.ts';
import { constant, slotOf, TIME } from './plan-expressions.ts';

export type Tally =
  /** Sum of value * dt over the steps before the present one: the integral by Euler's rule. */
  | { readonly kind: 'total'; readonly of: PlanExpr }
  | { readonly kind: 'least' | 'greatest'; readonly of: PlanExpr }
  /** Time of the least or greatest value so far; of equal ones, the first. */
  | { readonly kind: 'least_time' | 'greatest_time'; readonly of: PlanExpr }
  /** The first time at which the value is above (below) the level; one step after the end while there is none. */
  | { readonly kind: 'first_above' | 'first_below'; readonly of: PlanExpr; readonly level: number };

export interface TalliedPlan {
  readonly plan: Plan;
  /** In the order of the tallies: where each stands at any saved step. */
  readonly slots: readonly number[];
}

export function addTallies(plan: Plan, tallies: readonly Tally[]): TalliedPlan {
  const writer = new TallyWriter(plan);
  const slots = tallies.map((tally) => writer.add(tally));
  const { slots: all, initial, held, step } = writer;
  return { plan: { ...plan, slots: all, initial, held, step }, slots };
}

class TallyWriter {
  readonly slots: PlanSlot[];
  readonly initial: InitialAssignment[];
  /** Cells that look back come first, before draws and what these need. */
  readonly held: HeldAssignment[];
  readonly step: Assignment[];
  private readonly plan: Plan;

  constructor(plan: Plan) {
    this.plan = plan;
    this.slots = [...plan.slots];
    this.initial = [...plan.initial];
    this.held = [...plan.held];
    this.step = [...plan.step];
  }

  add(tally: Tally): number {
    const { start, dt, stepCount } = this.plan.time;
    const { of } = tally;
    switch (tally.kind) {
      case 'total':
        return this.remember('total', 0, (before) => binary('add', before, binary('mul', constant(dt), of))).before;
      case 'least':
      case 'greatest':
        return this.extreme(tally.kind, of).now;
      case 'least_time':
      case 'greatest_time': {
        const kind = tally.kind === 'least_time' ? 'least' : 'greatest';
        const { before } = this.extreme(kind, of);
        const isNew = binary(kind === 'least' ? 'lt' : 'gt', of, slotOf(before));
        return this.remember(tally.kind, start, (time) => choose(isNew, TIME, time)).now;
      }
      case 'first_above':
      case 'first_below': {
        const never = start + (stepCount + 1) * dt;
        const isPast = binary(tally.kind === 'first_above' ? 'gt' : 'lt', of, constant(tally.level));
        const isFirst = (time: PlanExpr) => binary('and', binary('eq', time, constant(never)), isPast);
        return this.remember('first', never, (time) => choose(isFirst(time), TIME, time)).now;
      }
    }
  }

  private extreme(kind: 'least' | 'greatest', of: PlanExpr) {
    const nothing = kind === 'least' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    return this.remember(kind, nothing, (before) => binary(kind === 'least' ? 'min' : 'max', before, of));
  }

  /** A value that follows from itself at the step before: the slots of both. */
  private remember(what: string, first: number, next: (before: PlanExpr) => PlanExpr) {
    const before = this.addSlot(`${what}·before`, 'held');
    const now = this.addSlot(what, 'auxiliary');
    this.initial.push({ slot: before, value: constant(first) });
    this.held.unshift({ kind: 'previous', slot: before, of: now });
    this.step.push({ slot: now, value: next(slotOf(before)) });
    return { before, now };
  }

  private addSlot(what: string, role: SlotRole): number {
    const id = `tally·${this.slots.length}·${what}`;
    return this.slots.push({ id, variable: id, role }) - 1;
  }
}

function binary(fn: 'add' | 'mul' | 'min' | 'max' | 'lt' | 'gt' | 'eq' | 'and', a: PlanExpr, b: PlanExpr): PlanExpr {
  return { op: 'binary', fn, a, b };
}

function choose(condition: PlanExpr, consequent: PlanExpr, alternative: PlanExpr): PlanExpr {
  return { op: 'if', condition, consequent, alternative };
}
