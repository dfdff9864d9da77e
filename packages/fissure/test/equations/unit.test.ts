import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { parseUnit } from '../../src/equations/parse-unit.ts';
import { printUnit } from '../../src/equations/print-unit.ts';
import {
  conversionFactor,
  DIMENSIONLESS,
  divideUnits,
  isDimensionless,
  multiplyUnits,
  powerUnit,
  sameDimension,
  sameUnit,
  type Unit,
} from '../../src/equations/unit.ts';
import { BUILT_IN_UNITS, declareUnits, timeUnit, type UnitDefinition } from '../../src/equations/unit-table.ts';
import { codesOf, sourceOf } from './support.ts';

function definition(name: string, aliases: readonly string[] = [], equals?: string): UnitDefinition {
  return {
    name: sourceOf(name),
    aliases: aliases.map(sourceOf),
    equals: equals === undefined ? undefined : sourceOf(equals),
  };
}

const STUDY = [
  definition('kUSD', [], '1000 USD'),
  definition('person', ['people', 'persons']),
  definition('USD', ['dollar']),
  definition('head', [], 'person'),
  definition('share', [], '0.01'),
  definition('wage', [], 'kUSD/(person*month)'),
];
const TABLE = declareUnits(STUDY, new Problems());

function unitOf(text: string, table = TABLE): Unit {
  const problems = new Problems();
  const unit = parseUnit(sourceOf(text), table, problems);
  if (unit === undefined) throw new Error(`${text}: ${problems.list.map(({ message }) => message).join('; ')}`);
  return unit;
}

function codes(text: string): string {
  const problems = new Problems();
  parseUnit(sourceOf(text), TABLE, problems);
  return codesOf(problems).join(' ');
}

describe('parseUnit', () => {
  it.each([
    ['1', 1, {}],
    ['dmnl', 1, {}],
    ['People', 1, { person: 1 }],
    ['person/month', 1 / 2_629_800, { person: 1, second: -1 }],
    ['USD/(person*month)', 1 / 2_629_800, { usd: 1, person: -1, second: -1 }],
    ['USD/person/month', 1 / 2_629_800, { usd: 1, person: -1, second: -1 }],
    ['kUSD', 1000, { usd: 1 }],
    ['kUSD^2', 1e6, { usd: 2 }],
    ['head', 1, { person: 1 }],
    ['share', 0.01, {}],
    ['wage', 1000 / 2_629_800, { usd: 1, person: -1, second: -1 }],
    ['1/week', 1 / 604_800, { second: -1 }],
    ['days^-1', 1 / 86_400, { second: -1 }],
    ['(year / month)', 12, {}],
    ['person ^ 2 / person', 1, { person: 1 }],
    [' ( ( person ) ) ', 1, { person: 1 }],
  ])('%s', (text, scale, exponents) => {
    const unit = unitOf(text);
    expect(unit.scale).toBeCloseTo(scale, 14);
    expect(Object.fromEntries(unit.exponents)).toEqual(exponents);
  });

  it.each([
    ['', 'unit/syntax@0-0'],
    ['persn', 'unit/unknown@0-5'],
    ['person/', 'unit/syntax@7-7'],
    ['/month', 'unit/syntax@0-1'],
    ['person month', 'unit/syntax@7-12'],
    ['persons per month', 'unit/syntax@8-11'],
    ['(person', 'unit/syntax@0-1'],
    ['person)', 'unit/syntax@6-7'],
    ['person^x', 'unit/exponent@7-8'],
    ['person^0.5', 'unit/exponent@7-10'],
    ['person^10', 'unit/exponent@7-9'],
    ['1000 USD', 'unit/number@0-4'],
    ['person & USD', 'unit/syntax@7-8'],
    ['person - USD', 'unit/syntax@7-8'],
    ['%', 'unit/unknown@0-1'],
    ['USD/person*month', 'unit/ambiguous@10-11'],
    ['('.repeat(200_000), 'unit/syntax@50-51'],
  ])('%s is reported', (text, expected) => {
    expect(codes(text)).toBe(expected);
  });

  it('guesses what was meant', () => {
    const help = (text: string) => {
      const problems = new Problems();
      parseUnit(sourceOf(text), TABLE, problems);
      return problems.list[0]?.help;
    };
    expect(help('preson')).toBe('Did you mean person?');
    expect(help('mnoth')).toBe('Did you mean month?');
    expect(help('percent')).toContain('0.05');
  });

  it('reads a product after a division from the left, in spite of the warning', () => {
    expect(sameUnit(unitOf('USD/person*month'), unitOf('USD*month/person'))).toBe(true);
  });
});

