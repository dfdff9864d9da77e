/**
 * In which order the outflows of non-negative stocks are cut, for both back ends.
 *
 * A stock that receives the outflow of another is cut after it, so that it counts on what really comes: upstream
 * first, otherwise in the order of the plan. Where stocks flow around a ring, the first of them in the plan begins;
 * its inflows may still be cut, so it gives away only what it holds and counts no inflow. Cut values are written back
 * to the slots of the flows, and the rates of change of all stocks are worked out after the last cut.
 */
import type { Plan, PlanExpr, PlanStock } from '../model/plan.ts';
import { childrenOf } from '../model/plan-expressions.ts';

export interface CutStock {
  /** Index in `plan.stocks`. */
  readonly index: number;
  readonly slot: number;
  readonly inflows: readonly PlanExpr[];
  /** Slots of the outflows, those with the first right first. */
  readonly outflows: readonly number[];
  readonly countsInflows: boolean;
}

export function cutOrder(plan: Plan): CutStock[] {
  let waiting = plan.stocks.flatMap((stock, index) => (stock.nonNegative ? [prepare(stock, index)] : []));
  const order: CutStock[] = [];
  while (waiting.length > 0) {
    const next = waiting.find((stock) => feedersOf(stock, waiting).size === 0) ?? firstOfRing(waiting);
    order.push({ ...next, countsInflows: feedersOf(next, waiting).size === 0 });
    waiting = waiting.filter((stock) => stock !== next);
  }
  return order;
}

interface WaitingStock extends Omit<CutStock, 'countsInflows'> {
  /** The slots that its inflows read. */
  readonly reads: ReadonlySet<number>;
}

function prepare(stock: PlanStock, index: number): WaitingStock {
  const reads = new Set<number>();
  for (const inflow of stock.inflows) collectSlots(inflow, reads);
  const outflows = stock.outflows.map((outflow) => {
    if (outflow.op !== 'slot') throw new Error(`an outflow of the non-negative stock in slot ${stock.slot} is no slot`);
    return outflow.slot;
  });
  return { index, slot: stock.slot, inflows: stock.inflows, outflows, reads };
}

/** The waiting stocks whose outflows come into this one, through others as well; itself among them if in a ring. */
function feedersOf(stock: WaitingStock, waiting: readonly WaitingStock[]): ReadonlySet<WaitingStock> {
  const feeders = new Set<WaitingStock>();
  const open = [stock];
  while (open.length > 0) {
    const { reads } = open.pop()!;
    for (const other of waiting) {
      if (feeders.has(other) || !other.outflows.some((slot) => reads.has(slot))) continue;
      feeders.add(other);
      open.push(other);
    }
  }
  return feeders;
}

/** The first stock that feeds all its feeders in turn: a ring with nothing but itself upstream. */
function firstOfRing(waiting: readonly WaitingStock[]): WaitingStock {
  return waiting.find((stock) =>
    [...feedersOf(stock, waiting)].every((feeder) => feedersOf(feeder, waiting).has(stock)),
  )!;
}

function collectSlots(expr: PlanExpr, into: Set<number>): void {
  if (expr.op === 'slot' || expr.op === 'choose') into.add(expr.slot);
  for (const child of childrenOf(expr)) collectSlots(child, into);
}
