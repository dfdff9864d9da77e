/**
 * A sum of doubles as if there were no rounding until it is read: the nearest double to the exact sum, whatever the
 * order of the terms.
 *
 * Range: the sum, and every partial sum, within that of doubles; terms finite.
 * Source: Shewchuk (1997), Adaptive precision floating-point arithmetic, sections 2.2 to 2.4; parts that do not overlap,
 * smallest first.
 * Checked: against sums of big integers, in test/base/exact-sum.test.ts.
 */
export class ExactSum {
  #parts: number[] = [];

  add(term: number): void {
    const parts = this.#parts;
    let carried = term;
    let kept = 0;
    for (let at = 0; at < parts.length; at += 1) {
      const part = parts[at]!;
      const sum = carried + part;
      const lost = Math.abs(carried) < Math.abs(part) ? carried - (sum - part) : part - (sum - carried);
      if (lost !== 0) parts[kept++] = lost;
      carried = sum;
    }
    parts[kept] = carried;
    parts.length = kept + 1;
  }

  get value(): number {
    const parts = this.#parts;
    let at = parts.length - 1;
    if (at < 0) return 0;
    let sum = parts[at]!;
    let lost = 0;
    while (at > 0 && lost === 0) {
      const part = parts[--at]!;
      const before = sum;
      sum = before + part;
      lost = part - (sum - before);
    }
    // Half-way between two doubles, as far as this part goes: the sign of the rest decides, not the even digit.
    if (at > 0 && lost !== 0 && Math.sign(lost) === Math.sign(parts[at - 1]!)) {
      const nudged = sum + 2 * lost;
      if (nudged - sum === 2 * lost) sum = nudged;
    }
    return sum;
  }
}
