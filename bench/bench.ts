/**
 * Measures the engines against each other, on a synthetic model of 140 variables and on the flagship. From the root:
 * `npm run bench`, or `npm run bench -- --quick` for a run that only shows that it works.
 *
 * All contenders run the same members, and their results are compared before anything is timed: bit by bit, or within
 * 1e-12 where C rounds otherwise (docs/explanation/speed.md). Times are CPU time; the contenders take turns, so that a busy machine disturbs them
 * alike. Trust the ratios. A commit as argument adds its engine as a row; `--styles` adds the settings of the emitter as rows, `--json` prints one object a model.
 */
import { fileURLToPath } from 'node:url';
import { Problems } from '../packages/fissure/src/diagnostics/problems.ts';
import { type BatchProgram, batchOf } from '../packages/fissure/src/engine/batch.ts';
import { compileJavaScript } from '../packages/fissure/src/engine/compile-javascript.ts';
import { interpretPlan } from '../packages/fissure/src/engine/interpreter.ts';
import type { Run, RunRequest } from '../packages/fissure/src/engine/run.ts';
import { compileWebAssembly } from '../packages/fissure/src/engine/webassembly/compile-webassembly.ts';
import { loadStudyFolder } from '../packages/fissure/src/host/load-study-folder.ts';
import { checkModel } from '../packages/fissure/src/model/check-model.ts';
import { divideByReciprocal } from '../packages/fissure/src/model/divide-by-reciprocal.ts';
import { lowerToPlan } from '../packages/fissure/src/model/lower-to-plan.ts';
import type { Plan } from '../packages/fissure/src/model/plan.ts';
import { readStudy } from '../packages/fissure/src/study/read-study.ts';
import { syntheticPlan } from '../packages/fissure/test/engine/synthetic-plan.ts';
import { NoTwin } from './c/c-expression.ts';
import { buildTwin, NARROW_TWIN, SDE_TWIN, twinKinds, WIDE_TWIN } from './c/twin.ts';
import { measureCompileTime } from './compile-times.ts';
import { mixedPlan } from './models/mixed-plan.ts';
import { loadReferenceEngine } from './reference-engine.ts';

// Ends by way of `exit`, where temporary files are removed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const isQuick = process.argv.includes('--quick');
const isStyles = process.argv.includes('--styles');
const isJson = process.argv.includes('--json');
const ref = process.argv.slice(2).find((arg) => !arg.startsWith('-'));
const reference = ref === undefined ? undefined : await loadReferenceEngine(ref);
const ROUNDS = isQuick ? 1 : 11;
const WARM_UP = isQuick ? 1 : 4;
/** A multiple of every number of lanes. */
const MEMBERS = isQuick ? 8 : 24;
const KEPT = 20;

interface Contender {
  readonly name: string;
  /** How many of the members it runs: the interpreter would take too long for all. */
  readonly members: number;
  readonly compileMs: number;
  /** Largest relative difference from the interpreter that is let through: 0 where the same bits must come. */
  readonly tolerance: number;
  /** Runs its members once; CPU time in ms. */
  readonly time: () => Promise<number>;
  /** One array per member. */
  readonly results: () => readonly Float64Array[];
  readonly stop: () => void;
}

/** Relative to the largest value of the series: C may round in another order, contract to FMA and use libm. */
const C_TOLERANCE = 1e-12;
const OURS = 'WebAssembly';
const JAVASCRIPT = 'JavaScript';

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function ourContender(
  name: string,
  requests: readonly RunRequest[],
  compile: () => BatchProgram,
  members = requests.length,
): Contender {
  const start = cpuMs();
  const program = compile();
  const own = requests.slice(0, members);
  let runs: readonly Run[] = [];
  const time = async (): Promise<number> => {
    const from = cpuMs();
    runs = program.simulateBatch(own);
    return cpuMs() - from;
  };
  const results = (): Float64Array[] => runs.map(({ saved }) => saved);
  return { name, members, compileMs: cpuMs() - start, tolerance: 0, time, results, stop: () => {} };
}

