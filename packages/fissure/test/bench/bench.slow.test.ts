// The benchmarks run, check their answers, and clean up; what they measure is no matter of tests.
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { CompileTime } from '../../../../bench/compile-times.ts';
import { limitsPlan } from '../../../../bench/models/limits-plan.ts';
import { prunePlan } from '../../../../bench/models/prune-plan.ts';
import type { ModelResult } from '../../../../bench/print.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { loadStudyFolder } from '../../src/host/load-study-folder.ts';
import { checkModel } from '../../src/model/check-model.ts';
import type { PlanExpr } from '../../src/model/plan.ts';
import { childrenOf } from '../../src/model/plan-expressions.ts';
import { readStudy } from '../../src/study/read-study.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const hasGcc = spawnSync('gcc', ['--version']).status === 0;

interface Results {
  readonly notices: readonly string[];
  readonly models: readonly ModelResult[];
  readonly compiling: readonly CompileTime[];
}

async function bench(args: readonly string[], env = process.env): Promise<Results> {
  const command = ['scripts/run-typescript.mjs', 'bench/bench.ts', '--quick', '--json', ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT, env });
  return JSON.parse(stdout) as Results;
}

it.skipIf(!hasGcc)('measures the engines and C, all with the right answers', { timeout: 120_000 }, async () => {
  const { models, compiling } = await bench([]);
  const limits = models[0]!;
  const found = Object.fromEntries(limits.timings.map((timing) => [timing.id, timing]));
  expect(Object.keys(found)).toEqual(
    expect.arrayContaining(['webassembly', 'javascript', 'interpreter', 'scalar', 'locals', 'vectors128']),
  );
  for (const id of ['webassembly', 'javascript', 'vectors128']) expect(found[id]!.difference).toBe(0);
  for (const { ms } of Object.values(found)) expect(ms.median).toBeGreaterThan(0);
  expect(limits.bars.length).toBeGreaterThanOrEqual(4);
  expect(compiling).toHaveLength(4);
});

it('leaves C out with a notice where there is no gcc', { timeout: 60_000 }, async () => {
  const { notices, models } = await bench(['--only', 'limits'], { ...process.env, PATH: '' });
  expect(notices).toEqual([expect.stringContaining('gcc')]);
  expect(models[0]!.timings.map(({ id }) => id)).toEqual(['webassembly', 'javascript', 'interpreter']);
});

it('measures against another commit, and leaves no checkout behind', { timeout: 60_000 }, async () => {
  const worktrees = () => spawnSync('git', ['worktree', 'list'], { cwd: ROOT, encoding: 'utf8' }).stdout;
  const { models } = await bench(['--only', 'limits', 'HEAD']);
  expect(models[0]!.timings.map(({ label }) => label)).toEqual(['this checkout', 'HEAD']);
  expect(worktrees()).not.toContain('fissure-bench-');
});

it('has a model of the bars with the operations that it names, all of them needed', () => {
  const plan = limitsPlan(10);
  const keep = [plan.step[0]!.slot];
  const pruned = prunePlan(plan, keep);
  expect([pruned.step.length, pruned.member.length]).toEqual([plan.step.length, plan.member.length]);
  const counts = new Map<string, number>();
  const count = (expr: PlanExpr): void => {
    const name = 'fn' in expr ? expr.fn : expr.op;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    childrenOf(expr).forEach(count);
  };
  for (const { value } of plan.step) count(value);
  for (const { inflows, outflows } of plan.stocks) [...inflows, ...outflows].forEach(count);
  expect(plan.stocks.length + plan.member.length + plan.step.length).toBe(140);
  const wanted = { div: 34, lookup: 12, exp: 3, ln: 2, pow: 3, sqrt: 3, if: 6 };
  for (const [name, number] of Object.entries(wanted)) expect([name, counts.get(name)]).toEqual([name, number]);
  expect(counts.get('min')! + counts.get('max')!).toBe(20);
  expect(plan.lookups.every(({ x }) => x.length === 8)).toBe(true);
});

it('has a world model without mistakes', () => {
  const problems = new Problems();
  const { files } = loadStudyFolder(`${ROOT}bench/models/three-regions/`, problems);
  checkModel(readStudy(files, problems)!, problems);
  expect(problems.errorCount).toBe(0);
});
