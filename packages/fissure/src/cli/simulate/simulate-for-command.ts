/** Simulates an experiment in a pool with progress, screening first where it asks for it; stops cleanly at Ctrl-C. */
import { hasVectorWebAssembly } from '../../engine/webassembly/webassembly-api.ts';
import { emptyEnsemble } from '../../experiment/ensembles.ts';
import type { Ensemble, Experiment } from '../../experiment/experiment.ts';
import { logLikelihoodsOf } from '../../experiment/likelihood.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { screeningOf } from '../../experiment/screening.ts';
import { selectMembers } from '../../experiment/selection.ts';
import { simulateExperiment } from '../../experiment/simulate-experiment.ts';
import { openWorkerPool } from '../../host/worker-pool.ts';
import { withInterrupt } from '../interrupt.ts';
import type { ExperimentOptions } from '../options.ts';
import { Progress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

export interface SimulatedEnsemble {
  /** With the selection that screening made. */
  readonly experiment: Experiment;
  readonly ensemble: Ensemble;
  /** The candidates and the short experiment that screened them; undefined where nothing was screened. */
  readonly screened?: { readonly experiment: Experiment; readonly ensemble: Ensemble };
  readonly interrupted: boolean;
}

/**
 * Workers start while the study is still being read, and serve any number of experiments. `work` may close the pool as soon
 * as it has simulated all it wants: assessing a large ensemble needs the room.
 */
export async function withWorkers<Result>(
  { workers, engine }: Pick<ExperimentOptions, 'workers' | 'engine'>,
  work: (pool: MemberPool) => Promise<Result>,
): Promise<Result> {
  const pool = openWorkerPool({ workerCount: workers, engine });
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
}

export async function simulateForCommand(
  experiment: Experiment,
  pool: MemberPool,
  terminal: Terminal,
  label: string,
): Promise<SimulatedEnsemble> {
  warnOfSlowEngine(terminal);
  return withInterrupt(terminal, (signal) =>
    simulateScreened(experiment, signal, (own, stage) =>
      simulateWithProgress(own, pool, new Progress(terminal, stage === 'screen' ? 'screen' : label), signal),
    ),
  );
}

export function warnOfSlowEngine(terminal: Terminal): void {
  if (!hasVectorWebAssembly())
    terminal.notice('This Node has no WebAssembly vectors: generated JavaScript runs instead, some four times slower.');
}

/** Candidates first, where the experiment is to choose its members, then the members. */
export async function simulateScreened(
  experiment: Experiment,
  signal: AbortSignal,
  simulate: (own: Experiment, stage: 'screen' | 'simulate') => Promise<Ensemble>,
): Promise<SimulatedEnsemble> {
  const screening = experiment.selection ? undefined : screeningOf(experiment);
  let chosen = experiment;
  let screened: SimulatedEnsemble['screened'];
  if (screening) {
    const candidates = await simulate(screening, 'screen');
    if (signal.aborted) return { experiment, ensemble: emptyEnsemble(experiment, new Int32Array()), interrupted: true };
    const selection = selectMembers(logLikelihoodsOf(screening, candidates), experiment.memberCount);
    chosen = { ...experiment, selection };
    screened = { experiment: screening, ensemble: candidates };
  }
  const ensemble = await simulate(chosen, 'simulate');
  return { experiment: chosen, ensemble, screened, interrupted: signal.aborted };
}

async function simulateWithProgress(
  experiment: Experiment,
  pool: MemberPool,
  progress: Progress,
  signal: AbortSignal,
): Promise<Ensemble> {
  const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
    progress.update(done, total);
  const ensemble = await simulateExperiment(experiment, { pool, signal, onProgress });
  progress.finish();
  return ensemble;
}
