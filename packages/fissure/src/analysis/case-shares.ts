/** Counting the cases of a claim: its share before and after fitting, and the same by structure, element and series. */
import { memberIdentity } from '../experiment/design.ts';
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import type { CaseOutcome, CaseTable } from './case-table.ts';
import type { FactorTable } from './factor-table.ts';
import { finite, type MaybeNumber } from './finite.ts';
import type { PointOutcome } from './hinges.ts';
import type { Weights } from './weights.ts';
import { effectiveNumber, wilsonInterval } from './wilson-interval.ts';

export interface ShareEstimate {
  /** Weighted share of decided cases in which the claim holds; null where none was decided. */
  readonly share: MaybeNumber;
  /** Wilson's 95 % interval on the effective number of points. */
  readonly interval: readonly [number, number];
  readonly effectiveNumber: number;
  /** Undecided cases counted all as breaking, and all as holding. */
  readonly bounds: readonly [number, number];
  /** Weighted share of cases, of those known to apply or not, to which the claim applies; null where none is known. */
  readonly applies: MaybeNumber;
}

export interface CaseCounts {
  readonly cases: number;
  readonly applies: number;
  readonly holds: number;
  readonly breaks: number;
  readonly undecided: number;
  /** Of the undecided: those whose run failed. */
  readonly failed: number;
}

export interface StructureShares {
  readonly structure: string;
  readonly alternatives: readonly {
    readonly name: string;
    readonly label: string;
    /** Weight of the alternative among all members after fitting: what history says about the form. */
    readonly weight: number;
    readonly share: MaybeNumber;
    /** Wilson's, on the effective number of the alternative's points. */
    readonly interval: readonly [number, number];
    readonly count: number;
  }[];
}

export interface SeriesLeftOut {
  readonly series: string;
  readonly share: MaybeNumber;
}

export interface ElementShare {
  readonly elements: readonly string[];
  readonly share: MaybeNumber;
  readonly applies: MaybeNumber;
}

/** Everything a verdict needs that does not depend on the claim, computed once. */
export interface AssessmentContext {
  readonly experiment: Experiment;
  readonly ensemble: Ensemble;
  readonly weights: Weights;
  /** Per row of the ensemble, the factors' values at its point. */
  readonly factorTable: FactorTable;
}

/** Weight of the cases of one outcome; each case of a member carries the member's weight. */
function weightOf(table: CaseTable, weights: Float64Array, outcome: CaseOutcome): number {
  let sum = 0;
  for (const [i, own] of table.outcomes.entries()) if (own === outcome) sum += weights[table.rows[i]!]!;
  return sum;
}

export function estimateShare(context: AssessmentContext, table: CaseTable, weights: Float64Array): ShareEstimate {
  const holds = weightOf(table, weights, 'holds');
  const breaks = weightOf(table, weights, 'breaks');
  const undecided = weightOf(table, weights, 'undecided');
  const outside = weightOf(table, weights, 'outside');
  const share = holds / (holds + breaks);
  const total = holds + breaks + undecided;
  const points = pointOutcomes(context, table, weights).map((point) => point.holding + point.breaking);
  const number = effectiveNumber(points);
  return {
    share: finite(share),
    interval: wilsonInterval(share, number),
    effectiveNumber: number,
    bounds: total > 0 ? [holds / total, (holds + undecided) / total] : [0, 1],
    applies: finite((holds + breaks) / (holds + breaks + outside)),
  };
}

export function countCases(table: CaseTable): CaseCounts {
  const count = (outcome: CaseOutcome) => table.outcomes.filter((own) => own === outcome).length;
  const [holds, breaks, undecided] = [count('holds'), count('breaks'), count('undecided')];
  const cases = table.outcomes.length;
  return { cases, applies: holds + breaks, holds, breaks, undecided, failed: table.failedCount };
}

