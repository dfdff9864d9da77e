/**
 * The verdict on one claim: in which share of the cases to which it applies does it hold, before and after fitting, how
 * sure the count is, and what the answer hinges on. docs/explanation/verdicts.md says it in words.
 */
import { memberIdentity } from '../experiment/design.ts';
import type { Ensemble, Experiment, PlannedClaim } from '../experiment/experiment.ts';
import { type CaseOutcome, type CaseTable, tabulateCases } from './case-table.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { findHinges, type Hinge, type PointOutcome } from './hinges.ts';
import { weightedQuantiles } from './weighted-quantile.ts';
import type { Weights } from './weights.ts';
import { effectiveNumber, wilsonInterval } from './wilson-interval.ts';

export type VerdictWord = 'supported' | 'contradicted' | 'depends' | 'vacuous' | 'untestable' | 'by construction';

export interface Verdict {
  readonly claim: string;
  readonly word: VerdictWord;
  /** Why the word is not simply read off the share; empty where it is. */
  readonly reason: string;
  /** The 95 % interval of the share lies wholly within the word's range: more members would not change the word. */
  readonly settled: boolean;
  /** Fitting moved the share by less than 0.1, or there was nothing to fit. */
  readonly assumedNotLearned: boolean;
  readonly fitted: ShareEstimate;
  readonly prior: ShareEstimate;
  readonly counts: CaseCounts;
  /** Shares after fitting within each alternative of each structure. */
  readonly structures: readonly StructureShares[];
  /** Shares by element, for a claim over dimensions. */
  readonly elements: readonly ElementShare[];
  /** Shares with one fitted series left out; empty where fewer than two were fitted. */
  readonly without: readonly { readonly series: string; readonly share: MaybeNumber }[];
  /** Share of points with more than one decided replicate whose replicates disagree; null with one replicate. */
  readonly replicateDisagreement: MaybeNumber;
  readonly effect: NumberSummary | null;
  readonly report: readonly (NumberSummary & { readonly name: string })[];
  /** The two or three factors that decide, at most; `factors` has the ten that come nearest to deciding. */
  readonly hinges: readonly Hinge[];
  readonly factors: readonly Hinge[];
  /** Which weights the hinges were found with: `prior` where too few members carry the fitted weight. */
  readonly hingesFrom: 'fitted' | 'prior';
  /** Up to three members each, heaviest first, to be simulated again and looked at. */
  readonly examples: { readonly holds: readonly number[]; readonly breaks: readonly number[] };
}

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

export interface ElementShare {
  readonly elements: readonly string[];
  readonly share: MaybeNumber;
  readonly applies: MaybeNumber;
}

export interface NumberSummary {
  readonly label: string;
  /** At 5, 25, 50, 75 and 95 % over decided cases, after fitting and before; null where infinite, or nothing to order. */
  readonly quantiles: readonly MaybeNumber[];
  readonly priorQuantiles: readonly MaybeNumber[];
  /** Weighted shares of decided cases in which the number is infinite (a time that never comes) or undefined. */
  readonly infiniteShare: MaybeNumber;
  readonly undefinedShare: MaybeNumber;
}

export const SUPPORTED_FROM = 0.9;
export const CONTRADICTED_TO = 0.1;
export const VACUOUS_BELOW = 0.1;
export const LEARNED_FROM = 0.1;
/** Hinges are found with fitted weights only where they leave at least this effective number of points. */
const HINGES_NEED = 50;

/** A fraction of weights adds up with rounding: shares within this of a border count as on it. */
const ROUNDING = 1e-9;

export function wordOfShare(share: number): 'supported' | 'contradicted' | 'depends' {
  if (share >= SUPPORTED_FROM - ROUNDING) return 'supported';
  return share <= CONTRADICTED_TO + ROUNDING ? 'contradicted' : 'depends';
}

/** Everything a verdict needs that does not depend on the claim, computed once. */
export interface AssessmentContext {
  readonly experiment: Experiment;
  readonly ensemble: Ensemble;
  readonly weights: Weights;
  /** Per row of the ensemble, the factors' values at its point. */
  readonly factorValues: readonly Float64Array[];
}

export function assessClaim(context: AssessmentContext, claim: PlannedClaim): Verdict {
  const { experiment, ensemble, weights } = context;
  const table = tabulateCases(experiment, ensemble, claim);
  const fitted = estimateShare(context, table, weights.fitted);
  const prior = estimateShare(context, table, weights.prior);
  const counts = countCases(table);
  const { word, reason } = chooseWord(claim, fitted, counts);
  const { hinges, factors, hingesFrom } = findClaimHinges(context, table);
  return {
    claim: claim.id,
    word,
    reason,
    settled: wordOfShare(fitted.interval[0]) === wordOfShare(fitted.interval[1]),
    assumedNotLearned:
      weights.summary.state !== 'fitted' ||
      !(Math.abs((fitted.share ?? Number.NaN) - (prior.share ?? Number.NaN)) >= LEARNED_FROM),
    fitted,
    prior,
    counts,
    structures: structureShares(context, table),
    elements: claim.over.length === 0 ? [] : elementShares(table, weights.fitted),
    without: sharesWithout(context, table),
    replicateDisagreement: replicateDisagreement(context, table),
    effect: claim.effect ? summarise(claim.effectLabel, table, table.effects, weights) : null,
    report: claim.report.map(({ name, label }, i) => ({
      name,
      ...summarise(label, table, table.reports[i]!, weights),
    })),
    hinges,
    factors,
    hingesFrom,
    examples: chooseExamples(ensemble, table, weights.fitted),
  };
}

