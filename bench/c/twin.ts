/** Builds a C twin with gcc and keeps it running as a child process that is asked round by round. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RunRequest } from '../../packages/fissure/src/engine/run.ts';
import type { Plan } from '../../packages/fissure/src/model/plan.ts';
import { type TwinStyle, writeTwin } from './write-twin.ts';

const SOURCES = fileURLToPath(new URL('.', import.meta.url));
const OUT = fileURLToPath(new URL('../out/', import.meta.url));

export interface TwinKind {
  readonly name: string;
  readonly style: TwinStyle;
  readonly header: string;
  readonly flags: readonly string[];
  readonly ownFunctions: boolean;
  /** Same operations in the same order as the interpreter. */
  readonly isExact: boolean;
}

const NATIVE = ['-O3', '-march=native'];
export const SDE_TWIN = 'C like SDEverywhere, -O3';
export const NARROW_TWIN = 'C, 128 bits';
export const WIDE_TWIN = 'C, AVX-512';

const KINDS: readonly TwinKind[] = [
  { name: SDE_TWIN, style: 'globals', header: 'sde.h', flags: ['-O3'], ownFunctions: false, isExact: false },
  {
    name: 'C like SDEverywhere, -O2',
    style: 'globals',
    header: 'sde.h',
    flags: ['-O2'],
    ownFunctions: false,
    isExact: false,
  },
  { name: 'C scalar, libm', style: 'locals', header: 'lanes_1.h', flags: NATIVE, ownFunctions: false, isExact: false },
  {
    name: 'C scalar, own functions',
    style: 'locals',
    header: 'lanes_1.h',
    flags: NATIVE,
    ownFunctions: true,
    isExact: false,
  },
  {
    name: NARROW_TWIN,
    style: 'locals',
    header: 'lanes_2.h',
    flags: ['-O3', '-mavx', '-mno-avx2', '-mno-fma', '-ffp-contract=off'],
    ownFunctions: true,
    isExact: true,
  },
];
const WIDE: TwinKind = {
  name: WIDE_TWIN,
  style: 'locals',
  header: 'lanes_8.h',
  flags: [...NATIVE, '-mprefer-vector-width=512'],
  ownFunctions: true,
  isExact: false,
};

/** What this machine can build and run; none without gcc. */
export function twinKinds(): readonly TwinKind[] {
  try {
    const macros = execFileSync('gcc', ['-march=native', '-dM', '-E', '-x', 'c', '/dev/null'], { encoding: 'utf8' });
    return macros.includes('__AVX512DQ__') ? [...KINDS, WIDE] : macros.includes('__AVX__') ? KINDS : KINDS.slice(0, 4);
  } catch {
    return [];
  }
}

/** Twins built by this process: each has files of its own. */
let built = 0;

export interface Twin {
  /** Runs all members `repeats` times; CPU time in ms. */
  run(repeats: number): Promise<number>;
  /** Of the last run: one array per member. */
  results(): Float64Array[];
  stop(): void;
}

export function buildTwin(plan: Plan, requests: readonly RunRequest[], kind: TwinKind): Twin {
  mkdirSync(OUT, { recursive: true });
  const base = join(OUT, `twin-${process.pid}-${++built}-${kind.name.replaceAll(/\W+/g, '-')}`);
  const text = writeTwin(plan, requests[0]!.keep, kind.style);
  const includes = kind.header === 'sde.h' ? ['sde.h'] : [kind.header, 'elementary.h'];
  const head = `#define OWN_FUNCTIONS ${kind.ownFunctions ? 1 : 0}\n${includes.map((file) => `#include "${file}"\n`).join('')}`;
  writeFileSync(`${base}.c`, head + text);
  execFileSync('gcc', ['-std=gnu11', '-w', ...kind.flags, '-I', SOURCES, '-o', base, `${base}.c`, '-lm']);
  const parameters = requests.flatMap(({ segments }) => [...segments[0]!.parameters]);
  writeFileSync(`${base}.in`, new Uint8Array(Float64Array.from(parameters).buffer));
  const child = spawn(base, [`${base}.in`, String(requests.length), `${base}.out`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const remove = (): void => {
    child.kill();
    for (const end of ['', '.c', '.in', '.out']) rmSync(`${base}${end}`, { force: true });
  };
  process.once('exit', remove);
  return {
    run: async (repeats) => {
      child.stdin.write(`${repeats}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`${kind.name} stopped with status ${exitOf(child)}`);
      return Number(value) / 1e6;
    },
    results: () => {
      const bytes = readFileSync(`${base}.out`);
      const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      const size = values.length / requests.length;
      return requests.map((_, member) => values.subarray(member * size, (member + 1) * size));
    },
    stop: () => {
      process.off('exit', remove);
      remove();
    },
  };
}

function exitOf(child: ChildProcess): string {
  return String(child.exitCode ?? child.signalCode ?? 'unknown');
}
