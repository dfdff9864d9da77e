import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts'],
    // For a loaded machine of two cores: how long anything takes is no test's business, only that it comes.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    setupFiles: ['packages/fissure/test/setup.ts'],
    pool: 'threads',
  },
});
