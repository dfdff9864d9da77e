/**
 * Whatever an author writes, checking gives diagnostics and no exception; and what passes without errors can be
 * lowered and run. Equations are put together at random from the words of the language, right and wrong.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import type { Plan } from '../../src/model/plan.ts';
import { printPlan } from '../../src/model/print-plan.ts';
import { check, type EquationText, type StudyText } from './make-study.ts';

const leaf = fc.constantFrom(
  ...[
    '0',
    '1',
    '2.5',
    'one',
    'pay',
    'pay[foreign]',
    'pay[origin]',
    'pay[*]',
    'pay[2]',
    'pay[9]',
    'grid',
    'grid[origin, *]',
  ],
  ...[
    'grid[*, *]',
    'grid[*, motive]',
    'grid[origin, motive]',
    's',
    'f',
    'a',
    'b',
    'b[local]',
    'nobody',
    'origin',
    'foreign',
  ],
  ...['TIME', 'DT', 'PI', 'INF', 'SELF', 'curve', 'curve(1)', 'news', 'SUM', '(', '1 2', 'm'],
);
const functions = [
  ...[
    'ABS',
    'EXP',
    'LN',
    'SQRT',
    'INT',
    'INIT',
    'SUM',
    'MEAN',
    'MIN',
    'MAX',
    'SIZE',
    'STDDEV',
    'PROD',
    'NORMAL',
    'RANDOM',
  ],
  ...['SMTH1', 'SMTH3', 'SMTHN', 'DELAY', 'DELAY1', 'DELAY3', 'DELAYN', 'TREND', 'FORCST', 'PREVIOUS', 'STEP', 'PULSE'],
  ...['RAMP', 'POISSON', 'EXPRND', 'LOGNORMAL', 'SAFEDIV', 'RANK', 'LOOKUP', 'curve', 'pay', 'nothing', 'SELF'],
];
const equation = fc.letrec<{ expr: string }>((tie) => ({
  expr: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/', '^', '<', '=', 'AND', 'MOD'), tie('expr'), tie('expr'))
      .map(([o, l, r]) => `(${l} ${o} ${r})`),
    fc
      .tuple(fc.constantFrom(...functions), fc.array(tie('expr'), { maxLength: 4 }))
      .map(([f, args]) => `${f}(${args.join(', ')})`),
    fc.tuple(tie('expr'), tie('expr'), tie('expr')).map(([c, x, y]) => `(IF ${c} THEN ${x} ELSE ${y})`),
  ),
})).expr;
const perElement: fc.Arbitrary<EquationText> = fc.oneof(
  equation,
  fc.dictionary(fc.constantFrom('foreign', 'local', '*', 'otherwise', 'foreign, *', 'nobody'), equation, {
    minKeys: 1,
    maxKeys: 3,
  }),
);

function studyOf([initial, flow, a, b, off]: readonly [string, string, string, EquationText, EquationText]): StudyText {
  return {
    dimensions: { origin: ['foreign', 'local'], motive: ['believer', 'opportunist'] },
    parameters: {
      one: { value: 1 },
      pay: { over: ['origin'], value: { foreign: 8, local: 4 } },
      grid: {
        over: ['origin', 'motive'],
        value: { 'foreign,believer': 1, 'foreign,opportunist': 2, 'local,believer': 3, 'local,opportunist': 4 },
      },
    },
    lookups: {
      curve: {
        points: [
          [0, 0],
          [1, 2],
        ],
      },
    },
    inputs: {
      news: {
        series: {
          '': [
            [0, 1],
            [4, 2],
          ],
        },
      },
    },
    variables: {
      s: { stock: '1', equation: initial, inflows: ['f'] },
      f: { flow: '1/month', equation: flow },
      a: { aux: '1', equation: a },
      b: { aux: '1', over: ['origin'], equation: b },
      m: { aux: 'month', equation: 1 },
    },
    mechanisms: { M: { b: off } },
    structures: { form: { first: {}, second: { a: off, b: a } } },
  };
}

/** Equations in which names, subscripts and arguments are right; units and the order of evaluation may not be. */
const sound = fc.letrec<{ expr: string }>((tie) => {
  const e = tie('expr');
  const call = (name: string, ...args: fc.Arbitrary<string>[]) =>
    fc.tuple(...args).map((texts) => `${name}(${texts.join(', ')})`);
  return {
    expr: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        '0',
        '1',
        '2.5',
        'one',
        'pay[foreign]',
        'pay[2]',
        's',
        'f',
        'TIME',
        'DT',
        'PI',
        'news',
        'b[local]',
        'm',
      ),
      fc.constantFrom(
        'SUM(pay[*])',
        'SUM(grid[*, *])',
        'MAX(grid[*, believer])',
        'MEAN(pay[origin] * grid[origin, *])',
      ),
      fc.constantFrom(
        'STDDEV(pay[*])',
        'SIZE(grid[*, *])',
        'RANK(pay[*], 1)',
        'SUM(SMTH1(pay[*], m))',
        'SUM(NORMAL(pay[*], 1))',
      ),
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/', '^', '<', '=', 'AND', 'MOD'), e, e)
        .map(([o, l, r]) => `(${l} ${o} ${r})`),
      fc.tuple(e, e, e).map(([c, x, y]) => `(IF ${c} THEN ${x} ELSE ${y})`),
      fc.oneof(...['ABS', 'EXP', 'INT', 'INIT', 'POISSON', 'EXPRND', 'curve'].map((name) => call(name, e))),
      fc.oneof(
        ...['MIN', 'MAX', 'NORMAL', 'SMTH1', 'DELAY1', 'DELAY3', 'DELAY', 'TREND', 'PREVIOUS', 'STEP', 'SAFEDIV'].map(
          (name) => call(name, e, e),
        ),
      ),
      fc.oneof(...['SMTH3', 'DELAY', 'FORCST', 'PULSE'].map((name) => call(name, e, e, e))),
      call('SMTHN', e, e, fc.constantFrom('1', '2', '5'), e),
    ),
  };
}).expr;

