/**
 * A pool of threads that simulate blocks of members: what is the same for Node's worker threads and a browser's workers.
 * Where memory can be shared, workers take blocks from an atomic queue; elsewhere they are given one by one.
 *
 * A worker that dies (out of memory, killed) takes nothing with it but the block it was at: the block is done once more
 * by its successor, and reported as lost members if that one dies of it too.
 */
import type { EngineName } from '../engine/compile-batch.ts';
import { SharedBlockQueue } from './block-queue.ts';
import { membersAt, placesOf } from './blocks.ts';
import { lostEnsemble } from './ensembles.ts';
import type { Ensemble } from './experiment.ts';
import type { BlockJob, MemberPool } from './member-pool.ts';
import { SentOnce } from './sent-once.ts';
import type { PoolMessage, WorkerAnswer } from './worker-messages.ts';

/** A thread that serves blocks (serve-blocks.ts). */
export interface Thread {
  post(message: PoolMessage): void;
  terminate(): Promise<void>;
}

export interface ThreadEvents {
  readonly onAnswer: (answer: WorkerAnswer) => void;
  /** It ended, by itself or by a fault; nothing comes after this. */
  readonly onEnd: (cause: Error) => void;
}

export interface ThreadPoolOptions {
  readonly size: number;
  readonly engine?: EngineName;
  /** Whether threads can share memory with this one. */
  readonly sharesMemory: boolean;
}

/** Attempts at a block before its members are given up. */
const ATTEMPTS = 2;

interface Lane {
  readonly index: number;
  thread: Thread;
  isReady: boolean;
  /** Has work that it has not reported as done. */
  isBusy: boolean;
  /** Blocks given by message that have not come back. */
  given: readonly number[];
  sent: SentOnce;
}

/** One job with the state of its blocks. */
interface Work extends BlockJob {
  readonly id: number;
  readonly queue: SharedBlockQueue | undefined;
  readonly received: Uint8Array;
  readonly deaths: Uint8Array;
  remaining: number;
  /** Without a queue: the next block to be given. */
  next: number;
  /** To be given before all others. */
  readonly again: number[];
  readonly settle: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
}

export function openThreadPool(start: (events: ThreadEvents) => Thread, options: ThreadPoolOptions): MemberPool {
  return new ThreadPool(start, options);
}

class ThreadPool implements MemberPool {
  readonly size: number;
  readonly #start: (events: ThreadEvents) => Thread;
  readonly #options: ThreadPoolOptions;
  readonly #lanes: readonly Lane[];
  #work: Work | undefined;
  #workCount = 0;
  #last: Promise<unknown> = Promise.resolve();
  #closed: Error | undefined;

