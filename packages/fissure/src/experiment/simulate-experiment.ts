/**
 * Simulates an experiment block by block in a pool, and puts the blocks together in member order. The result is the same
 * to the last bit however many workers there are and however the blocks are cut.
 */

import type { BandsKind } from './bands-kind.ts';
import { bandsKindOf } from './bands-kind.ts';
import { cutIntoBlocks, defaultBlockSize, membersAt, memberTotal } from './blocks.ts';
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
  /** Up to which place members are simulated. Default: all. */
  readonly count?: number;
  /** Those at the first places that are there already, with exact bands: they come out as they are. */
  readonly known?: Ensemble;
  /** Default: by the size of the experiment. */
  readonly bands?: BandsKind;
  /** Goes before what the pool is at. */
  readonly isUrgent?: boolean;
}

/** Does not close the pool. */
export async function simulateExperiment(experiment: Experiment, options: SimulateOptions): Promise<Ensemble> {
  const { pool, onProgress, signal, isUrgent, bands = bandsKindOf(experiment) } = options;
  const { known, count: total = memberTotal(experiment) } = options;
  const first = known?.members.length ?? 0;
  const blockSize = options.blockSize ?? defaultBlockSize(experiment, pool.size, bands === 'sketched');
  const collector = new EnsembleCollector(experiment, membersAt(experiment, 0, total), bands);
  // Not before the first block: the pool is at work by then.
  const addKnown = () => {
    if (known && collector.count === 0) collector.add(known);
  };
  const onBlock = (block: Ensemble) => {
    // What comes in after stopping is dropped: the ensemble has been handed out.
    if (signal?.aborted) return;
    addKnown();
    collector.add(block);
    onProgress?.({ done: collector.count, total });
  };
  const blocks = cutIntoBlocks({ first, count: total - first }, blockSize);
  await pool.run({ experiment, blocks, bands, onBlock, signal, isUrgent });
  addKnown();
  return collector.finish();
}
