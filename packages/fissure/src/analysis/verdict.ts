/**
 * The verdict on one claim: in which share of the cases to which it applies does it hold, before and after fitting, how
 * sure the count is, and what the answer hinges on. docs/explanation/verdicts.md says it in words.
 */
import type { Ensemble, PlannedClaim } from '../experiment/experiment.ts';
import {
  type AssessmentContext,
  type CaseCounts,
  countCases,
  type ElementShare,
  elementShares,
  estimateShare,
  pointOutcomes,
  replicateDisagreement,
  type SeriesLeftOut,
  type ShareEstimate,
  type StructureShares,
  sharesWithout,
  structureShares,
} from './case-shares.ts';
import { type CaseOutcome, type CaseTable, tabulateCases } from './case-table.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { findHinges, type Hinge } from './hinges.ts';
import { weightedQuantiles } from './weighted-quantile.ts';
import type { Weights } from './weights.ts';
import { effectiveNumber } from './wilson-interval.ts';

export type { AssessmentContext, CaseCounts, ElementShare, SeriesLeftOut, ShareEstimate, StructureShares };

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
  readonly without: readonly SeriesLeftOut[];
  /** Share of points with more than one decided replicate whose replicates disagree; null with one replicate. */
  readonly replicateDisagreement: MaybeNumber;
  readonly effect: NumberSummary | null;
  readonly report: readonly (NumberSummary & { readonly name: string })[];
  /** The two or three factors that decide, at most; `factors` has the ten that come nearest to deciding. */
  readonly hinges: readonly Hinge[];
  readonly factors: readonly Hinge[];
  /**
   * Which weights the hinges were found with: `prior` where too few members carry the fitted weight; `both`, half of
   * each, where members were screened: then every member counts, and a factor need not decide alike before and after.
   */
  readonly hingesFrom: 'fitted' | 'prior' | 'both';
  /** Up to three members each, heaviest first, to be simulated again and looked at. */
  readonly examples: { readonly holds: readonly number[]; readonly breaks: readonly number[] };
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

const SUPPORTED_FROM = 0.9;
const CONTRADICTED_TO = 0.1;
const VACUOUS_BELOW = 0.1;
const LEARNED_FROM = 0.1;
/** Hinges are found with fitted weights only where they leave at least this effective number of points. */
const HINGES_NEED = 50;

/** A fraction of weights adds up with rounding: shares within this of a border count as on it. */
const ROUNDING = 1e-9;

export function wordOfShare(share: number): 'supported' | 'contradicted' | 'depends' {
  if (share >= SUPPORTED_FROM - ROUNDING) return 'supported';
  return share <= CONTRADICTED_TO + ROUNDING ? 'contradicted' : 'depends';
}

/** The word alone, and the share it is read off. */
export type BriefVerdict = Pick<Verdict, 'claim' | 'word' | 'fitted'>;

/** For those who ask often, or of a few members. */
export function judgeClaim(context: AssessmentContext, claim: PlannedClaim): BriefVerdict {
  const table = tabulateCases(context.experiment, context.ensemble, claim);
  const fitted = estimateShare(context, table, context.weights.fitted);
  return { claim: claim.id, word: chooseWord(claim, fitted, countCases(table)).word, fitted };
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

function findClaimHinges(
  context: AssessmentContext,
  table: CaseTable,
): Pick<Verdict, 'hinges' | 'factors' | 'hingesFrom'> {
  const { fitted, prior, summary } = context.weights;
  const points = pointOutcomes(context, table, fitted);
  const number = effectiveNumber(points.map((point) => point.holding + point.breaking));
  const isFitted = summary.state === 'fitted' && number >= HINGES_NEED;
  const hingesFrom = isFitted && summary.screened ? 'both' : isFitted ? 'fitted' : 'prior';
  const weights = { fitted, prior, both: fitted.map((own, row) => (own + prior[row]!) / 2) }[hingesFrom];
  const factors = findHinges(context.experiment.factors, pointOutcomes(context, table, weights)).slice(0, 10);
  return { hinges: factors.filter((factor) => factor.matters).slice(0, 3), factors, hingesFrom };
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