  constructor(start: (events: ThreadEvents) => Thread, options: ThreadPoolOptions) {
    this.size = options.size;
    this.#start = start;
    this.#options = options;
    this.#lanes = Array.from({ length: options.size }, (_, index) => {
      const lane = { index } as Lane;
      this.#hire(lane);
      return lane;
    });
  }

  /** Jobs that come while another one runs wait for it. */
  run(job: BlockJob): Promise<void> {
    const own = this.#last.then(() => this.#run(job));
    this.#last = own.catch(() => undefined);
    return own;
  }

  async close(): Promise<void> {
    this.#fail(new Error('The worker pool was closed.'));
    await Promise.all(this.#lanes.map((lane) => lane.thread.terminate()));
  }

  async #run(job: BlockJob): Promise<void> {
    if (this.#closed) throw this.#closed;
    const { signal, blocks } = job;
    if (signal?.aborted || blocks.count === 0) return;
    const { promise, ...settle } = withResolvers();
    const work: Work = {
      ...job,
      id: this.#workCount++,
      queue: this.#options.sharesMemory ? SharedBlockQueue.forLanes(this.size) : undefined,
      received: new Uint8Array(blocks.count),
      deaths: new Uint8Array(blocks.count),
      remaining: blocks.count,
      next: 0,
      again: [],
      settle,
    };
    const stop = () => {
      work.queue?.stop();
      settle.resolve();
    };
    signal?.addEventListener('abort', stop, { once: true });
    this.#work = work;
    for (const lane of this.#lanes) {
      lane.isBusy = false;
      lane.given = [];
      this.#employ(lane, work);
    }
    try {
      await promise;
    } finally {
      this.#work = undefined;
      work.queue?.stop();
      signal?.removeEventListener('abort', stop);
    }
  }

  #hire(lane: Lane): void {
    Object.assign(lane, { isReady: false, isBusy: false, given: [], sent: new SentOnce() });
    lane.thread = this.#start({
      onAnswer: (answer) => this.#hear(lane, answer),
      onEnd: (cause) => this.#bury(lane, cause),
    });
  }

  /** Gives a lane its next work, if there is any; one that is not ready is employed when it is. */
  #employ(lane: Lane, work: Work): void {
    if (!lane.isReady) return;
    const block = work.again.shift() ?? (work.queue ? undefined : this.#nextOf(work));
    if (block === undefined && !work.queue) return;
    const experiment = lane.sent.send(lane.thread, work, this.#options.engine);
    lane.given = block === undefined ? [] : [block];
    lane.isBusy = true;
    const { id: job, blocks, queue } = work;
    const { given, index } = lane;
    lane.thread.post({ kind: 'work', job, experiment, blocks, given, lane: index, queue: queue?.memory });
  }

  #nextOf(work: Work): number | undefined {
    return work.next < work.blocks.count ? work.next++ : undefined;
  }

  #hear(lane: Lane, answer: WorkerAnswer): void {
    const work = this.#work;
    switch (answer.kind) {
      case 'ready':
        lane.isReady = true;
        if (work) this.#employ(lane, work);
        return;
      case 'block':
        if (work?.id === answer.job) this.#receive(work, answer.block, answer.ensemble);
        return;
      case 'drained':
        if (work?.id === answer.job) this.#rest(lane, work);
        return;
      case 'error':
        work?.settle.reject(answer.error);
        return;
    }
  }

  #receive(work: Work, block: number, ensemble: Ensemble): void {
    if (work.received[block]) return;
    work.received[block] = 1;
    work.remaining -= 1;
    try {
      work.onBlock(ensemble);
    } catch (error) {
      work.settle.reject(error);
    }
    if (work.remaining === 0) work.settle.resolve();
  }

  #rest(lane: Lane, work: Work): void {
    lane.isBusy = false;
    lane.given = [];
    if (work.again.length > 0 || !work.queue) this.#employ(lane, work);
    if (work.remaining === 0 || this.#lanes.some(({ isReady, isBusy }) => isBusy || !isReady)) return;
    // A worker died between taking a block and noting it: nobody is at it, and nobody has done it.
    for (let block = 0; block < work.blocks.count; block++) if (!work.received[block]) work.again.push(block);
    for (const idle of this.#lanes) this.#employ(idle, work);
  }

  #bury(lane: Lane, cause: Error): void {
    if (this.#closed) return;
    // It never got as far as asking for work: another one would not either.
    if (!lane.isReady) {
      this.#fail(new Error(`A worker did not start: ${cause.message}`, { cause }));
      return;
    }
    const work = this.#work;
    const left = lane.given;
    this.#hire(lane);
    if (!work) return;
    const fatal = work.queue?.begun(lane.index) ?? left[0];
    work.queue?.clear(lane.index);
    for (const block of new Set(fatal === undefined ? left : [fatal, ...left])) {
      if (work.received[block]) continue;
      if (block === fatal) work.deaths[block]! += 1;
      if (work.deaths[block]! < ATTEMPTS) work.again.push(block);
      else this.#receive(work, block, lostBlock(work, block));
    }
  }

  #fail(error: Error): void {
    this.#closed ??= error;
    this.#work?.queue?.stop();
    this.#work?.settle.reject(error);
  }
}

function lostBlock({ experiment, blocks, bands }: BlockJob, block: number): Ensemble {
  const { first, count } = placesOf(blocks, block);
  return lostEnsemble(experiment, membersAt(experiment, first, count), bands);
}

function withResolvers() {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
