// GET TIME VALUE against the calendar of the language; its own years of 360 days by hand.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { importedSeries } from './imported-series.ts';

interface Clock {
  readonly unit: string;
  readonly origin: readonly [number, number, number];
  /** The number by which the settings of a file name the unit. */
  readonly code?: number;
}

function modelOf(call: string, { unit, origin: [year, month, day], code }: Clock, step: string): string {
  const settings = `37:${year}\n38:${month}\n39:${day}\n${code === undefined ? '' : `40:${code}\n`}`;
  return `x = ${call} ~~| INITIAL TIME = 0 ~~| FINAL TIME = 4000 * ${step} ~~| SAVEPER = TIME STEP ~~|
TIME STEP = ${step} ~ ${unit} ~|
\\\\\\---/// Sketch information
///---\\\\\\
:L<%^E!@
15:0,0,0,0,0,0
${settings}`;
}

it.each([
  [1, (date: Date) => date.getUTCFullYear()],
  [2, (date: Date) => Math.floor(date.getUTCMonth() / 3) + 1],
  [3, (date: Date) => date.getUTCMonth() + 1],
  [4, (date: Date) => date.getUTCDate()],
  [5, (date: Date) => date.getUTCDay()],
])('measure %d of 4,000 days from 1899-12-25 is that of the calendar', (measure, part) => {
  const text = modelOf(`GET TIME VALUE(0, -3, ${measure})`, { unit: 'Day', origin: [1899, 12, 28] }, '1');
  const wanted = Array.from({ length: 4001 }, (_, i) => part(new Date(Date.UTC(1899, 11, 25 + i))));
  expect(importedSeries('m.mdl', text, 'x')).toStrictEqual(wanted);
});

it('a leap day, hours and minutes, at steps of a third of an hour', () => {
  const clock: Clock = { unit: 'Hours', origin: [2000, 2, 28] };
  const series = (measure: number) =>
    importedSeries('m.mdl', modelOf(`GET TIME VALUE(0, 0, ${measure})`, clock, '1/3'), 'x');
  const dates = Array.from({ length: 4001 }, (_, i) => new Date(Date.UTC(2000, 1, 28, 0, 20 * i)));
  expect(series(4)).toStrictEqual(dates.map((date) => date.getUTCDate()));
  expect(series(7)).toStrictEqual(dates.map((date) => date.getUTCHours()));
  expect(series(8)).toStrictEqual(dates.map((date) => date.getUTCMinutes()));
});

it('months have 30 days, and what the settings say of the unit goes before its name', () => {
  const clock: Clock = { unit: 'Turns', origin: [2000, 11, 16], code: 2 };
  const series = (measure: number, base = 0) =>
    importedSeries('m.mdl', modelOf(`GET TIME VALUE(${base}, 0.5, ${measure})`, clock, '1'), 'x').slice(0, 3);
  expect(series(1)).toStrictEqual([2000, 2001, 2001]);
  expect(series(2)).toStrictEqual([4, 1, 1]);
  expect(series(3)).toStrictEqual([12, 1, 2]);
  expect(series(4)).toStrictEqual([1, 1, 1]);
  expect(series(3, 1)).toStrictEqual([12, 12, 12]);
  expect(series(6)[0]).toBe(2000 * 360 + 11 * 30);
});

it.each([
  ['GET TIME VALUE(2, 0, 1)', 'the clock of the computer'],
  ['GET TIME VALUE(0, 0, 5)', '5 (the day of the week) not where years have 360 days'],
  ['GET TIME VALUE(0, 0, 10)', '0 to 9 are understood'],
])('%s is refused in words', (call, words) => {
  const problems = new Problems();
  importModel('m.mdl', modelOf(call, { unit: 'Month', origin: [2000, 1, 1] }, '1'), new Map(), problems);
  expect(problems.list.map(({ message }) => message).join()).toContain(words);
});
