// Whatever the events and however they are counted: nothing is lost, and the order of the rows does not show.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printCsvCell } from '../../../src/base/csv.ts';
import type { Series } from '../../../src/exchange/events/aggregate-events.ts';
import { daysOf, PERIOD_UNITS, periodAt, periodsBetween } from '../../../src/exchange/events/periods.ts';
import { ask } from './support.ts';

const day = fc.integer({ min: 0, max: 2000 }).map((days) => Date.UTC(2013, 0, 1) + days * 86_400_000);
const event = fc.record({
  side_a: fc.constantFrom('IS', 'Government of Iraq', 'a, "b"'),
  side_b: fc.constantFrom('IS', 'Civilians', ''),
  adm_1: fc.constantFrom('', 'Nīnawá', 'Al Anbār  province', 'line\nend'),
  start: day,
  length: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 90, max: 500 })),
  best: fc.integer({ min: 0, max: 5000 }),
});
const events = fc.array(event, { minLength: 1, maxLength: 30 });
const grouping = fc.uniqueArray(fc.constantFrom('place', 'opponent', 'side', 'side_a', 'best'), { maxLength: 3 });
const unit = fc.option(fc.constantFrom(...PERIOD_UNITS), { nil: undefined });

const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);

function csvOf(list: readonly Record<string, string | number>[]): string {
  const rows = list.map(({ side_a, side_b, adm_1, start, length, best }) => [
    ...[side_a, side_b, adm_1].map((text) => printCsvCell(String(text))),
    ...[isoDay(Number(start)), isoDay(Number(start) + (Number(length) - 1) * 86_400_000), best],
  ]);
  return `side_a,side_b,adm_1,date_start,date_end,best\n${rows.map((row) => `${row.join(',')}\n`).join('')}`;
}

async function count(list: readonly Record<string, string | number>[], by: readonly string[]): Promise<Series> {
  const { answer, told } = await ask('e.csv', csvOf(list), { by, actor: 'IS', measures: ['events', 'best'] });
  if (answer === undefined) expect(told).toContain('data/unknown-actor');
  return answer?.series ?? { ...EMPTY };
}

const EMPTY: Series = {
  ...{ keys: [], measures: [], rows: [], totals: [0, 0] },
  tally: {
    ...{ deathsMeasure: 'best', rows: 0, unknown: {}, lowAboveBest: 0, highBelowBest: 0, days: undefined },
    ...{ counted: { events: 0, deaths: 0 }, ofOthers: { events: 0, deaths: 0 }, notSelected: { events: 0, deaths: 0 } },
    ...{ outside: { events: 0, deaths: 0 }, long: { events: 0, deaths: 0 } },
  },
};

describe('counting', () => {
  it('keeps the totals under any grouping', async () => {
    await fc.assert(
      fc.asyncProperty(events, grouping, unit, async (list, keys, period) => {
        const of = list.filter(({ side_a, side_b }) => side_a === 'IS' || side_b === 'IS');
        const expected = [of.length, of.reduce((sum, { best }) => sum + best, 0)];
        const { totals, rows } = await count(list, [...(period === undefined ? [] : [period]), ...keys]);
        expected.forEach((total, i) => {
          const added = rows.reduce((sum, { values }) => sum + values[i]!, 0);
          // Each of at most 30 events is rounded once for each of its parts.
          expect(Math.abs(totals[i]! - total)).toBeLessThanOrEqual(1e-9 * (1 + total));
          expect(Math.abs(added - total)).toBeLessThanOrEqual(1e-9 * (1 + total));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of the rows, to the last bit', async () => {
    const shuffled = events.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, grouping, unit, async ([list, other], keys, period) => {
        const by = [...(period === undefined ? [] : [period]), ...keys];
        expect(await count(other, by)).toEqual(await count(list, by));
      }),
      { numRuns: 60 },
    );
  });

  it('gives the whole when the period is cut in two', async () => {
    await fc.assert(
      fc.asyncProperty(events, day, async (list, cut) => {
        const text = csvOf(list);
        const question = { by: [], measures: ['best'] };
        const whole = (await ask('e.csv', text, question)).answer!.series.totals[0]!;
        const before = (await ask('e.csv', text, { ...question, to: isoDay(cut) })).answer!.series.totals[0]!;
        const after = (await ask('e.csv', text, { ...question, from: isoDay(cut + 86_400_000) })).answer!.series
          .totals[0]!;
        expect(Math.abs(before + after - whole)).toBeLessThanOrEqual(1e-9 * (1 + whole));
      }),
      { numRuns: 60 },
    );
  });
});

describe('periods', () => {
  it('follow one another without gap, and their labels read back as their days', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIOD_UNITS), fc.integer({ min: 366_000, max: 1_090_000 }), (one, at) => {
        const [period, next] = periodsBetween(one, at, periodAt(one, at).next);
        expect(period!.first <= at && at < period!.next).toBe(true);
        expect(next!.first).toBe(period!.next);
        expect(period!.label < next!.label).toBe(true);
        expect(daysOf(period!.label)).toEqual({ first: period!.first, last: period!.next - 1 });
      }),
    );
  });

  it('weeks are those of ISO 8601', () => {
    // ISO 8601:2004, annex and common examples.
    for (const [date, week] of [
      ['2005-01-01', '2004-W53'],
      ['2005-01-02', '2004-W53'],
      ['2007-01-01', '2007-W01'],
      ['2008-12-29', '2009-W01'],
      ['2010-01-03', '2009-W53'],
      ['2014-06-10', '2014-W24'],
    ] as const)
      expect(periodAt('week', daysOf(date)!.first).label).toBe(week);
  });

  it.each([
    ['2014-06-30 00:00:00.000', '2014-06-30'],
    ['2014-06-30T23:59:59Z', '2014-06-30'],
    ['30 June 2014', '2014-06-30'],
    ['9-Jun-2014', '2014-06-09'],
    ['41820', '2014-06-30'],
  ])('%s is a date', (text, date) => {
    expect(daysOf(text)).toEqual(daysOf(date));
  });

  it.each([
    '',
    '2014-02-30',
    '0001-01-01',
    '30/06/2014',
    '06/30/2014',
    '2014-W54',
    '2014-Q5',
    '31 Foo 2014',
    '1e9',
    '2014-13',
  ])('"%s" is none', (text) => {
    expect(daysOf(text)).toBeUndefined();
  });
});
