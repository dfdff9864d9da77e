/** The WebAssembly engine of this checkout against that of another commit, on the same plans, in two processes by turns. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { batchOf } from '../packages/fissure/src/engine/batch.ts';
import { interpretPlan } from '../packages/fissure/src/engine/interpreter.ts';
import { compare, type Rounds, type Timing } from './compare.ts';
import { type Contender, repeated, slices } from './contenders.ts';
import type { EngineJob } from './engine-process.ts';
import { LineProcess } from './line-process.ts';
import { keptValues } from './members.ts';
import { OUT, ROOT } from './paths.ts';

/** Runs `work` with the folder of a checkout of `ref`, which is gone afterwards: also after Ctrl-C. */
export async function withCheckout(ref: string, work: (folder: string) => Promise<void>): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), 'fissure-bench-'));
  const folder = join(parent, 'checkout');
  const remove = () => {
    git(['worktree', 'remove', '--force', folder]);
    rmSync(parent, { recursive: true, force: true });
  };
  const stop = () => process.exit(130);
  process.on('exit', remove);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const added = git(['worktree', 'add', '--detach', folder, ref]);
    if (added.status !== 0) throw new Error(`git cannot check out ${ref}: ${added.stderr.trim()}`);
    await work(folder);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    process.off('exit', remove);
    remove();
  }
}

function git(args: readonly string[]) {
  return spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
}

/** This checkout first, then the other one. */
export async function compareWithCheckout(
  ref: string,
  folder: string,
  job: EngineJob,
  rounds: Rounds,
): Promise<Timing[]> {
  mkdirSync(OUT, { recursive: true });
  const jobFile = join(OUT, `job-${process.pid}.bin`);
  writeFileSync(jobFile, serialize(job));
  mkdirSync(join(folder, 'bench'), { recursive: true });
  copyFileSync(join(ROOT, 'bench/engine-process.ts'), join(folder, 'bench/engine-process.ts'));
  const contender = (id: string, label: string, root: string): Contender => {
    const args = [join(ROOT, 'scripts/run-typescript.mjs'), 'bench/engine-process.ts', jobFile];
    const child = new LineProcess(process.execPath, args, root);
    return {
      id,
      label,
      // Commits may change results; the difference is printed.
      tolerance: id === 'own' ? 0 : Number.POSITIVE_INFINITY,
      compileMs: 0,
      values: async () => slices(await child.values(), job.requests.length),
      time: repeated(child, job.requests.length),
      end: () => child.end(),
    };
  };
  const trusted: Contender = {
    id: 'interpreter',
    label: 'interpreter',
    tolerance: 0,
    compileMs: 0,
    values: async () => keptValues(batchOf(interpretPlan(job.plan)), job.requests.slice(0, 1)),
    time: async () => 0,
    end: async () => {},
  };
  const contenders = [contender('own', 'this checkout', ROOT), contender('other', ref, folder), trusted];
  try {
    return (await compare(contenders, rounds, job.requests[0]!.keep.length)).slice(0, 2);
  } finally {
    rmSync(jobFile, { force: true });
  }
}
