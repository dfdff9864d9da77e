// What the SDX suite does not cover, against closed forms: RK4, PREVIOUS and SELF, test inputs at awkward steps, macros.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import { importedSeries } from './imported-series.ts';

function run(file: string, text: string, variable: string): readonly number[] {
  const problems = new Problems();
  const imported = importModel(file, text, new Map(), problems);
  expect(problems.list.filter(({ severity }) => severity === 'error')).toStrictEqual([]);
  const plan = lowerToPlan(checkModel(imported!.study, problems), []);
  const slot = plan.slots.findIndex(({ id }) => id === variable);
  const parameters = Float64Array.from(plan.parameters.map(({ value }) => value));
  const { saved, status } = interpretPlan(plan).simulate({
    segments: [{ fromStep: 0, parameters }],
    stream: [1, 0],
    keep: [slot],
  });
  expect(status.kind).toBe('completed');
  return [...saved];
}

const xmile = (variables: string, dt: number, method: string) =>
  `<xmile version="1.0"><sim_specs method="${method}"><start>0</start><stop>3</stop><dt>${dt}</dt></sim_specs><model><variables>${variables}</variables></model></xmile>`;

const DECAY = '<stock name="s"><eqn>1</eqn><outflow>f</outflow></stock><flow name="f"><eqn>s</eqn></flow>';

it('RK4 and Euler are of fourth and first order on ds/dt = -s', () => {
  const error = (dt: number, method: string) =>
    Math.abs(run('m.xmile', xmile(DECAY, dt, method), 's').at(-1)! - Math.exp(-3));
  expect(Math.log2(error(0.25, 'RK4') / error(0.125, 'RK4'))).toBeCloseTo(4, 0);
  expect(Math.log2(error(0.0625, 'Euler') / error(0.03125, 'Euler'))).toBeCloseTo(1, 0);
});

it('a leak of one tenth of a step at a time follows (1 - dt)^k under Euler', () => {
  const values = run('m.xmile', xmile(DECAY, 0.1, 'Euler'), 's');
  values.forEach((value, k) => {
    expect(value).toBeCloseTo(0.9 ** k, 12);
  });
});

it('PREVIOUS(SELF) counts steps', () => {
  const values = run(
    'm.xmile',
    xmile('<aux name="counter"><eqn>PREVIOUS(SELF, 0) + 1</eqn></aux>', 0.3, 'RK4'),
    'counter',
  );
  expect(values).toStrictEqual(values.map((_, k) => k + 1));
});

it.each([0.1, 0.3, 1 / 7, 0.125])('a pulse adds its size and a step rises once, dt = %s', (dt) => {
  const steps = Math.round(3 / dt);
  const specs = xmile('', dt, 'RK4').replace('<stop>3</stop>', `<stop>${steps * dt}</stop>`);
  const pulsed = specs.replace(
    '<variables>',
    '<variables><stock name="s"><eqn>0</eqn><inflow>f</inflow></stock><flow name="f"><eqn>PULSE(5, 1)</eqn></flow>',
  );
  const values = run('m.xmile', pulsed, 's');
  expect(values.at(-1)).toBeCloseTo(5, 12);
  expect(new Set(values.map((value) => value.toFixed(9)))).toStrictEqual(new Set(['0.000000000', '5.000000000']));
});

it('PULSE of Vensim stands for its width, and at least for a step', () => {
  const model = (width: number) =>
    `x = INTEG(PULSE(1, ${width}), 0) ~~| INITIAL TIME = 0 ~~| FINAL TIME = 3 ~~| TIME STEP = 0.1 ~~| SAVEPER = 0.1 ~~|`;
  expect(run('m.mdl', model(0.5), 'x').at(-1)).toBeCloseTo(0.5, 12);
  expect(run('m.mdl', model(0), 'x').at(-1)).toBeCloseTo(0.1, 12);
});

