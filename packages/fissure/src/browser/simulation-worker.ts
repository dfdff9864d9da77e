/** A Web Worker that has workers of its own, and simulates for a page what it asks for. */
import { serveSimulationsOn } from './serve-simulations.ts';
import { openPagePool, type PagePoolOptions } from './worker-pool.ts';

export function serveSimulations(options: PagePoolOptions): void {
  serveSimulationsOn(() => openPagePool(options));
}
