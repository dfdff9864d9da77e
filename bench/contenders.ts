/** Everything that can run a plan: the engines in this process, the C twins as processes of their own. */
import type { BatchProgram } from '../packages/fissure/src/engine/batch.ts';
import { batchOf } from '../packages/fissure/src/engine/batch.ts';
import { compileJavaScript } from '../packages/fissure/src/engine/compile-javascript.ts';
import { interpretPlan } from '../packages/fissure/src/engine/interpreter.ts';
import type { RunRequest } from '../packages/fissure/src/engine/run.ts';
import { compileWebAssembly } from '../packages/fissure/src/engine/webassembly/compile-webassembly.ts';
import type { WebAssemblyStyle } from '../packages/fissure/src/engine/webassembly/module-functions.ts';
import type { Plan } from '../packages/fissure/src/model/plan.ts';
import { buildTwin, TWINS, type TwinName, writeMembers } from './c/programs.ts';
import { cpuMs } from './cpu-time.ts';
import { LineProcess } from './line-process.ts';
import { heldValues, keptValues } from './members.ts';
import type { BenchModel } from './models/bench-models.ts';

export interface Contender {
  readonly id: string;
  readonly label: string;
  /** Largest relative difference to the interpreter that is allowed; 0: every bit. */
  readonly tolerance: number;
  readonly compileMs: number;
  /** By member; the interpreter runs only the first ones. */
  values(): Promise<readonly Float64Array[]>;
  /** CPU milliseconds a member. */
  time(): Promise<number>;
  end(): Promise<void>;
}

function engine(id: string, label: string, requests: readonly RunRequest[], compile: () => BatchProgram): Contender {
  const start = cpuMs();
  const program = compile();
  const compileMs = cpuMs() - start;
  const time = async () => {
    const begin = cpuMs();
    program.simulateBatch(requests);
    return (cpuMs() - begin) / requests.length;
  };
  const values = async () => keptValues(program, requests);
  return { id, label, tolerance: 0, compileMs, values, time, end: async () => {} };
}

export function engines(plan: Plan, requests: readonly RunRequest[]): Contender[] {
  const kept = requests[0]!.keep;
  return [
    engine('webassembly', 'WebAssembly', requests, () => compileWebAssembly(plan, {}, { kept })),
    engine('javascript', 'JavaScript', requests, () => batchOf(compileJavaScript(plan))),
    engine('interpreter', 'interpreter', requests.slice(0, 2), () => batchOf(interpretPlan(plan))),
  ];
}

/** The settings of the emitter one by one, and the interpreter to check them. */
export function styles(plan: Plan, requests: readonly RunRequest[]): Contender[] {
  const kept = requests[0]!.keep;
  const settings: readonly Partial<WebAssemblyStyle>[] = [
    {},
    { units: 1 },
    { units: 3 },
    { units: 4 },
    { units: 2 },
    { constants: 'inline' },
    { loads: 16 },
    { loads: 32 },
    { loads: 128 },
    { functionSize: 300 },
    { functionSize: 1200 },
  ];
  const contenders = settings.map((style, i) => {
    const text = Object.entries(style).map(([name, value]) => `${name} ${value}`);
    const label = i === 0 ? 'WebAssembly' : text.join(', ');
    const id = i === 0 ? 'webassembly' : label;
    return engine(id, label, requests, () => compileWebAssembly(plan, style, { kept }));
  });
  return [...contenders, engines(plan, requests)[2]!];
}

/** The clock of CPU time is coarse. */
const MS_A_ROUND = 25;

export function twins(
  model: BenchModel,
  requests: readonly RunRequest[],
  names: readonly TwinName[],
  isQuick: boolean,
): Contender[] {
  const { plan } = model;
  const { keep } = requests[0]!;
  const usable = names.filter((name) => plan.time.method === 'euler' || TWINS[name].runsRungeKutta);
  if (usable.length === 0) return [];
  const parameters = requests.map(({ segments }) => segments[0]!.parameters);
  const members = writeMembers(model.id, parameters, heldValues(plan, requests));
  return usable.map((id) => {
    const start = performance.now();
    const program = buildTwin(id, model, keep, isQuick);
    const compileMs = performance.now() - start;
    const child = new LineProcess(program, [members]);
    return {
      id,
      label: TWINS[id].label,
      tolerance: TWINS[id].tolerance,
      compileMs,
      values: async () => slices(await child.values(), requests.length),
      time: repeated(child, requests.length),
      end: () => child.end(),
    };
  });
}

/** As often in a round as fills some milliseconds. */
export function repeated(child: LineProcess, members: number): () => Promise<number> {
  let repetitions: number | undefined;
  return async () => {
    const ms = await child.time(repetitions ?? 1);
    repetitions ??= Math.max(1, Math.ceil(MS_A_ROUND / (ms * members)));
    return ms;
  };
}

export function slices(values: Float64Array, count: number): Float64Array[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, i) => values.subarray(i * size, (i + 1) * size));
}
