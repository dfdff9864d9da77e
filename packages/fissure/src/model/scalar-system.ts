/**
 * The model with every element a scalar of its own: equations by slot, not yet in order. Between the checked trees
 * and the plan. `expand-model.ts` builds it, `order-slots.ts` and `lower-to-plan.ts` read it.
 */
import type {
  HeldAssignment,
  PlanConserved,
  PlanExpr,
  PlanLookup,
  PlanParameter,
  PlanSlot,
  PlanStock,
  SlotRole,
} from './plan.ts';

export interface ScalarSystem {
  readonly slots: readonly PlanSlot[];
  /** Quantity -> slot of its first element; the others follow, row-major. */
  readonly firstSlots: ReadonlyMap<string, number>;
  readonly parameters: readonly PlanParameter[];
  readonly lookups: readonly PlanLookup[];
  /** By slot: what a flow, auxiliary or input is at every evaluation. Undefined for every other role. */
  readonly equations: readonly (PlanExpr | undefined)[];
  /** By slot: what a stock, an INIT, PREVIOUS or pipeline cell holds at step 0. */
  readonly initials: readonly (PlanExpr | undefined)[];
  readonly stocks: readonly PlanStock[];
  readonly held: readonly Cell[];
  readonly conserved: readonly PlanConserved[];
}

/** What makes a cell that changes once per whole step: the held assignments except plain auxiliaries. */
export type Cell = Extract<HeldAssignment, { readonly kind: 'draw' | 'previous' | 'pipeline' }>;

/** A scalar system under construction; `finish` gives it away as plain data. */
export class SystemBuilder {
  readonly slots: PlanSlot[];
  readonly firstSlots: Map<string, number>;
  readonly parameters: PlanParameter[];
  readonly lookups: PlanLookup[];
  readonly equations: (PlanExpr | undefined)[];
  readonly initials: (PlanExpr | undefined)[];
  readonly stocks: PlanStock[];
  readonly held: Cell[];
  readonly conserved: PlanConserved[];

  /** Starts empty, or with everything that `base` has (which stays as it is). */
  constructor(base?: ScalarSystem) {
    this.slots = [...(base?.slots ?? [])];
    this.firstSlots = new Map(base?.firstSlots ?? []);
    this.parameters = [...(base?.parameters ?? [])];
    this.lookups = [...(base?.lookups ?? [])];
    this.equations = [...(base?.equations ?? [])];
    this.initials = [...(base?.initials ?? [])];
    this.stocks = [...(base?.stocks ?? [])];
    this.held = [...(base?.held ?? [])];
    this.conserved = [...(base?.conserved ?? [])];
  }

  addSlot(id: string, variable: string, role: SlotRole): number {
    const slot = this.slots.length;
    this.slots.push({ id, variable, role });
    this.equations.push(undefined);
    this.initials.push(undefined);
    return slot;
  }

  finish(): ScalarSystem {
    return { ...this };
  }
}

/** Calls `visit` with every slot that an expression reads, repeatedly if it reads one repeatedly. */
export function visitSlots(expr: PlanExpr, visit: (slot: number) => void): void {
  switch (expr.op) {
    case 'const':
    case 'time':
      return;
    case 'slot':
      visit(expr.slot);
      return;
    case 'unary':
      visitSlots(expr.a, visit);
      return;
    case 'binary':
      visitSlots(expr.a, visit);
      visitSlots(expr.b, visit);
      return;
    case 'fold':
      for (const term of expr.terms) visitSlots(term, visit);
      return;
    case 'if':
      visitSlots(expr.condition, visit);
      visitSlots(expr.consequent, visit);
      visitSlots(expr.alternative, visit);
      return;
    case 'choose':
      visit(expr.slot);
      for (const option of expr.options) visitSlots(option, visit);
      return;
    case 'lookup':
      visitSlots(expr.x, visit);
      return;
    case 'signal':
    case 'price':
      for (const arg of expr.args) visitSlots(arg, visit);
      return;
  }
}

/** Whether an expression depends on the clock by itself (not through a slot). */
export function readsTime(expr: PlanExpr): boolean {
  switch (expr.op) {
    case 'const':
    case 'slot':
      return false;
    case 'time':
    case 'signal':
      return true;
    case 'unary':
      return readsTime(expr.a);
    case 'binary':
      return readsTime(expr.a) || readsTime(expr.b);
    case 'fold':
      return expr.terms.some(readsTime);
    case 'if':
      return readsTime(expr.condition) || readsTime(expr.consequent) || readsTime(expr.alternative);
    case 'choose':
      return expr.options.some(readsTime);
    case 'lookup':
      return readsTime(expr.x);
    case 'price':
      return expr.args.some(readsTime);
  }
}
