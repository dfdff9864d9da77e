// Units of other tools become units of the study, which its check then knows.

import { expect, it } from 'vitest';
import { clockWords } from '../../src/base/calendar.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { Units } from '../../src/exchange/translate/units.ts';
import { writeStudy } from '../../src/exchange/write-study.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { timeText } from '../../src/report/figures/time-axis.ts';
import { readStudy } from '../../src/study/read-study.ts';
import { exportAndImport } from './conformance.ts';

const KNOWN = [{ name: 'Person', aliases: ['People', 'Persons'] }];

it.each([
  ['Widgets/Month', 'Widgets/month'],
  ['Degrees Fahrenheit / Minute', 'Degrees_Fahrenheit/minute'],
  ['1/Year', '1/year'],
  ['Dmnl', '1'],
  ['people*$/ (Persons*days)', '$/day'],
  ['People/Year', 'People/year'],
  ['a/b*c', 'a*c/b'],
  ['a/b/c', 'a/(b*c)'],
  ['m^2/(s^2*kg)', 'm^2/(s^2*kg)'],
  ['', undefined],
  ['100', undefined],
  ['a+b', undefined],
  ['(a', undefined],
  ['a^99', undefined],
  ['%', undefined],
])('%s is %s', (text, unit) => {
  expect(new Units(KNOWN).textOf(text)).toBe(unit);
});

it('Vensim takes some names as one unit though the file does not say so', () => {
  const units = new Units([{ name: 'Euro', aliases: ['EUR'] }]);
  expect(
    ['Person', 'people', 'Dollars', '$', 'unit', 'EUR', 'Hours', 'Days/Hour'].map((text) => units.textOf(text)),
  ).toEqual(['Person', 'people', 'Dollars', '$', 'unit', 'EUR', 'hour', 'day/hour']);
  expect(units.declared).toEqual([
    { name: 'Person', aliases: ['People', 'Persons'] },
    { name: '$', aliases: ['Dollar', 'Dollars', '$s'] },
    { name: 'Unit', aliases: ['Units'] },
    { name: 'Euro', aliases: ['EUR'] },
  ]);
});

it('singular and plural are one unit, whichever comes first; symbols are not', () => {
  const units = new Units([]);
  const texts = ['Widgets', 'widget', 'City', 'cities', 'm', 'ms', 'Box/Month', 'boxes', 'Widgets/Widget'];
  expect(texts.map((text) => units.textOf(text))).toEqual([
    'Widgets',
    'widget',
    'City',
    'cities',
    'm',
    'ms',
    'Box/month',
    'boxes',
    '1',
  ]);
  expect(units.declared).toEqual([
    { name: 'Widgets', aliases: ['widget'] },
    { name: 'City', aliases: ['cities'] },
    { name: 'm', aliases: [] },
    { name: 'ms', aliases: [] },
    { name: 'Box', aliases: ['boxes'] },
  ]);
});

it('a model that writes people and person, and no settings, is checked', () => {
  const problems = new Problems();
  const { study } = importModel('m.mdl', MODEL.slice(0, MODEL.indexOf('///')), new Map(), problems)!;
  expect(problems.list).toStrictEqual([]);
  expect(study.settings.checkUnits).toBe(true);
  expect(study.variables.find(({ name }) => name.text === 'crowd')!.unit.text).toBe('People');
});

it('what nothing reads is a result of a model without claims; a number that nothing reads is told', () => {
  const { study, problems } = imported(`${'spare = 3 ~ Widget ~|\n'}${MODEL}`);
  checkModel(study, problems);
  expect(problems.list.map(({ code, message }) => [code, message])).toStrictEqual([
    ['check/unused', 'The parameter spare is never used.'],
  ]);
});

const MODEL = `stock = INTEG(inflow - outflow, 10) ~ Widget ~|
inflow = 3 ~ Widgets/Month ~|
outflow = stock / lifetime ~ Widgets/Month ~|
lifetime = 5 ~ Month ~|
crowd = stock * people per widget ~ People ~|
people per widget = 2 ~ Person/Widget ~|
FINAL TIME = 4 ~ Month ~| TIME STEP = 1 ~ Month ~|
///---\\\\\\
`;
const SYNONYMS = '\\\\\\---/// Sketch\n///---\\\\\\\n22:Widget,Widgets\n22:Person,People\n15:0,0,0,0,0,0\n';

function imported(text: string) {
  const problems = new Problems();
  return {
    study: importModel('m.mdl', text.replace('///---\\\\\\\n', SYNONYMS), new Map(), problems)!.study,
    problems,
  };
}

it('a model whose units agree is checked from then on', () => {
  const { study, problems } = imported(MODEL);
  expect(problems.list).toStrictEqual([]);
  expect(study.settings.checkUnits).toBe(true);
  const encoder = new TextEncoder();
  const files = [...writeStudy(study)].map(([name, text]) => [name, encoder.encode(text)] as const);
  const read = readStudy(new Map(files), problems)!;
  checkModel(read, problems);
  expect(problems.hasErrors).toBe(false);
  // The same with a mistake in it: the check of the study finds it.
  const wrong = files.map(
    ([name, bytes]) =>
      [name, encoder.encode(new TextDecoder().decode(bytes).replace('stock / lifetime', 'stock * lifetime'))] as const,
  );
  const after = new Problems();
  checkModel(readStudy(new Map(wrong), after)!, after);
  expect(after.list.map(({ severity }) => severity)).toContain('error');
});

