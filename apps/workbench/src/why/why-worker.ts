import { serveAnalyst } from 'fissure/why-worker';

serveAnalyst(
  (name) => new Worker(new URL('../simulation-worker.ts', import.meta.url), { type: 'module', name }) as never,
);
