import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const FOLDER = 'packages/fissure/test';
const ALL = `${FOLDER}/**/*.test.ts`;

const filesWith = (pattern: RegExp) =>
  readdirSync(FOLDER, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(FOLDER, name))
    .filter((file) => pattern.test(readFileSync(file, 'utf8')));

/** Two pages at once on two cores wait for each other. */
const pages = filesWith(/(in-browser|launch-browser)\.ts'/);
/** What measures time would measure what runs beside it. */
const timed = filesWith(/time-spent\.ts'|performance\.now|cpuUsage/).filter((file) => !pages.includes(file));
/** Whole suites of models, benchmarks, and results of the flagship computed once more. */
const slow = `${FOLDER}/**/*.slow.test.ts`;

const beside = (groupOrder: number) => ({ maxWorkers: 2, sequence: { groupOrder } });
const alone = (groupOrder: number) => ({ maxWorkers: 1, sequence: { groupOrder } });

/** `npm test` runs `quick` and `timed`, which take some minutes; `npm run test-slow` the others. */
export default defineConfig({
  test: {
    // For a loaded machine of two cores: how long anything takes is no test's business, only that it comes.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    setupFiles: [`${FOLDER}/setup.ts`],
    pool: 'threads',
    projects: [
      {
        extends: true,
        test: { name: 'quick', include: [ALL], exclude: [...pages, ...timed, slow], ...beside(0) },
      },
      { extends: true, test: { name: 'timed', include: timed, exclude: [slow], ...alone(1) } },
      { extends: true, test: { name: 'slow', include: [slow], exclude: pages, ...beside(2) } },
      { extends: true, test: { name: 'pages', include: pages, ...alone(3) } },
    ],
  },
});