it('exchange/units-disagree: units that do not agree are kept and not checked', () => {
  const { study, problems } = imported(MODEL.replace('stock / lifetime', 'stock * lifetime'));
  expect(problems.list.map(({ code }) => code)).toStrictEqual(['exchange/units-disagree']);
  expect(study.settings.checkUnits).toBe(false);
  expect(study.variables.find(({ name }) => name.text === 'stock')!.unit.text).toBe('Widget');
  checkModel(study, problems);
  expect(problems.hasErrors).toBe(false);
});

/** Each stands in the model as `x`, widgets; the second unit of each pair is one that the equation does not have. */
const WITH_NUMBERS: readonly (readonly [equation: string, other?: string])[] = [
  ['stock + STEP(2, 3)', 'Month'],
  ['MAX(stock, 5) + 1 / 4', 'Month'],
  ['IF THEN ELSE(Time > 2, stock, 10)', 'Person'],
  ['IF THEN ELSE(stock > 2 * (3 + 1), IF THEN ELSE(Time = 1, 2, 3), -stock)', 'Person'],
  ['DELAY1(stock, 2)', 'Month'],
  ['IF THEN ELSE(Time > 2, 7, 0)'],
  ['stock * IF THEN ELSE(Time > 2, 1, 0.5)', 'Month'],
  ['2 * stock', 'Month'],
];

it.each(WITH_NUMBERS)('a plain number takes any unit, and the rest is checked: %s', (equation, other) => {
  const { study, problems } = imported(
    `x = ${equation} ~ Widgets ~|\ny = x + stock + STEP(1, 2) ~ Widgets ~|\n${MODEL}`,
  );
  expect(problems.list).toStrictEqual([]);
  expect(study.settings.checkUnits).toBe('except_numbers');
  if (other === undefined) return;
  const wrong = imported(`x = ${equation} ~ ${other} ~|\n${MODEL}`);
  expect(wrong.problems.list.map(({ code }) => code)).toStrictEqual(['exchange/units-disagree']);
});

it('that plain numbers take any unit is written, read and told', () => {
  const { study, problems } = imported(`x = stock + 3 ~ Widgets ~|\n${MODEL}`);
  const encoder = new TextEncoder();
  const files = [...writeStudy(study)].map(([name, text]) => [name, encoder.encode(text)] as const);
  expect(writeStudy(study).get('study.yaml')).toContain('check_units: except_numbers');
  const read = readStudy(new Map(files), problems)!;
  expect(read.settings.checkUnits).toBe('except_numbers');
  checkModel(read, problems);
  expect(problems.hasErrors).toBe(false);
});

it.each(['Second', 'Minute'])('a clock of %ss has that unit', (unit) => {
  const { study, problems } = imported(MODEL.replaceAll('Month', unit));
  expect(study.settings).toMatchObject({ checkUnits: true, time: { unit: unit.toLowerCase() } });
  expect(problems.list).toEqual(imported(MODEL).problems.list);
});

it.each([
  ['Yr', 'year'],
  ['Yrs.', 'year'],
  ['wks', 'week'],
  ['min', 'minute'],
  [' MO ', 'month'],
])('a clock of %s counts what it is short for', (word, unit) => {
  const { study, problems } = imported(MODEL.replaceAll('Month', word));
  expect(study.settings.time).toMatchObject({ unit, called: undefined });
  expect(study.settings.checkUnits).toBe(true);
  expect(problems.list).toStrictEqual([]);
});

it.each(['mdl', 'xmile'] as const)('a clock of something else keeps its word, to %s and back', (format) => {
  const { study, problems } = imported(MODEL.replaceAll('Month', 'Quarters'));
  expect(study.settings.time.called).toBe('quarter');
  expect(timeText(3, study.settings.time)).toBe('quarter 3');
  const encoder = new TextEncoder();
  const files = [...writeStudy(study)].map(([name, text]) => [name, encoder.encode(text)] as const);
  expect(readStudy(new Map(files), problems)!.settings.time.called).toBe('quarter');
  expect(exportAndImport(checkModel(study, problems), format).study.settings.time.called).toBe('quarter');
});

it.each(['mdl', 'xmile'] as const)('a clock of which nothing is said counts plain time, to %s and back', (format) => {
  const { study, problems } = imported(MODEL.replaceAll('~ Month ~', '~ ~'));
  expect(timeText(3, study.settings.time)).toBe('time 3');
  const again = exportAndImport(checkModel(study, problems), format).study.settings.time;
  expect(timeText(3, again)).toBe('time 3');
  expect(clockWords(again)).toBe('units of time');
});

it('a clock of quarters has no name here: units stay text', () => {
  const { study } = imported(MODEL.replaceAll('Month', 'Quarter'));
  expect(study.settings.checkUnits).toBe(false);
  expect(study.variables.find(({ name }) => name.text === 'stock')!.doc).toContain('Unit in the model: Widget');
});

it.each(['mdl', 'xmile'] as const)('units go out to %s and come in again', (format) => {
  const { study, problems } = imported(MODEL);
  const again = exportAndImport(checkModel(study, problems), format).study;
  expect(again.settings.checkUnits).toBe(true);
  expect(again.settings.units.map(({ name, aliases }) => [name.text, aliases.map(({ text }) => text)])).toStrictEqual(
    study.settings.units.map(({ name, aliases }) => [name.text, aliases.map(({ text }) => text)]),
  );
  for (const one of study.variables.filter(({ label }) => label !== ''))
    expect(again.variables.find(({ name }) => name.text === one.name.text)!.unit.text).toBe(one.unit.text);
});