it('VECTOR SORT ORDER and ALLOCATE BY PRIORITY on numbers worked out by hand', () => {
  const model = (equation: string) =>
    `d: A, B, C ~~| v[d] = 30, 10, 20 ~~| p[d] = 3, 2, 1 ~~| x[d] = ${equation} ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|`;
  const first = (equation: string) => ['a', 'b', 'c'].map((one) => run('m.mdl', model(equation), `x[${one}]`)[0]);
  expect(first('VECTOR SORT ORDER(v[d], 1)')).toStrictEqual([1, 2, 0]);
  // 35 for A (30, first in line) and B (10, second): 5 are left for it; nothing for C.
  const given = first('ALLOCATE BY PRIORITY(v[d], p[d], 3, 0.5, 35)');
  expect(given[0]).toBeCloseTo(30, 9);
  expect(given[1]).toBeCloseTo(5, 9);
  expect(given[2]).toBeCloseTo(0, 9);
});

it('macros have stocks of their own for each call', () => {
  const text = `:MACRO: GATHER(rate)
GATHER = INTEG(rate, 0) ~~|
:END OF MACRO:
a = GATHER(1) + GATHER(10) ~~| FINAL TIME = 3 ~~| TIME STEP = 1 ~~|`;
  expect(run('m.mdl', text, 'a')).toStrictEqual([0, 11, 22, 33]);
});

it.each([0.1, 0.3, 1 / 7])(
  'a step rises at the step nearest to its time, a ramp by its slope from there, dt = %s',
  (dt) => {
    const steps = Math.round(3 / dt);
    const text = xmile('<aux name="s"><eqn>STEP(5, 1)</eqn></aux><aux name="r"><eqn>RAMP(2, 1)</eqn></aux>', dt, 'RK4');
    const file = text.replace('<stop>3</stop>', `<stop>${steps * dt}</stop>`);
    const rises = Math.round(1 / dt);
    run('m.xmile', file, 's').forEach((value, k) => {
      expect(value, `at ${k * dt}`).toBe(k >= rises ? 5 : 0);
    });
    run('m.xmile', file, 'r').forEach((value, k) => {
      expect(value).toBeCloseTo(Math.max(0, 2 * (k * dt - 1)), 12);
    });
  },
);

it('RAMP of Vensim stops at its end', () => {
  const text = 'x = RAMP(2, 1, 2.5) ~~| INITIAL TIME = 0 ~~| FINAL TIME = 4 ~~| TIME STEP = 0.1 ~~| SAVEPER = 0.1 ~~|';
  run('m.mdl', text, 'x').forEach((value, k) => {
    expect(value).toBeCloseTo(Math.min(3, Math.max(0, 2 * (k * 0.1 - 1))), 12);
  });
});

it('PULSE TRAIN of Vensim: as much as its pulses last', () => {
  const text = `x = INTEG(PULSE TRAIN(1, 0.5, 2, 8), 0) ~~| INITIAL TIME = 0 ~~| FINAL TIME = 10 ~~| TIME STEP = 0.1 ~~| SAVEPER = 10 ~~|`;
  // Pulses of 0.5 at 1, 3, 5 and 7.
  expect(run('m.mdl', text, 'x').at(-1)).toBeCloseTo(2, 12);
});

it('modules are joined by their connections: a leak in a module follows (1 - dt k)^n', () => {
  const file = `<xmile version="1.0"><sim_specs method="Euler"><start>0</start><stop>3</stop><dt>0.25</dt></sim_specs>
<model><variables><aux name="rate"><eqn>0.5</eqn></aux><module name="tank"><connect to="tank.leaking" from="rate"/></module>
<aux name="seen"><eqn>tank.level * 2</eqn></aux></variables></model>
<model name="tank"><variables><stock name="level"><eqn>8</eqn><outflow>out</outflow></stock>
<flow name="out"><eqn>level * leaking</eqn></flow><aux name="leaking" access="input"><eqn>0</eqn></aux></variables></model></xmile>`;
  run('m.xmile', file, 'seen').forEach((value, k) => {
    expect(value).toBeCloseTo(16 * 0.875 ** k, 12);
  });
});

