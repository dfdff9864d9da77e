/** The models that are measured. */
import { Problems } from '../../packages/fissure/src/diagnostics/problems.ts';
import { loadStudyFolder } from '../../packages/fissure/src/host/load-study-folder.ts';
import { checkModel } from '../../packages/fissure/src/model/check-model.ts';
import { divideByReciprocal } from '../../packages/fissure/src/model/divide-by-reciprocal.ts';
import { lowerToPlan } from '../../packages/fissure/src/model/lower-to-plan.ts';
import type { Plan } from '../../packages/fissure/src/model/plan.ts';
import { readStudy } from '../../packages/fissure/src/study/read-study.ts';
import { syntheticPlan } from '../../packages/fissure/test/engine/synthetic-plan.ts';
import { ROOT } from '../paths.ts';
import { limitsPlan } from './limits-plan.ts';

export interface BenchModel {
  readonly id: string;
  readonly title: string;
  readonly plan: Plan;
}

/** `limits` is the one that the bars refer to. A quick run leaves out the large ones, over which gcc takes seconds. */
export function benchModels(isQuick: boolean, only?: string): BenchModel[] {
  const stepCount = isQuick ? 50 : 2000;
  const limits = (method: 'euler' | 'rk4') => divideByReciprocal(limitsPlan(stepCount, method));
  const makers: readonly (readonly [string, string, () => Plan])[] = [
    ['limits', 'The model of the bars', () => limits('euler')],
    ['limits-rk4', 'The same by Runge-Kutta', () => limits('rk4')],
    [
      'synthetic',
      'Synthetic model',
      () => divideByReciprocal(syntheticPlan({ equationCount: 140, stepCount, saveEvery: 10 })),
    ],
    ['three-regions', 'World model of three regions', () => studyPlan('bench/models/three-regions/')],
    ['flagship', 'Flagship', () => studyPlan('studies/islamic-state/')],
  ];
  const wanted = makers.filter(([id]) => (only === undefined ? !isQuick || !LARGE.has(id) : id === only));
  if (wanted.length === 0) throw new Error(`no model ${only}; there are ${makers.map(([id]) => id).join(', ')}`);
  return wanted.map(([id, title, make]) => ({ id, title, plan: make() }));
}

const LARGE: ReadonlySet<string> = new Set(['three-regions', 'flagship']);

function studyPlan(folder: string): Plan {
  const problems = new Problems();
  const { files } = loadStudyFolder(ROOT + folder, problems);
  const study = readStudy(files, problems);
  const model = study && checkModel(study, problems);
  if (model === undefined || problems.hasErrors) throw new Error(`${folder} has errors: see fissure check`);
  return lowerToPlan(model, []);
}

/** Of one member: every stock and every equation, at every evaluation. */
export function variableSteps({ stocks, member, step, time }: Plan): number {
  return (stocks.length + member.length + step.length) * time.stepCount * (time.method === 'rk4' ? 4 : 1);
}
