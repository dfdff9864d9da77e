/** Whether claims change sides where their authors say that they do: shares over members of the prior, there and elsewhere. */
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import { type AssessmentContext, estimateShare, type ShareEstimate } from './case-shares.ts';
import { tabulateCases } from './case-table.ts';
import { FactorTable } from './factor-table.ts';
import { weighMembers } from './weights.ts';

export interface Turn {
  readonly claim: string;
  /** What the region is, in the author's words. */
  readonly region: string;
  readonly elsewhere: ShareEstimate;
  readonly there: ShareEstimate;
  /** The two shares lie on different sides of one half. */
  readonly turns: boolean;
}

/** `experiment` judges claims in pairs: each as it is, and then in its region. `regions` has one text for each pair. */
export function judgeTurns(experiment: Experiment, ensemble: Ensemble, regions: readonly string[]): readonly Turn[] {
  const weights = weighMembers(experiment, ensemble);
  const context: AssessmentContext = {
    experiment,
    ensemble,
    weights,
    factorTable: new FactorTable(experiment, ensemble),
  };
  const shares = experiment.claims.map((claim) =>
    estimateShare(context, tabulateCases(experiment, ensemble, claim), weights.prior),
  );
  return regions.map((region, i) => {
    const [elsewhere, there] = [shares[2 * i]!, shares[2 * i + 1]!];
    return { claim: experiment.claims[2 * i]!.id, region, elsewhere, there, turns: areOpposite(elsewhere, there) };
  });
}

/** A share of exactly one half is on neither side, and so is one that no case decides. */
function areOpposite({ share: a }: ShareEstimate, { share: b }: ShareEstimate): boolean {
  return a !== null && b !== null && (a - 0.5) * (b - 0.5) < 0;
}
