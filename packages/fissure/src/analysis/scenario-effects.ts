/** What each scenario changes, member by member: the means of the outputs, the course of the first, and what claims hold in. */
import { COMPLETED, caseOffset, type Ensemble, type Experiment, type PlannedClaim } from '../experiment/experiment.ts';
import { tabulateCases } from './case-table.ts';
import { relativeChange } from './comparison.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { INERT_BELOW } from './knockouts.ts';
import { weightedQuantiles } from './weighted-quantile.ts';

export interface ScenarioEffects {
  readonly memberCount: number;
  /** When the first output is read. */
  readonly times: readonly number[];
  /** Rows at 5, 50 and 95 % of members, in step with `times`; the study as it stands. */
  readonly standing: readonly (readonly MaybeNumber[])[];
  /** Share of decided cases in which each claim holds as the study stands; null where none is decided. */
  readonly claims: readonly { readonly claim: string; readonly share: MaybeNumber }[];
  readonly scenarios: readonly ScenarioEffect[];
}

export interface ScenarioEffect {
  readonly scenario: string;
  readonly label: string;
  readonly course: readonly (readonly MaybeNumber[])[];
  readonly outputs: readonly OutputChange[];
  /** In step with `ScenarioEffects.claims`. */
  readonly claims: readonly MaybeNumber[];
  /** Members of which the run under the scenario, or the run without it, failed. */
  readonly failedCount: number;
}

/** Of an output's mean over the run. */
export interface OutputChange {
  readonly output: string;
  /** Median relative change. */
  readonly middle: MaybeNumber;
  /** Shares of members in which it is lower, and higher, by more than `INERT_BELOW`. */
  readonly lower: number;
  readonly higher: number;
}

const LEVELS = [0.05, 0.5, 0.95];

/**
 * The first claim of `experiment` is what `scenarioClaim` made; then come the study's claims as they stand, and after them
 * the same under each scenario in turn. `outputs`: how many of the measures are means of outputs.
 */
export function tabulateScenarios(
  experiment: Experiment,
  ensemble: Ensemble,
  { times, outputs }: { readonly times: readonly number[]; readonly outputs: number },
): ScenarioEffects {
  const [comparison, ...judged] = experiment.claims as readonly [PlannedClaim, ...PlannedClaim[]];
  const arms = comparison.arms.slice(1);
  const claimCount = judged.length / (arms.length + 1);
  const shares = judged.map((claim) => shareHeld(experiment, ensemble, claim));
  const completed = (row: number, arm: number) =>
    ensemble.failedSteps[row * experiment.arms.length + comparison.arms[arm]!.arm] === COMPLETED;
  const measured = (row: number, arm: number, measure: number) =>
    ensemble.measures[caseOffset(experiment, comparison, row, 0) + arm * comparison.measures.length + measure]!;
  const rowsWith = (arm: number) =>
    [...ensemble.members.keys()].filter((row) => completed(row, 0) && completed(row, arm));
  const course = (arm: number) => {
    const rows = rowsWith(arm);
    const moments = times.map((_, i) => quantiles(rows.map((row) => measured(row, arm, outputs + i))));
    return LEVELS.map((_, level) => moments.map((moment) => moment[level]!));
  };
  return {
    memberCount: ensemble.members.length,
    times,
    standing: course(0),
    claims: judged.slice(0, claimCount).map(({ id }, i) => ({ claim: id, share: shares[i]! })),
    scenarios: arms.map(({ name, label }, i): ScenarioEffect => {
      const rows = rowsWith(i + 1);
      return {
        scenario: name,
        label,
        course: course(i + 1),
        outputs: comparison.measures.slice(0, outputs).map(({ name: output }, measure) => {
          const changes = rows.map((row) => relativeChange(measured(row, 0, measure), measured(row, i + 1, measure)));
          return {
            output,
            middle: quantiles(changes)[1]!,
            lower: shareOf(changes, (change) => change < -INERT_BELOW),
            higher: shareOf(changes, (change) => change > INERT_BELOW),
          };
        }),
        claims: shares.slice((i + 1) * claimCount, (i + 2) * claimCount),
        failedCount: ensemble.members.length - rows.length,
      };
    }),
  };
}

function shareHeld(experiment: Experiment, ensemble: Ensemble, claim: PlannedClaim): MaybeNumber {
  const { outcomes } = tabulateCases(experiment, ensemble, claim);
  const held = outcomes.filter((outcome) => outcome === 'holds').length;
  const decided = held + outcomes.filter((outcome) => outcome === 'breaks').length;
  return decided === 0 ? null : held / decided;
}

function quantiles(values: readonly number[]): readonly MaybeNumber[] {
  return weightedQuantiles(values, new Float64Array(values.length).fill(1), LEVELS).map(finite);
}

function shareOf(changes: readonly number[], isCounted: (change: number) => boolean): number {
  return changes.length === 0 ? 0 : changes.filter(isCounted).length / changes.length;
}
