/** Figures of a ledger as whole numbers that still add up: each is within one of what it stands for. */

export interface WholeRow {
  /** Positive for what came in, negative for what went out. */
  readonly changes: readonly number[];
  readonly remaining: number;
}

/**
 * Rows of whole numbers in which `remaining` is the one before plus the changes. `remaining` is rounded; where the rounded changes then miss
 * it, those that were rounded furthest the other way give or take one.
 */
export function wholeRows(start: number, rows: readonly WholeRow[]): readonly WholeRow[] {
  let before = Math.round(start);
  return rows.map(({ changes, remaining }) => {
    const after = Math.round(remaining);
    const whole = changes.map(Math.round);
    const missing = after - before - whole.reduce((sum, change) => sum + change, 0);
    const step = Math.sign(missing);
    const byError = [...changes.keys()].sort((a, b) => step * (changes[b]! - whole[b]! - changes[a]! + whole[a]!));
    for (const i of byError.slice(0, Math.abs(missing))) whole[i]! += step;
    before = after;
    return { changes: whole, remaining: after };
  });
}
