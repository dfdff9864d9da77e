/** What simulates the blocks of an experiment: this thread, or worker threads of Node or of a browser. */
import type { BatchProgram } from '../engine/batch.ts';
import type { Program } from '../engine/run.ts';
import type { BandsKind } from './bands-kind.ts';
import { type Blocks, placesOf } from './blocks.ts';
import type { Ensemble, Experiment } from './experiment.ts';
import { makeBlockSimulator } from './simulate-block.ts';

export interface BlockJob {
  readonly experiment: Experiment;
  readonly blocks: Blocks;
  readonly bands: BandsKind;
  /** Called with every block once, in no order. */
  readonly onBlock: (ensemble: Ensemble) => void;
  /** Stops handing out blocks; those under way may be lost. */
  readonly signal?: AbortSignal;
  /** What is not makes way for it between two blocks, and goes on behind it. */
  readonly isUrgent?: boolean;
}

/** May be used for one experiment after the other: its workers keep what they compiled. */
export interface MemberPool {
  /** How many blocks it works on at a time. */
  readonly size: number;
  /** Ends when all blocks are done, or soon after the signal. */
  run(job: BlockJob): Promise<void>;
  /** Abandons what is under way. */
  close(): Promise<void>;
}

/** Simulates one experiment in the calling thread, and lets it breathe between blocks. */
export function makeLocalPool(experiment: Experiment, program: Program | BatchProgram): MemberPool {
  return {
    size: 1,
    run: async ({ experiment: asked, blocks, bands, onBlock, signal }) => {
      if (asked.plan !== experiment.plan) throw new Error('this pool was made for another plan');
      const simulateBlock = makeBlockSimulator(asked, program, bands);
      for (let block = 0; block < blocks.count; block++) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (signal?.aborted) return;
        const { first, count } = placesOf(blocks, block);
        onBlock(simulateBlock(first, count));
      }
    },
    close: async () => undefined,
  };
}
