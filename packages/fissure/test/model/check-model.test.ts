import { describe, expect, test } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { checkObserved, checkObservedOver } from '../../src/model/check-observed.ts';
import { describeVariable } from '../../src/model/describe-variable.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import { provenance } from '../../src/model/provenance.ts';
import { stopwatch } from '../time-spent.ts';
import { check, makeStudy, type StudyText, sourceText } from './make-study.ts';
import { simulatePlan } from './simulate-study.ts';

describe('names', () => {
  test.each<[string, StudyText, string, string]>([
    ['two parameters', { parameters: { pay: { value: 1 }, Pay: { value: 2 } } }, 'check/name-twice', 'Pay'],
    [
      'a parameter and a variable',
      { parameters: { pay: { value: 1 } }, variables: { PAY: { equation: 1 } } },
      'check/name-twice',
      'PAY',
    ],
    [
      'an element and a variable',
      { dimensions: { a: ['p'] }, variables: { p: { equation: 1 } } },
      'check/name-twice',
      'p',
    ],
    ['a built-in function', { variables: { Time: { equation: 1 } } }, 'check/name-taken', 'Time'],
    [
      'unknown',
      { parameters: { hazard: { value: 1 } }, variables: { x: { equation: 'hazzard' } } },
      'check/unknown-name',
      'hazzard',
    ],
    ['unknown function', { variables: { x: { equation: 'SMOOTH1(1)' } } }, 'check/unknown-function', 'SMOOTH1'],
    [
      'not a function',
      { parameters: { p: { value: 1 } }, variables: { x: { equation: 'p(1)' } } },
      'check/not-a-function',
      'p',
    ],
    [
      'a dimension as a value',
      { dimensions: { a: ['p'] }, variables: { x: { equation: 'a + 1' } } },
      'check/not-a-value',
      'a',
    ],
    ['too few arguments', { variables: { x: { equation: 'SMTH1(1)' } } }, 'check/argument-count', 'SMTH1'],
    ['too many arguments', { variables: { x: { equation: 'ABS(1, 2)' } } }, 'check/argument-count', 'ABS'],
    ['arguments forgotten', { variables: { x: { equation: 'EXP' } } }, 'check/argument-count', 'EXP'],
    ['SUM of two', { variables: { x: { equation: 'SUM(1, 2)' } } }, 'check/argument-count', 'SUM'],
    ['a computed order', { variables: { x: { equation: 'SMTHN(1, TIME, 1 + 1)' } } }, 'check/order-of-delay', '1 + 1'],
    ['SELF outside', { variables: { x: { equation: 'SELF + 1' } } }, 'check/self', 'SELF'],
    [
      'a lookup bare',
      { lookups: { f: { points: [[0, 0]] } }, variables: { x: { equation: 'f + 1' } } },
      'check/lookup-without-argument',
      'f',
    ],
    [
      'no lookup',
      { parameters: { p: { value: 1 } }, variables: { x: { equation: 'LOOKUP(p, 1)' } } },
      'check/unknown-lookup',
      'p',
    ],
    [
      'a lookup of two',
      { lookups: { f: { points: [[0, 0]] } }, variables: { x: { equation: 'f(1, 2)' } } },
      'check/argument-count',
      'f',
    ],
  ])('%s', (_, text, code, place) => {
    const { list, codes, textAt } = check(text);
    expect(codes).toEqual([code]);
    expect(textAt(list[0]!)).toBe(place);
  });

  test('did you mean', () => {
    const { list } = check({
      parameters: { hazard: { value: 1 } },
      variables: { x: { equation: 'hazzard' }, y: { equation: 'SMHT1(1, TIME)' } },
    });
    expect(list.map(({ help }) => help)).toEqual(['Did you mean "hazard"?', 'Did you mean "SMTH1"?']);
  });

  test('the second of two points to the first', () => {
    const { list } = check({ parameters: { pay: { value: 1 }, Pay: { value: 2 } } });
    expect(list[0]!.related).toHaveLength(1);
  });

  test('elements of two dimensions may share a name', () => {
    expect(check({ dimensions: { a: ['p'], b: ['p'] } }).codes).toEqual([]);
  });
});