function ourContenders(plan: Plan, requests: readonly RunRequest[]): Contender[] {
  // What nobody reads is left out, as a C compiler leaves it out.
  const use = { kept: requests[0]!.keep };
  const styles = isStyles
    ? [1, 2, 3, 4].flatMap((units) =>
        (['inline', 'memory'] as const).map((constants) =>
          ourContender(`${OURS}, ${units} ${constants}`, requests, () =>
            compileWebAssembly(plan, { units, constants }, use),
          ),
        ),
      )
    : [];
  return [
    ourContender('interpreter', requests, () => batchOf(interpretPlan(plan)), isQuick ? 1 : 2),
    ourContender(OURS, requests, () => compileWebAssembly(plan, {}, use)),
    ourContender(JAVASCRIPT, requests, () => batchOf(compileJavaScript(plan, use))),
    ...(reference === undefined ? [] : [ourContender(reference.name, requests, () => reference.compile(plan))]),
    ...styles,
  ];
}

/** A hand that hoists writes the lowered plan; SDEverywhere divides where the model does. */
function twinContenders(written: Plan, lowered: Plan, requests: readonly RunRequest[]): Contender[] {
  const kinds = twinKinds();
  if (kinds.length === 0) console.error('gcc is not there: no C rows');
  try {
    return kinds.map((kind) => {
      const start = performance.now();
      const twin = buildTwin(kind.style === 'globals' ? written : lowered, requests, kind);
      return {
        name: kind.name,
        members: requests.length,
        compileMs: performance.now() - start,
        tolerance: kind.isExact ? 0 : C_TOLERANCE,
        time: () => twin.run(1),
        results: twin.results,
        stop: twin.stop,
      };
    });
  } catch (error) {
    if (!(error instanceof NoTwin)) throw error;
    console.error(`no C rows: ${error.message}`);
    return [];
  }
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

/** Runs every contender once and compares: C and JavaScript with WebAssembly for all members, that with the interpreter. */
async function assertAgreement(contenders: readonly Contender[]): Promise<void> {
  for (const contender of contenders) await contender.time();
  const [interpreter, ours] = contenders as [Contender, Contender];
  assertSame(ours, interpreter);
  for (const contender of contenders.slice(2)) assertSame(contender, ours);
}

function assertSame(contender: Contender, truth: Contender): void {
  const expected = truth.results();
  const found = contender.results();
  if (expected.some((saved) => saved.some(Number.isNaN))) throw new Error(`${truth.name}: a member failed`);
  for (let member = 0; member < Math.min(expected.length, found.length); member++) {
    const difference = largestDifference(found[member]!, expected[member]!);
    if (!(difference <= contender.tolerance)) {
      throw new Error(`${contender.name} differs from ${truth.name} by ${difference} in member ${member}`);
    }
  }
}

/** Relative to the larger of the value expected and a millionth of the largest of all. */
function largestDifference(found: Float64Array, expected: Float64Array): number {
  if (found.length !== expected.length) return Infinity;
  const floor = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * 1e-6;
  let largest = 0;
  for (const [i, value] of expected.entries()) {
    if (Object.is(value, found[i])) continue;
    const difference = Math.abs(found[i]! - value) / Math.max(Math.abs(value), floor);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))]!;
}

/** `written`: the plan as its equations stand; what runs is what lowering makes of it. */
async function compare(title: string, written: Plan): Promise<void> {
  const plan = divideByReciprocal(written);
  const requests = requestsFor(plan);
  const contenders = [...ourContenders(plan, requests), ...twinContenders(written, plan, requests)];
  try {
    await assertAgreement(contenders);
    const perMember = contenders.map((): number[] => []);
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      for (const [i, { time, members }] of contenders.entries()) {
        const ms = await time();
        if (round >= 0) perMember[i]!.push(ms / members);
      }
    }
    report(title, plan, contenders, perMember);
  } finally {
    for (const { stop } of contenders) stop();
  }
}

interface Bar {
  readonly name: string;
  readonly limit: number;
  /** `most`: time of WebAssembly by that of the contender; `least`: the other way round. */
  readonly kind: 'most' | 'least';
}

const BARS: readonly Bar[] = [
  { name: NARROW_TWIN, limit: 1.5, kind: 'most' },
  { name: WIDE_TWIN, limit: 6, kind: 'most' },
  { name: SDE_TWIN, limit: 3, kind: 'least' },
  { name: JAVASCRIPT, limit: 4, kind: 'least' },
];
const MOST_NANOSECONDS = 0.6;

