/**
 * A study with feedback against SciPy, live: the epidemic in a boarding school of 1978 (Kermack & McKendrick's equations,
 * 763 boys; parameters as in Murray, Mathematical Biology), solved by our Runge-Kutta and by SciPy's DOP853 at 1e-12.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import { savedCount } from '../../src/engine/run.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import { readStudy } from '../../src/study/read-study.ts';

const PYTHON = '/usr/bin/python3';
const hasSciPy = spawnSync(PYTHON, ['-c', 'import scipy']).status === 0;

const STUDY = `
fissure: 1
title: Influenza in a boarding school
question: How many are in bed at the same time?
time: { start: 0, stop: 14, dt: 1/64, unit: day, save: 1/4, method: rk4 }
units: { person: { aliases: [people] } }
outputs: { ill: { show: ill, title: In bed, unit: person } }
intended_use: A test.
limits: [One school.]
`;

const MODEL = `
parameters:
  contact: { unit: 1/(person*day), value: 2.18e-3 }
  recovery: { unit: 1/day, value: 0.44036 }
variables:
  well: { stock: person, initial: 762, outflows: [infection] }
  ill: { stock: person, initial: 1, inflows: [infection], outflows: [healing] }
  immune: { stock: person, initial: 0, inflows: [healing] }
  infection: { flow: person/day, equation: contact * well * ill }
  healing: { flow: person/day, equation: recovery * ill }
`;

const SCIPY = `
import json
from scipy.integrate import solve_ivp
r, a = 2.18e-3, 0.44036
rhs = lambda t, y: [-r*y[0]*y[1], r*y[0]*y[1] - a*y[1], a*y[1]]
times = [i / 4 for i in range(57)]
sol = solve_ivp(rhs, [0, 14], [762, 1, 0], method="DOP853", rtol=1e-12, atol=1e-12, t_eval=times)
print(json.dumps(sol.y.tolist()))
`;

it.skipIf(!hasSciPy)('agrees with SciPy to 1e-7 of the school', () => {
  const truth: number[][] = JSON.parse(execFileSync(PYTHON, ['-c', SCIPY], { encoding: 'utf8' }));
  const { saved, count } = simulate();
  // Global error of RK4 at dt = 1/64 of a day: (1/64)^4 is 6e-8, times the fifth derivatives of a peak a few days wide.
  for (let stock = 0; stock < 3; stock++)
    for (let i = 0; i < count; i++)
      expect(Math.abs(saved[stock * count + i]! - truth[stock]![i]!)).toBeLessThan(763e-7);
});

it('peaks near 292.8 boys on day 6.4, as the textbook has it', () => {
  const { saved, count } = simulate();
  const ill = [...saved.subarray(count, 2 * count)];
  const peak = Math.max(...ill);
  expect(peak).toBeGreaterThan(292);
  expect(peak).toBeLessThan(292.82);
  expect(Math.abs(ill.indexOf(peak) / 4 - 6.367)).toBeLessThanOrEqual(0.125);
});

function simulate(): { readonly saved: Float64Array; readonly count: number } {
  const problems = new Problems();
  const bytes = (text: string) => new TextEncoder().encode(text);
  const study = readStudy(
    new Map([
      ['study.yaml', bytes(STUDY)],
      ['model.yaml', bytes(MODEL)],
    ]),
    problems,
  )!;
  const plan = lowerToPlan(checkModel(study, problems), []);
  expect(problems.list).toEqual([]);
  const parameters = Float64Array.from(plan.parameters, ({ value }) => value);
  const keep = ['well', 'ill', 'immune'].map((id) => plan.slots.findIndex((slot) => slot.id === id));
  const run = interpretPlan(plan).simulate({ segments: [{ fromStep: 0, parameters }], stream: [1, 0], keep });
  return { saved: run.saved, count: savedCount(plan) };
}
