import { expect, it } from 'vitest';
import { bandToShow } from '../../src/browser/shown-band.ts';

const fan = (from: number) => ({ fitted: [1, 2, 3, 4, 5].map((level) => [from + level]) });
const [before, news] = [fan(0), fan(10)];
const rows = (shown: { readonly fitted: readonly (readonly (number | null)[])[] }) => shown.fitted.flat();

it('takes the line from the first few members, and all else from a hundred', () => {
  expect(rows(bandToShow(before, news, 'first', false))).toEqual([1, 2, 13, 4, 5]);
  expect(rows(bandToShow(before, news, 'coarse', false))).toEqual([11, 12, 13, 14, 15]);
});

it('keeps the line of a later position when the fan of an earlier one comes', () => {
  expect(rows(bandToShow(before, news, 'coarse', true))).toEqual([11, 12, 3, 14, 15]);
});

it('shows what there is where nothing was shown, and all members as they are', () => {
  expect(bandToShow(undefined, news, 'first', false)).toBe(news);
  expect(bandToShow(before, news, 'full', true)).toBe(news);
});
