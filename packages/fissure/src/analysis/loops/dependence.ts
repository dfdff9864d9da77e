/**
 * On what each computed slot of a plan depends from one step to the next, and by how much: the links of the model
 * before dimensions are drawn together. A stock stands for its net flow, so that its links say what bends its path
 * (the flow-based form of Loops That Matter).
 */
import type { EvaluationContext } from '../../engine/evaluate-expression.ts';
import { evaluateExpression } from '../../engine/evaluate-expression.ts';
import type { HeldDraw, Plan, PlanExpr, PlanStock } from '../../model/plan.ts';
import { replaceSlots } from '../../model/plan-expressions.ts';
import { type AddPartial, gradient } from './gradient.ts';

export interface Dependence {
  readonly slot: number;
  /** What is explained: the value of the slot, or of a stock its net flow. */
  value(context: EvaluationContext): number;
  partials(context: EvaluationContext, add: AddPartial): void;
}

/** Every slot that can change within a run. */
export function dependences(run: Plan): readonly Dependence[] {
  const plan = withoutReciprocals(run);
  const limits = outflowLimits(plan);
  const heldSlots = new Set(plan.held.filter(({ kind }) => kind !== undefined).map(({ slot }) => slot));
  const result: Dependence[] = [];
  for (const { slot, value } of plan.step)
    if (!heldSlots.has(slot)) result.push(computed(slot, value, limits.get(slot), plan.time.dt));
  for (const cell of plan.held) {
    if (cell.kind === 'draw') result.push(drawn(cell));
    else if (cell.kind !== undefined)
      result.push(lookingBack(cell.slot, cell.kind === 'previous' ? cell.of : cell.input));
  }
  for (const stock of plan.stocks) result.push(accumulated(stock));
  return result;
}

/** Who reads a model knows of the divisor, not of its reciprocal; the values are the same. */
export function withoutReciprocals(plan: Plan): Plan {
  const written = new Map(
    plan.member.flatMap(({ slot, value }) => (plan.slots[slot]!.role === 'reciprocal' ? [[slot, value] as const] : [])),
  );
  const replace = (expr: PlanExpr) => replaceSlots(expr, written);
  return {
    ...plan,
    step: plan.step.map(({ slot, value }) => ({ slot, value: replace(value) })),
    held: plan.held.map((cell) => (cell.kind === 'draw' ? { ...cell, args: cell.args.map(replace) } : cell)),
    stocks: plan.stocks.map((stock) => ({
      ...stock,
      inflows: stock.inflows.map(replace),
      outflows: stock.outflows.map(replace),
    })),
  };
}

/** An outflow that takes all there is follows the stock, not its own equation. */
function computed(slot: number, value: PlanExpr, limit: number | undefined, dt: number): Dependence {
  return {
    slot,
    value: ({ row }) => row[slot]!,
    partials(context, add) {
      const isCut = limit !== undefined && context.row[slot]! < evaluateExpression(value, context);
      if (isCut) add(limit, 1 / dt);
      else gradient(value, context, 1, add);
    },
  };
}

function accumulated({ slot, inflows, outflows }: PlanStock): Dependence {
  const sum = (terms: readonly PlanExpr[], context: EvaluationContext) =>
    terms.reduce((total, term) => total + evaluateExpression(term, context), 0);
  return {
    slot,
    value: (context) => sum(inflows, context) - sum(outflows, context),
    partials(context, add) {
      for (const inflow of inflows) gradient(inflow, context, 1, add);
      for (const outflow of outflows) gradient(outflow, context, -1, add);
    },
  };
}

/** PREVIOUS and pipelines hand on what was: whatever moved them moved in full. */
function lookingBack(slot: number, of: number): Dependence {
  return { slot, value: ({ row }) => row[slot]!, partials: (_, add) => add(of, 1) };
}

/** A draw follows its arguments on average; the rest of its change is chance, and no link's. */
function drawn({ slot, distribution, args }: HeldDraw): Dependence {
  const slopes = distribution === 'uniform' ? [0.5, 0.5] : [1];
  return {
    slot,
    value: ({ row }) => row[slot]!,
    partials(context, add) {
      slopes.forEach((slope, i) => {
        gradient(args[i]!, context, slope, add);
      });
    },
  };
}

/** Outflow slot -> the non-negative stock that limits it. */
function outflowLimits(plan: Plan): ReadonlyMap<number, number> {
  const limits = new Map<number, number>();
  for (const { slot, outflows, nonNegative } of plan.stocks)
    if (nonNegative) for (const outflow of outflows) if (outflow.op === 'slot') limits.set(outflow.slot, slot);
  return limits;
}
