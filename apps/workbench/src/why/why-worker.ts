import { serveAnalyst } from 'fissure/why-worker';

serveAnalyst(() => new Worker(new URL('../member-worker.ts', import.meta.url), { type: 'module' }) as never);
