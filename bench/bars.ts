/** What the engine is measured against: ratios in one run, warm, on one core. They refer to the model `limits`. */
import type { Timing } from './compare.ts';

export interface Bar {
  readonly text: string;
  readonly limit: number;
  readonly found: number;
  readonly passes: boolean;
}

export function checkBars(timings: readonly Timing[], variableSteps: number): Bar[] {
  const own = timings[0]!;
  const atMost = (text: string, limit: number, found: number): Bar => ({ text, limit, found, passes: found <= limit });
  const ratioOf = (id: string) => timings.find((timing) => timing.id === id)?.ratio.median;
  const bars = [atMost('at most 0.6 ns per variable, step and member', 0.6, (own.ms.median * 1e6) / variableSteps)];
  const slower = (id: string, text: string, limit: number) => {
    const ratio = ratioOf(id);
    if (ratio !== undefined) bars.push(atMost(text, limit, 1 / ratio));
  };
  const faster = (id: string, text: string, limit: number) => {
    const found = ratioOf(id);
    if (found !== undefined) bars.push({ text, limit, found, passes: found >= limit });
  };
  slower('vectors128', 'at most 1.5 times as long as 128-bit C', 1.5);
  slower('avx512', 'at most 6 times as long as AVX-512 C', 6);
  faster('scalar', 'at least 3 times as fast as scalar C with globals', 3);
  faster('javascript', 'at least 4 times as fast as JavaScript', 4);
  return bars;
}
