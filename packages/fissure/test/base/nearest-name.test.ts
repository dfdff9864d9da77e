import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestName } from '../../src/base/nearest-name.ts';

describe('nearestName', () => {
  const known = ['value', 'prior', 'because', 'confidence', 'fighters_at_start'];

  it('finds what was meant', () => {
    expect(nearestName('vlaue', known)).toBe('value');
    expect(nearestName('becuase', known)).toBe('because');
    expect(nearestName('confidnce', known)).toBe('confidence');
    expect(nearestName('Fighters at start', known)).toBe('fighters_at_start');
  });

  it('keeps silent where nothing is near', () => {
    expect(nearestName('strength', known)).toBeUndefined();
    expect(nearestName('x', known)).toBeUndefined();
    expect(nearestName('x', ['y'])).toBeUndefined();
    expect(nearestName('', known)).toBeUndefined();
    expect(nearestName('value'.repeat(100), ['value'.repeat(100)])).toBeUndefined();
  });
});

describe('editDistance', () => {
  it('agrees with the recursive definition', () => {
    const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(byDefinition(a, b));
      }),
    );
  });

  it('says limit + 1 exactly where the distance exceeds the limit', () => {
    const word = fc.array(fc.constantFrom('a', 'b'), { maxLength: 7 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(byDefinition(a, b), limit + 1));
      }),
    );
  });
});

function byDefinition(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const change = a.at(-1) === b.at(-1) ? 0 : 1;
  let cost = Math.min(
    byDefinition(a.slice(0, -1), b) + 1,
    byDefinition(a, b.slice(0, -1)) + 1,
    byDefinition(a.slice(0, -1), b.slice(0, -1)) + change,
  );
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    cost = Math.min(cost, byDefinition(a.slice(0, -2), b.slice(0, -2)) + 1);
  return cost;
}
