/** Series as CSV and as the record of a study. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/base/csv.ts';
import { Problems } from '../../../src/diagnostics/problems.ts';
import { longCsv, wideCsv } from '../../../src/exchange/events/series-csv.ts';
import { seriesHistory } from '../../../src/exchange/events/series-history.ts';
import { readStudy } from '../../../src/study/read-study.ts';
import { ask } from './support.ts';

const EVENTS = `side_a,side_b,adm_1,date_start,date_end,best,low,high
Government of Iraq,IS,"Anbar, Al",2014-06-30,2014-07-01,5,4,6
IS,Civilians,,2014-09-03,2014-09-03,7,8,7
`;

const cells = (text: string) => readCsv(text).rows.map((row) => row.map((cell) => cell.text));

describe('CSV', () => {
  it('long: a row for every group in which something happened', async () => {
    const { answer } = await ask('e.csv', EVENTS, { by: ['month', 'place'], measures: ['best'] });
    expect(cells(longCsv(answer!.series))).toEqual([
      ['month', 'place', 'best'],
      ['2014-06', 'Anbar, Al', '2.5'],
      ['2014-07', 'Anbar, Al', '2.5'],
      ['2014-09', '(unknown)', '7'],
    ]);
  });

  it('wide: a row for every period, zero where nothing happened', async () => {
    const { answer } = await ask('e.csv', EVENTS, { by: ['month', 'place'], measures: ['best'] });
    expect(cells(wideCsv(answer!.series))).toEqual([
      ['month', '(unknown)', 'Anbar, Al'],
      ['2014-06', '0', '2.5'],
      ['2014-07', '0', '2.5'],
      ['2014-08', '0', '0'],
      ['2014-09', '7', '0'],
    ]);
    const total = await ask('e.csv', EVENTS, { by: ['year'], measures: ['best', 'events'] });
    expect(cells(wideCsv(total.answer!.series))).toEqual([
      ['year', 'best', 'events'],
      ['2014', '12', '2'],
    ]);
  });
});

describe('history.yaml', () => {
  it('is read by a study, each point with its period, and with bounds where they are in order', async () => {
    const { answer } = await ask('e.csv', EVENTS, { by: ['quarter', 'place'], measures: ['best', 'low', 'high'] });
    const yaml = seriesHistory(answer!.series, { published: '2015-01', origin: ['From e.csv.'] });
    const encoder = new TextEncoder();
    const problems = new Problems();
    const study = readStudy(
      new Map([
        ['study.yaml', encoder.encode(STUDY)],
        ['model.yaml', encoder.encode(MODEL)],
        ['history.yaml', encoder.encode(`known_by: 2015-01\n${yaml}`)],
      ]),
      problems,
    );
    expect(problems.list.map(({ message }) => message)).toEqual([]);
    const series = study!.history!.series;
    expect(series.map(({ name }) => name.text)).toEqual(['best_unknown', 'best_anbar_al']);
    expect(yaml).toContain('{ from: 2014-04-01, to: 2014-07-01, published: 2015-01, value: 2.5, low: 2, high: 3 }');
    // Its low is above its best.
    expect(yaml).toContain('{ from: 2014-07-01, to: 2014-10-01, published: 2015-01, value: 7 }');
  });
});

const STUDY = `fissure: 1
title: A study
question: Is it read?
time: { start: 2014-01, stop: 2015-01, dt: 1/4, unit: month }
units: { person: }
outputs: { dead: { show: dead, title: Dead, unit: person } }
intended_use: A test.
limits: [None.]
`;

const MODEL = `variables:
  dead: { stock: person, initial: 0, inflows: [best] }
  best: { flow: person/month, equation: 3 }
`;
