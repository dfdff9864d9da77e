/** Knock-outs of a study over members of its prior: for `stress`, for the pages of mechanisms, and for the report. */
import { type Knockout, tabulateKnockouts } from '../../analysis/knockouts.ts';
import { Problems } from '../../diagnostics/problems.ts';
import { knockoutClaim } from '../../experiment/knockout-claim.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { planExperiment } from '../../experiment/plan-experiment.ts';
import type { Model } from '../../model/model.ts';
import type { Study } from '../../study/study.ts';
import type { ExperimentOptions } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { simulateForCommand } from './simulate-for-command.ts';

export interface KnockoutRun {
  readonly memberCount: number;
  readonly knockouts: readonly Knockout[];
  readonly interrupted: boolean;
}

/** Undefined where the study has no mechanism or no output. The study has been planned before, so it can be again. */
export async function simulateKnockouts(
  study: Study,
  model: Model,
  options: ExperimentOptions & { readonly members: number },
  pool: MemberPool,
  terminal: Terminal,
): Promise<KnockoutRun | undefined> {
  const claim = knockoutClaim(study);
  if (claim === undefined) return undefined;
  const asked = planExperiment(study, model, new Problems(), {
    memberCount: options.members,
    replicateCount: options.replicates,
    seed: options.seed,
    candidateCount: 0,
    judged: [claim],
  });
  if (asked === undefined) return undefined;
  const { experiment, ensemble, interrupted } = await simulateForCommand(asked, pool, terminal, 'knock out');
  return {
    memberCount: ensemble.members.length,
    knockouts: tabulateKnockouts(experiment, ensemble, experiment.claims[0]!),
    interrupted,
  };
}
