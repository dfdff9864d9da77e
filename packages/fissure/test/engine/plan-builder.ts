/** Small plans by hand: slots are numbered as they are declared, and every declaration gives back its slot's expression. */
import type { Program, Run, RunRequest } from '../../src/engine/run.ts';
import type {
  Assignment,
  BinaryFunction,
  HeldAssignment,
  InitialAssignment,
  Plan,
  PlanConserved,
  PlanExpr,
  PlanLookup,
  PlanParameter,
  PlanSlot,
  PlanStock,
  PlanTime,
  SlotRole,
  UnaryFunction,
} from '../../src/model/plan.ts';

export type SlotExpr = PlanExpr & { readonly op: 'slot' };
type Operand = PlanExpr | number;

export function num(value: number): PlanExpr {
  return { op: 'const', value };
}

function toExpr(operand: Operand): PlanExpr {
  return typeof operand === 'number' ? num(operand) : operand;
}

export const now: PlanExpr = { op: 'time' };

export function call(fn: UnaryFunction, a: Operand): PlanExpr {
  return { op: 'unary', fn, a: toExpr(a) };
}

export function join(fn: BinaryFunction, a: Operand, b: Operand): PlanExpr {
  return { op: 'binary', fn, a: toExpr(a), b: toExpr(b) };
}

export const add = (a: Operand, b: Operand) => join('add', a, b);
export const sub = (a: Operand, b: Operand) => join('sub', a, b);
export const mul = (a: Operand, b: Operand) => join('mul', a, b);
export const div = (a: Operand, b: Operand) => join('div', a, b);

export function signal(fn: 'pulse' | 'step' | 'ramp', ...args: Operand[]): PlanExpr {
  return { op: 'signal', fn, args: args.map(toExpr) };
}

export class PlanBuilder {
  private readonly time: PlanTime;
  private readonly slots: PlanSlot[] = [];
  private readonly parameters: PlanParameter[] = [];
  private readonly lookups: PlanLookup[] = [];
  private readonly members: Assignment[] = [];
  private readonly initials: InitialAssignment[] = [];
  private readonly held: HeldAssignment[] = [];
  private readonly steps: Assignment[] = [];
  private readonly observes: Assignment[] = [];
  private readonly stocks: PlanStock[] = [];
  private readonly conserved: PlanConserved[] = [];

  constructor(time: Partial<PlanTime> & { stepCount: number; dt: number }) {
    this.time = { start: 0, saveEvery: 1, method: 'euler', ...time };
  }

  slot(id: string, role: SlotRole): SlotExpr {
    this.slots.push({ id, variable: id, role });
    return { op: 'slot', slot: this.slots.length - 1 };
  }

  parameter(name: string, value: number): SlotExpr {
    const slot = this.slot(name, 'parameter');
    this.parameters.push({ slot: slot.slot, name, element: '', kind: 'parameter', value });
    return slot;
  }

  lookup(lookup: Partial<PlanLookup> & { x: readonly number[]; y: readonly number[] }): (x: PlanExpr) => PlanExpr {
    this.lookups.push({ name: 'lookup', between: 'interpolate', outside: 'hold', ...lookup });
    const index = this.lookups.length - 1;
    return (x) => ({ op: 'lookup', lookup: index, x });
  }

  member(id: string, value: Operand): SlotExpr {
    const slot = this.slot(id, 'auxiliary');
    this.members.push({ slot: slot.slot, value: toExpr(value) });
    return slot;
  }

  initial(id: string, value: Operand): SlotExpr {
    const slot = this.slot(id, 'initial');
    this.initials.push({ slot: slot.slot, value: toExpr(value) });
    return slot;
  }

  /** Flows may be given later, with `flows`. */
  stock(id: string, initial: Operand, options: { nonNegative?: boolean } = {}): SlotExpr {
    const slot = this.slot(id, 'stock');
    this.initials.push({ slot: slot.slot, value: toExpr(initial) });
    this.stocks.push({ slot: slot.slot, inflows: [], outflows: [], nonNegative: options.nonNegative ?? false });
    return slot;
  }

  flows(stock: SlotExpr, inflows: readonly Operand[], outflows: readonly Operand[] = []): void {
    const index = this.stocks.findIndex((candidate) => candidate.slot === stock.slot);
    this.stocks[index] = { ...this.stocks[index]!, inflows: inflows.map(toExpr), outflows: outflows.map(toExpr) };
  }

  step(id: string, value: Operand): SlotExpr {
    const slot = this.slot(id, 'auxiliary');
    this.steps.push({ slot: slot.slot, value: toExpr(value) });
    return slot;
  }

  observe(id: string, value: Operand): SlotExpr {
    const slot = this.slot(id, 'observed');
    this.observes.push({ slot: slot.slot, value: toExpr(value) });
    return slot;
  }

  /** A cell that changes once per step; `cell` gets the slot. */
  hold(id: string, cell: (slot: number) => HeldAssignment): SlotExpr {
    const slot = this.slot(id, 'held');
    this.held.push(cell(slot.slot));
    return slot;
  }

  conserve(name: string, stocks: SlotExpr[], sources: SlotExpr[] = [], sinks: SlotExpr[] = []): void {
    const slotsOf = (list: SlotExpr[]) => list.map(({ slot }) => slot);
    this.conserved.push({ name, stocks: slotsOf(stocks), sources: slotsOf(sources), sinks: slotsOf(sinks) });
  }

  build(): Plan {
    const { time, slots, parameters, lookups, held, stocks, conserved } = this;
    const observed = this.observes.map(({ slot }) => slot);
    const tiers = { member: this.members, initial: this.initials, held, step: this.steps, observe: this.observes };
    return { time, slots, parameters, lookups, ...tiers, stocks, conserved, observed };
  }
}

/** Runs a program with the parameters of its plan, keeping these slots. */
export function run(program: Program, keep: readonly SlotExpr[], request: Partial<RunRequest> = {}): Run {
  const parameters = Float64Array.from(program.plan.parameters, ({ value }) => value);
  const segments = [{ fromStep: 0, parameters }];
  return program.simulate({ segments, stream: [1, 1], keep: keep.map(({ slot }) => slot), ...request });
}

/** The saved values of the kept slot with this index. */
export function trajectory(result: Run, keepCount: number, index = 0): number[] {
  const count = result.saved.length / keepCount;
  return [...result.saved.subarray(index * count, (index + 1) * count)];
}
