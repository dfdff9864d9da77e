/**
 * What was simulated of a study as it stands, kept in the cache folder of whoever ran it: a workbench opened later has its
 * verdicts at once. A file is found by everything that its numbers depend on, the program included; what is damaged, or of
 * anything else, is as good as none.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { experimentIdentity } from '../analysis/results.ts';
import { fromWireJson, toWireJson } from '../base/wire-json.ts';
import { type KnownBaseline, knownBaseline } from '../browser/study-message.ts';
import type { Baseline } from '../browser/what-if.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { writeAtomically } from '../host/write-atomically.ts';

/** The oldest go: a study that is worked on makes one with every test. */
const MOST_KEPT = 20;
const ENDING = '.results.gz';

interface Kept {
  readonly key: string;
  readonly baseline: KnownBaseline;
}

/** A convenience: where it cannot be written, nothing is kept and nothing is said. */
export async function keepResults(baseline: Baseline, folder = cacheFolder()): Promise<void> {
  if (folder === undefined) return;
  try {
    const key = keyOf(baseline.experiment);
    const kept: Kept = { key, baseline: knownBaseline(baseline) };
    await writeAtomically(join(folder, key + ENDING), gzipSync(toWireJson(kept), { level: 1 }));
    await removeOldest(folder);
  } catch {}
}

export function recallResults(experiment: Experiment, folder = cacheFolder()): KnownBaseline | undefined {
  if (folder === undefined) return undefined;
  try {
    const key = keyOf(experiment);
    const kept = fromWireJson(gunzipSync(readFileSync(join(folder, key + ENDING))).toString()) as Kept;
    return kept.key === key ? kept.baseline : undefined;
  } catch {
    return undefined;
  }
}

/** `FISSURE_CACHE` names another folder, or `none`. */
function cacheFolder(): string | undefined {
  const { FISSURE_CACHE: own, XDG_CACHE_HOME: shared, LOCALAPPDATA: windows } = process.env;
  if (own) return own === 'none' ? undefined : own;
  if (process.platform === 'win32') return windows && join(windows, 'fissure', 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'fissure');
  return join(shared || join(homedir(), '.cache'), 'fissure');
}

function keyOf(experiment: Experiment): string {
  const text = [programStamp(), experiment.memberCount, experimentIdentity(experiment)].join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Another build may give other numbers, whatever version it calls itself. */
function programStamp(): string {
  const root = fileURLToPath(new URL('../', import.meta.url));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[jt]s$/.test(path))
    .sort()
    .map((path) => {
      const { size, mtimeMs } = statSync(join(root, path));
      return `${path} ${size} ${mtimeMs}`;
    })
    .join('\n');
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING));
  const aged = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), time: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = aged.sort((a, b) => b.time - a.time).slice(MOST_KEPT);
  await Promise.all(old.map(({ path }) => rm(path, { force: true })));
}
