import { serveSimulations } from 'fissure/simulation-worker';

const startWorker = () => new Worker(new URL('./member-worker.ts', import.meta.url), { type: 'module' });
serveSimulations({ startWorker: startWorker as never });
