/** The engine of another commit, checked out in a temporary worktree that is removed again, on Ctrl-C as well. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import type { BatchProgram } from '../packages/fissure/src/engine/batch.ts';
import type { Plan } from '../packages/fissure/src/model/plan.ts';

export interface ReferenceEngine {
  readonly name: string;
  readonly compile: (plan: Plan) => BatchProgram;
}

export async function loadReferenceEngine(ref: string): Promise<ReferenceEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-bench-'));
  const git = (...args: string[]): string =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  const commit = git('rev-parse', '--short', '--verify', '--end-of-options', `${ref}^{commit}`);
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
  };
  process.once('exit', remove);
  git('worktree', 'add', '--detach', '--quiet', folder, commit);
  const path = join(folder, 'packages/fissure/src/engine/webassembly/compile-webassembly.ts');
  const { module } = await runnerImport<{ compileWebAssembly: ReferenceEngine['compile'] }>(path);
  return { name: `WebAssembly of ${commit}`, compile: module.compileWebAssembly };
}
