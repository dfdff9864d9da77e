/**
 * Simulates an experiment block by block, here or in a pool of workers, and puts the blocks together in member order.
 * The result is the same to the last bit however many workers there are and however the blocks are cut.
 */
import type { BatchProgram } from '../engine/batch.ts';
import type { Program } from '../engine/run.ts';
import { joinEnsembles } from './ensembles.ts';
import type { Ensemble, Experiment } from './experiment.ts';
import { makeMemberSimulator } from './simulate-members.ts';

/** Something that simulates blocks of one experiment; `host/worker-pool.ts` makes one of worker threads. */
export interface MemberPool {
  /** How many blocks it works on at a time. */
  readonly size: number;
  simulate(first: number, count: number): Promise<Ensemble>;
  /** Abandons what is under way. */
  close(): Promise<void>;
}

export interface SimulateOptions {
  readonly pool: MemberPool;
  /** Called after every block. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Stops after the blocks that are finished; `Ensemble.members` says which members are there. */
  readonly signal?: AbortSignal;
  readonly blockSize?: number;
}

/** Does not close the pool. */
export async function simulateExperiment(experiment: Experiment, options: SimulateOptions): Promise<Ensemble> {
  const { pool, onProgress, signal } = options;
  const blocks: Ensemble[] = [];
  const total = experiment.selection?.members.length ?? experiment.memberCount;
  let next = 0;
  let done = 0;
  const size = options.blockSize ?? defaultBlockSize(total, pool.size);
  const work = async () => {
    while (next < total && !signal?.aborted) {
      const first = next;
      next = Math.min(total, first + size);
      const block = await pool.simulate(first, next - first);
      // What comes in after stopping is dropped: the ensemble has been handed out.
      if (signal?.aborted) return;
      blocks.push(block);
      done += block.members.length;
      onProgress?.({ done, total });
    }
  };
  const lanes = Array.from({ length: pool.size }, work);
  await untilAborted(Promise.all(lanes), signal);
  return joinEnsembles(experiment, blocks);
}

/** Small enough that workers finish together and stopping loses little, large enough that messages cost nothing. */
function defaultBlockSize(memberCount: number, workerCount: number): number {
  return Math.max(1, Math.min(20, Math.ceil(memberCount / (workerCount * 8))));
}

async function untilAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) {
    await work;
    return;
  }
  const { promise: aborted, resolve } = withResolver();
  if (signal.aborted) resolve();
  signal.addEventListener('abort', resolve, { once: true });
  // A failure after stopping has nobody left to hear it.
  work.catch(() => undefined);
  await Promise.race([work, aborted]);
  signal.removeEventListener('abort', resolve);
}

function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Simulates in the calling thread, and lets it breathe between blocks. */
export function makeLocalPool(experiment: Experiment, program: Program | BatchProgram): MemberPool {
  const simulateBlock = makeMemberSimulator(experiment, program);
  return {
    size: 1,
    simulate: async (first, count) => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      return simulateBlock(first, count);
    },
    close: async () => undefined,
  };
}
