/**
 * Simulates an experiment block by block in a pool, and puts the blocks together in member order. The result is the same
 * to the last bit however many workers there are and however the blocks are cut.
 */

import type { BandsKind } from './bands-kind.ts';
import { bandsKindOf } from './bands-kind.ts';
import { cutIntoBlocks, defaultBlockSize, membersAt, memberTotal, type Places } from './blocks.ts';
import { EnsembleCollector } from './ensemble-collector.ts';
import type { Ensemble, Experiment } from './experiment.ts';
import type { MemberPool } from './member-pool.ts';

export { type MemberPool, makeLocalPool } from './member-pool.ts';

export interface SimulateOptions {
  readonly pool: MemberPool;
  /** Called after every block. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Stops after the blocks that are finished; `Ensemble.members` says which members are there. */
  readonly signal?: AbortSignal;
  readonly blockSize?: number;
  /** Default: all. */
  readonly places?: Places;
  /** Default: by the size of the experiment. */
  readonly bands?: BandsKind;
  /** Goes before what the pool is at. */
  readonly isUrgent?: boolean;
}

/** Does not close the pool. */
export async function simulateExperiment(experiment: Experiment, options: SimulateOptions): Promise<Ensemble> {
  const { pool, onProgress, signal, isUrgent, bands = bandsKindOf(experiment) } = options;
  const places = options.places ?? { first: 0, count: memberTotal(experiment) };
  const total = places.count;
  const blockSize = options.blockSize ?? defaultBlockSize(experiment, pool.size, bands === 'sketched');
  const collector = new EnsembleCollector(experiment, membersAt(experiment, places.first, total), bands);
  const onBlock = (block: Ensemble) => {
    // What comes in after stopping is dropped: the ensemble has been handed out.
    if (signal?.aborted) return;
    collector.add(block);
    onProgress?.({ done: collector.count, total });
  };
  await pool.run({ experiment, blocks: cutIntoBlocks(places, blockSize), bands, onBlock, signal, isUrgent });
  return collector.finish();
}
