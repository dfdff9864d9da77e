import { describe, expect, test } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { planParameters } from '../../src/model/plan-parameters.ts';
import { resolveIntervention } from '../../src/model/resolve-intervention.ts';
import { check, type InterventionText, makeIntervention, planOf, type StudyText } from './make-study.ts';
import { simulateStudy } from './simulate-study.ts';

const TEXT: StudyText = {
  dimensions: { origin: ['foreign', 'local'] },
  parameters: {
    pay: { over: ['origin'], value: { foreign: 8, local: 4 } },
    rate: { value: 2 },
  },
  inputs: {
    strikes: {
      series: {
        '': [
          [0, 1],
          [5, 9],
        ],
      },
    },
  },
  variables: {
    envy: { aux: '1', over: ['origin'], equation: 'pay[foreign] / pay' },
    effect: { aux: '1', equation: 'rate + 1' },
    other: { aux: '1', equation: 'effect + strikes' },
  },
  mechanisms: { M3: { envy: { foreign: 1, local: -1 }, effect: 0 }, M4: { other: 100 } },
  structures: { form: { additive: {}, legitimate: { effect: '10 * rate' }, third: { effect: 'rate', other: '-1' } } },
};

describe('switches and structures in the plan', () => {
  const first = (observe: string, set: Record<string, number>) => simulateStudy(TEXT, [observe], { set })[0]![0];

  test.each([
    ['effect', {}, 3],
    ['effect', { switch·m3: 0 }, 0],
    ['effect', { structure·form: 1 }, 20],
    ['effect', { structure·form: 2 }, 2],
    ['effect', { structure·form: 1, switch·m3: 0 }, 0],
    ['envy[local]', {}, 2],
    ['envy[local]', { switch·m3: 0 }, -1],
    ['envy[foreign]', { switch·m3: 0 }, 1],
    ['other', {}, 4],
    ['other', { structure·form: 2 }, -1],
    ['other', { structure·form: 1 }, 21],
    ['other', { switch·m4: 0 }, 100],
  ] as const)('%s under %o is %d', (observe, set, value) => {
    expect(first(observe, set)).toBe(value);
  });

  test('parameters are ordered: declared ones, switches, structures, freezing times', () => {
    const { model } = check(TEXT);
    const parameters = planParameters(model);
    expect(parameters.map(({ kind, name, element, value }) => [kind, name, element, value])).toEqual([
      ['parameter', 'pay', 'foreign', 8],
      ['parameter', 'pay', 'local', 4],
      ['parameter', 'rate', '', 2],
      ['switch', 'm3', '', 1],
      ['switch', 'm4', '', 1],
      ['structure', 'form', '', 0],
      ['freeze', 'strikes', '', Number.POSITIVE_INFINITY],
    ]);
    expect(planOf(TEXT).parameters).toEqual(parameters);
    expect(model.mechanisms.get('m3')!.terms).toEqual(['envy', 'effect']);
    expect(model.variables.get('effect')).toMatchObject({ mechanism: { id: 'm3' }, structure: { id: 'form' } });
  });

  test('a frozen input keeps its value', () => {
    const saved = simulateStudy(TEXT, ['strikes'])[0]!;
    expect(saved[4]).toBe(1);
    expect(saved[5]).toBe(9);
    expect(simulateStudy(TEXT, ['strikes'], { set: { freeze·strikes: 4.9 } })[0]!.at(-1)).toBe(1);
  });
});

