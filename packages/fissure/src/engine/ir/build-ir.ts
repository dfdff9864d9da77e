/** Plan -> Ir: equations as nodes, sections as effects, and what a use of the plan leaves unneeded left out. */
import type { Assignment, HeldAssignment, Plan, PlanExpr } from '../../model/plan.ts';
import { type CutStock, cutOrder } from '../cut-order.ts';
import { buildExpression, type ExpressionScope } from './build-expression.ts';
import type { Ir, IrEffect, NodeId, PlanUse } from './ir.ts';
import { NodePool } from './node-pool.ts';

export function buildIr(plan: Plan, use: PlanUse = {}): Ir {
  const builder = new IrBuilder(plan, use);
  const inStep = new Set(plan.step.map(({ slot }) => slot));
  const initial = builder.cells(plan.initial, () => true);
  // What draws need is worked out once more at the step, where it is stored.
  const held = builder.cells(plan.held, (slot) => !inStep.has(slot));
  const observe = builder.assignments(plan.observe);
  const evaluate = builder.evaluation();
  const { nodes } = builder.pool;
  const { effects: member, cells } = keepMemberNodes(builder, [initial, held, evaluate, observe]);
  return { plan, use, nodes, cells, member, initial, held, evaluate, observe };
}

class IrBuilder implements ExpressionScope {
  readonly plan: Plan;
  readonly pool = new NodePool();
  /** Parameters and what depends on them alone, by slot. */
  readonly memberSlots = new Map<number, NodeId>();
  /** The cells of slots that something outside the section under way reads. */
  readonly read = new Set<number>();
  /** Of the section under way, by slot. */
  private current = new Map<number, NodeId>();
  private versions = new Map<number, number>();

  constructor(plan: Plan, use: PlanUse) {
    this.plan = plan;
    for (const [index, { slot }] of plan.parameters.entries()) {
      const value = use.fixed?.get(index);
      this.memberSlots.set(
        slot,
        value === undefined ? this.pool.cell(slot, 'number', 'member') : this.pool.constant(value),
      );
    }
    for (const { slot, value } of plan.member) this.memberSlots.set(slot, this.expression(value));
    for (const slot of use.kept ?? plan.slots.keys()) this.read.add(slot);
    for (const { stocks, sources, sinks } of plan.conserved) {
      for (const slot of [...stocks, ...sources, ...sinks]) this.read.add(slot);
    }
    for (const cell of plan.held) {
      if (cell.kind === 'previous') this.read.add(cell.of);
      if (cell.kind === 'pipeline') for (const slot of [cell.input, cell.delay, cell.initial]) this.read.add(slot);
    }
  }

  slot(slot: number): NodeId {
    const known = this.memberSlots.get(slot) ?? this.current.get(slot);
    if (known !== undefined) return known;
    this.read.add(slot);
    return this.pool.cell(slot, 'number', 'step', this.versions.get(slot) ?? 0);
  }

  /** A row of entries that set cells; `stores`: whether an assignment to the slot is stored. */
  cells(entries: readonly HeldAssignment[], stores: (slot: number) => boolean): IrEffect[] {
    this.openSection();
    return entries.flatMap((entry, index): IrEffect[] => {
      if (entry.kind === undefined) {
        const value = this.expression(entry.value);
        this.current.set(entry.slot, value);
        return stores(entry.slot) ? [{ kind: 'store', cell: entry.slot, value }] : [];
      }
      const args = entry.kind === 'draw' ? entry.args.map((arg) => this.expression(arg)) : [];
      this.versions.set(entry.slot, (this.versions.get(entry.slot) ?? 0) + 1);
      this.current.delete(entry.slot);
      return [{ kind: 'settle', index, args }];
    });
  }

  assignments(assignments: readonly Assignment[]): IrEffect[] {
    this.openSection();
    for (const { slot, value } of assignments) this.current.set(slot, this.expression(value));
    return assignments.flatMap(({ slot }) => this.store(slot));
  }

