/** Simulates an experiment on worker threads with progress, and stops cleanly at Ctrl-C. */
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import { simulateExperiment } from '../experiment/simulate-experiment.ts';
import { openWorkerPool } from '../host/worker-pool.ts';
import { withInterrupt } from './interrupt.ts';
import type { ExperimentOptions } from './options.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

const BLOCK_SIZE = 4;

export interface SimulatedEnsemble {
  readonly ensemble: Ensemble;
  readonly interrupted: boolean;
}

export async function simulateForCommand(
  experiment: Experiment,
  options: ExperimentOptions,
  terminal: Terminal,
  label: string,
): Promise<SimulatedEnsemble> {
  return withInterrupt(terminal, async (signal) => {
    const pool = openWorkerPool(experiment, { workerCount: options.workers, engine: options.engine });
    const progress = new Progress(terminal, label);
    try {
      const ensemble = await simulateExperiment(experiment, {
        pool,
        signal,
        // Small, so that progress moves and stopping loses little; a message costs less than any member.
        blockSize: BLOCK_SIZE,
        onProgress: ({ done, total }) => progress.update(done, total),
      });
      progress.finish();
      return { ensemble, interrupted: signal.aborted };
    } finally {
      await pool.close();
    }
  });
}
