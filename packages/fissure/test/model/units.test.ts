import { describe, expect, test } from 'vitest';
import { check, type StudyText, type VariableText } from './make-study.ts';

const BASE: StudyText = {
  units: { person: null, USD: null, kUSD: '1000 USD', strike: null },
  dimensions: { origin: ['foreign', 'local'] },
  parameters: {
    fighters: { unit: 'person', value: 100 },
    hazard: { unit: '1/month', value: 0.1 },
    yearly: { unit: '1/year', value: 0.1 },
    pay: { unit: 'USD/(person*month)', value: 400 },
    income: { unit: 'kUSD/month', value: 3 },
    months_per_year: { unit: 'month/year', value: 12 },
    share: { unit: '1', value: 0.5 },
    lag: { unit: 'month', value: 3 },
    by_origin: { unit: 'person', over: ['origin'], value: { foreign: 1, local: 2 } },
  },
  lookups: {
    restraint: {
      x: 'person',
      y: '1/month',
      points: [
        [0, 1],
        [1, 0],
      ],
    },
  },
};

function checkOne(variable: VariableText) {
  return check({ ...BASE, variables: { x: variable } });
}

describe('equations that balance', () => {
  test.each([
    ['person/month', 'fighters * hazard'],
    ['person/year', 'fighters * yearly'],
    ['person/month', 'fighters * yearly / months_per_year'],
    ['USD/month', 'fighters * pay'],
    ['kUSD', 'income * lag'],
    ['person', '100'],
    ['person', '-100'],
    ['person', '0'],
    ['person', 'MAX(fighters, 0)'],
    ['person', 'IF fighters > 0 THEN fighters ELSE 0'],
    ['person^2', 'fighters^2'],
    ['person', 'SQRT(fighters * fighters)'],
    ['person', 'SQRT(fighters^2)'],
    ['1', 'share^(share + 1)'],
    ['1', 'EXP(-hazard * lag)'],
    ['1', 'LN(fighters / 1 / INIT(fighters))'],
    ['1', 'fighters > 2 * fighters AND NOT (share = 1)'],
    ['1', 'SIN(2 * PI * TIME / lag)'],
    ['month', 'TIME + DT - STARTTIME'],
    ['1/month', 'restraint(fighters)'],
    ['1/month', 'LOOKUP(restraint, 0)'],
    ['person', 'SMTH3(fighters, lag)'],
    ['person', 'SMTHN(fighters, lag, 4, 0)'],
    ['person/month', 'DELAY1(fighters * hazard, lag, 0)'],
    ['1/month', 'TREND(fighters, lag, 0)'],
    ['person', 'FORCST(fighters, lag, lag)'],
    ['person', 'PREVIOUS(SELF, 0) + fighters'],
    ['person', 'DELAY(fighters, lag, fighters)'],
    ['person', 'STEP(fighters, lag)'],
    ['person*month', 'RAMP(fighters, lag)'],
    ['person/month', 'PULSE(fighters, lag, 0)'],
    ['person/month', 'POISSON(fighters * hazard * DT / 1) / DT'],
    ['person', 'NORMAL(fighters, 0)'],
    ['person', 'SUM(by_origin[*])'],
    ['person^2', 'PROD(by_origin[*])'],
    ['1', 'SIZE(by_origin[*])'],
    ['person', 'STDDEV(by_origin[*])'],
    ['person', 'SAFEDIV(fighters * hazard, hazard)'],
    ['person', 'MIN(INF, fighters)'],
    ['month', 'CLEARINGPRICE(fighters, by_origin[*], 1, lag, 2 * lag)'],
    ['person', 'fighters + 0 * share'],
    ['1', 'fighters MOD 0 = 0'],
  ])('%s: %s', (aux, equation) => {
    expect(checkOne({ aux, equation }).list).toEqual([]);
  });
});

