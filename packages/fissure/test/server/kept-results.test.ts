/** Results kept between commands: the same to the last bit, found only while they are of the very same experiment. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { knownBaseline } from '../../src/browser/study-message.ts';
import { type Baseline, simulateBaseline } from '../../src/browser/what-if.ts';
import { openStudy } from '../../src/host/open-study.ts';
import { openWorkerPool } from '../../src/host/worker-pool.ts';
import { keepResults, recallResults } from '../../src/server/kept-results.ts';

const root = mkdtempSync(join(tmpdir(), 'fissure-kept-'));
const study = join(root, 'study');
const cache = join(root, 'cache');
const experimentOf = () => openStudy(study).experiment!;
let baseline: Baseline;

beforeAll(async () => {
  cpSync(fileURLToPath(new URL('../../../../studies/garrison/', import.meta.url)), study, { recursive: true });
  const pool = openWorkerPool({ workerCount: 2 });
  baseline = (await simulateBaseline({ ...experimentOf(), memberCount: 40 }, pool))!;
  await pool.close();
});

afterAll(() => rmSync(root, { recursive: true }));

it('come back to the last bit, and in one file', async () => {
  await keepResults(baseline, cache);
  await keepResults(baseline, cache);
  expect(readdirSync(cache)).toHaveLength(1);
  expect(recallResults({ ...experimentOf(), memberCount: 40 }, cache)).toEqual(knownBaseline(baseline));
});

it('are not those of another seed, number of members or equation', async () => {
  await keepResults(baseline, cache);
  const experiment = experimentOf();
  expect(recallResults(experiment, cache)).toBeUndefined();
  expect(recallResults({ ...experiment, memberCount: 40, seed: experiment.seed + 1 }, cache)).toBeUndefined();
  const file = join(study, 'model.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/equation: ([a-z_]+) \* /, 'equation: 2 * $1 * '));
  expect(readFileSync(file, 'utf8')).not.toBe(text);
  expect(recallResults({ ...experimentOf(), memberCount: 40 }, cache)).toBeUndefined();
  writeFileSync(file, text);
  expect(recallResults({ ...experimentOf(), memberCount: 40 }, cache)).toBeDefined();
});

it('are as good as none where the file is damaged', async () => {
  await keepResults(baseline, cache);
  const [name] = readdirSync(cache);
  const bytes = readFileSync(join(cache, name!));
  for (const damaged of [bytes.subarray(0, 100), Buffer.from('hello'), Buffer.alloc(0)]) {
    writeFileSync(join(cache, name!), damaged);
    expect(recallResults({ ...experimentOf(), memberCount: 40 }, cache)).toBeUndefined();
  }
});

it('make room: the oldest go', async () => {
  for (let i = 0; i < 25; i++) {
    const path = join(cache, `${i}.results.gz`);
    writeFileSync(path, '');
    utimesSync(path, 1000 + i, 1000 + i);
  }
  writeFileSync(join(cache, 'somebody else’s'), '');
  await keepResults(baseline, cache);
  const names = readdirSync(cache);
  expect(names).toHaveLength(21);
  expect(names).toContain('somebody else’s');
  expect(names).not.toContain('5.results.gz');
  expect(names).toContain('6.results.gz');
});

it('are not kept where nothing can be written, and nobody is bothered', async () => {
  const file = join(root, 'a file');
  writeFileSync(file, '');
  await keepResults(baseline, join(file, 'cache'));
  expect(recallResults(baseline.experiment, join(file, 'cache'))).toBeUndefined();
});