describe('mistakes in mechanisms and structures', () => {
  test.each<[string, Partial<StudyText>, string, string]>([
    ['unknown variable', { mechanisms: { M: { efect: 0 } } }, 'mechanism/unknown-variable', 'efect'],
    ['a parameter', { mechanisms: { M: { rate: 0 } } }, 'mechanism/not-replaceable', 'rate'],
    ['a term of two', { mechanisms: { M: { effect: 0 }, N: { Effect: 0 } } }, 'mechanism/term-twice', 'Effect'],
    [
      'replaced by two',
      { structures: { a: { x: {}, y: { effect: 1 } }, b: { x: {}, y: { effect: 2 } } } },
      'mechanism/replaced-twice',
      'effect',
    ],
    ['no terms', { mechanisms: { M: {} } }, 'mechanism/no-terms', 'M'],
    ['two of a name', { mechanisms: { M: { effect: 0 }, m: { other: 0 } } }, 'check/name-twice', 'm'],
    ['an element forgotten', { mechanisms: { M: { envy: { foreign: 1 } } } }, 'dimension/not-covered', '1'],
    ['a neutral equation with a mistake', { mechanisms: { M: { effect: 'rat' } } }, 'check/unknown-name', 'rat'],
  ])('%s', (_, change, code, text) => {
    const { list, codes, textAt } = check({ ...TEXT, mechanisms: {}, structures: {}, ...change });
    expect(codes).toEqual([code]);
    expect(textAt(list[0]!)).toBe(text);
  });

  test('a stock is not replaceable', () => {
    const { codes } = check({
      variables: { s: { stock: '1', equation: 1, inflows: ['f'] }, f: { flow: '1/month', equation: 1 } },
      mechanisms: { M: { s: 0 } },
    });
    expect(codes).toEqual(['mechanism/not-replaceable']);
  });
});

describe('interventions', () => {
  const { model } = check(TEXT);
  const resolve = (text: InterventionText) => {
    const problems = new Problems();
    const resolved = resolveIntervention(model, makeIntervention(text), problems);
    return { ...resolved, codes: problems.list.map(({ code }) => code), list: problems.list };
  };

  test('each kind of change by the index of its parameter', () => {
    const { changes, codes } = resolve({
      ...{ set: { 'pay[local]': 6, rate: 3 }, scale: { pay: 2 }, off: ['m3'], on: ['M4'] },
      ...{ structure: { Form: 'Third' }, freeze: { strikes: 5 } },
    });
    expect(codes).toEqual([]);
    expect(changes).toEqual([
      { parameter: 1, kind: 'set', value: 6 },
      { parameter: 2, kind: 'set', value: 3 },
      { parameter: 0, kind: 'scale', value: 2 },
      { parameter: 1, kind: 'scale', value: 2 },
      { parameter: 3, kind: 'set', value: 0 },
      { parameter: 4, kind: 'set', value: 1 },
      { parameter: 5, kind: 'set', value: 2 },
      { parameter: 6, kind: 'set', value: 5 },
    ]);
  });

  test.each([
    [undefined, 0],
    [0, 0],
    [-3, 0],
    [0.1, 1],
    [0.5, 1],
    [0.5 + 1e-12, 1],
    [9.9, 20],
    [10, 20],
  ])('from %s is step %d', (from, step) => {
    expect(resolve({ from }).fromStep).toBe(step);
  });

  test.each<[string, InterventionText, string]>([
    ['unknown parameter', { set: { rat: 1 } }, 'check/unknown-parameter'],
    ['a variable', { set: { effect: 1 } }, 'check/unknown-parameter'],
    ['unknown element', { set: { 'pay[lokal]': 1 } }, 'dimension/unknown-element'],
    ['subscripts of a scalar', { scale: { 'rate[local]': 1 } }, 'dimension/scalar'],
    ['too many subscripts', { set: { 'pay[local, local]': 1 } }, 'dimension/subscript-count'],
    ['no name', { set: { '2 * pay': 1 } }, 'check/bad-target'],
    ['unknown mechanism', { off: ['M33'] }, 'mechanism/unknown'],
    ['unknown structure', { structure: { fom: 'third' } }, 'mechanism/unknown-structure'],
    ['unknown alternative', { structure: { form: 'fourth' } }, 'mechanism/unknown-alternative'],
    ['unknown input', { freeze: { strike: 1 } }, 'check/unknown-input'],
    ['on and off', { on: ['M3'], off: ['M3'] }, 'mechanism/on-and-off'],
    ['after the end', { from: 11 }, 'check/starts-after-stop'],
  ])('%s', (_, text, code) => {
    expect(resolve(text).codes).toEqual([code]);
  });

  test('scenarios are checked with the model', () => {
    const { codes, list } = check({ ...TEXT, scenarios: { a: { set: { rats: 1 } } } });
    expect(codes).toEqual(['check/unknown-parameter']);
    expect(list[0]!.help).toContain('rate');
  });
});
