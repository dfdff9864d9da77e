import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedPattern, LONGEST_MATCHED } from '../../src/base/bounded-pattern.ts';
import { stopwatch } from '../time-spent.ts';

describe('boundedPattern', () => {
  it.each([
    ['[A-Z]{2}-\\d+', ['IQ-1', 'SY-12'], ['IQ-', 'iq-1', 'xIQ-1', 'IQ-1x']],
    ['(?:yes|no)?', ['', 'yes', 'no'], ['maybe', 'yesno']],
    ['\\d{4}(?:-\\d{2}){0,2}', ['2014', '2014-06', '2014-06-30'], ['2014-', '2014-06-30-01']],
    ['Al .+ province', ['Al Anbār province'], ['Al  province']],
    ['[^,"]*', ['', 'plain'], ['a,b']],
  ])('%s', (pattern, good, bad) => {
    const bounded = boundedPattern(pattern)!;
    expect(good.filter((text) => !bounded.matches(text))).toEqual([]);
    expect(bad.filter((text) => bounded.matches(text))).toEqual([]);
  });

  it.each([
    '(a+)+',
    '(a*)*',
    '(a|a)*',
    '(a|aa)+b',
    '(?:[A-Z]+,)+',
    `${'a?'.repeat(30)}${'a'.repeat(30)}`,
    '.*.*.*.*x',
    '(?=a)b',
    '(?<n>a)\\k<n>',
    '(a)\\1',
    'a{1000}',
    '(',
    ')',
    '[',
    '*',
    'a**',
    '('.repeat(100) + ')'.repeat(100),
    'a'.repeat(1001),
  ])('refuses %s', (pattern) => {
    expect(boundedPattern(pattern)).toBeUndefined();
  });

  it('is quick with any pattern that it takes, on any text', () => {
    const piece = fc.constantFrom('a', 'b', '.', '(', ')', '|', '*', '+', '?', '{2}', '{0,3}', '[ab]', '\\d', '(?:');
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.array(fc.constantFrom('a', 'b'), { maxLength: LONGEST_MATCHED }),
        (pieces, letters) => {
          const pattern = pieces.join('');
          const bounded = boundedPattern(pattern);
          if (bounded === undefined) return;
          taken += 1;
          const spent = stopwatch();
          bounded.matches(letters.join(''));
          bounded.matches(`${'a'.repeat(LONGEST_MATCHED - 1)}!`);
          expect(spent()).toBeLessThan(500);
        },
      ),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
