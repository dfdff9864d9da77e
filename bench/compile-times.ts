/** How long it takes from an edit to the first compiled result, and to compile a large model. CPU time, in this process. */
import { Problems } from '../packages/fissure/src/diagnostics/problems.ts';
import { compileWebAssembly } from '../packages/fissure/src/engine/webassembly/compile-webassembly.ts';
import { loadStudyFolder } from '../packages/fissure/src/host/load-study-folder.ts';
import { checkModel } from '../packages/fissure/src/model/check-model.ts';
import { lowerToPlan } from '../packages/fissure/src/model/lower-to-plan.ts';
import { readStudy } from '../packages/fissure/src/study/read-study.ts';
import { syntheticPlan } from '../packages/fissure/test/engine/synthetic-plan.ts';
import { cpuMs } from './cpu-time.ts';
import { keptSlots, requestsFor } from './members.ts';
import { ROOT } from './paths.ts';

export interface CompileTime {
  readonly text: string;
  readonly limitMs: number;
  readonly ms: number;
  readonly passes: boolean;
}

export function compileTimes(isQuick: boolean): CompileTime[] {
  const repetitions = isQuick ? 1 : 7;
  return [
    timed('edit to first result, 150 variables', 100, repetitions, editToFirstResult()),
    timed('5,000 equations to first result', 2000, repetitions, compileLarge(repetitions)),
  ];
}

/** The median, after one run to warm up; every run gets a model that was not seen before. */
function timed(text: string, limitMs: number, repetitions: number, run: (attempt: number) => void): CompileTime {
  const times: number[] = [];
  for (let attempt = 0; attempt <= repetitions; attempt++) {
    const begin = cpuMs();
    run(attempt);
    if (attempt > 0) times.push(cpuMs() - begin);
  }
  const ms = times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
  return { text, limitMs, ms, passes: ms <= limitMs };
}

/** Reads, checks, lowers, compiles and runs one group of a study of 150 variables; `attempt` is what was edited. */
function editToFirstResult(): (attempt: number) => void {
  const { files } = loadStudyFolder(`${ROOT}studies/garrison/`);
  const model = new TextDecoder().decode(files.get('model.yaml'));
  const own = [...model.slice(model.indexOf('\nvariables:')).matchAll(/^ {2}\w+:$/gm)].length;
  const added = Array.from({ length: 150 - own }, (_, i) => {
    const before = i === 0 ? 'trust' : `added_${i - 1}`;
    const forms = [`0.5 * ${before} + 0.3 * trust`, `EXP(-${before}) + severity`, `MAX(${before}, 0.1) / (1 + trust)`];
    return `  added_${i}:\n    aux: 1\n    equation: ${forms[i % forms.length]}\n`;
  }).join('');
  return (attempt) => {
    const edited = `${model}${added}  edited:\n    aux: 1\n    equation: ${attempt} + trust\n`;
    const problems = new Problems();
    const study = readStudy(new Map([...files, ['model.yaml', new TextEncoder().encode(edited)]]), problems);
    const plan = lowerToPlan(checkModel(study!, problems), []);
    if (problems.hasErrors) throw new Error('the study of 150 variables has errors');
    firstResult(plan);
  };
}

/** Every attempt has a model of its own: V8 keeps the code of modules that it has seen. */
function compileLarge(repetitions: number): (attempt: number) => void {
  const size = { equationCount: 5000, stepCount: 10, saveEvery: 10 };
  const plans = Array.from({ length: repetitions + 1 }, (_, seed) => syntheticPlan(size, seed + 1));
  return (attempt) => firstResult(plans[attempt]!);
}

function firstResult(plan: Parameters<typeof compileWebAssembly>[0]): void {
  const program = compileWebAssembly(plan);
  program.simulateBatch(requestsFor(plan, keptSlots(plan), program.lanes));
}

export function printCompileTimes(times: readonly CompileTime[]): void {
  console.log('\nCompile times (CPU, warm process)');
  for (const { text, ms, limitMs, passes } of times) {
    console.log(`  ${passes ? 'pass' : 'MISS'}  ${text}: ${ms.toFixed(0)} ms (at most ${limitMs})`);
  }
}
