/** Scenarios of a study side by side, over the same members of its prior: for the report. */
import { type ScenarioEffects, tabulateScenarios } from '../../analysis/scenario-effects.ts';
import { Problems } from '../../diagnostics/problems.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { planExperiment } from '../../experiment/plan-experiment.ts';
import { courseTimes, scenarioClaim, underScenario } from '../../experiment/scenario-claim.ts';
import type { Model } from '../../model/model.ts';
import type { Study } from '../../study/study.ts';
import type { ExperimentOptions } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { simulateForCommand } from './simulate-for-command.ts';

/** Undefined where the study has no scenario or no output, and where it was interrupted. */
export async function simulateScenarioEffects(
  study: Study,
  model: Model,
  options: ExperimentOptions & { readonly members: number },
  pool: MemberPool,
  terminal: Terminal,
): Promise<ScenarioEffects | undefined> {
  const comparison = scenarioClaim(study);
  if (comparison === undefined) return undefined;
  const { claims, scenarios } = study;
  const beneath = scenarios.flatMap((scenario) => claims.map((claim) => underScenario(claim, scenario)));
  const asked = planExperiment(study, model, new Problems(), {
    memberCount: options.members,
    replicateCount: options.replicates,
    seed: options.seed,
    candidateCount: 0,
    judged: [comparison, ...claims, ...beneath],
  });
  if (asked === undefined) return undefined;
  const { experiment, ensemble, interrupted } = await simulateForCommand(asked, pool, terminal, 'scenarios');
  if (interrupted) return undefined;
  const outputs = study.settings.outputs.length;
  return tabulateScenarios(experiment, ensemble, { times: courseTimes(study), outputs });
}
