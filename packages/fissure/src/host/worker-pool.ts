/**
 * A pool of worker threads that simulates members. A worker that dies (out of memory, killed) takes nothing with it but
 * the block it was at: the block is done once more by a new worker, and reported as lost members if that dies too.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EngineName } from '../engine/compile-batch.ts';
import { lostEnsemble } from '../experiment/ensembles.ts';
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import type { MemberPool } from '../experiment/simulate-experiment.ts';
import type { BlockRequest, WorkerAnswer } from './member-worker.ts';

export interface WorkerPoolOptions {
  /** Default: as many as the machine runs at once. */
  readonly workerCount?: number;
  /** Default: the fastest that the host allows. All give the same bits. */
  readonly engine?: EngineName;
  /** The worker's own file. Default: `member-worker.js` beside this one, or the built one when this runs from source. */
  readonly entry?: URL;
}

interface Task extends BlockRequest {
  attempts: number;
  readonly resolve: (ensemble: Ensemble) => void;
  readonly reject: (error: unknown) => void;
}

interface Lane {
  worker: Worker;
  ready: boolean;
  task: Task | undefined;
}

const ATTEMPTS = 2;

export function openWorkerPool(experiment: Experiment, options: WorkerPoolOptions = {}): MemberPool {
  const entry = options.entry ?? defaultEntry();
  const size = Math.max(1, options.workerCount ?? availableParallelism());
  const queue: Task[] = [];
  const lanes: Lane[] = [];
  let closed: Error | undefined;

  const feed = (lane: Lane) => {
    if (lane.task || closed) return;
    lane.task = queue.shift();
    if (!lane.task) return;
    lane.task.attempts += 1;
    lane.worker.postMessage({ first: lane.task.first, count: lane.task.count } satisfies BlockRequest);
  };

  const finish = (lane: Lane, settle: (task: Task) => void) => {
    const { task } = lane;
    lane.task = undefined;
    if (task) settle(task);
    feed(lane);
  };

  const hear = (lane: Lane, answer: WorkerAnswer) => {
    switch (answer.kind) {
      case 'ready':
        lane.ready = true;
        return;
      case 'block':
        return finish(lane, (task) => task.resolve(answer.ensemble));
      case 'error':
        return finish(lane, (task) => task.reject(answer.error));
    }
  };

  const bury = (lane: Lane, cause: Error) => {
    if (closed) return;
    // It never got as far as asking for work: another one would not either.
    if (!lane.ready) return fail(new Error(`The worker ${entry.href} did not start: ${cause.message}`, { cause }));
    lane.ready = false;
    lane.worker = hire(lane);
    const { task } = lane;
    lane.task = undefined;
    if (task && task.attempts < ATTEMPTS) queue.unshift(task);
    else if (task) task.resolve(lostEnsemble(experiment, membersOf(experiment, task)));
    feed(lane);
  };

  const hire = (lane: Lane): Worker => {
    const worker = new Worker(entry, { workerData: experiment, argv: options.engine ? [options.engine] : [] });
    let cause = new Error('it ended');
    worker.on('message', (answer: WorkerAnswer) => hear(lane, answer));
    worker.on('error', (error: Error) => {
      cause = error;
    });
    worker.on('exit', () => bury(lane, cause));
    return worker;
  };

  const fail = (error: Error) => {
    closed ??= error;
    for (const lane of lanes) finish(lane, (task) => task.reject(error));
    for (const task of queue.splice(0)) task.reject(error);
  };

  for (let i = 0; i < size; i++) {
    const lane = { ready: false, task: undefined } as Omit<Lane, 'worker'> as Lane;
    lane.worker = hire(lane);
    lanes.push(lane);
  }

  return {
    size,
    simulate: (first, count) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closed);
        queue.push({ first, count, attempts: 0, resolve, reject });
        for (const lane of lanes) feed(lane);
      }),
    close: async () => {
      fail(new Error('The worker pool was closed.'));
      await Promise.all(lanes.map((lane) => lane.worker.terminate()));
    },
  };
}

/** Threads are started by Node itself, which does not read TypeScript. */
function defaultEntry(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../../dist/host/member-worker.js' : './member-worker.js', import.meta.url);
}

function membersOf({ selection }: Experiment, { first, count }: BlockRequest): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => selection?.members[first + i] ?? first + i);
}
