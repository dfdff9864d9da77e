import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** `--mode page` and `--mode worker`: each becomes one script that needs nothing else, to be inlined into a report. */
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL('../../packages/fissure/dist/report-live', import.meta.url)),
    emptyOutDir: mode === 'page',
    target: 'es2022',
    lib: {
      entry: fileURLToPath(new URL(`src/${mode}.ts`, import.meta.url)),
      formats: ['iife'],
      name: 'fissure',
      fileName: () => `${mode}.js`,
    },
  },
}));
