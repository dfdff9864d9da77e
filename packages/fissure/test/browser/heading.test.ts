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
        const wanted = Array.from({ length: ahead * stride + 1 }, (_, i) => ahead * stride + i);
        expect(heading.placesIn(ahead * ms, now)).toEqual(wanted.map((away) => places.at(-1)! + away * direction));
      },
    ),
  );
});

it('does not take a move that is heard of late for a fast hand', () => {
  const heading = new Heading(0);
  // The third waited for something, and the fourth came right behind it.
  for (const [place, at] of [0, 30, 85, 90, 120].entries()) heading.move(place + 1, at);
  expect(heading.placesIn(60, 120)[0]).toBe(7);
});

it('names few places where two moves are heard of at once, and none where nothing lies between them', () => {
  const heading = new Heading(0);
  heading.move(10, 5);
  heading.move(60, 5.005);
  expect(heading.placesIn(100, 5.005).length).toBeLessThan(1000);
  const both = new Heading(0);
  both.move(10, 5);
  both.move(60, 5);
  expect(both.placesIn(0, 5)).toEqual([]);
  expect(both.placesIn(100, 5).length).toBeLessThan(1000);
});

it('says nothing of a hand that rests, has just turned round or has not moved', () => {
  const heading = moved([10, 11, 12, 13], 20);
  expect(heading.placesIn(40, 60)).toEqual([15, 16, 17]);
  expect(heading.placesIn(40, 60 + 100)).toEqual([]);
  expect(heading.move(12, 80)).toBe(true);
  expect(heading.placesIn(40, 80)).toEqual([]);
  expect(heading.move(11, 100)).toBe(false);
  expect(heading.placesIn(40, 100)).toEqual([9, 8, 7]);
  expect(new Heading(5).placesIn(1000, 0)).toEqual([]);
});

it('tells what is ahead from what was passed', () => {
  const still = new Heading(5);
  expect([3, 5, 9].map((place) => still.away(place))).toEqual([2, 0, 4]);
  expect([3, 5, 9].map((place) => still.hasCome(place))).toEqual([false, true, false]);
  const down = moved([9, 8, 7], 20);
  expect([5, 9].map((place) => down.away(place))).toEqual([2, -2]);
  expect([5, 7, 9].map((place) => down.hasCome(place))).toEqual([false, true, true]);
});
