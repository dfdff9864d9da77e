/** Results as text. */
import type { Bar } from './bars.ts';
import type { Spread, Timing } from './compare.ts';

export interface ModelResult {
  readonly id: string;
  readonly title: string;
  readonly variables: number;
  /** Evaluations of the derivatives in one run. */
  readonly evaluations: number;
  readonly heldCells: number;
  readonly timings: readonly Timing[];
  readonly bars: readonly Bar[];
}

export function printModel({ title, variables, evaluations, heldCells, timings, bars }: ModelResult): void {
  console.log(`\n${title}: ${variables} variables, ${evaluations} evaluations a member`);
  if (heldCells > 0)
    console.log(`  (C is told the ${heldCells} draws and delayed values of each step; the engines work them out)`);
  console.log(
    `  ${'contender'.padEnd(22)}  ms a member  ns a variable  times WebAssembly (spread)   ready in  differs by`,
  );
  for (const { label, ms, ratio, compileMs, difference } of timings) {
    const nanoseconds = (ms.median * 1e6) / (variables * evaluations);
    const cells = [
      `  ${label.padEnd(22)}`,
      ms.median.toFixed(4).padStart(11),
      nanoseconds.toFixed(3).padStart(13),
      spreadText(ratio).padStart(25),
      `${compileMs.toFixed(0)} ms`.padStart(10),
      (difference === 0 ? 'nothing' : difference.toExponential(0)).padStart(10),
    ];
    console.log(cells.join('  '));
  }
  for (const { text, found, passes } of bars) {
    console.log(`  ${passes ? 'pass' : 'MISS'}  ${text}: ${found.toFixed(2)}`);
  }
}

export function printAgainst(title: string, timings: readonly Timing[]): void {
  const [own, other] = timings as readonly [Timing, Timing];
  const same = other.difference === 0 ? 'the same results' : `results differ by ${other.difference.toExponential(0)}`;
  console.log(
    `${title}: ${own.ms.median.toFixed(4)} ms a member; ${other.label} takes ${spreadText(other.ratio)} times as long; ${same}`,
  );
}

function spreadText({ median, low, high }: Spread): string {
  return `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
