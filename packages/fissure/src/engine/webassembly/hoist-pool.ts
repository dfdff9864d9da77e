/**
 * Parts of equations that change only when a member's parameters do: computed once and kept in cells of their own. The
 * operations are the same, so that no bit changes.
 */
import type { Plan, PlanExpr } from '../../model/plan.ts';
import { childrenOf } from '../cut-order.ts';
import type { HoistKind } from './expression-code.ts';

interface HoistedEntry {
  readonly expr: PlanExpr;
  readonly kind: HoistKind;
  readonly address: number;
}

/** How an expression may vary within a run. */
type Variation = 'constant' | 'member' | 'step';

export class HoistPool {
  readonly entries: HoistedEntry[] = [];
  private readonly memberSlots: ReadonlySet<number>;
  private readonly takeCell: () => number;
  private readonly known = new Map<string, number>();
  private readonly variations = new WeakMap<PlanExpr, Variation>();

  constructor(plan: Plan, takeCell: () => number) {
    this.memberSlots = new Set([...plan.parameters, ...plan.member].map(({ slot }) => slot));
    this.takeCell = takeCell;
  }

  addressOf(expr: PlanExpr, kind: HoistKind): number | undefined {
    // A plain slot is in memory already; but whether it is true takes two operations.
    if (expr.op === 'slot' && kind === 'value') return undefined;
    if (this.variationOf(expr) !== 'member') return undefined;
    const key = `${kind} ${JSON.stringify(expr, exactly)}`;
    let address = this.known.get(key);
    if (address === undefined) {
      address = this.takeCell();
      this.known.set(key, address);
      this.entries.push({ expr, kind, address });
    }
    return address;
  }

  private variationOf(expr: PlanExpr): Variation {
    const known = this.variations.get(expr);
    if (known !== undefined) return known;
    const variation = this.computeVariation(expr);
    this.variations.set(expr, variation);
    return variation;
  }

  private computeVariation(expr: PlanExpr): Variation {
    if (expr.op === 'time' || expr.op === 'signal') return 'step';
    const hasSlot = expr.op === 'slot' || expr.op === 'choose';
    if (hasSlot && !this.memberSlots.has(expr.slot)) return 'step';
    let result: Variation = hasSlot ? 'member' : 'constant';
    for (const child of childrenOf(expr)) {
      const variation = this.variationOf(child);
      if (variation === 'step') return 'step';
      if (variation === 'member') result = 'member';
    }
    return result;
  }
}

/** JSON would take -0 for 0, and all infinities and NaN for null. */
function exactly(_: string, value: unknown): unknown {
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? `${Object.is(value, -0) ? '-0' : value}`
    : value;
}