it.each([1, 2, 3, 4])(
  'ALLOCATE AVAILABLE, profile %s: alike ask alike, and together they get what there is',
  (kind) => {
    const model = (second: number, supply: number) =>
      `d: A, B ~~| p: pkind, ppriority, pwidth, pextra ~~| asked[d] = 10, 10 ~~|
profile[A, p] = ${kind}, 5, 2, 0 ~~| profile[B, p] = ${kind}, ${second}, 2, 0 ~~|
x[d] = ALLOCATE AVAILABLE(asked[d], profile[d, pkind], ${supply}) ~~| FINAL TIME = 1 ~~| TIME STEP = 1 ~~|`;
    const given = (second: number, supply: number) =>
      ['a', 'b'].map((one) => run('m.mdl', model(second, supply), `x[${one}]`)[0]!);
    // Vensim's search ends within a millionth of the 20 that are asked for.
    const isNear = (one: number, wanted: number) => expect(Math.abs(one - wanted)).toBeLessThan(2.01e-5);
    for (const supply of [3, 8, 17]) for (const one of given(5, supply)) isNear(one, supply / 2);
    const [first, second] = given(4.5, 8);
    isNear(first! + second!, 8);
    expect(first!).toBeGreaterThan(second!);
    // Where the price is above both, exponential profiles give in the proportion e^(difference / width).
    if (kind === 4) expect(first! / second!).toBeCloseTo(Math.exp(0.5 / 2), 6);
  },
);

it('NPV of Vensim discounts by whole steps: a stream of 10 at a tenth, in steps of a half, from 5 and twice', () => {
  const text = `x = NPV(10, 0.1, 5, 2) ~~| INITIAL TIME = 3 ~~| FINAL TIME = 5 ~~| TIME STEP = 0.5 ~~|`;
  let worth = 5;
  run('m.mdl', text, 'x').forEach((value, k) => {
    worth += 10 * 0.5 * 1.05 ** -k;
    expect(value).toBeCloseTo(2 * worth, 12);
  });
});

// A recorded run of Vensim: https://github.com/climateinteractive/SDEverywhere/blob/main/models/npv/npv.dat has these numbers.
it.each([
  [12, -87.8056],
  [13, -85.1124],
  [50, 0.334138],
  [100, 81.0743],
])(
  'NPV of 100 paid in month 12 and 3 received from then on, at 10 percent a year, is in month %s what Vensim says',
  (month, worth) => {
    const text = `x = NPV(STEP(3, 12) - 100 * PULSE(12, 1), 10 / 12 / 100, 0, 1) ~~| INITIAL TIME = 0 ~~| FINAL TIME = 100 ~~| TIME STEP = 1 ~~|`;
    expect(run('m.mdl', text, 'x')[month]!.toPrecision(6)).toBe(worth.toPrecision(6));
  },
);

it('an action of VECTOR SELECT that shows at each step gives what each action gives by itself', () => {
  const text = (action: string) => `d: A, B, C, E ~~| v[d] = 1.5, -2.25, 3.1, 0.7 ~~| s[d] = 2, 0, -1.5, 3 ~~|
whole = VECTOR SELECT(s[d!], v[d!] + 10, -1, ${action}, 0) ~~|
each[d] = VECTOR SELECT(s[d!], v[d] * v[d!] + 5, -1, ${action}, 0) ~~|
INITIAL TIME = 0 ~~| FINAL TIME = 10 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|`;
  for (const variable of ['whole', 'each[a]', 'each[c]']) {
    const byItself = Array.from({ length: 11 }, (_, i) => importedSeries('m.mdl', text(String(i)), variable)[i]);
    expect(importedSeries('m.mdl', text('Time'), variable)).toStrictEqual(byItself);
  }
  const [values, weights] = [
    [11.5, 13.1, 10.7],
    [2, -1.5, 3],
  ];
  const folds = (list: readonly number[]) => {
    const sum = list.reduce((a, b) => a + b);
    return [sum, list.reduce((a, b) => a * b), Math.min(...list), Math.max(...list), sum / list.length];
  };
  const powers = values.reduce((product, value, i) => product * value ** weights[i]!, 1);
  const expected = [...folds(values.map((value, i) => value * weights[i]!)), powers, ...folds(values)];
  importedSeries('m.mdl', text('Time'), 'whole').forEach((value, i) => {
    expect(Math.abs(value / expected[i]! - 1), `action ${i}`).toBeLessThan(1e-14);
  });
});
