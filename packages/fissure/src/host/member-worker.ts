/**
 * A worker thread that simulates blocks of members of one experiment. It gets the experiment when it starts, says
 * `ready`, and then answers every block with its ensemble, whose memory it hands over.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { compileBatch, type EngineName } from '../engine/compile-batch.ts';
import { buffersOf } from '../experiment/ensembles.ts';
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import { planUseOf } from '../experiment/plan-use.ts';
import { makeMemberSimulator } from '../experiment/simulate-members.ts';

export interface BlockRequest {
  readonly first: number;
  readonly count: number;
}

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'block'; readonly ensemble: Ensemble }
  /** A bug of ours: an experiment that throws would throw again. */
  | { readonly kind: 'error'; readonly error: unknown };

const port = parentPort!;
const answer = (message: WorkerAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const experiment = workerData as Experiment;
const ENGINES: readonly EngineName[] = ['webassembly', 'javascript', 'interpreter'];
const engine = ENGINES.find((name) => name === process.argv.at(-1));
const simulateBlock = makeMemberSimulator(experiment, compileBatch(experiment.plan, engine, planUseOf(experiment)));

port.on('message', ({ first, count }: BlockRequest) => {
  try {
    const ensemble = simulateBlock(first, count);
    answer({ kind: 'block', ensemble }, buffersOf(ensemble));
  } catch (error) {
    answer({ kind: 'error', error });
  }
});
answer({ kind: 'ready' });
