/**
 * Measures the engines against each other and against C that is generated from the same plans. From the root:
 *
 *   npm run bench               all models and compile times
 *   npm run bench -- REF        the WebAssembly engine against that of another commit
 *   npm run bench -- --quick    a few seconds: shows that it works, its figures mean nothing
 *   npm run bench -- --styles   the settings of the WebAssembly emitter one by one
 *   npm run bench -- --only ID  one model
 *   npm run bench -- --json      the results as JSON
 *
 * Every answer is compared with the interpreter's before anything is timed. Times are CPU time; contenders take turns,
 * so that a busy machine disturbs them alike. Trust the ratios. See docs/explanation/speed.md.
 */
import { parseArgs } from 'node:util';
import { compareWithCheckout, withCheckout } from './against.ts';
import { checkBars } from './bars.ts';
import { heldSlots } from './c/c-text.ts';
import { availableTwins, type TwinName } from './c/programs.ts';
import { compare } from './compare.ts';
import { compileTimes, printCompileTimes } from './compile-times.ts';
import { type Contender, engines, styles, twins } from './contenders.ts';
import { keptSlots, requestsFor } from './members.ts';
import { type BenchModel, benchModels, variableSteps } from './models/bench-models.ts';
import { prunePlan } from './models/prune-plan.ts';
import { type ModelResult, printAgainst, printModel } from './print.ts';

const { options, positionals } = readArguments();
const ROUNDS = options.quick ? { count: 1, warmUp: 1 } : { count: 11, warmUp: 12 };
/** A multiple of every number of lanes. */
const MEMBERS = options.quick ? 8 : 24;

// Whoever reads the output has seen enough.
process.stdout.on('error', () => process.exit(1));

try {
  const chosen = benchModels(options.quick, options.only);
  await (positionals.length > 0 ? measureAgainst(positionals[0]!, chosen) : measureAll(chosen));
} catch (error) {
  console.error(`bench: ${(error as Error).message}`);
  process.exitCode = 1;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        styles: { type: 'boolean', default: false },
        only: { type: 'string' },
      },
    });
    return { options: values, positionals };
  } catch (error) {
    console.error(`bench: ${(error as Error).message}`);
    process.exit(2);
  }
}

async function measureAll(chosen: readonly BenchModel[]): Promise<void> {
  const { names, notices } = availableTwins();
  if (options.quick && !options.json)
    console.log('A quick run: C is built without optimisation, and no figure means anything.');
  if (!options.json) for (const notice of notices) console.log(`Notice: ${notice}`);
  const models: ModelResult[] = [];
  for (const model of chosen) {
    const result = await measure(model, names);
    models.push(result);
    if (!options.json) printModel(result);
  }
  const compiling = options.styles || options.only !== undefined ? [] : compileTimes(options.quick);
  if (options.json) console.log(JSON.stringify({ notices, models, compiling }, null, 2));
  else if (compiling.length > 0) printCompileTimes(compiling);
}

async function measureAgainst(ref: string, chosen: readonly BenchModel[]): Promise<void> {
  const models: object[] = [];
  await withCheckout(ref, async (folder) => {
    for (const { id, title, plan: whole } of chosen) {
      const keep = keptSlots(whole);
      const plan = prunePlan(whole, keep);
      const job = { plan, requests: requestsFor(plan, keep, MEMBERS) };
      const timings = await compareWithCheckout(ref, folder, job, ROUNDS);
      models.push({ id, title, timings });
      if (!options.json) printAgainst(title, timings);
    }
  });
  if (options.json) console.log(JSON.stringify({ ref, models }, null, 2));
}

async function measure(model: BenchModel, names: readonly TwinName[]): Promise<ModelResult> {
  const keep = keptSlots(model.plan);
  const plan = prunePlan(model.plan, keep);
  const { id, title } = model;
  const requests = requestsFor(plan, keep, MEMBERS);
  const contenders: Contender[] = options.styles
    ? styles(plan, requests)
    : [...engines(plan, requests), ...twins({ id, title, plan }, requests, names, options.quick)];
  const timings = await compare(contenders, ROUNDS, keep.length);
  const evaluations = plan.time.stepCount * (plan.time.method === 'rk4' ? 4 : 1);
  const steps = variableSteps(plan);
  const bars = id === 'limits' && !options.styles ? checkBars(timings, steps) : [];
  const heldCells = options.styles ? 0 : heldSlots(plan).length;
  return { id, title, variables: steps / evaluations, evaluations, heldCells, timings, bars };
}