function report(title: string, plan: Plan, contenders: readonly Contender[], perMember: readonly number[][]): void {
  const steps = plan.time.stepCount * (plan.time.method === 'rk4' ? 4 : 1);
  // Everything that has a value: stocks, equations of a step, and those that are worked out once per member.
  const ofMember = plan.member.filter(({ slot }) => plan.slots[slot]!.role !== 'reciprocal');
  const variables = plan.stocks.length + plan.step.length + ofMember.length;
  const size = steps * variables;
  const ours = perMember[contenders.findIndex(({ name }) => name === OURS)]!;
  const rows = contenders.map(({ name, compileMs }, i) => {
    const times = [...perMember[i]!].sort((a, b) => a - b);
    // Ratios within a round: what disturbs a round disturbs both.
    const ratios = perMember[i]!.map((ms, round) => ms / ours[round]!).sort((a, b) => a - b);
    const [low, ratio, high] = [0.1, 0.5, 0.9].map((share) => quantile(ratios, share)) as [number, number, number];
    const [least, median] = [times[0]!, quantile(times, 0.5)];
    const nanoseconds = { least: (least * 1e6) / size, median: (median * 1e6) / size };
    return { name, ms: median, nanoseconds, ratio, low, high, compileMs };
  });
  const own = rows.find(({ name }) => name === OURS)!;
  const bars = [
    {
      text: `${OURS}: at most ${MOST_NANOSECONDS} ns`,
      value: own.nanoseconds.median,
      isMet: own.nanoseconds.median <= MOST_NANOSECONDS,
    },
    ...BARS.flatMap(({ name, limit, kind }) => {
      const row = rows.find((candidate) => candidate.name === name);
      if (row === undefined) return [];
      const value = kind === 'most' ? 1 / row.ratio : row.ratio;
      const isMet = kind === 'most' ? value <= limit : value >= limit;
      const text = kind === 'most' ? `at most ${limit} times ${name}` : `at least ${limit} times as fast as ${name}`;
      return [{ text, value, isMet }];
    }),
  ];
  if (isJson) {
    console.log(
      JSON.stringify({
        title,
        variables,
        stocks: plan.stocks.length,
        steps,
        rows,
        bars: isQuick ? [] : bars,
      }),
    );
    return;
  }
  console.log(
    `\n${title}: ${variables} variables, ${plan.stocks.length} of them stocks, ${steps} evaluations a member`,
  );
  console.log(
    '                            ms a member   ns a variable (least)    time by that of WebAssembly   compiled in',
  );
  for (const row of rows) {
    const { least, median } = row.nanoseconds;
    console.log(
      `  ${row.name.padEnd(26)} ${row.ms.toFixed(3).padStart(10)} ${median.toFixed(3).padStart(12)} (${least.toFixed(3)})` +
        `${row.ratio.toFixed(2).padStart(12)} (${row.low.toFixed(2)} to ${row.high.toFixed(2)})` +
        `${row.compileMs.toFixed(0).padStart(12)} ms`,
    );
  }
  // A short run says nothing about speed.
  if (isQuick) return;
  for (const { text, value, isMet } of bars) {
    console.log(`  ${isMet ? 'met   ' : 'missed'} ${text}: ${value.toFixed(2)}`);
  }
}

/** At most: first result at 150 equations, compiled at 5,000. */
function reportCompileTimes(): void {
  const repeats = isQuick ? 1 : 5;
  const times = (isQuick ? [150] : [150, 5000]).map((equations) => measureCompileTime(equations, repeats));
  if (isJson) {
    console.log(JSON.stringify({ title: 'Compile times', rows: [], bars: [], times }));
    return;
  }
  console.log('\nFrom a plan to its first result');
  for (const { equations, compileMs, firstResultMs } of times) {
    const isMet = equations === 150 ? firstResultMs <= 100 : compileMs < 2000;
    const verdict = isQuick ? '      ' : isMet ? 'met   ' : 'missed';
    console.log(
      `  ${verdict} ${equations} equations: compiled in ${compileMs.toFixed(0)} ms, first result after ${firstResultMs.toFixed(0)} ms ` +
        `(bar: ${equations === 150 ? 'first result within 100 ms' : 'compiled within 2 s'})`,
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

const size = { equationCount: 140, stepCount: isQuick ? 50 : 2000, saveEvery: 10 };
await compare('Synthetic model', syntheticPlan(size));
await compare('Synthetic model, RK4', syntheticPlan({ ...size, method: 'rk4' }));
await compare('Mixed model', mixedPlan(size.stepCount));
await compare('Flagship', flagship());
reportCompileTimes();
