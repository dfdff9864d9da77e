import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Heading } from '../../src/browser/heading.ts';

/** A hand that comes to these places, so many milliseconds apart. */
function moved(places: readonly number[], ms: number): Heading {
  const heading = new Heading(places[0]!);
  for (const [i, place] of places.entries()) heading.move(place, i * ms);
  return heading;
}

it('says where a steady hand will be, either way', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 20 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(-1, 1),
      fc.integer({ min: 5, max: 60 }),
      fc.integer({ min: 0, max: 6 }),
      (count, stride, direction, ms, ahead) => {
        const places = Array.from({ length: count }, (_, i) => 100 + i * stride * direction);
        const heading = moved(places, ms);
        const now = (count - 1) * ms;
        expect(heading.placeIn(ahead * ms, now)).toBe(places.at(-1)! + ahead * stride * direction);
      },
    ),
  );
});

it('says of a hand that rests, has just turned round or has not moved that it stays', () => {
  const heading = moved([10, 11, 12, 13], 20);
  expect(heading.placeIn(40, 60)).toBe(15);
  expect(heading.placeIn(40, 60 + 100)).toBe(13);
  heading.move(12, 80);
  expect(heading.placeIn(40, 80)).toBe(12);
  heading.move(11, 100);
  expect(heading.placeIn(40, 100)).toBe(9);
  expect(new Heading(5).placeIn(1000, 0)).toBe(5);
});

it('tells what is ahead from what was passed', () => {
  const still = new Heading(5);
  expect([3, 5, 9].map((place) => still.away(place))).toEqual([2, 0, 4]);
  expect([3, 5, 9].map((place) => still.hasCome(place))).toEqual([false, true, false]);
  const down = moved([9, 8, 7], 20);
  expect([5, 9].map((place) => down.away(place))).toEqual([2, -2]);
  expect([5, 7, 9].map((place) => down.hasCome(place))).toEqual([false, true, true]);
});
