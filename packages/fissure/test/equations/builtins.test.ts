import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionReference } from '../../../../scripts/generate-function-reference.ts';
import { canonicalName } from '../../src/base/names.ts';
import { BUILTINS, builtinNamed } from '../../src/equations/builtins.ts';
import { isReserved } from '../../src/equations/tokens.ts';
import { DIMENSIONLESS, divideUnits, powerUnit, sameUnit } from '../../src/equations/unit.ts';
import { unitByRule } from '../../src/equations/unit-rules.ts';
import { timeUnit } from '../../src/equations/unit-table.ts';
import { parsed } from './support.ts';

/** Sections 3.5.1 to 3.5.6 and 3.7.1.3 of XMILE 1.0; numbers of arguments as given there, less the seeds. */
const XMILE: Readonly<Record<string, readonly [number, number]>> = {
  ABS: [1, 1],
  ARCCOS: [1, 1],
  ARCSIN: [1, 1],
  ARCTAN: [1, 1],
  COS: [1, 1],
  EXP: [1, 1],
  INF: [0, 0],
  INT: [1, 1],
  LN: [1, 1],
  LOG10: [1, 1],
  MAX: [1, Number.POSITIVE_INFINITY],
  MIN: [1, Number.POSITIVE_INFINITY],
  PI: [0, 0],
  SIN: [1, 1],
  SQRT: [1, 1],
  TAN: [1, 1],
  EXPRND: [1, 1],
  LOGNORMAL: [2, 2],
  NORMAL: [2, 2],
  POISSON: [1, 1],
  RANDOM: [2, 2],
  DELAY: [2, 3],
  DELAY1: [2, 3],
  DELAY3: [2, 3],
  DELAYN: [3, 4],
  FORCST: [3, 4],
  SMTH1: [2, 3],
  SMTH3: [2, 3],
  SMTHN: [3, 4],
  TREND: [2, 3],
  PULSE: [2, 3],
  RAMP: [2, 2],
  STEP: [2, 2],
  DT: [0, 0],
  STARTTIME: [0, 0],
  STOPTIME: [0, 0],
  TIME: [0, 0],
  INIT: [1, 1],
  PREVIOUS: [2, 2],
  SELF: [0, 0],
  MEAN: [1, 1],
  RANK: [2, 3],
  SIZE: [1, 1],
  STDDEV: [1, 1],
  SUM: [1, 1],
};

/** What is not in XMILE 1.0. */
const OURS = ['SAFEDIV', 'LOOKUP', 'PROD', 'INITIALLY', 'CLEARINGPRICE'];

describe('BUILTINS', () => {
  it('is the base library of XMILE and what is listed here as ours', () => {
    expect([...BUILTINS.values()].map(({ name }) => name).sort()).toEqual([...Object.keys(XMILE), ...OURS].sort());
  });

  it.each(Object.entries(XMILE))('%s takes as many arguments as in XMILE', (name, [least, most]) => {
    const builtin = builtinNamed(name)!;
    expect([builtin.minArgs, builtin.maxArgs]).toEqual([least, most]);
  });

  it('is found under any spelling and keyed by the canonical one', () => {
    expect(builtinNamed('safeDiv')?.name).toBe('SAFEDIV');
    expect(builtinNamed('no_such')).toBeUndefined();
    for (const [key, builtin] of BUILTINS) expect(key).toBe(canonicalName(builtin.name));
  });

  it('names nothing that the grammar reserves, and every signature is a call that parses', () => {
    for (const builtin of BUILTINS.values()) {
      expect(isReserved(builtin.name)).toBe(false);
      const args = builtin.parameters.map((_, index) => `a${index}`).join(', ');
      const { expr, problems } = parsed(args === '' ? builtin.name : `${builtin.name}(${args})`);
      expect(problems.list).toEqual([]);
      expect(expr.kind).toBe(args === '' ? 'name' : 'call');
    }
  });

  it('has optional arguments at the end only', () => {
    for (const { parameters } of BUILTINS.values()) {
      const firstOptional = parameters.findIndex((parameter) => parameter.default !== undefined);
      if (firstOptional >= 0)
        expect(parameters.slice(firstOptional).every((parameter) => parameter.default !== undefined)).toBe(true);
    }
  });

  it('shows optional and repeated arguments in signatures', () => {
    expect(builtinNamed('SMTHN')?.signature).toBe('SMTHN(input, averaging time, n [, initial])');
    expect(builtinNamed('MAX')?.signature).toBe('MAX(x, ...)');
    expect(builtinNamed('TIME')?.signature).toBe('TIME');
  });
});

describe('unitByRule', () => {
  const month = timeUnit('month');
  const person = { scale: 1, exponents: new Map([['person', 1]]) };
  const is = (rule: Parameters<typeof unitByRule>[0], text: string) => {
    const found = unitByRule(rule, { u: person, v: month, time: month, size: 3 });
    const perMonth = divideUnits(DIMENSIONLESS, month);
    const units = {
      '1': DIMENSIONLESS,
      month,
      person,
      'person/month': divideUnits(person, month),
      'person*month': {
        scale: 2_629_800,
        exponents: new Map([
          ['person', 1],
          ['second', 1],
        ]),
      },
      '1/month': perMonth,
      'person^0.5': powerUnit(person, 0.5),
      'person^3': powerUnit(person, 3),
    };
    expect(sameUnit(found!, units[text as keyof typeof units])).toBe(true);
  };

  it('computes the unit that a rule names', () => {
    is('1', '1');
    is('time', 'month');
    is('u', 'person');
    is('v', 'month');
    is('u/v', 'person/month');
    is('u/time', 'person/month');
    is('u*time', 'person*month');
    is('1/time', '1/month');
    is('u^0.5', 'person^0.5');
    is('u^size', 'person^3');
  });

  it('says nothing where nothing is known', () => {
    expect(unitByRule('u/time', { u: undefined, time: month })).toBeUndefined();
    expect(unitByRule('any', { u: person, time: month })).toBeUndefined();
  });
});

describe('docs/reference/functions.md', () => {
  it('is what the table says; `npm run generate` makes it anew', () => {
    const page = new URL('../../../../docs/reference/functions.md', import.meta.url);
    expect(readFileSync(page, 'utf8')).toBe(functionReference());
  });
});
