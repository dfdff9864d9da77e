/** Between which numbers a constant is drawn where nobody has said so yet. */
import type { ConstantLever } from 'fissure/workbench';

/** So many percent either way; a zero has no percent, and takes the ends of its slider. */
export function endsAround(
  value: number,
  percent: number,
  { low, high }: ConstantLever,
): { low: number; high: number } {
  if (value === 0) return { low, high };
  const part = (Math.abs(value) * percent) / 100;
  // Without the dust of 0.1 * 3.
  return { low: Number((value - part).toPrecision(12)), high: Number((value + part).toPrecision(12)) };
}