describe('equations that do not', () => {
  test.each([
    ['person', 'fighters * hazard', 'unit/mismatch', 'fighters * hazard'],
    ['person', 'fighters + lag', 'unit/mismatch', 'lag'],
    ['person', 'fighters + 1', 'unit/mismatch', '1'],
    ['person', '2 * 3', 'unit/mismatch', '2 * 3'],
    ['1', 'fighters > 1', 'unit/mismatch', '1'],
    ['person', 'IF share THEN fighters ELSE lag', 'unit/mismatch', 'lag'],
    ['person', 'IF fighters THEN fighters ELSE 0', 'unit/not-dimensionless', 'fighters'],
    ['person', 'IF fighters AND share THEN fighters ELSE 0', 'unit/not-dimensionless', 'fighters'],
    ['person', 'MAX(fighters, share)', 'unit/mismatch', 'share'],
    ['person/month', 'fighters * yearly', 'unit/scale', 'fighters * yearly'],
    ['1/month', 'hazard + yearly', 'unit/scale', 'yearly'],
    ['USD/month', 'income', 'unit/scale', 'income'],
    ['1', 'EXP(fighters)', 'unit/not-dimensionless', 'fighters'],
    ['1', 'EXP(months_per_year)', 'unit/not-dimensionless', 'months_per_year'],
    ['1', '2 ^ fighters', 'unit/not-dimensionless', 'fighters'],
    ['person', 'fighters ^ share', 'unit/power', 'share'],
    ['1/month', 'restraint(share)', 'unit/mismatch', 'share'],
    ['person', 'SMTH1(fighters, 3)', 'unit/mismatch', '3'],
    ['person', 'SMTH1(fighters, lag, share)', 'unit/mismatch', 'share'],
    ['person', 'PREVIOUS(fighters, 1)', 'unit/mismatch', '1'],
    ['person', 'TREND(fighters, lag)', 'unit/mismatch', 'TREND(fighters, lag)'],
    ['person', 'STEP(fighters, 5)', 'unit/mismatch', '5'],
    ['person', 'SUM(by_origin[*] + share)', 'unit/mismatch', 'share'],
    ['person', 'TIME', 'unit/mismatch', 'TIME'],
    ['month', 'CLEARINGPRICE(share, by_origin[*], 1, lag, lag)', 'unit/mismatch', 'by_origin[*]'],
    ['month', 'CLEARINGPRICE(fighters, by_origin[*], lag, lag, lag)', 'unit/not-dimensionless', 'lag'],
    ['month', 'CLEARINGPRICE(fighters, by_origin[*], 1, lag, 2)', 'unit/mismatch', '2'],
  ])('%s: %s', (aux, equation, code, text) => {
    const { list, codes, textAt } = checkOne({ aux, equation });
    expect(codes).toEqual([code]);
    expect(textAt(list[0]!)).toBe(text);
  });

  test('the message shows both sides and the derivation', () => {
    const { list } = checkOne({ flow: 'person/month', equation: 'fighters * (hazard + hazard) * lag' });
    expect(list[0]!.message).toBe(
      'The equation must give the declared unit: `x` is in person/month, `fighters * (hazard + hazard) * lag` in person.',
    );
    expect(list[0]!.notes).toEqual([
      'fighters * (hazard + hazard) * lag: person',
      '  fighters * (hazard + hazard): person/month',
      '    fighters: person',
      '    hazard + hazard: 1/month',
      '      hazard: 1/month',
      '      hazard: 1/month',
      '  lag: month',
    ]);
  });

  test('a mismatch of scale names the factor', () => {
    const { list } = checkOne({ aux: 'person/month', equation: 'fighters * yearly' });
    expect(list[0]!.message).toContain('1 person/year = 0.0833333 person/month');
    expect(checkOne({ aux: 'USD/month', equation: 'income' }).list[0]!.message).toContain(
      '1 kUSD/month = 1000 USD/month',
    );
  });

  test('a number gets its own help', () => {
    const { list } = checkOne({ aux: 'person', equation: 'fighters + 5' });
    expect(list[0]!.help).toBe('A number has no unit: declare a parameter in person and use its name.');
  });
});

describe('where units are checked', () => {
  test('inflows and outflows: unit of the stock per time unit', () => {
    const { codes, list } = check({
      ...BASE,
      variables: {
        stock: { stock: 'person', equation: 100, inflows: ['gain'], outflows: ['loss', '2 * gain'] },
        gain: { flow: 'person/month', equation: 'fighters * hazard' },
        loss: { flow: 'person/year', equation: 'fighters * yearly' },
      },
    });
    expect(codes).toEqual(['unit/scale']);
    expect(list[0]!.message).toContain('`stock` per month is in person/month');
  });

  test('initial values, elements, neutral and rival equations', () => {
    const { list, textAt } = check({
      ...BASE,
      variables: {
        stock: { stock: 'person', equation: 'lag', inflows: ['gain'] },
        gain: { flow: 'person/month', equation: 'fighters * hazard' },
        split: { aux: 'person', over: ['origin'], equation: { foreign: 'fighters', local: 'hazard' } },
      },
      mechanisms: { M1: { gain: 'pay' } },
      structures: { form: { first: {}, second: { split: 'income' } } },
    });
    expect(list.map(textAt).sort()).toEqual(['hazard', 'income', 'lag', 'pay']);
    expect(new Set(list.map(({ code }) => code))).toEqual(new Set(['unit/mismatch']));
  });

  test('an unknown unit is reported once, and not again wherever it is used', () => {
    const { codes } = check({
      ...BASE,
      variables: { x: { aux: 'persn', equation: 'fighters' }, y: { aux: 'month', equation: 'x + lag' } },
    });
    expect(codes).toEqual(['unit/unknown']);
  });
});
