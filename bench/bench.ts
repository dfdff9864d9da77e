/**
 * Measures the engines against each other, on a synthetic model of 140 variables and on the flagship. From the root:
 * `npm run bench`, or `npm run bench -- --quick` for a run that only shows that it works.
 *
 * All engines run the same members, and their results are compared bit by bit before anything is timed. Times are CPU
 * time of this process; the engines take turns, so that a busy machine disturbs them alike. Trust the ratios.
 */
import { fileURLToPath } from 'node:url';
import { Problems } from '../packages/fissure/src/diagnostics/problems.ts';
import { type BatchProgram, batchOf } from '../packages/fissure/src/engine/batch.ts';
import { compileJavaScript } from '../packages/fissure/src/engine/compile-javascript.ts';
import { interpretPlan } from '../packages/fissure/src/engine/interpreter.ts';
import type { RunRequest } from '../packages/fissure/src/engine/run.ts';
import { compileWebAssembly } from '../packages/fissure/src/engine/webassembly/compile-webassembly.ts';
import { loadStudyFolder } from '../packages/fissure/src/host/load-study-folder.ts';
import { checkModel } from '../packages/fissure/src/model/check-model.ts';
import { lowerToPlan } from '../packages/fissure/src/model/lower-to-plan.ts';
import type { Plan } from '../packages/fissure/src/model/plan.ts';
import { readStudy } from '../packages/fissure/src/study/read-study.ts';
import { syntheticPlan } from '../packages/fissure/test/engine/synthetic-plan.ts';

const isQuick = process.argv.includes('--quick');
const ROUNDS = isQuick ? 1 : 11;
const WARM_UP = isQuick ? 1 : 4;
/** A multiple of every number of lanes. */
const MEMBERS = isQuick ? 4 : 24;
const KEPT = 20;

interface Contender {
  readonly name: string;
  readonly program: BatchProgram;
  /** How many of the members it runs: the interpreter would take too long for all. */
  readonly members: number;
  readonly compileMs: number;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function contendersFor(plan: Plan): Contender[] {
  const make = (name: string, compile: () => BatchProgram, members = MEMBERS): Contender => {
    const start = cpuMs();
    const program = compile();
    return { name, program, members, compileMs: cpuMs() - start };
  };
  return [
    make('JavaScript', () => batchOf(compileJavaScript(plan))),
    make('WebAssembly, 2 vectors', () => compileWebAssembly(plan)),
    make('WebAssembly, 4 vectors', () => compileWebAssembly(plan, { units: 4, constants: 'memory' })),
    make('WebAssembly, 1 vector', () => compileWebAssembly(plan, { units: 1 })),
    make('interpreter', () => batchOf(interpretPlan(plan)), isQuick ? 1 : 2),
  ];
}

/** Members spread by up to 5 % around the values of the plan. */
function requestsFor(plan: Plan): RunRequest[] {
  const keep = plan.step.slice(0, KEPT).map(({ slot }) => slot);
  return Array.from({ length: MEMBERS }, (_, member) => {
    const parameters = Float64Array.from(plan.parameters, ({ kind, value }, i) =>
      kind === 'parameter' ? value * (0.95 + ((member * 37 + i * 11) % 101) / 1000) : value,
    );
    return { segments: [{ fromStep: 0, parameters }], stream: [1, member], keep };
  });
}

function assertAgreement(contenders: readonly Contender[], requests: readonly RunRequest[]): void {
  const [first, ...others] = contenders.map(({ program, members }) =>
    program.simulateBatch(requests.slice(0, members)),
  );
  if (first!.some(({ status }) => status.kind === 'failed')) throw new Error('a member failed');
  for (const [i, runs] of others.entries()) {
    const agrees = runs.every((run, member) =>
      run.saved.every((value, at) => Object.is(value, first![member]!.saved[at])),
    );
    if (!agrees) throw new Error(`${contenders[i + 1]!.name} gives other results than ${contenders[0]!.name}`);
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))]!;
}

function compare(title: string, plan: Plan): void {
  const requests = requestsFor(plan);
  const contenders = contendersFor(plan);
  assertAgreement(contenders, requests);
  const perMember = contenders.map((): number[] => []);
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [i, { program, members }] of contenders.entries()) {
      const own = requests.slice(0, members);
      const start = cpuMs();
      program.simulateBatch(own);
      if (round >= 0) perMember[i]!.push((cpuMs() - start) / members);
    }
  }
  const steps = plan.time.stepCount * (plan.time.method === 'rk4' ? 4 : 1);
  console.log(`\n${title}: ${plan.step.length} equations, ${plan.stocks.length} stocks, ${steps} evaluations a member`);
  for (const [i, { name, compileMs }] of contenders.entries()) {
    const times = [...perMember[i]!].sort((a, b) => a - b);
    // Ratios within a round: what disturbs a round disturbs both.
    const ratios = perMember[i]!.map((ms, round) => perMember[0]![round]! / ms).sort((a, b) => a - b);
    const spread = [0.5, 0.1, 0.9].map((share) => quantile(ratios, share).toFixed(2));
    const nanoseconds = (quantile(times, 0.5) * 1e6) / (steps * plan.step.length);
    console.log(
      `  ${name.padEnd(24)} ${quantile(times, 0.5).toFixed(3).padStart(9)} ms a member ` +
        `${nanoseconds.toFixed(2).padStart(8)} ns an equation  ${spread[0]!.padStart(6)} times as fast as JavaScript ` +
        `(${spread[1]} to ${spread[2]})  compiled in ${compileMs.toFixed(0)} ms`,
    );
  }
}

function flagship(): Plan {
  const problems = new Problems();
  const { files } = loadStudyFolder(fileURLToPath(new URL('../studies/islamic-state/', import.meta.url)), problems);
  const plan = lowerToPlan(checkModel(readStudy(files, problems)!, problems), []);
  if (problems.hasErrors) throw new Error('the flagship has errors');
  return plan;
}

compare('Synthetic model', syntheticPlan({ equationCount: 140, stepCount: isQuick ? 50 : 2000, saveEvery: 10 }));
compare('Flagship', flagship());
