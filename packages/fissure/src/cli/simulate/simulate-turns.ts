/** Claims in the regions in which their authors say that they change sides: for `stress` and for the report. */
import { judgeTurns, type Turn } from '../../analysis/turns.ts';
import { turnedClaim } from '../../experiment/turned-claim.ts';
import { simulateTrial, type TrialContext } from './simulate-trial.ts';

export interface TurnRun {
  readonly memberCount: number;
  readonly turns: readonly Turn[];
  readonly interrupted: boolean;
}

/** Undefined where no claim names such a region. */
export async function simulateTurns(context: TrialContext): Promise<TurnRun | undefined> {
  const { study } = context;
  const pairs = study.claims.flatMap((claim) => {
    const turned = turnedClaim(claim);
    return turned === undefined ? [] : [{ claim, turned }];
  });
  if (pairs.length === 0) return undefined;
  const simulated = await simulateTrial(
    'turn',
    pairs.flatMap(({ claim, turned }) => [claim, turned]),
    context,
  );
  if (simulated === undefined) return undefined;
  const { experiment, ensemble, interrupted } = simulated;
  const regions = pairs.map(({ turned }) => turned.beneath!.label);
  return { memberCount: ensemble.members.length, turns: judgeTurns(experiment, ensemble, regions), interrupted };
}
