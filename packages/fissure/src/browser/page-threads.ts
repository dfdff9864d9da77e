/**
 * A pool of a page's own workers. In a page that is isolated from other origins (served with the headers
 * `Cross-Origin-Opener-Policy: same-origin` and `Cross-Origin-Embedder-Policy: require-corp`) they share a queue; elsewhere
 * they get their blocks by message.
 */
import type { EngineName } from '../engine/compile-batch.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { openThreadPool, type Thread, type ThreadEvents } from '../experiment/thread-pool.ts';
import type { PoolMessage, WorkerAnswer } from '../experiment/worker-messages.ts';

/** A Web Worker, as far as the pool uses it. */
export interface PageWorker {
  onmessage: ((event: { readonly data: WorkerAnswer }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(message: PoolMessage): void;
  terminate(): void;
}

export interface PageThreads {
  /** Default: one less than the machine runs at once, since the page itself wants to draw; but two at least. */
  readonly workerCount?: number;
  /** Default: the fastest that the browser allows. All give the same bits. */
  readonly engine?: EngineName;
}

/** What a page has and the types of ECMAScript do not know. */
interface PageGlobals {
  readonly crossOriginIsolated?: boolean;
  readonly navigator?: { readonly hardwareConcurrency?: number };
}

/** `startWorker` starts a worker that simulates members. */
export function openPoolOfWorkers(startWorker: () => PageWorker, options: PageThreads = {}): MemberPool {
  const page = globalThis as unknown as PageGlobals;
  const size = Math.max(1, options.workerCount ?? Math.max(2, (page.navigator?.hardwareConcurrency ?? 2) - 1));
  const sharesMemory = page.crossOriginIsolated === true;
  const { engine } = options;
  return openThreadPool((events) => startThread(startWorker(), events), { size, engine, sharesMemory });
}

function startThread(worker: PageWorker, { onAnswer, onEnd }: ThreadEvents): Thread {
  let hasEnded = false;
  worker.onmessage = ({ data }) => onAnswer(data);
  // A worker that threw, or whose file could not be loaded, is of no more use.
  worker.onerror = ({ message }) => {
    if (hasEnded) return;
    hasEnded = true;
    worker.terminate();
    onEnd(new Error(message || 'its file could not be loaded'));
  };
  return {
    post: (message) => worker.postMessage(message),
    terminate: async () => worker.terminate(),
  };
}
