/** The C twins of a plan, built with gcc: which there are, how they are compiled. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '../../packages/fissure/src/model/plan.ts';
import type { BenchModel } from '../models/bench-models.ts';
import { OUT } from '../paths.ts';
import { scalarSource } from './scalar-source.ts';
import { vectorSource } from './vector-source.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

export type TwinName = 'scalar' | 'locals' | 'vectors128' | 'avx512';

interface Twin {
  readonly label: string;
  readonly flags: readonly string[];
  readonly source: (plan: Plan, keep: readonly number[]) => string;
  readonly runsRungeKutta: boolean;
  /** Largest relative difference to the interpreter; 0: the same bits. */
  readonly tolerance: number;
}

/** Elementary functions of the C library, fmin and fmax, contracted multiplications and divided slopes differ in last places. */
const LAST_PLACES = 1e-12;

export const TWINS: Readonly<Record<TwinName, Twin>> = {
  scalar: {
    label: 'scalar C, globals',
    flags: ['-O3'],
    source: scalarSource,
    runsRungeKutta: false,
    tolerance: LAST_PLACES,
  },
  locals: {
    label: 'scalar C, locals',
    flags: ['-O3', '-march=native'],
    source: (plan, keep) => vectorSource(plan, keep, 1),
    runsRungeKutta: true,
    tolerance: LAST_PLACES,
  },
  vectors128: {
    label: '128-bit C',
    flags: ['-O3', '-mavx', '-mno-avx2', '-mno-fma', '-ffp-contract=off'],
    source: (plan, keep) => vectorSource(plan, keep, 2),
    runsRungeKutta: true,
    tolerance: 0,
  },
  avx512: {
    label: 'AVX-512 C',
    flags: ['-O3', '-march=native', '-mprefer-vector-width=512'],
    source: (plan, keep) => vectorSource(plan, keep, 8),
    runsRungeKutta: true,
    tolerance: LAST_PLACES,
  },
};

/** Twins that can be built here; the rest with the reason why not. */
export function availableTwins(): { readonly names: readonly TwinName[]; readonly notices: readonly string[] } {
  if (spawnSync('gcc', ['--version']).status !== 0) {
    return { names: [], notices: ['gcc is not installed: no C to compare with'] };
  }
  if (!/\bavx512f\b/.test(cpuFlags())) {
    return { names: ['scalar', 'locals', 'vectors128'], notices: ['this processor has no AVX-512: no AVX-512 C'] };
  }
  return { names: ['scalar', 'locals', 'vectors128', 'avx512'], notices: [] };
}

function cpuFlags(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}

/** Answers the path of the program. Quickly built ones are slow. */
export function buildTwin(name: TwinName, { id, plan }: BenchModel, keep: readonly number[], isQuick: boolean): string {
  mkdirSync(OUT, { recursive: true });
  const base = join(OUT, `${id}-${name}${isQuick ? '-quick' : ''}`);
  writeFileSync(`${base}.c`, TWINS[name].source(plan, keep));
  const flags = TWINS[name].flags.map((flag) => (isQuick && flag === '-O3' ? '-O1' : flag));
  const built = spawnSync('gcc', [...flags, '-w', '-I', HERE, '-o', base, `${base}.c`, '-lm'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`gcc refuses ${base}.c:\n${built.stderr.slice(0, 2000)}`);
  return base;
}

/** Writes what C programs read: by member parameters, then held cells by step. */
export function writeMembers(
  model: string,
  parameters: readonly Float64Array[],
  held: readonly Float64Array[],
): string {
  mkdirSync(OUT, { recursive: true });
  const file = join(OUT, `${model}-members.bin`);
  const parts = parameters.flatMap((row, member) => [row, held[member]!]);
  writeFileSync(file, Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))));
  return file;
}
