/** What switching off each mechanism does to each output, member by member; and which mechanisms do nothing. */
import { COMPLETED, caseOffset, type Ensemble, type Experiment, type PlannedClaim } from '../experiment/experiment.ts';
import { relativeChange } from './comparison.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { weightedQuantiles } from './weighted-quantile.ts';

export interface Knockout {
  readonly mechanism: string;
  readonly label: string;
  readonly effects: readonly KnockoutEffect[];
  /** No output changes by more than `INERT_BELOW` in more than `INERT_SHARE` of the members that went through. */
  readonly inert: boolean;
  /** Members of which the run without the mechanism, or the run with it, failed. */
  readonly failedCount: number;
}

export interface KnockoutEffect {
  readonly output: string;
  /** Relative change of the output's mean over the run when the mechanism is off: at 5, 50 and 95 % of members. */
  readonly low: MaybeNumber;
  readonly middle: MaybeNumber;
  readonly high: MaybeNumber;
  /** Share of members in which it changes by more than `INERT_BELOW`. */
  readonly changedShare: number;
}

export const INERT_BELOW = 0.01;
const INERT_SHARE = 0.1;

/** `claim` is what `knockoutClaim` made, planned: one measure per output, one arm per mechanism after the base. */
export function tabulateKnockouts(
  experiment: Experiment,
  ensemble: Ensemble,
  claim: PlannedClaim,
): readonly Knockout[] {
  const completed = (row: number, arm: number) =>
    ensemble.failedSteps[row * experiment.arms.length + claim.arms[arm]!.arm] === COMPLETED;
  const measured = (row: number, arm: number, measure: number) =>
    ensemble.measures[caseOffset(experiment, claim, row, 0) + arm * claim.measures.length + measure]!;
  return claim.arms.slice(1).map(({ name, label }, i): Knockout => {
    const rows = [...ensemble.members.keys()].filter((row) => completed(row, 0) && completed(row, i + 1));
    const effects = claim.measures.map(({ name: output }, measure): KnockoutEffect => {
      const changes = rows.map((row) => relativeChange(measured(row, 0, measure), measured(row, i + 1, measure)));
      const equal = new Float64Array(changes.length).fill(1);
      const [low, middle, high] = weightedQuantiles(changes, equal, [0.05, 0.5, 0.95]).map(finite);
      const changed = changes.filter((change) => Math.abs(change) > INERT_BELOW).length;
      return {
        output,
        low: low!,
        middle: middle!,
        high: high!,
        changedShare: rows.length > 0 ? changed / rows.length : 0,
      };
    });
    return {
      mechanism: name,
      label,
      effects,
      inert: rows.length > 0 && effects.every(({ changedShare }) => changedShare <= INERT_SHARE),
      failedCount: ensemble.members.length - rows.length,
    };
  });
}

/** The outputs that change most, by their median; those that come from nothing first. */
export function strongestEffects(knockout: Knockout, count: number): readonly KnockoutEffect[] {
  const size = ({ middle }: KnockoutEffect) => (middle === null ? Number.POSITIVE_INFINITY : Math.abs(middle));
  return knockout.effects
    .filter(({ changedShare }) => changedShare > INERT_SHARE)
    .sort((a, b) => size(b) - size(a) || b.changedShare - a.changedShare)
    .slice(0, count);
}
