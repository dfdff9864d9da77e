/** The claims under every scenario of a study, one experiment each. */
import { type Assessment, assessExperiment } from '../../analysis/results.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import type { ScenarioRun } from '../../report/documents/scenario-page.ts';
import type { Study } from '../../study/study.ts';
import type { ExperimentOptions } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { planFolder } from './plan-for-command.ts';
import { simulateForCommand } from './simulate-for-command.ts';

/** The study as it stands comes first. Of those `known` by their name (empty: as it stands) nothing is simulated anew. Undefined where it was interrupted. */
export async function simulateScenarios(
  folder: string,
  study: Study,
  options: ExperimentOptions,
  known: ReadonlyMap<string, Assessment>,
  pool: MemberPool,
  terminal: Terminal,
): Promise<readonly ScenarioRun[] | undefined> {
  const runs: ScenarioRun[] = [];
  for (const scenario of [undefined, ...study.scenarios.map(({ name }) => name.text)]) {
    const already = known.get(scenario ?? '');
    if (already) {
      runs.push({ scenario, assessment: already });
      continue;
    }
    const { experiment } = planFolder(folder, { ...options, scenario }, { claims: undefined });
    const simulated = await simulateForCommand(experiment, pool, terminal, scenario ?? 'as it stands');
    if (simulated.interrupted) return undefined;
    runs.push({ scenario, assessment: assessExperiment(simulated.experiment, simulated.ensemble) });
  }
  return runs;
}