describe('flows of stocks', () => {
  const stock = (inflow: string, rest: object = {}) =>
    check({
      dimensions: { origin: ['foreign', 'local'] },
      variables: {
        s: { stock: 'person', equation: 1, inflows: [inflow], ...rest },
        f: { flow: 'person/month', equation: 1 },
        g: { flow: 'person/month', over: ['origin'], equation: 1 },
        a: { aux: 'person/month', equation: 1 },
      },
    });
  test('flows and expressions of flows', () => {
    expect(stock('f').codes).toEqual([]);
    expect(stock('SUM(g[*])').codes).toEqual([]);
    expect(stock('g[local] / 2').codes).toEqual([]);
    expect(stock('a').codes).toEqual(['check/not-a-flow']);
    expect(stock('0').codes).toEqual(['check/no-flow']);
    expect(stock('f + a').codes).toEqual(['check/not-a-flow']);
  });
  test('non-negative stocks need plain outflows', () => {
    expect(stock('f', { outflows: ['f'], nonNegative: true }).codes).toEqual([]);
    expect(stock('f', { outflows: ['g[local]'], nonNegative: true }).codes).toEqual([]);
    expect(stock('f', { outflows: ['SUM(g[*])'], nonNegative: true }).codes).toEqual(['check/outflow-not-plain']);
    expect(stock('f', { outflows: ['2 * f'], nonNegative: true }).codes).toEqual(['check/outflow-not-plain']);
  });
});

describe('conserved totals', () => {
  const conserved = (given: { unit: string; sources?: string[]; sinks?: string[] }) =>
    check({
      units: { person: null, USD: null },
      conserved: { total: given },
      variables: {
        s: { stock: 'person', equation: 1, inflows: ['f'] },
        money: { stock: 'USD', equation: 1 },
        f: { flow: 'person/month', equation: 1 },
        earned: { flow: 'USD/month', equation: 1 },
      },
    });
  test('stocks by unit, flows by name', () => {
    const { model, codes } = conserved({ unit: 'person', sources: ['F'] });
    expect(codes).toEqual([]);
    expect(model.conserved).toMatchObject([{ name: 'total', stocks: ['s'], sources: ['f'], sinks: [] }]);
  });
  test('mistakes', () => {
    expect(conserved({ unit: 'person', sources: ['s'] }).codes).toEqual(['check/unknown-flow']);
    expect(conserved({ unit: 'person', sinks: ['earned'] }).codes).toEqual(['unit/mismatch']);
    expect(conserved({ unit: 'person^2' }).codes).toEqual(['check/nothing-conserved']);
  });
});

describe('use and provenance', () => {
  test('what nothing needs is named', () => {
    const { list } = check(
      {
        parameters: { used: { value: 1 }, spare: { value: 1 } },
        lookups: { f: { points: [[0, 0]] }, g: { points: [[0, 0]] } },
        inputs: { i: { series: { '': [[0, 0]] } } },
        variables: {
          a: { equation: 'f(used)' },
          b: { equation: 'a' },
          c: { equation: 'PREVIOUS(SELF, 0)' },
          d: { equation: 1 },
          e: { equation: 2 },
        },
        outputs: { out: 'b * 2' },
        measures: { m: 'mean(d, 0, 5)' },
      },
      { keepUnused: true },
    );
    expect(new Set(list.map(({ code }) => code))).toEqual(new Set(['check/unused']));
    expect(list.map(({ message }) => /(\w+) is never/.exec(message)![1])).toEqual(['spare', 'g', 'i', 'c', 'e']);
  });

  test('a number is sourced if its because names evidence with a reference', () => {
    const study = makeStudy({
      evidence: ['B1.lyall-2020', 'J.range'],
      parameters: {
        a: { value: 1, because: ['J.range', 'b1.lyall-2020'] },
        b: { value: 1, because: ['p4.1'] },
        c: { value: 1 },
        d: { value: 1, because: ['J.range'] },
      },
    });
    const { sourcedCount, judgedCount, guessCount, fixedCount, parameters } = provenance(study);
    expect([sourcedCount, judgedCount, guessCount, fixedCount]).toEqual([1, 1, 2, 4]);
    expect(parameters.map(({ standing }) => standing)).toEqual(['sourced', 'guess', 'guess', 'judged']);
  });

  test('the description of a variable', () => {
    const { model } = check({
      parameters: { pay: { unit: '1/month', value: 1 } },
      variables: { envy: { aux: '1/month', equation: 'Pay * 2' }, exits: { flow: '1/month', equation: 'envy' } },
      mechanisms: { M3: { envy: 0 } },
      structures: { form: { additive: {}, other: { envy: 'pay' } } },
    });
    expect(describeVariable(model, model.variables.get('envy')!)).toMatchObject({
      name: 'envy',
      unit: '1/month',
      equations: [{ subscripts: '', equation: 'Pay * 2' }],
      mechanism: { name: 'M3', off: [{ equation: '0' }] },
      structure: {
        name: 'form',
        alternatives: [
          { name: 'additive', equations: [{ equation: 'Pay * 2' }] },
          { name: 'other', equations: [{ equation: 'pay' }] },
        ],
      },
      reads: ['pay'],
      readBy: ['exits'],
    });
  });
});

