/** Checks that contenders agree with the interpreter, then times them in rounds. */
import type { Contender } from './contenders.ts';

export interface Timing {
  readonly id: string;
  readonly label: string;
  readonly compileMs: number;
  /** Milliseconds a member: the median, a tenth and nine tenths. */
  readonly ms: Spread;
  /** How many times as long as WebAssembly it takes, within a round: what disturbs a round disturbs both. */
  readonly ratio: Spread;
  /** Largest relative difference to the interpreter that was found. */
  readonly difference: number;
}

export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Rounds {
  readonly count: number;
  readonly warmUp: number;
}

/** The first contender is the one that the others are compared with. */
export async function compare(contenders: readonly Contender[], rounds: Rounds, keptCount: number): Promise<Timing[]> {
  try {
    const differences = await checkAnswers(contenders, keptCount);
    const times = contenders.map((): number[] => []);
    for (let round = -rounds.warmUp; round < rounds.count; round++) {
      for (const [i, contender] of contenders.entries()) {
        const ms = await contender.time();
        if (round >= 0) times[i]!.push(ms);
      }
    }
    return contenders.map(({ id, label, compileMs }, i) => ({
      id,
      label,
      compileMs,
      ms: spread(times[i]!),
      ratio: spread(times[i]!.map((ms, round) => ms / times[0]![round]!)),
      difference: differences[i]!,
    }));
  } finally {
    await Promise.all(contenders.map((contender) => contender.end()));
  }
}

async function checkAnswers(contenders: readonly Contender[], keptCount: number): Promise<number[]> {
  const trusted = await contenders.find(({ id }) => id === 'interpreter')!.values();
  const differences: number[] = [];
  for (const { label, tolerance, values } of contenders) {
    const own = await values();
    const difference = Math.max(
      ...trusted.map((expected, member) => largestDifference(own[member]!, expected, keptCount)),
    );
    if (!(difference <= tolerance)) {
      throw new Error(
        `${label} differs from the interpreter by ${difference.toExponential(2)}, more than ${tolerance}`,
      );
    }
    differences.push(difference);
  }
  return differences;
}

/** Relative to the largest value of the same output; 0 only where every bit is the same, but for the sign of 0. */
function largestDifference(actual: Float64Array, expected: Float64Array, keptCount: number): number {
  if (actual.length !== expected.length) return Number.NaN;
  const length = expected.length / keptCount;
  let largest = 0;
  for (let begin = 0; begin < expected.length; begin += length) {
    const size = Math.max(...expected.subarray(begin, begin + length).map(Math.abs));
    for (let i = begin; i < begin + length; i++) {
      if (actual[i] === expected[i]) continue;
      const difference = Math.abs(actual[i]! - expected[i]!) / size;
      if (!(difference <= largest)) largest = difference;
    }
  }
  return largest;
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return { median: at(0.5), low: at(0.1), high: at(0.9) };
}
