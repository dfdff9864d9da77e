/** Simulates an experiment on worker threads with progress, screening first where it asks for it; stops cleanly at Ctrl-C. */
import { logLikelihoodsOf } from '../analysis/weights.ts';
import { emptyEnsemble } from '../experiment/ensembles.ts';
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import { screeningOf } from '../experiment/screening.ts';
import { selectMembers } from '../experiment/selection.ts';
import { simulateExperiment } from '../experiment/simulate-experiment.ts';
import { openWorkerPool } from '../host/worker-pool.ts';
import { withInterrupt } from './interrupt.ts';
import type { ExperimentOptions } from './options.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

// Small, so that progress moves and stopping loses little; a message costs less than any member in full.
const BLOCK_SIZE = 4;
const SCREENING_BLOCK_SIZE = 100;

export interface SimulatedEnsemble {
  /** With the selection that screening made. */
  readonly experiment: Experiment;
  readonly ensemble: Ensemble;
  /** The candidates and the short experiment that screened them; undefined where nothing was screened. */
  readonly screened?: { readonly experiment: Experiment; readonly ensemble: Ensemble };
  readonly interrupted: boolean;
}

export async function simulateForCommand(
  experiment: Experiment,
  options: ExperimentOptions,
  terminal: Terminal,
  label: string,
): Promise<SimulatedEnsemble> {
  return withInterrupt(terminal, async (signal) => {
    const simulate = (own: Experiment, name: string, blockSize: number) =>
      simulateWithProgress(own, options, new Progress(terminal, name), signal, blockSize);
    const screening = experiment.selection ? undefined : screeningOf(experiment);
    let chosen = experiment;
    let screened: SimulatedEnsemble['screened'];
    if (screening) {
      const candidates = await simulate(screening, 'screen', SCREENING_BLOCK_SIZE);
      if (signal.aborted)
        return { experiment, ensemble: emptyEnsemble(experiment, new Int32Array()), interrupted: true };
      const selection = selectMembers(logLikelihoodsOf(screening, candidates), experiment.memberCount);
      chosen = { ...experiment, selection };
      screened = { experiment: screening, ensemble: candidates };
    }
    const ensemble = await simulate(chosen, label, BLOCK_SIZE);
    return { experiment: chosen, ensemble, screened, interrupted: signal.aborted };
  });
}

async function simulateWithProgress(
  experiment: Experiment,
  options: ExperimentOptions,
  progress: Progress,
  signal: AbortSignal,
  blockSize: number,
): Promise<Ensemble> {
  const pool = openWorkerPool(experiment, { workerCount: options.workers, engine: options.engine });
  try {
    const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
      progress.update(done, total);
    const ensemble = await simulateExperiment(experiment, { pool, signal, blockSize, onProgress });
    progress.finish();
    return ensemble;
  } finally {
    await pool.close();
  }
}
