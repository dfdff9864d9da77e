/** The pool of Node's worker threads. They share memory with the main thread always. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EngineName } from '../engine/compile-batch.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { openThreadPool, type Thread, type ThreadEvents } from '../experiment/thread-pool.ts';

export interface WorkerPoolOptions {
  /** Default: as many as the machine runs at once. */
  readonly workerCount?: number;
  /** Default: the fastest that the host allows. All give the same bits. */
  readonly engine?: EngineName;
  /** The worker's own file. Default: `member-worker.js` beside this one, or the built one when this runs from source. */
  readonly entry?: URL;
  /** Default true; false makes the workers work by messages, as in a page without cross-origin isolation. */
  readonly sharesMemory?: boolean;
}

export function openWorkerPool(options: WorkerPoolOptions = {}): MemberPool {
  const { entry = defaultEntry(), engine, sharesMemory = true } = options;
  const size = Math.max(1, options.workerCount ?? availableParallelism());
  return openThreadPool((events) => startWorker(entry, events), { size, engine, sharesMemory });
}

/** Of every worker's heap: what members leave behind there is short-lived, and numbers lie outside of it. */
const YOUNG_MEGABYTES = 8;

function startWorker(entry: URL, { onAnswer, onEnd }: ThreadEvents): Thread {
  const worker = new Worker(entry, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES } });
  let cause = new Error(`${entry.href} ended`);
  worker.on('message', onAnswer);
  worker.on('error', (error: Error) => {
    cause = error;
  });
  // Messages that were sent before the end have been heard by now.
  worker.on('exit', () => onEnd(cause));
  return {
    post: (message) => worker.postMessage(message),
    terminate: async () => {
      await worker.terminate();
    },
  };
}

/** Threads are started by Node itself, which does not read TypeScript. */
function defaultEntry(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../../dist/host/member-worker.js' : './member-worker.js', import.meta.url);
}
