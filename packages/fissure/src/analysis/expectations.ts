/** Expectations are not weighed: one member that breaks one is a finding, whatever the record says about that member. */
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import { tabulateCases } from './case-table.ts';

export interface ExpectationResult {
  readonly expectation: string;
  readonly says: string;
  readonly applies: number;
  readonly holds: number;
  /** Runs that failed, and numbers without a value: an extreme condition must not end in either. */
  readonly undecided: number;
  /** Up to three members that break it, to be looked at. */
  readonly broken: readonly number[];
  readonly met: boolean;
}

export function judgeExpectations(experiment: Experiment, ensemble: Ensemble): readonly ExpectationResult[] {
  return experiment.claims.map((claim) => {
    const { outcomes, rows } = tabulateCases(experiment, ensemble, claim);
    const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
    const holds = count('holds');
    const breaks = count('breaks');
    const undecided = count('undecided');
    const against = outcomes.flatMap((outcome, i) =>
      outcome === 'breaks' || outcome === 'undecided' ? [ensemble.members[rows[i]!]!] : [],
    );
    return {
      expectation: claim.id,
      says: claim.says,
      applies: holds + breaks,
      holds,
      undecided,
      broken: [...new Set(against)].slice(0, 3),
      met: holds > 0 && breaks === 0 && undecided === 0,
    };
  });
}
