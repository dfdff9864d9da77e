// Both studies of the repository, a few members each, with everything that moves kept: three engines, the same bits.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileJavaScript } from '../../src/engine/compile-javascript.ts';
import { interpretPlan } from '../../src/engine/interpreter.ts';
import type { Run, RunRequest } from '../../src/engine/run.ts';
import { compileWebAssembly } from '../../src/engine/webassembly/compile-webassembly.ts';
import { loadStudyFolder } from '../../src/host/load-study-folder.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import type { Plan } from '../../src/model/plan.ts';
import { readStudy } from '../../src/study/read-study.ts';

function planOf(study: string): Plan {
  const { files } = loadStudyFolder(fileURLToPath(new URL(`../../../../studies/${study}/`, import.meta.url)));
  const problems = new Problems();
  const read = readStudy(files, problems);
  const plan = lowerToPlan(checkModel(read!, problems), []);
  expect(problems.errorCount).toBe(0);
  return plan;
}

/** Spread members, with a change of parameters in the middle of the run; structures and switches vary as well. */
function membersOf(plan: Plan, count: number): RunRequest[] {
  const keep = [...plan.stocks, ...plan.held, ...plan.step].map(({ slot }) => slot);
  const parametersOf = (member: number, shift: number) =>
    Float64Array.from(plan.parameters, ({ kind, value }, i) => {
      const wobble = ((member * 37 + i * 11 + shift) % 21) - 10;
      if (kind === 'parameter') return value * (1 + wobble / 100);
      return kind === 'switch' && wobble > 8 ? 0 : value;
    });
  return Array.from({ length: count }, (_, member) => ({
    segments: [
      { fromStep: 0, parameters: parametersOf(member, 0) },
      { fromStep: Math.floor(plan.time.stepCount / 3), parameters: parametersOf(member, 5) },
    ],
    stream: [1, member],
    keep,
  }));
}

function expectSame(actual: Run, expected: Run): void {
  expect(actual.status).toStrictEqual(expected.status);
  expect(actual.saved.findIndex((value, i) => !Object.is(value, expected.saved[i]))).toBe(-1);
  expect(actual.imbalance).toStrictEqual(expected.imbalance);
}

test.each([
  ['garrison', 'euler', 7],
  ['garrison', 'rk4', 7],
  ['islamic-state', 'euler', 5],
  ['islamic-state', 'rk4', 3],
] as const)('%s by %s', { timeout: 60_000 }, (study, method, count) => {
  const own = planOf(study);
  // A quarter of the flagship's run is enough for all of its equations, and for the draws and signals in it.
  const stepCount = study === 'garrison' ? own.time.stepCount : own.time.stepCount / 4;
  const plan: Plan = { ...own, time: { ...own.time, stepCount, method } };
  const requests = membersOf(plan, count);
  const interpreter = interpretPlan(plan);
  const javaScript = compileJavaScript(plan);
  const runs = compileWebAssembly(plan).simulateBatch(requests);
  for (const [i, request] of requests.entries()) {
    const expected = interpreter.simulate(request);
    expectSame(javaScript.simulate(request), expected);
    expectSame(runs[i]!, expected);
  }
  expect(runs.map(({ status }) => status.kind)).toContain('completed');
});
