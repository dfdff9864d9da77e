/** What a report shows beside the claims: each mechanism switched off, and each claim where its author says that it changes sides. */
import type { ReportInput } from '../../report/report-input.ts';
import type { TestedStudy } from '../commands/test-study.ts';
import type { ExperimentOptions } from '../options.ts';
import { withWorkers } from './simulate-for-command.ts';
import { simulateKnockouts } from './simulate-knockouts.ts';
import { simulateTurns } from './simulate-turns.ts';

export type Trials = Pick<ReportInput, 'knockouts' | 'turns'>;

const MOST_MEMBERS = 100;

/** Both undefined where the study was stopped before; the second where the first was. `brief`: the short page defends no claim. */
export async function runTrials(tested: TestedStudy, options: ExperimentOptions, brief = false): Promise<Trials> {
  const { study, model, experiment, interrupted, terminal } = tested;
  if (interrupted) return {};
  // A tenth of the members: the table shows medians, and must not cost as much as the claims.
  const members = Math.max(1, Math.min(MOST_MEMBERS, Math.ceil(experiment.memberCount / 10)));
  const own = { ...options, members };
  return withWorkers(own, async (pool) => {
    const knockouts = await simulateKnockouts(study, model, own, pool, terminal);
    if (knockouts?.interrupted) return {};
    if (brief) return { knockouts };
    const turns = await simulateTurns(study, model, own, pool, terminal);
    return { knockouts, turns: turns?.interrupted ? undefined : turns };
  });
}