describe('observed expressions', () => {
  const text: StudyText = {
    time: { calendarStart: '2014-06' },
    dimensions: { place: ['north', 'south'], country: ['a', 'b'] },
    parameters: { people: { unit: 'person', over: ['place'], value: { north: 1, south: 2 } } },
    variables: { half: { aux: 'person', over: ['place'], equation: 'people / 2 + 0 * TIME' } },
  };
  const { model } = check(text);
  const observe = (source: string, options: Parameters<typeof checkObservedOver>[3] = {}) => {
    const problems = new Problems();
    const observed = checkObservedOver(model, sourceText(source), problems, options);
    return { observed, codes: problems.list.map(({ code }) => code) };
  };

  test('one per element of the dimensions it runs over', () => {
    const { observed, codes } = observe('half / SUM(half[*])', { over: ['place'] });
    expect(codes).toEqual([]);
    expect(observed!.map(({ element }) => element)).toEqual(['north', 'south']);
    expect(simulatePlan(lowerToPlan(model, observed!)).map((values) => values[0])).toEqual([1 / 3, 2 / 3]);
  });

  test('dates stand for times where they are allowed', () => {
    const { observed } = observe('TIME > 2014-09', { dates: true });
    const saved = simulatePlan(lowerToPlan(model, observed!))[0]!;
    expect(saved).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
  });

  test('its unit is known, and checked where one is asked for', () => {
    expect(observe('half[north] * TIME').observed![0]!.unit!.exponents).toEqual(
      new Map([
        ['person', 1],
        ['second', 1],
      ]),
    );
    expect(observe('half[north]', { unit: 'person' }).codes).toEqual([]);
    expect(observe('half[north]', { unit: 'month' }).codes).toEqual(['unit/mismatch']);
    expect(observe('half[north]', { unit: 'furlong' }).codes).toEqual(['unit/unknown']);
  });

  test.each([
    ['half', 'dimension/missing-subscript'],
    ['NORMAL(0, 1)', 'check/random-observed'],
    ['haf[north]', 'check/unknown-name'],
    ['SELF', 'check/self'],
  ])('%s: %s', (source, code) => {
    const { observed, codes } = observe(source);
    expect(codes).toEqual([code]);
    expect(observed).toBeUndefined();
  });

  test('lowering a model with errors is a mistake of the caller', () => {
    const problems = new Problems();
    const broken = checkModel(makeStudy({ variables: { x: { equation: 'y' } } }), problems);
    expect(problems.hasErrors).toBe(true);
    expect(() => lowerToPlan(broken, [])).toThrow(TypeError);
    expect(checkObserved(broken, sourceText('x'), new Problems())).toBeDefined();
  });

  test('a plan is plain data', () => {
    const plan = lowerToPlan(model, observe('SMTH1(half[north], TIME)').observed!);
    expect(structuredClone(plan)).toEqual(plan);
    expect(structuredClone(model.system)).toEqual(model.system);
  });
});

describe('sizes', () => {
  const many = Array.from({ length: 400 }, (_, i) => `e${i}`);
  const dimensions = { a: many, b: { sameAs: 'a' }, c: { sameAs: 'a' }, d: { sameAs: 'a' } };
  test.each<[string, StudyText['variables'], string]>([
    ['elements', { x: { over: ['a', 'b', 'c', 'd'], equation: 1 } }, 'dimension/too-many-elements'],
    [
      'sums',
      {
        x: { over: ['a'], equation: 'y' },
        y: { over: ['a'], equation: 'SUM(z[a] * z[b] * z[c] * z[d])' },
        z: { over: ['a'], equation: 1 },
      },
      'check/too-large',
    ],
    ['ranks', { x: { equation: 'RANK(z[*], 1)' }, z: { over: ['a'], equation: 1 } }, 'check/rank-too-large'],
  ])('too many %s', (_, variables, code) => {
    const spent = stopwatch();
    const { codes, model } = check({ dimensions, variables });
    expect(codes).toEqual([code]);
    expect(model.system).toBeUndefined();
    // Nothing is written out: a quarter of a second, with all allowance for a busy machine.
    expect(spent()).toBeLessThan(5_000);
  });
});