function simulateBriefly(plan: Plan): string {
  const parameters = Float64Array.from(plan.parameters.map(({ value }) => value));
  const request = { segments: [{ fromStep: 0, parameters }], stream: [1, 2] as const, keep: [0] };
  return interpretPlan(plan).simulate(request).status.kind;
}

test('any equations: diagnostics, never an exception', () => {
  fc.assert(
    fc.property(fc.tuple(equation, equation, equation, perElement, perElement), (texts) => {
      const { model, list } = check(studyOf(texts));
      for (const { place, message } of list) {
        expect(place).toBeDefined();
        expect(message).not.toMatch(/\{\w+\}|undefined|NaN/);
      }
      const hasErrors = list.some(({ severity }) => severity === 'error');
      expect(model.system !== undefined || hasErrors).toBe(true);
    }),
    { numRuns: 150, seed: 20150315 },
  );
});

test('sound equations: a plan that runs, or a loop', () => {
  let planned = 0;
  fc.assert(
    fc.property(fc.tuple(sound, sound, sound), ([a, b, off]) => {
      const { model, codes } = check(studyOf(['one', 'a / m', a, b, off]));
      // Units are wrong in most of these, which does not keep a system from being built.
      const others = codes.filter((code) => !code.startsWith('unit/'));
      if (model.system === undefined) {
        expect(others.length).toBeGreaterThan(0);
        for (const code of others) expect(['check/simultaneous', 'check/initial-loop']).toContain(code);
        return;
      }
      expect(others).toEqual([]);
      planned += 1;
      const plan = lowerToPlan(model, []);
      expect(printPlan(plan)).not.toContain('undefined');
      expect(new Set(plan.slots.map(({ id }) => id)).size).toBe(plan.slots.length);
      expect(['completed', 'failed']).toContain(simulateBriefly(plan));
    }),
    { numRuns: 150, seed: 20150315 },
  );
  expect(planned).toBeGreaterThan(30);
});