describe('declareUnits', () => {
  function declared(...definitions: UnitDefinition[]) {
    const problems = new Problems();
    return { table: declareUnits(definitions, problems), codes: problems.list.map(({ code }) => code), problems };
  }

  it('lets units use one another in any order', () => {
    expect(sameUnit(unitOf('kUSD'), multiplyUnits(unitOf('USD'), { scale: 1000, exponents: new Map() }))).toBe(true);
  });

  it('reports a unit or alias that is declared twice, in any case', () => {
    expect(declared(definition('person'), definition('Person')).codes).toEqual(['unit/redefined']);
    expect(declared(definition('person', ['people']), definition('crowd', ['PEOPLE'])).codes).toEqual([
      'unit/redefined',
    ]);
    expect(declared(definition('person', ['person'])).codes).toEqual(['unit/redefined']);
  });

  it('reports a built-in unit that is declared again', () => {
    expect(declared(definition('month', [], '30 day')).codes).toEqual(['unit/built-in']);
    expect(declared(definition('person', ['days'])).codes).toEqual(['unit/built-in']);
  });

  it('reports a cycle once, with its path, and goes on', () => {
    const { table, problems } = declared(
      definition('a', [], '2 b'),
      definition('b', [], 'c'),
      definition('c', [], 'a*month'),
    );
    expect(problems.list.map(({ message }) => message)).toEqual([
      'These units are defined by one another: a -> b -> c -> a.',
    ]);
    expect([...table.units.keys()]).toEqual(expect.arrayContaining(['a', 'b', 'c']));
    expect(declared(definition('a', [], 'a')).codes).toEqual(['unit/cycle']);
  });

  it('reports an unknown unit in a declaration and a name that cannot be one', () => {
    expect(declared(definition('kUSD', [], '1000 USD')).codes).toEqual(['unit/unknown']);
    expect(declared(definition('a b')).codes).toEqual(['unit/bad-name']);
    expect(declared(definition('zero', [], '0 month')).codes).toEqual(['unit/syntax']);
  });

  it('bounds chains of definitions, which would exhaust the stack', () => {
    const chain = Array.from({ length: 5000 }, (_, i) => definition(`u${i}`, [], `u${i + 1}`));
    const { codes } = declared(...chain, definition('u5000'));
    expect(new Set(codes)).toEqual(new Set(['unit/syntax']));
  });
});

describe('time units', () => {
  it('are those of the study format: a year is 365.25 days, a month a twelfth of it', () => {
    expect(conversionFactor(timeUnit('year'), timeUnit('month'))).toBe(12);
    expect(conversionFactor(timeUnit('year'), timeUnit('day'))).toBe(365.25);
    expect(conversionFactor(timeUnit('week'), timeUnit('day'))).toBe(7);
    expect(conversionFactor(timeUnit('day'), timeUnit('hour'))).toBe(24);
    expect(conversionFactor(timeUnit('day'), unitOf('person'))).toBeUndefined();
  });
});

describe('printUnit', () => {
  it.each([
    ['1', '1'],
    ['persons/months', 'person/month'],
    ['USD/person/month', 'USD/(person*month)'],
    ['1/month', '1/month'],
    ['month*person', 'person*month'],
    ['kUSD/year', 'kUSD/year'],
    ['person^2/USD^3', 'person^2/USD^3'],
    ['person/month^2', 'person/month^2'],
    ['month/year', '0.08333333333333333'],
    ['kUSD*USD', '1000 USD^2'],
  ])('%s prints as %s', (text, expected) => {
    expect(printUnit(unitOf(text), TABLE)).toBe(expected);
  });

  it('finds the time unit that makes the number vanish', () => {
    const perMonth = divideUnits(unitOf('person'), timeUnit('month'));
    expect(printUnit(multiplyUnits(perMonth, timeUnit('month')), TABLE)).toBe('person');
    expect(printUnit(perMonth)).toBe('person/month');
    expect(printUnit(powerUnit(timeUnit('week'), 2))).toBe('week^2');
    expect(printUnit(powerUnit(unitOf('person'), 0.5), TABLE)).toBe('person^0.5');
  });
});

describe('the algebra of units', () => {
  const names = ['person', 'USD', 'kUSD', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'head'];
  const unit = fc
    .array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: -3, max: 3 })), { maxLength: 4 })
    .map((factors) =>
      factors.reduce((sum, [name, n]) => multiplyUnits(sum, powerUnit(unitOf(name), n)), DIMENSIONLESS),
    );
  const same = (a: Unit, b: Unit) => expect(sameUnit(a, b)).toBe(true);

  it('is a commutative group', () => {
    fc.assert(
      fc.property(unit, unit, unit, (a, b, c) => {
        same(multiplyUnits(a, multiplyUnits(b, c)), multiplyUnits(multiplyUnits(a, b), c));
        same(multiplyUnits(a, b), multiplyUnits(b, a));
        same(multiplyUnits(a, DIMENSIONLESS), a);
        expect(isDimensionless(divideUnits(a, a))).toBe(true);
        same(divideUnits(a, b), multiplyUnits(a, powerUnit(b, -1)));
      }),
    );
  });

  it('has powers that add, and square roots that undo squares', () => {
    fc.assert(
      fc.property(unit, fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), (a, m, n) => {
        same(multiplyUnits(powerUnit(a, m), powerUnit(a, n)), powerUnit(a, m + n));
        same(powerUnit(multiplyUnits(a, a), 0.5), a);
      }),
    );
  });

  it('converts there and back', () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        const there = conversionFactor(a, b);
        expect(there !== undefined).toBe(sameDimension(a, b));
        if (there !== undefined) expect(there * conversionFactor(b, a)!).toBeCloseTo(1, 12);
      }),
    );
  });

  it('tells different units apart', () => {
    expect(sameUnit(unitOf('month'), unitOf('year'))).toBe(false);
    expect(sameUnit(unitOf('month'), unitOf('person'))).toBe(false);
    expect(sameUnit(unitOf('share'), DIMENSIONLESS)).toBe(false);
    expect(sameDimension(unitOf('person'), unitOf('person*month'))).toBe(false);
  });

  it('prints what reads back as the same unit', () => {
    fc.assert(
      fc.property(unit, (a) => {
        const text = printUnit(a, TABLE);
        fc.pre(![...a.exponents.values()].some((exponent) => Math.abs(exponent) > 9));
        const table = declareUnits([...STUDY, definition('it', [], text)], new Problems());
        same(table.units.get('it')!.unit, a);
      }),
      { numRuns: 500 },
    );
  });

  it('knows built-in units without a study', () => {
    expect(unitOf('hours/day', BUILT_IN_UNITS).scale).toBeCloseTo(1 / 24, 15);
  });
});
