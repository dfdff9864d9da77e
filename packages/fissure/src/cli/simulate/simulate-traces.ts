/** Simulates what says how uncertain numbers act on outputs, of which every member is needed: for `sensitivity` and `discover`. */
import type { Experiment } from '../../experiment/experiment.ts';
import { traceCount } from '../../report/member-table.ts';
import { countText } from '../../report/number-text.ts';
import { usageError } from '../command-error.ts';
import { prepareOut } from '../files/results-files.ts';
import type { ExperimentOptions } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { type SimulatedEnsemble, simulateForCommand, withWorkers } from './simulate-for-command.ts';

/** Numbers that members keep of their outputs: beyond them there are only sketches. */
const MOST_KEPT = 32_000_000;

/** Undefined, with a notice, where it was interrupted. */
export async function simulateTraces(
  asked: Experiment,
  options: ExperimentOptions,
  terminal: Terminal,
  label: string,
): Promise<SimulatedEnsemble | undefined> {
  if (asked.factors.length === 0) throw usageError('command/nothing-uncertain', {});
  const count = traceCount(asked);
  if (count > MOST_KEPT)
    throw usageError('command/too-many-traces', { count: countText(count), limit: countText(MOST_KEPT) });
  await prepareOut(options.out);
  const simulated = await withWorkers(options, (pool) => simulateForCommand(asked, pool, terminal, label));
  if (!simulated.interrupted) return simulated;
  terminal.notice('Stopped: nothing is said of members that were not simulated.');
  return undefined;
}
