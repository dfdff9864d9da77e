/** The flagship with so many members and no screening, served, and one thread that simulates members of it beside that. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { spreadOf } from '../../../../bench/workbench/waits.ts';
import { simulateBaseline } from '../../src/browser/what-if.ts';
import { compileBatch } from '../../src/engine/compile-batch.ts';
import { ofOutputs } from '../../src/experiment/narrow-experiment.ts';
import { planUseOf } from '../../src/experiment/plan-use.ts';
import { makeMemberSimulator } from '../../src/experiment/simulate-members.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { openWorkerPool } from '../../src/host/worker-pool.ts';
import { serveWorkbench } from '../../src/server/serve-workbench.ts';

const FLAGSHIP = fileURLToPath(new URL('../../../../studies/islamic-state/', import.meta.url));

export async function serveFlagship(members: number) {
  const folder = mkdtempSync(join(tmpdir(), 'fissure-'));
  cpSync(FLAGSHIP, folder, { recursive: true });
  const settings = join(folder, 'study.yaml');
  const text = readFileSync(settings, 'utf8');
  writeFileSync(settings, text.replace(/^(members|candidates): \d+$/gm, `$1: ${members}`));
  const experiment = openStudy(folder).experiment!;
  expect([experiment.memberCount, experiment.candidateCount]).toEqual([members, members]);
  const pool = openWorkerPool();
  const known = await simulateBaseline(experiment, pool).finally(() => pool.close());
  const lean = ofOutputs(known!.experiment, new Set());
  const simulate = makeMemberSimulator(lean, compileBatch(lean.plan, 'webassembly', planUseOf(lean)));
  // As after screening, where hardly any member counts more than another: else a few would stand for a hundred.
  const weights = { ...known!.weights, fitted: new Float64Array(members).fill(1 / members) };
  const server = await serveWorkbench(folder, 0, { ...known!, weights });

  /**
   * Milliseconds that this thread takes for so many members: elapsed, and of processor time. (Node counts that of the whole
   * process: tests beside this one can only make a bar wider.)
   */
  const alone = (count: number) => {
    const times = Array.from({ length: 5 }, () => {
      const [began, used] = [performance.now(), process.cpuUsage()];
      simulate(0, count);
      const { user, system } = process.cpuUsage(used);
      return { elapsed: performance.now() - began, worked: (user + system) / 1000 };
    });
    return {
      elapsed: spreadOf(times.map(({ elapsed }) => elapsed)).median,
      worked: spreadOf(times.map(({ worked }) => worked)).median,
    };
  };

  return {
    url: server.url,
    alone,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
