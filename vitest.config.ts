import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const FOLDER = 'packages/fissure/test';

/**
 * Two pages at once on two cores wait for each other, and what measures time would measure what runs beside it: such files run one
 * after the other, behind all else.
 */
const alone = readdirSync(FOLDER, { encoding: 'utf8', recursive: true })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(FOLDER, name))
  .filter((file) =>
    /(in-browser|launch-browser|time-spent)\.ts'|performance\.now|cpuUsage/.test(readFileSync(file, 'utf8')),
  );

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
        test: {
          ...{ name: 'beside each other', include: [`${FOLDER}/**/*.test.ts`], exclude: alone },
          ...{ maxWorkers: 2, sequence: { groupOrder: 0 } },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
