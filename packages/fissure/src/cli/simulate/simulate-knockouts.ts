/** Knock-outs of a study over members of its prior: for `stress`, for the pages of mechanisms, and for the report. */
import { type Knockout, tabulateKnockouts } from '../../analysis/knockouts.ts';
import { knockoutClaim } from '../../experiment/knockout-claim.ts';
import { simulateTrial, type TrialContext } from './simulate-trial.ts';

export interface KnockoutRun {
  readonly memberCount: number;
  readonly knockouts: readonly Knockout[];
  readonly interrupted: boolean;
}

/** Undefined where the study has no mechanism or no output. */
export async function simulateKnockouts(context: TrialContext): Promise<KnockoutRun | undefined> {
  const { study } = context;
  const claim = knockoutClaim(study);
  if (claim === undefined) return undefined;
  const simulated = await simulateTrial('knock out', [claim], context);
  if (simulated === undefined) return undefined;
  const { experiment, ensemble, interrupted } = simulated;
  return {
    memberCount: ensemble.members.length,
    knockouts: tabulateKnockouts(experiment, ensemble, experiment.claims[0]!),
    interrupted,
  };
}
