/** Claims in the regions in which their authors say that they change sides: for `stress` and for the report. */
import { judgeTurns, type Turn } from '../../analysis/turns.ts';
import { Problems } from '../../diagnostics/problems.ts';
import type { MemberPool } from '../../experiment/member-pool.ts';
import { planExperiment } from '../../experiment/plan-experiment.ts';
import { turnedClaim } from '../../experiment/turned-claim.ts';
import type { Model } from '../../model/model.ts';
import type { Study } from '../../study/study.ts';
import type { ExperimentOptions } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { simulateForCommand } from './simulate-for-command.ts';

export interface TurnRun {
  readonly memberCount: number;
  readonly turns: readonly Turn[];
  readonly interrupted: boolean;
}

/** Undefined where no claim names such a region. The study has been planned before, so it can be again. */
export async function simulateTurns(
  study: Study,
  model: Model,
  options: ExperimentOptions & { readonly members: number },
  pool: MemberPool,
  terminal: Terminal,
): Promise<TurnRun | undefined> {
  const pairs = study.claims.flatMap((claim) => {
    const turned = turnedClaim(claim);
    return turned === undefined ? [] : [{ claim, turned }];
  });
  if (pairs.length === 0) return undefined;
  const asked = planExperiment(study, model, new Problems(), {
    memberCount: options.members,
    replicateCount: options.replicates,
    seed: options.seed,
    candidateCount: 0,
    judged: pairs.flatMap(({ claim, turned }) => [claim, turned]),
  });
  if (asked === undefined) return undefined;
  const { experiment, ensemble, interrupted } = await simulateForCommand(asked, pool, terminal, 'turn');
  const regions = pairs.map(({ turned }) => turned.beneath!.label);
  return { memberCount: ensemble.members.length, turns: judgeTurns(experiment, ensemble, regions), interrupted };
}
