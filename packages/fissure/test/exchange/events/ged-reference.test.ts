/** The published events of the Islamic State against tables that another program made of them; not part of the repository. */
import { describe, expect, it } from 'vitest';
import { ask, byKeys, csvRecords, hasShared, sharedBytes } from './support.ts';

const EVENTS = 'ged-is-iraq-syria-combined.csv.gz';
const COLUMNS = ['events', 'best', 'low', 'high', 'is_deaths', 'opponent_deaths', 'civilian_deaths'];
const MEASURES = ['events', 'best', 'low', 'high', 'own', 'opposed', 'civilians'];

describe.skipIf(!hasShared)('UCDP GED 19.1, events of the Islamic State', () => {
  it('gives the monthly table by country and class of opponent, number by number', async () => {
    const { answer } = await ask(EVENTS, sharedBytes(EVENTS), {
      by: ['month', 'country', 'dyad_name', 'type_of_violence'],
      measures: MEASURES,
      long: 'leave-out',
    });
    const classes = new Map(
      csvRecords(text('aggregates/dyads.csv')).map((row) => [
        [row.country, row.dyad_name, row.type_of_violence].join(),
        row.opponent!,
      ]),
    );
    const found = new Map<string, number[]>();
    for (const { keys, values } of answer!.series.rows) {
      const [month, country, ...dyad] = keys;
      const key = [month, country, classes.get([country, ...dyad].join())].join();
      const sums = found.get(key) ?? values.map(() => 0);
      found.set(
        key,
        sums.map((sum, i) => sum + values[i]!),
      );
    }
    const expected = csvRecords(text('aggregates/monthly-country-opponent.csv'));
    expect(expected.length).toBe(366);
    expect([...found.keys()].sort()).toEqual(
      expected.map((row) => [row.month, row.country, row.opponent].join()).sort(),
    );
    for (const row of expected) {
      const values = found.get([row.month, row.country, row.opponent].join())!;
      // The reference has two decimals.
      COLUMNS.forEach((column, i) => {
        expect(Math.abs(values[i]! - Number(row[column]))).toBeLessThanOrEqual(0.00501);
      });
    }
  });

  it('says what is long, what is odd and what has no place', async () => {
    const { answer } = await ask(EVENTS, sharedBytes(EVENTS), { by: ['year', 'place'], long: 'leave-out' });
    const { tally, totals } = answer!.series;
    const long = csvRecords(text('aggregates/long-events-excluded-from-monthly.csv'));
    expect(tally.long).toEqual({ events: long.length, deaths: sum(long.map((row) => Number(row.best))) });
    expect(tally.counted.events + tally.long.events).toBe(9879);
    expect(totals[1]! + tally.long.deaths).toBe(107_460);
    expect(tally.rows).toBe(9879);
  });

  it('counts rows whose figures are out of order, and events without a governorate', async () => {
    const { answer } = await ask(EVENTS, sharedBytes(EVENTS), { by: ['place'] });
    expect(answer!.series.tally).toMatchObject({ lowAboveBest: 23, highBelowBest: 60, unknown: { place: 217 } });
  });

  it('finds the actor on either side, and its opponents', async () => {
    const { answer } = await ask(EVENTS, sharedBytes(EVENTS), { by: ['opponent', 'country'], measures: MEASURES });
    expect(answer!.actor).toBe('IS');
    const values = byKeys(answer);
    for (const row of csvRecords(text('aggregates/dyads.csv'))) {
      const opponent = row.dyad_name!.replace(/^IS - | - IS$/g, '');
      const key = `${opponent} | ${row.country}`;
      expect([key, ...values.get(key)!]).toEqual([key, ...COLUMNS.map((column) => Number(row[column]))]);
    }
  });

  it('reads the file with tags as HDX has it: the tags are no event', async () => {
    const name = 'sample-hdx-iraq-with-hxl-row.csv';
    const { answer } = await ask(name, sharedBytes(name), { by: ['month'] });
    expect(answer!.series.tally.counted.events).toBe(100);
    const tagged = new TextDecoder().decode(sharedBytes(name));
    const untagged = tagged.split('\n').toSpliced(1, 1).join('\n');
    expect((await ask(name, untagged)).answer!.series).toEqual(answer!.series);
  });

  it('counts events that have a year but no day by year', async () => {
    const name = 'ged-is-yearly-undated-2013-2019.csv.gz';
    const { answer } = await ask(name, sharedBytes(name), { by: ['year', 'country'], measures: ['events', 'best'] });
    const expected = new Map<string, number[]>();
    for (const row of csvRecords(text('aggregates/yearly-2013-2019-later-release.csv'))) {
      const key = `${row.year} | ${row.country}`;
      const [events, total] = expected.get(key) ?? [0, 0];
      expected.set(key, [events! + Number(row.events), total! + Number(row.total)]);
    }
    expect(byKeys(answer)).toEqual(new Map([...expected].sort()));
  });
});

function text(path: string): string {
  return new TextDecoder().decode(sharedBytes(path));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
