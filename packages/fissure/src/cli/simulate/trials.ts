/** What a report shows beside the claims: each mechanism switched off, scenarios, and each claim where its author says that it changes sides. */
import type { ReportInput } from '../../report/page/report-input.ts';
import type { ExperimentOptions } from '../options.ts';
import { withWorkers } from './simulate-for-command.ts';
import { simulateKnockouts } from './simulate-knockouts.ts';
import { simulateScenarioEffects } from './simulate-scenario-effects.ts';
import { simulateTurns } from './simulate-turns.ts';
import type { TestedStudy } from './test-study.ts';

export type Trials = Pick<ReportInput, 'knockouts' | 'scenarios' | 'turns'>;

const MOST_MEMBERS = 100;
// Scenarios take half of them: every claim is judged anew under every one.

/** None where the study was stopped before; where one is stopped, none of those that come after it. `brief`: the short page defends no claim. */
export async function runTrials(tested: TestedStudy, options: ExperimentOptions, brief = false): Promise<Trials> {
  const { study, model, experiment, interrupted, terminal } = tested;
  if (interrupted) return {};
  // A tenth of the members: the table shows medians, and must not cost as much as the claims.
  const members = Math.max(1, Math.min(MOST_MEMBERS, Math.ceil(experiment.memberCount / 10)));
  const own = { ...options, members };
  return withWorkers(own, async (pool) => {
    const context = { study, model, options: own, pool, terminal };
    const knockouts = await simulateKnockouts(context);
    if (knockouts?.interrupted) return {};
    const half = { ...own, members: Math.ceil(members / 2) };
    const scenarios = await simulateScenarioEffects({ ...context, options: half });
    if (brief || (scenarios === undefined && study.scenarios.length > 0)) return { knockouts, scenarios };
    const turns = await simulateTurns(context);
    return { knockouts, scenarios, turns: turns?.interrupted ? undefined : turns };
  });
}