  /** Must come last: only then is it known which slots other sections read. */
  evaluation(): IrEffect[] {
    const { plan, pool } = this;
    this.openSection();
    for (const { slot, value } of plan.step) this.current.set(slot, this.expression(value));
    const firstOfRates = pool.nodes.length;
    const effects = cutOrder(plan).map((stock) => this.cut(stock));
    for (const [stock, { inflows, outflows }] of plan.stocks.entries()) {
      const inflow = this.sum(inflows);
      const value = outflows.length === 0 ? inflow : pool.binary('sub', inflow, this.sum(outflows));
      effects.push({ kind: 'rate', stock, value });
    }
    effects.push(...plan.step.flatMap(({ slot }) => this.store(slot)));
    return this.soonAfterTheirValues(effects, firstOfRates);
  }

  private openSection(): void {
    this.pool.openSection();
    this.current = new Map();
    this.versions = new Map();
  }

  private expression(expr: PlanExpr): NodeId {
    return buildExpression(expr, this);
  }

  private store(slot: number): IrEffect[] {
    return this.read.has(slot) ? [{ kind: 'store', cell: slot, value: this.current.get(slot)! }] : [];
  }

  private sum(terms: readonly PlanExpr[]): NodeId {
    return terms.length === 0 ? this.pool.constant(0) : this.expression({ op: 'fold', fn: 'add', terms });
  }

  private cut(stock: CutStock): IrEffect {
    const { pool } = this;
    const zero = pool.constant(0);
    const inflow = this.sum(stock.inflows);
    const held = pool.binary('div', this.slot(stock.slot), pool.constant(this.plan.time.dt));
    let left = pool.binary('add', held, stock.countsInflows ? inflow : pool.binary('smallerOf', inflow, zero));
    for (const slot of stock.outflows) {
      const wanted = this.slot(slot);
      const isTooMuch = pool.binary('and', pool.binary('gt', wanted, zero), pool.binary('gt', wanted, left));
      const given = pool.binary('add', pool.binary('largerOf', left, zero), zero);
      const taken = pool.select(isTooMuch, given, wanted);
      this.current.set(slot, taken);
      left = pool.binary('sub', left, taken);
    }
    return { kind: 'spare', stock: stock.index, value: left };
  }

  /**
   * Effects in the order in which their values are ready: nodes made before `border` are in program order, later ones as
   * soon as the last of what they need is. Values then need not be remembered for long.
   */
  private soonAfterTheirValues(effects: readonly IrEffect[], border: NodeId): IrEffect[] {
    const { nodes } = this.pool;
    const ready = new Float64Array(nodes.length);
    for (let id = 0; id < nodes.length; id++) {
      ready[id] = id < border ? id : nodes[id]!.args.reduce((latest, arg) => Math.max(latest, ready[arg]!), 0);
    }
    const readiness = (effect: IrEffect) => (effect.kind === 'settle' ? 0 : ready[effect.value]!);
    return effects
      .map((effect, i) => ({ effect, at: readiness(effect), i }))
      .sort((a, b) => a.at - b.at || a.i - b.i)
      .map(({ effect }) => effect);
  }
}

/** Gives a cell to every member node that a section reads, and that is no place in memory already. */
function keepMemberNodes(
  { plan, pool, memberSlots, read }: IrBuilder,
  sections: readonly (readonly IrEffect[])[],
): { readonly effects: IrEffect[]; readonly cells: NodeId[] } {
  const wanted = new Set<NodeId>();
  const seen = new Set<NodeId>();
  const open = sections.flatMap((effects) =>
    effects.flatMap((effect) => (effect.kind === 'settle' ? effect.args : [effect.value])),
  );
  while (open.length > 0) {
    const id = open.pop()!;
    if (seen.has(id)) continue;
    seen.add(id);
    const { tier, args, op } = pool.nodes[id]!;
    if (tier === 'step') open.push(...args);
    else if (tier === 'member' && op !== 'cell') wanted.add(id);
  }
  const effects: IrEffect[] = [];
  for (const { slot } of plan.member) {
    if (read.has(slot)) effects.push({ kind: 'store', cell: slot, value: memberSlots.get(slot)! });
  }
  const cells = [...wanted].sort((a, b) => a - b);
  for (const [i, value] of cells.entries()) effects.push({ kind: 'store', cell: plan.slots.length + i, value });
  return { effects, cells };
}
