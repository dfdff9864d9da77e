/**
 * Divisions by what a member's parameters alone decide become multiplications by its reciprocal, which is worked out once
 * per member: a division costs as much as ten multiplications. Both roundings together are off by at most 1.5 units in
 * the last place, where a division is off by 0.5. All engines run the plan that comes out, so that they still agree.
 *
 * Left alone is what decides something at its very value: arguments of INT, MOD, CLEARINGPRICE, comparisons, conditions and
 * step lookups (49 * (1 / 49) is below 1), and division by a number of the text.
 */
import type {
  Assignment,
  HeldAssignment,
  InitialAssignment,
  Plan,
  PlanExpr,
  PlanLookup,
  PlanSlot,
  PlanStock,
} from './plan.ts';
import { childrenOf, constant, slotOf } from './plan-expressions.ts';
import { printPlanExpr } from './print-plan.ts';

export function divideByReciprocal(plan: Plan): Plan {
  const rewriter = new Rewriter(plan);
  const step = plan.step.map((entry) => rewriter.assignment(entry));
  // As at the steps: what is kept of the start must not differ from the start by a rounding.
  const initial = plan.initial.map((entry) => rewriter.initial(entry));
  const held = plan.held.map((entry) => rewriter.held(entry));
  const observe = plan.observe.map((entry) => rewriter.assignment(entry));
  const stocks = plan.stocks.map((stock) => rewriter.stock(stock));
  const { slots, member } = rewriter;
  return { ...plan, slots, member, initial, step, held, observe, stocks };
}

class Rewriter {
  readonly slots: PlanSlot[];
  readonly member: Assignment[];
  private readonly plan: Plan;
  private readonly memberSlots: ReadonlySet<number>;
  private readonly reciprocals = new Map<string, PlanExpr>();

  constructor(plan: Plan) {
    this.plan = plan;
    this.slots = [...plan.slots];
    this.member = [...plan.member];
    this.memberSlots = new Set([...plan.parameters, ...plan.member].map(({ slot }) => slot));
  }

  assignment({ slot, value }: Assignment): Assignment {
    return { slot, value: this.rewrite(value) };
  }

  held(entry: HeldAssignment): HeldAssignment {
    return entry.kind === undefined || entry.kind === 'draw' ? this.initial(entry) : entry;
  }

  initial(entry: InitialAssignment): InitialAssignment {
    if (entry.kind === undefined) return this.assignment(entry);
    return { ...entry, args: entry.args.map((arg) => this.rewrite(arg)) };
  }

  stock(stock: PlanStock): PlanStock {
    const rewrite = (expr: PlanExpr) => this.rewrite(expr);
    return { ...stock, inflows: stock.inflows.map(rewrite), outflows: stock.outflows.map(rewrite) };
  }

  private rewrite(expr: PlanExpr): PlanExpr {
    switch (expr.op) {
      case 'const':
      case 'slot':
      case 'time':
      case 'signal':
      case 'price':
        return expr;
      case 'unary':
        return expr.fn === 'int' || expr.fn === 'not' ? expr : { ...expr, a: this.rewrite(expr.a) };
      case 'binary':
        return this.binary(expr);
      case 'fold':
        return { ...expr, terms: expr.terms.map((term) => this.rewrite(term)) };
      case 'if':
        return { ...expr, consequent: this.rewrite(expr.consequent), alternative: this.rewrite(expr.alternative) };
      case 'choose':
        return { ...expr, options: expr.options.map((option) => this.rewrite(option)) };
      case 'lookup':
        return isStepped(this.plan.lookups[expr.lookup]!) ? expr : { ...expr, x: this.rewrite(expr.x) };
    }
  }

  private binary(expr: PlanExpr & { op: 'binary' }): PlanExpr {
    switch (expr.fn) {
      case 'div': {
        const a = this.rewrite(expr.a);
        // What is the same throughout a member's run is worked out once anyway.
        if (!this.isMember(expr.b) || this.isMemberOrConstant(a)) return { ...expr, a, b: this.rewrite(expr.b) };
        return { op: 'binary', fn: 'mul', a, b: this.reciprocal(expr.b) };
      }
      case 'add':
      case 'sub':
      case 'mul':
      case 'pow':
      case 'min':
      case 'max':
        return { ...expr, a: this.rewrite(expr.a), b: this.rewrite(expr.b) };
      default:
        return expr;
    }
  }

  private reciprocal(divisor: PlanExpr): PlanExpr {
    const printed = printPlanExpr(divisor, this.plan);
    const text = divisor.op === 'slot' ? `(1/${printed})` : `(1/(${printed}))`;
    let known = this.reciprocals.get(text);
    if (known === undefined) {
      const slot = this.slots.push({ id: text, variable: text, role: 'reciprocal' }) - 1;
      this.member.push({ slot, value: { op: 'binary', fn: 'div', a: constant(1), b: divisor } });
      known = slotOf(slot);
      this.reciprocals.set(text, known);
    }
    return known;
  }

  private isMember(expr: PlanExpr): boolean {
    return this.isMemberOrConstant(expr) && mentionsSlot(expr);
  }

  private isMemberOrConstant(expr: PlanExpr): boolean {
    switch (expr.op) {
      case 'const':
        return true;
      case 'slot':
        return this.memberSlots.has(expr.slot) || this.slots[expr.slot]!.role === 'reciprocal';
      case 'time':
      case 'signal':
        return false;
      case 'choose':
        return this.memberSlots.has(expr.slot) && expr.options.every((option) => this.isMemberOrConstant(option));
      default:
        return childrenOf(expr).every((child) => this.isMemberOrConstant(child));
    }
  }
}

function mentionsSlot(expr: PlanExpr): boolean {
  return expr.op === 'slot' || expr.op === 'choose' || childrenOf(expr).some(mentionsSlot);
}

function isStepped({ between }: PlanLookup): boolean {
  return between === 'step';
}
