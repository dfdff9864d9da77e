/** What a claim's expressions say in every case: one row per member and element, ready to be weighed and counted. */
import { evaluateClaimExpr } from '../experiment/claim-expression.ts';
import {
  caseOffset,
  claimCompleted,
  type Ensemble,
  type Experiment,
  type PlannedClaim,
} from '../experiment/experiment.ts';

/**
 * `outside`: the claim does not apply. `holds`, `breaks`: it applies, and was decided. `undecided`: a run failed, or an
 * expression gave no number; it might apply and hold, apply and break, or not apply.
 */
export type CaseOutcome = 'outside' | 'holds' | 'breaks' | 'undecided';

export interface CaseTable {
  readonly claim: PlannedClaim;
  /** Per case: the row of the ensemble, the index into `claim.cases`, what came out. */
  readonly rows: Int32Array;
  readonly caseIndices: Int32Array;
  readonly outcomes: readonly CaseOutcome[];
  /** NaN where the case is undecided or outside, or the claim has no effect. */
  readonly effects: Float64Array;
  /** One per entry of `claim.report`. */
  readonly reports: readonly Float64Array[];
  /** Cases undecided because a run failed; the other undecided ones are numbers without a value. */
  readonly failedCount: number;
}

export function tabulateCases(experiment: Experiment, ensemble: Ensemble, claim: PlannedClaim): CaseTable {
  const caseCount = claim.cases.length;
  const count = ensemble.members.length * caseCount;
  const outcomes: CaseOutcome[] = [];
  const effects = new Float64Array(count).fill(Number.NaN);
  const reports = claim.report.map(() => new Float64Array(count).fill(Number.NaN));
  let failedCount = 0;
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / caseCount);
    const completed = claimCompleted(experiment, ensemble, claim, row);
    if (!completed) failedCount += 1;
    const offset = caseOffset(experiment, claim, row, i % caseCount);
    const outcome = completed ? outcomeOf(claim, ensemble.measures, offset) : 'undecided';
    outcomes.push(outcome);
    if (outcome === 'outside' || outcome === 'undecided') continue;
    if (claim.effect) effects[i] = evaluateClaimExpr(claim.effect, ensemble.measures, offset);
    for (const [r, { value }] of claim.report.entries())
      reports[r]![i] = evaluateClaimExpr(value, ensemble.measures, offset);
  }
  const rows = Int32Array.from({ length: count }, (_, i) => Math.floor(i / caseCount));
  const caseIndices = Int32Array.from({ length: count }, (_, i) => i % caseCount);
  return { claim, rows, caseIndices, outcomes, effects, reports, failedCount };
}

function outcomeOf(claim: PlannedClaim, measures: Float64Array, offset: number): CaseOutcome {
  const applies = claim.appliesWhen ? evaluateClaimExpr(claim.appliesWhen, measures, offset) : 1;
  if (applies === 0) return 'outside';
  const holds = evaluateClaimExpr(claim.holds, measures, offset);
  if (Number.isNaN(applies) || Number.isNaN(holds)) return 'undecided';
  return holds === 0 ? 'breaks' : 'holds';
}
