import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  // A worker reads the texts of a model, and has no document to decode them with.
  resolve: { conditions: ['worker', ...defaultClientConditions] },
  build: {
    outDir: fileURLToPath(new URL('../../packages/fissure/dist/workbench', import.meta.url)),
    emptyOutDir: true,
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