function chooseWord(
  claim: PlannedClaim,
  { share, bounds, applies }: ShareEstimate,
  counts: CaseCounts,
): { readonly word: VerdictWord; readonly reason: string } {
  if (claim.untestable !== '') return { word: 'untestable', reason: claim.untestable };
  if (claim.byConstruction !== '') return { word: 'by construction', reason: claim.byConstruction };
  if (counts.undecided === counts.cases) return { word: 'untestable', reason: 'No case could be decided.' };
  if (applies !== null && applies < VACUOUS_BELOW - ROUNDING)
    return { word: 'vacuous', reason: 'The situation hardly ever arose.' };
  if (share === null) return { word: 'untestable', reason: 'No case to which it applies could be decided.' };
  if (wordOfShare(bounds[0]) !== wordOfShare(bounds[1]))
    return { word: 'depends', reason: 'The undecided cases could tip the verdict either way.' };
  return { word: wordOfShare(share), reason: '' };
}

/** Weight of the cases of one outcome; each case of a member carries the member's weight. */
function weightOf(table: CaseTable, weights: Float64Array, outcome: CaseOutcome): number {
  let sum = 0;
  for (const [i, own] of table.outcomes.entries()) if (own === outcome) sum += weights[table.rows[i]!]!;
  return sum;
}

function estimateShare(context: AssessmentContext, table: CaseTable, weights: Float64Array): ShareEstimate {
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

function countCases(table: CaseTable): CaseCounts {
  const count = (outcome: CaseOutcome) => table.outcomes.filter((own) => own === outcome).length;
  const [holds, breaks, undecided] = [count('holds'), count('breaks'), count('undecided')];
  const cases = table.outcomes.length;
  return { cases, applies: holds + breaks, holds, breaks, undecided, failed: table.failedCount };
}

/** One row per point of the design: replicates and elements of a point stand or fall together in every count. */
function pointOutcomes(
  { experiment, ensemble, factorValues }: AssessmentContext,
  table: CaseTable,
  weights: Float64Array,
): readonly PointOutcome[] {
  const points = new Map<number, { values: Float64Array; holding: number; breaking: number }>();
  for (const [i, outcome] of table.outcomes.entries()) {
    if (outcome !== 'holds' && outcome !== 'breaks') continue;
    const row = table.rows[i]!;
    const { point } = memberIdentity(ensemble.members[row]!, experiment.replicateCount);
    const sums = points.get(point) ?? { values: factorValues[row]!, holding: 0, breaking: 0 };
    points.set(point, sums);
    if (outcome === 'holds') sums.holding += weights[row]!;
    else sums.breaking += weights[row]!;
  }
  return [...points.values()];
}

function findClaimHinges(
  context: AssessmentContext,
  table: CaseTable,
): Pick<Verdict, 'hinges' | 'factors' | 'hingesFrom'> {
  const fitted = pointOutcomes(context, table, context.weights.fitted);
  const number = effectiveNumber(fitted.map((point) => point.holding + point.breaking));
  const hingesFrom = context.weights.summary.state === 'fitted' && number >= HINGES_NEED ? 'fitted' : 'prior';
  const points = hingesFrom === 'fitted' ? fitted : pointOutcomes(context, table, context.weights.prior);
  const factors = findHinges(context.experiment.factors, points).slice(0, 10);
  return { hinges: factors.filter((factor) => factor.matters).slice(0, 3), factors, hingesFrom };
}

function structureShares(context: AssessmentContext, table: CaseTable): readonly StructureShares[] {
  const weights = context.weights.fitted;
  return context.experiment.factors.flatMap((factor, index) => {
    if (factor.kind !== 'structure') return [];
    const alternatives = factor.alternatives.map(({ name, label }, alternative) => {
      const chosen = (row: number) => context.factorValues[row]![index] === alternative;
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

function elementShares(table: CaseTable, weights: Float64Array): readonly ElementShare[] {
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

function sharesWithout({ weights }: AssessmentContext, table: CaseTable): Verdict['without'] {
  return weights.without.map(({ series, weights: rest }) => {
    return { series, share: shareWhere(table, rest, () => true).share };
  });
}

function replicateDisagreement({ experiment, ensemble }: AssessmentContext, table: CaseTable): MaybeNumber {
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

function summarise(label: string, table: CaseTable, values: Float64Array, weights: Weights): NumberSummary {
  const byCase = (own: Float64Array) =>
    Float64Array.from(table.rows, (row, i) => {
      const outcome = table.outcomes[i];
      return outcome === 'holds' || outcome === 'breaks' ? own[row]! : 0;
    });
  const fitted = byCase(weights.fitted);
  const total = fitted.reduce((sum, weight) => sum + weight, 0);
  const shareOf = (test: (value: number) => boolean) =>
    values.reduce((sum, value, i) => sum + (test(value) ? fitted[i]! : 0), 0) / total;
  return {
    label,
    quantiles: weightedQuantiles(values, fitted).map(finite),
    priorQuantiles: weightedQuantiles(values, byCase(weights.prior)).map(finite),
    infiniteShare: finite(shareOf((value) => Math.abs(value) === Number.POSITIVE_INFINITY)),
    undefinedShare: finite(shareOf((value) => Number.isNaN(value))),
  };
}

function chooseExamples(ensemble: Ensemble, table: CaseTable, weights: Float64Array): Verdict['examples'] {
  const heaviest = (outcome: CaseOutcome) => {
    const rows = new Set<number>();
    for (const [i, own] of table.outcomes.entries()) if (own === outcome) rows.add(table.rows[i]!);
    const sorted = [...rows].sort((a, b) => weights[b]! - weights[a]! || a - b);
    return sorted.slice(0, 3).map((row) => ensemble.members[row]!);
  };
  return { holds: heaviest('holds'), breaks: heaviest('breaks') };
}
