/**
 * Books of what must be conserved: for each entry of `plan.conserved` the total over its stocks should equal the
 * total at the start plus the integral of its sources less that of its sinks. The integral follows the method of the
 * run, stage by stage, and is summed with compensation (Neumaier), so that a long run does not blame rounding on the model.
 */
import type { Plan, PlanConserved } from '../model/plan.ts';

export interface Ledger {
  /** Takes the totals of the initial stocks as the start of the books. */
  open(): void;
  /** Adds the net inflow of the stage now in the row, times `weight` (units of time), to the books. */
  enter(weight: number): void;
  /** Compares books and stocks; keeps the largest |imbalance| / max(1, |total|). */
  compare(): void;
  largest(): readonly number[];
  save(): Float64Array;
  restore(saved: Float64Array): void;
}

// Layout of the books: for entry c, at 4c: start total, sum, compensation, largest relative imbalance.
const FIELDS = 4;

export function makeLedger(plan: Plan, row: Float64Array): Ledger {
  const books = new Float64Array(plan.conserved.length * FIELDS);
  return {
    open() {
      plan.conserved.forEach((entry, c) => {
        books.fill(0, c * FIELDS, (c + 1) * FIELDS);
        books[c * FIELDS] = totalOf(entry.stocks, row);
      });
    },
    enter(weight) {
      for (let c = 0; c < plan.conserved.length; c++)
        addTo(books, c * FIELDS + 1, weight * netInflow(plan.conserved[c]!, row));
    },
    compare() {
      plan.conserved.forEach((entry, c) => {
        const [start, sum, compensation, largest] = books.subarray(c * FIELDS) as unknown as [
          number,
          number,
          number,
          number,
        ];
        const total = totalOf(entry.stocks, row);
        const imbalance = Math.abs(total - start - sum - compensation) / Math.max(1, Math.abs(total));
        books[c * FIELDS + 3] = Math.max(largest, imbalance);
      });
    },
    largest: () => plan.conserved.map((_, c) => books[c * FIELDS + 3]!),
    save: () => books.slice(),
    restore: (saved) => books.set(saved),
  };
}

function netInflow(entry: PlanConserved, row: Float64Array): number {
  let net = 0;
  for (const source of entry.sources) net += row[source]!;
  for (const sink of entry.sinks) net -= row[sink]!;
  return net;
}

function totalOf(slots: readonly number[], row: Float64Array): number {
  const pair = new Float64Array(2);
  for (const slot of slots) addTo(pair, 0, row[slot]!);
  return pair[0]! + pair[1]!;
}

/** Adds `term` to the pair at `at`: the running sum and, beside it, the low digits that the sum has lost. */
function addTo(pairs: Float64Array, at: number, term: number): void {
  const sum = pairs[at]!;
  const next = sum + term;
  pairs[at + 1]! += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
  pairs[at] = next;
}
