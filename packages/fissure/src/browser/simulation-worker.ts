/** A Web Worker that has workers of its own, and simulates for a page what it asks for. */
import type { SimulationAnswer, SimulationRequest } from './simulation-messages.ts';
import { Simulations } from './simulations.ts';
import { openPagePool, type PagePoolOptions } from './worker-pool.ts';

/** What a worker has and the types of ECMAScript do not know. */
interface WorkerGlobals {
  onmessage: ((event: { readonly data: SimulationRequest }) => void) | null;
  postMessage(answer: SimulationAnswer): void;
}

const worker = globalThis as unknown as WorkerGlobals;

export function serveSimulations(options: PagePoolOptions): void {
  const simulations = new Simulations({
    post: (answer) => worker.postMessage(answer),
    openPool: () => openPagePool(options),
  });
  worker.onmessage = ({ data }) => simulations.hear(data);
}
