/** Claims that a command makes up, judged over members of the prior: nothing is screened. What the command line changes holds here too. */
import { Problems } from '../../diagnostics/problems.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { planExperiment } from '../../experiment/plan-experiment.ts';
import type { Model } from '../../model/model.ts';
import type { ClaimDeclaration, Study } from '../../study/study.ts';
import { overridesOf } from '../command-line-text.ts';
import type { ExperimentOptions } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { type SimulatedEnsemble, simulateForCommand } from './simulate-for-command.ts';

export interface TrialContext {
  readonly study: Study;
  readonly model: Model;
  readonly options: ExperimentOptions & { readonly members: number };
  readonly pool: MemberPool;
  readonly terminal: Terminal;
}

/** The study has been planned before, so it can be again. */
export async function simulateTrial(
  label: string,
  judged: readonly ClaimDeclaration[],
  { study, model, options, pool, terminal }: TrialContext,
): Promise<SimulatedEnsemble | undefined> {
  const asked = planExperiment(study, model, new Problems(), {
    memberCount: options.members,
    replicateCount: options.replicates,
    seed: options.seed,
    candidateCount: 0,
    scenario: options.scenario,
    overrides: overridesOf(options).intervention,
    judged,
  });
  return asked && simulateForCommand(asked, pool, terminal, label);
}
