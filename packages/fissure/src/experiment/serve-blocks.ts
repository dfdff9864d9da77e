/** The worker's side of a pool: compiles plans, simulates blocks, and hands over the memory of what came out. */
import type { BatchProgram } from '../engine/batch.ts';
import { compileBatch } from '../engine/compile-batch.ts';
import { SharedBlockQueue } from './block-queue.ts';
import { placesOf } from './blocks.ts';
import { buffersOf } from './ensembles.ts';
import type { Experiment } from './experiment.ts';
import { makeBlockSimulator } from './simulate-block.ts';
import type { MemberSimulator } from './simulate-members.ts';
import type { PoolMessage, WorkerAnswer } from './worker-messages.ts';

export type PostAnswer = (answer: WorkerAnswer, transfer?: ArrayBuffer[]) => void;

/** Makes what hears the pool's messages; `post` answers them. */
export function serveBlocks(post: PostAnswer): (message: PoolMessage) => void {
  const programs = new Map<number, BatchProgram>();
  const parts = new Map<number, unknown>();
  const simulators = new Map<number, MemberSimulator>();
  return (message) => {
    try {
      switch (message.kind) {
        case 'plan':
          programs.delete(message.forget ?? -1);
          programs.set(message.id, compileBatch(message.plan, message.engine, message.use));
          return;
        case 'part':
          parts.delete(message.forget ?? -1);
          parts.set(message.id, message.value);
          return;
        case 'experiment': {
          const program = programs.get(message.plan)!;
          const large = Object.fromEntries(message.parts.map(([name, id]) => [name, parts.get(id)]));
          const experiment = { ...message.experiment, ...large, plan: program.plan } as Experiment;
          simulators.delete(message.forget ?? -1);
          simulators.set(message.id, makeBlockSimulator(experiment, program, message.bands));
          return;
        }
        case 'work':
          return work(message, simulators.get(message.experiment)!, post);
      }
    } catch (error) {
      post({ kind: 'error', error });
    }
  };
}

function work(
  { job, blocks, given, lane, queue: memory }: Extract<PoolMessage, { kind: 'work' }>,
  simulate: MemberSimulator,
  post: PostAnswer,
): void {
  const queue = memory && new SharedBlockQueue(memory);
  const isStopped = () => queue?.isStopped ?? false;
  const doBlock = (block: number) => {
    const { first, count } = placesOf(blocks, block);
    const ensemble = simulate(first, count, { isStopped });
    if (isStopped()) return;
    post({ kind: 'block', job, block, ensemble }, buffersOf(ensemble));
  };
  if (given !== undefined) {
    queue?.begin(lane, given);
    doBlock(given);
  }
  for (let block = queue?.take(lane, blocks.count); block !== undefined; block = queue?.take(lane, blocks.count))
    doBlock(block);
  post({ kind: 'drained', job });
}
