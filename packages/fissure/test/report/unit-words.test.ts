import { expect, it } from 'vitest';
import { unitWords } from '../../src/report/unit-words.ts';

it.each([
  ['1', 7, ''],
  ['person', 2690, 'persons'],
  ['person', 1, 'person'],
  ['people', 3, 'people'],
  ['months', 3, 'months'],
  ['month', 0.5, 'months'],
  ['1/month', 2, 'per month'],
  ['person/month', 12, 'persons per month'],
  ['USD/(person*month)', 300, 'USD per person and month'],
  ['km2', 8, 'km2'],
  ['', 8, ''],
  ['?', 8, ''],
])('%s of %d is %j', (unit, value, words) => {
  expect(unitWords(unit, value)).toBe(words);
});
