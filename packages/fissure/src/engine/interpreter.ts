/**
 * Runs a plan by walking over its expressions. Clear rather than fast: this is what a plan means, and generated code
 * must give the same bits.
 */
import type { Assignment, HeldAssignment, Plan, PlanExpr, PlanStock } from '../model/plan.ts';
import { type CutStock, cutOrder } from './cut-order.ts';
import { type EvaluationContext, evaluateExpression } from './evaluate-expression.ts';
import { allocateKernelMemory, type Kernel, type SettleCell } from './kernel.ts';
import { prepareLookup } from './lookup.ts';
import type { Program } from './run.ts';
import { makeProgram } from './simulate.ts';

export function interpretPlan(plan: Plan): Program {
  return makeProgram(plan, interpreterKernel(plan));
}

/** Apart from its program for those who read the row of slots after a run. */
export function interpreterKernel(plan: Plan): Kernel {
  const memory = allocateKernelMemory(plan);
  const context = { row: memory.row, clock: memory.clock, time: plan.time, lookups: plan.lookups.map(prepareLookup) };
  const cuts = cutOrder(plan);
  return {
    ...memory,
    member: () => assignAll(plan.member, context),
    initial: (settle) => settleAll(plan.initial, context, memory.drawArguments, settle),
    held: (settle) => settleAll(plan.held, context, memory.drawArguments, settle),
    evaluate: () => {
      assignAll(plan.step, context);
      for (const stock of cuts) memory.spare[stock.index] = cutOutflows(stock, plan.time.dt, context);
      plan.stocks.forEach((stock, index) => {
        memory.rates[index] = rateOf(stock, context);
      });
    },
    observe: () => assignAll(plan.observe, context),
  };
}

function assignAll(assignments: readonly Assignment[], context: EvaluationContext): void {
  for (const { slot, value } of assignments) context.row[slot] = evaluateExpression(value, context);
}

function settleAll(
  cells: readonly HeldAssignment[],
  context: EvaluationContext,
  drawArguments: Float64Array,
  settle: SettleCell,
): void {
  cells.forEach((cell, index) => {
    if (cell.kind === undefined) {
      context.row[cell.slot] = evaluateExpression(cell.value, context);
      return;
    }
    if (cell.kind === 'draw') drawArguments.set(cell.args.map((arg) => evaluateExpression(arg, context)));
    settle(index);
  });
}

/**
 * Cuts what flows out of a non-negative stock within one dt to what is there, the first outflow served first, and
 * returns what is left per unit of time. Outflows that run backwards (negative) are left alone and add to what is there.
 */
function cutOutflows(stock: CutStock, dt: number, context: EvaluationContext): number {
  const inflow = sumOf(stock.inflows, context);
  let left = context.row[stock.slot]! / dt + (stock.countsInflows ? inflow : Math.min(0, inflow));
  for (const slot of stock.outflows) {
    const wanted = context.row[slot]!;
    if (wanted > 0 && wanted > left) context.row[slot] = Math.max(left, 0);
    left -= context.row[slot]!;
  }
  return left;
}

function rateOf(stock: PlanStock, context: EvaluationContext): number {
  const inflow = sumOf(stock.inflows, context);
  return stock.outflows.length === 0 ? inflow : inflow - sumOf(stock.outflows, context);
}

/** From left to right; 0 for nothing. */
function sumOf(terms: readonly PlanExpr[], context: EvaluationContext): number {
  if (terms.length === 0) return 0;
  return evaluateExpression({ op: 'fold', fn: 'add', terms }, context);
}
