/**
 * How long it takes from an edit to the first compiled result, to compile a large model, and to read the models of other
 * tools. CPU time, in this process.
 */
import { Problems } from '../packages/fissure/src/diagnostics/problems.ts';
import { compileBatch } from '../packages/fissure/src/engine/compile-batch.ts';
import { compileWebAssembly } from '../packages/fissure/src/engine/webassembly/compile-webassembly.ts';
import { importModel } from '../packages/fissure/src/exchange/import-model.ts';
import { loadStudyFolder } from '../packages/fissure/src/host/load-study-folder.ts';
import { checkModel } from '../packages/fissure/src/model/check-model.ts';
import { lowerToPlan } from '../packages/fissure/src/model/lower-to-plan.ts';
import type { Plan } from '../packages/fissure/src/model/plan.ts';
import { readStudy } from '../packages/fissure/src/study/read-study.ts';
import { syntheticPlan } from '../packages/fissure/test/engine/synthetic-plan.ts';
import { generateModel } from '../packages/fissure/test/exchange/generate-model.ts';
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
    timed('a Vensim model like World3, read to first result', 300, repetitions, readVensim(330, repetitions)),
    timed(
      '1 MB of a Vensim file, read to first result',
      3000,
      repetitions,
      readVensim(isQuick ? 440 : 4400, repetitions),
    ),
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

/** Reads, checks, lowers, compiles and runs; what it computes is the interpreter's to the last bit. */
function readVensim(entryCount: number, repetitions: number): (attempt: number) => void {
  const texts = Array.from({ length: repetitions + 1 }, (_, seed) => generateModel(entryCount, seed + 1));
  const read = (text: string) => {
    const problems = new Problems();
    const model = checkModel(importModel('m.mdl', text, new Map(), problems)!.study, problems);
    if (problems.hasErrors) throw new Error('the model of Vensim has errors');
    return lowerToPlan(model, []);
  };
  checkAnswer(read(texts[0]!));
  return (attempt) => firstResult(read(texts[attempt]!));
}

function checkAnswer(plan: Plan): void {
  const [interpreted, compiled] = (['interpreter', 'webassembly'] as const).map((engine) => {
    const [run] = compileBatch(plan, engine).simulateBatch(requestsFor(plan, keptSlots(plan), 1));
    if (run!.status.kind === 'failed') throw new Error(`the model of Vensim fails at ${run!.status.time}`);
    return run!.saved;
  });
  const differs = interpreted!.findIndex((value, i) => !Object.is(value, compiled![i]));
  if (differs >= 0) throw new Error(`the compiled model of Vensim differs from the interpreter at value ${differs}`);
}

function firstResult(plan: Plan): void {
  const program = compileWebAssembly(plan);
  program.simulateBatch(requestsFor(plan, keptSlots(plan), program.lanes));
}

export function printCompileTimes(times: readonly CompileTime[]): void {
  console.log('\nCompile times (CPU, warm process)');
  for (const { text, ms, limitMs, passes } of times) {
    console.log(`  ${passes ? 'pass' : 'MISS'}  ${text}: ${ms.toFixed(0)} ms (at most ${limitMs})`);
  }
}
