/** The benchmarks run, and their checks of the answers hold; how fast it is, no test says. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { twinKinds } from '../../../../bench/c/twin.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

interface Report {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly ms: number }[];
}

describe('npm run bench -- --quick', () => {
  it('times every contender that this machine can run', { timeout: 120_000 }, () => {
    const args = ['scripts/run-typescript.mjs', 'bench/bench.ts', '--quick', '--json'];
    const text = execFileSync(process.execPath, args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const reports = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Report);
    expect(reports.map(({ title }) => title)).toEqual([
      'Synthetic model',
      'Synthetic model, RK4',
      'Mixed model',
      'Flagship',
      'Compile times',
    ]);
    const names = reports[0]!.rows.map(({ name }) => name);
    expect(names).toEqual(['interpreter', 'WebAssembly', 'JavaScript', ...twinKinds().map(({ name }) => name)]);
    for (const { rows } of reports) for (const { ms } of rows) expect(ms).toBeGreaterThan(0);
  });
});