/** One row per point of the design: replicates and elements of a point stand or fall together in every count. */
export function pointOutcomes(
  { experiment, ensemble, factorTable }: AssessmentContext,
  table: CaseTable,
  weights: Float64Array,
): readonly PointOutcome[] {
  const points = new Map<number, { values: Float64Array; holding: number; breaking: number }>();
  for (const [i, outcome] of table.outcomes.entries()) {
    if (outcome !== 'holds' && outcome !== 'breaks') continue;
    const row = table.rows[i]!;
    const { point } = memberIdentity(ensemble.members[row]!, experiment.replicateCount);
    const sums = points.get(point) ?? { values: factorTable.row(row), holding: 0, breaking: 0 };
    points.set(point, sums);
    if (outcome === 'holds') sums.holding += weights[row]!;
    else sums.breaking += weights[row]!;
  }
  return [...points.values()];
}

export function structureShares(context: AssessmentContext, table: CaseTable): readonly StructureShares[] {
  const weights = context.weights.fitted;
  return context.experiment.factors.flatMap((factor, index) => {
    if (factor.kind !== 'structure') return [];
    const alternatives = factor.alternatives.map(({ name, label }, alternative) => {
      const chosen = (row: number) => context.factorTable.row(row)[index] === alternative;
      const weight = weights.reduce((sum, own, row) => sum + (chosen(row) ? own : 0), 0);
      const { share, count } = shareWhere(table, weights, (i) => chosen(table.rows[i]!));
      const points = pointOutcomes(context, table, weights).filter((point) => point.values[index] === alternative);
      const number = effectiveNumber(points.map((point) => point.holding + point.breaking));
      return { name, label, weight, share, interval: wilsonInterval(share ?? Number.NaN, number), count };
    });
    return [{ structure: factor.id, alternatives }];
  });
}

function shareWhere(
  table: CaseTable,
  weights: Float64Array,
  test: (caseNumber: number) => boolean,
): { readonly share: MaybeNumber; readonly count: number } {
  let holds = 0;
  let decided = 0;
  let count = 0;
  for (const [i, outcome] of table.outcomes.entries()) {
    if ((outcome !== 'holds' && outcome !== 'breaks') || !test(i)) continue;
    const weight = weights[table.rows[i]!]!;
    decided += weight;
    count += 1;
    if (outcome === 'holds') holds += weight;
  }
  return { share: finite(holds / decided), count };
}

export function elementShares(table: CaseTable, weights: Float64Array): readonly ElementShare[] {
  return table.claim.cases.map((elements, index) => {
    const own = (i: number) => table.caseIndices[i] === index;
    const { share } = shareWhere(table, weights, own);
    let applies = 0;
    let known = 0;
    for (const [i, outcome] of table.outcomes.entries()) {
      if (!own(i) || outcome === 'undecided') continue;
      known += weights[table.rows[i]!]!;
      if (outcome !== 'outside') applies += weights[table.rows[i]!]!;
    }
    return { elements, share, applies: finite(applies / known) };
  });
}

export function sharesWithout({ weights }: AssessmentContext, table: CaseTable): readonly SeriesLeftOut[] {
  return weights.without.map(({ series, weights: rest }) => {
    return { series, share: shareWhere(table, rest, () => true).share };
  });
}

export function replicateDisagreement({ experiment, ensemble }: AssessmentContext, table: CaseTable): MaybeNumber {
  if (experiment.replicateCount < 2) return null;
  const seen = new Map<string, Set<CaseOutcome>>();
  const decided = new Map<string, number>();
  for (const [i, outcome] of table.outcomes.entries()) {
    if (outcome !== 'holds' && outcome !== 'breaks') continue;
    const { point } = memberIdentity(ensemble.members[table.rows[i]!]!, experiment.replicateCount);
    const key = `${point} ${table.caseIndices[i]}`;
    seen.set(key, (seen.get(key) ?? new Set()).add(outcome));
    decided.set(key, (decided.get(key) ?? 0) + 1);
  }
  const repeated = [...decided].filter(([, count]) => count > 1);
  if (repeated.length === 0) return null;
  return repeated.filter(([key]) => seen.get(key)!.size > 1).length / repeated.length;
}
