import { describe, expect, it } from 'vitest';
import { compareVerdicts } from '../../src/analysis/step-stability.ts';
import { turningPoints } from '../../src/analysis/surprises.ts';
import type { Verdict } from '../../src/analysis/verdict.ts';

const sine = (periods: number, count = 200) =>
  Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * periods * i) / (count - 1)));

describe('turningPoints', () => {
  it('counts the peaks and troughs of a sine', () => {
    expect(turningPoints(sine(1))).toBe(2);
    expect(turningPoints(sine(3))).toBe(6);
  });

  it('counts none in what only rises, stays or falls', () => {
    expect(turningPoints([1, 2, 3, 5, 8])).toBe(0);
    expect(turningPoints([3, 3, 3])).toBe(0);
    expect(turningPoints([5, 4, 1])).toBe(0);
  });

  it('takes no notice of ripples below a fifth of the range', () => {
    const ripples = Array.from({ length: 100 }, (_, i) => i + 5 * (i % 2));
    expect(turningPoints(ripples)).toBe(0);
  });
});

describe('compareVerdicts', () => {
  const verdict = (word: string, share: number, interval: readonly [number, number]) =>
    ({ claim: 'C1', word, fitted: { share, interval } }) as unknown as Verdict;
  const flips = (word: string, share: number) =>
    compareVerdicts(
      [verdict('depends', 0.88, [0.84, 0.92])],
      [{ variant: 'half steps', verdicts: [verdict(word, share, [0, 1])] }],
    )[0]!.flips;

  it('flips where the word changes and the share leaves the interval, and not for either alone', () => {
    expect(flips('supported', 0.95)).toBe(true);
    expect(flips('supported', 0.91)).toBe(false);
    expect(flips('depends', 0.6)).toBe(false);
  });
});
