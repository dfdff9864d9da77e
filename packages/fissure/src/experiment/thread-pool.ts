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
  /** Work that it has been sent and has not reported as done, in the order in which it does it. */
  inbox: readonly Task[];
  sent: SentOnce;
}

interface Task {
  readonly work: Work;
  /** A block that it was given by message. */
  readonly given: number | undefined;
}

/** Urgent work goes before the other: that makes way for it between two blocks, and goes on behind it. */
type Turn = 'urgent' | 'plain';

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
  readonly #works: Record<Turn, Work | undefined> = { urgent: undefined, plain: undefined };
  readonly #last: Record<Turn, Promise<unknown>> = { urgent: Promise.resolve(), plain: Promise.resolve() };
  #workCount = 0;
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

  /** Jobs that come while another one of their kind runs wait for it. */
  run(job: BlockJob): Promise<void> {
    const turn = job.isUrgent ? 'urgent' : 'plain';
    const own = this.#last[turn].then(() => this.#run(job, turn));
    this.#last[turn] = own.catch(() => undefined);
    return own;
  }

  async close(): Promise<void> {
    this.#fail(new Error('The worker pool was closed.'));
    await Promise.all(this.#lanes.map((lane) => lane.thread.terminate()));
  }

  async #run(job: BlockJob, turn: Turn): Promise<void> {
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
    this.#works[turn] = work;
    if (turn === 'urgent') this.#works.plain?.queue?.pause();
    this.#employAll();
    try {
      await promise;
    } finally {
      this.#works[turn] = undefined;
      work.queue?.stop();
      signal?.removeEventListener('abort', stop);
      this.#employAll();
    }
  }

  #hire(lane: Lane): void {
    Object.assign(lane, { isReady: false, inbox: [], sent: new SentOnce() });
    lane.thread = this.#start({
      onAnswer: (answer) => this.#hear(lane, answer),
      onEnd: (cause) => this.#bury(lane, cause),
    });
  }

  #employAll(): void {
    for (const work of Object.values(this.#works)) if (work) this.#regain(work);
    for (const lane of this.#lanes) this.#employ(lane);
  }

  /** Blocks that a worker took and died before it noted them: nobody is at them, and nobody has done them. */
  #regain(work: Work): void {
    if (hasMore(work) || this.#lanes.some((lane) => isAt(lane, work))) return;
    for (let block = 0; block < work.blocks.count; block++) if (!work.received[block]) work.again.push(block);
  }

  /** Gives a lane its next work, if there is any; one that is not ready is employed when it is. */
  #employ(lane: Lane): void {
    const work = [this.#works.urgent, this.#works.plain].find((one) => one && hasMore(one));
    if (!work || !lane.isReady || isAt(lane, work)) return;
    work.queue?.resume();
    const given = work.again.shift() ?? (work.queue ? undefined : work.next++);
    const experiment = lane.sent.send(lane.thread, work, this.#options.engine);
    lane.inbox = [...lane.inbox, { work, given }];
    const { id: job, blocks, queue } = work;
    lane.thread.post({ kind: 'work', job, experiment, blocks, given, lane: lane.index, queue: queue?.memory });
  }

  #hear(lane: Lane, answer: WorkerAnswer): void {
    switch (answer.kind) {
      case 'ready':
        lane.isReady = true;
        this.#employ(lane);
        return;
      case 'block':
        this.#receive(answer.job, answer.block, answer.ensemble);
        return;
      case 'drained':
        this.#rest(lane, answer.job);
        return;
      case 'error':
        lane.inbox = [];
        this.#rejectAll(answer.error);
        return;
    }
  }

  #workOf(job: number): Work | undefined {
    return Object.values(this.#works).find((work) => work?.id === job);
  }

  /** What comes of a job that has ended is dropped. */
  #receive(job: number, block: number, ensemble: Ensemble): void {
    const work = this.#workOf(job);
    if (!work || work.received[block]) return;
    work.received[block] = 1;
    work.remaining -= 1;
    try {
      work.onBlock(ensemble);
    } catch (error) {
      work.settle.reject(error);
    }
    if (work.remaining === 0) work.settle.resolve();
  }

  #rest(lane: Lane, job: number): void {
    lane.inbox = lane.inbox.filter(({ work }) => work.id !== job);
    this.#employAll();
  }

  #bury(lane: Lane, cause: Error): void {
    if (this.#closed) return;
    // It never got as far as asking for work: another one would not either.
    if (!lane.isReady) {
      this.#fail(new Error(`A worker did not start: ${cause.message}`, { cause }));
      return;
    }
    const { inbox } = lane;
    this.#hire(lane);
    for (const [i, { work, given }] of inbox.entries()) {
      // It does one after the other: what it died of is a block of the first.
      const fatal = i === 0 ? (work.queue?.begun(lane.index) ?? given) : undefined;
      work.queue?.clear(lane.index);
      for (const block of new Set([fatal, given])) {
        if (block === undefined || work.received[block]) continue;
        if (block === fatal) work.deaths[block]! += 1;
        if (work.deaths[block]! < ATTEMPTS) work.again.push(block);
        else this.#receive(work.id, block, lostBlock(work, block));
      }
    }
    this.#employAll();
  }

  #fail(error: Error): void {
    this.#closed ??= error;
    this.#rejectAll(error);
  }

  #rejectAll(error: unknown): void {
    for (const work of Object.values(this.#works)) {
      work?.queue?.stop();
      work?.settle.reject(error);
    }
  }
}

/** Blocks that no lane has been given, or has taken. */
function hasMore({ again, queue, next, blocks }: Work): boolean {
  return again.length > 0 || (queue?.taken ?? next) < blocks.count;
}

function isAt({ inbox }: Lane, wanted: Work): boolean {
  return inbox.some(({ work }) => work === wanted);
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
