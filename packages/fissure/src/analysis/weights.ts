/**
 * How well each member agrees with what was known in time: the likelihood of the fitted points of history under
 * their error models, normalised over the ensemble. docs/explanation/weights.md says it in words.
 */
import { exp } from '../base/elementary.ts';
import type { Ensemble, Experiment, PlannedSeries } from '../experiment/experiment.ts';
import {
  fittedPoints,
  fittedSeries,
  seriesLogLikelihoods,
  standardizedResidual,
  sumRows,
} from '../experiment/likelihood.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { effectiveNumber } from './wilson-interval.ts';

export interface Weights {
  /** One per row of the ensemble; they sum to 1. Equal where nothing was fitted or nothing fits. */
  readonly fitted: Float64Array;
  /** What stood before looking at history: equal, or what makes up for the selection of members. */
  readonly prior: Float64Array;
  /** The weights that fitting without one series, or without two that one doubt concerns, would give; left out where then nothing fits or nothing is left. */
  readonly without: readonly { readonly series: string; readonly weights: Float64Array }[];
  readonly summary: WeightsSummary;
}

export interface WeightsSummary {
  /**
   * `fitted`: the likelihood weighs the members. `unfitted`: no point to fit. `impossible`: every member has
   * likelihood zero, so the prior stands and no verdict may be called fitted.
   */
  readonly state: 'fitted' | 'unfitted' | 'impossible';
  readonly memberCount: number;
  readonly effectiveNumber: number;
  /** The member with the greatest weight. */
  readonly heaviest: { readonly member: number; readonly weight: number } | undefined;
  /** One member carries more than half of the weight: the fitted shares then say what that member says. */
  readonly dominated: boolean;
  /** Candidates that were screened, and their effective number; null where members are taken as they come. */
  readonly screened: { readonly candidateCount: number; readonly effectiveNumber: number } | null;
  /** Members whose run failed before the last fitted point; they get the average weight, see docs. */
  readonly unknownLikelihoodCount: number;
  readonly series: readonly SeriesFit[];
  readonly conflicts: readonly SeriesConflict[];
  /** Of the pairs that can be judged, the one met together least often against what chance would give. */
  readonly closestPair?: SeriesConflict | undefined;
}

export interface SeriesFit {
  readonly series: string;
  readonly pointCount: number;
  /** Mean over members of ln(likelihood / greatest possible likelihood), before and after fitting: 0 is a perfect fit, null infinitely bad. */
  readonly priorLogLikelihood: MaybeNumber;
  readonly fittedLogLikelihood: MaybeNumber;
  /** Effective number of members if this series alone weighed them, and if it were left out. */
  readonly effectiveNumberAlone: number;
  readonly effectiveNumberWithout: number;
  /** Share of members for which every point lies within three standard errors. */
  readonly compatibleShare: number;
}

/** Two series that members can satisfy one at a time, and hardly ever together. */
export interface SeriesConflict {
  readonly series: readonly [string, string];
  readonly togetherShare: number;
  /** What it would be if satisfying one said nothing about the other. */
  readonly expectedShare: number;
}

/** Members within this many standard errors of a point are compatible with it. */
const COMPATIBLE_WITHIN = 3;
/** Compatible together less often than this part of what chance would give: reported as a conflict. */
const CONFLICT_BELOW = 0.1;
const DOMINATED_ABOVE = 0.5;

export function weighMembers(experiment: Experiment, ensemble: Ensemble): Weights {
  const count = ensemble.members.length;
  const series = fittedSeries(experiment);
  const prior = priorWeights(experiment, ensemble);
  const logLikelihoods = series.map((one) => seriesLogLikelihoods(experiment, ensemble, one));
  const total = sumRows(logLikelihoods, count);
  const normalised = normalise(total, prior);
  const state = series.length === 0 ? 'unfitted' : normalised === undefined ? 'impossible' : 'fitted';
  const fitted = state === 'fitted' ? normalised! : prior.slice();
  const heaviest = heaviestRow(fitted);
  const pairs = pairsOfSeries(experiment, ensemble, series, prior);
  const summary: WeightsSummary = {
    state,
    memberCount: count,
    effectiveNumber: effectiveNumber(fitted),
    heaviest: heaviest < 0 ? undefined : { member: ensemble.members[heaviest]!, weight: fitted[heaviest]! },
    dominated: state === 'fitted' && count > 1 && fitted[heaviest]! > DOMINATED_ABOVE,
    screened: describeScreening(experiment),
    unknownLikelihoodCount: total.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0),
    series: series.map((one, i) => describeFit(experiment, ensemble, one, logLikelihoods, i, { prior, fitted })),
    conflicts: pairs.filter((pair) => pair.togetherShare < CONFLICT_BELOW * pair.expectedShare),
    closestPair: pairs.toSorted((a, b) => togetherness(a) - togetherness(b))[0],
  };
  return { fitted, prior, without: leaveOut(series, logLikelihoods, prior), summary };
}

function priorWeights({ selection }: Experiment, { members }: Ensemble): Float64Array {
  const chosen = new Map(selection?.members.map((member, i) => [member, selection.priorWeights[i]!]));
  const weights = Float64Array.from(members, (member) => chosen.get(member) ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function describeScreening({ selection }: Experiment): WeightsSummary['screened'] {
  if (!selection) return null;
  return { candidateCount: selection.candidateCount, effectiveNumber: selection.candidateEffectiveNumber };
}

/**
 * prior weight * exp(log-likelihood), scaled to sum 1; the greatest is subtracted first so that nothing underflows together.
 * A member without likelihood (its run failed) gets the average weight of the others: it counts, in the bounds only,
 * as if it had fitted as well as they. Undefined where no member has a likelihood above zero.
 */
export function normalise(logLikelihoods: Float64Array, prior?: Float64Array): Float64Array | undefined {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of logLikelihoods) if (value > greatest) greatest = value;
  if (greatest === Number.NEGATIVE_INFINITY) return undefined;
  const weights = logLikelihoods.map((value, row) => exp(value - greatest) * (prior?.[row] ?? 1));
  let sum = 0;
  let known = 0;
  for (const weight of weights) {
    if (Number.isNaN(weight)) continue;
    sum += weight;
    known += 1;
  }
  const average = sum / known;
  const total = sum + average * (weights.length - known);
  return weights.map((weight) => (Number.isNaN(weight) ? average : weight) / total);
}

function leaveOut(
  series: readonly PlannedSeries[],
  logLikelihoods: readonly Float64Array[],
  prior: Float64Array,
): Weights['without'] {
  const names = series.map(({ name }) => name);
  const doubted = series.flatMap(({ name, doubtedWith: other }) =>
    other !== undefined && names.includes(other) ? [[name, other]] : [],
  );
  return [...names.map((name) => [name]), ...doubted].flatMap((left) => {
    const rest = logLikelihoods.filter((_, i) => !left.includes(names[i]!));
    const weights = rest.length > 0 ? normalise(sumRows(rest, prior.length), prior) : undefined;
    return weights ? [{ series: left.join(' and '), weights }] : [];
  });
}

function heaviestRow(weights: Float64Array): number {
  let best = weights.length > 0 ? 0 : -1;
  for (let row = 1; row < weights.length; row++) if (weights[row]! > weights[best]!) best = row;
  return best;
}

function describeFit(
  experiment: Experiment,
  ensemble: Ensemble,
  series: PlannedSeries,
  logLikelihoods: readonly Float64Array[],
  index: number,
  { prior, fitted }: Pick<Weights, 'prior' | 'fitted'>,
): SeriesFit {
  const own = logLikelihoods[index]!;
  const others = logLikelihoods.filter((_, i) => i !== index);
  const alone = normalise(own, prior);
  const without = normalise(sumRows(others, own.length), prior);
  const compatible = compatibleRows(experiment, ensemble, series);
  return {
    series: series.name,
    pointCount: series.points.filter((point) => point.fitted).length,
    priorLogLikelihood: finite(weightedMean(own, prior)),
    fittedLogLikelihood: finite(weightedMean(own, fitted)),
    effectiveNumberAlone: alone ? effectiveNumber(alone) : 0,
    effectiveNumberWithout: without ? effectiveNumber(without) : 0,
    compatibleShare: shareOf(compatible, prior),
  };
}

/** Mean of the values that are numbers; -Infinity where a member that counts cannot produce the series at all. */
function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value) || weights[row] === 0) continue;
    sum += weights[row]! * value;
    total += weights[row]!;
  }
  return total > 0 ? sum / total : Number.NaN;
}

function compatibleRows(experiment: Experiment, ensemble: Ensemble, series: PlannedSeries): readonly boolean[] {
  return Array.from(ensemble.members, (_, row) => {
    for (const { point, model } of fittedPoints(experiment, ensemble, series, row))
      if (!(Math.abs(standardizedResidual(series.error, point.value, model)) <= COMPATIBLE_WITHIN)) return false;
    return true;
  });
}

/** 1 where two series are met together as often as chance would have it. */
function togetherness({ togetherShare, expectedShare }: SeriesConflict): number {
  return togetherShare / expectedShare;
}

function pairsOfSeries(
  experiment: Experiment,
  ensemble: Ensemble,
  series: readonly PlannedSeries[],
  prior: Float64Array,
): readonly SeriesConflict[] {
  const compatible = series.map((one) => compatibleRows(experiment, ensemble, one));
  const pairs: SeriesConflict[] = [];
  for (let a = 0; a < series.length; a++)
    for (let b = a + 1; b < series.length; b++) {
      const together = compatible[a]!.map((yes, row) => yes && compatible[b]![row]!);
      const togetherShare = shareOf(together, prior);
      const expectedShare = shareOf(compatible[a]!, prior) * shareOf(compatible[b]!, prior);
      // Fewer than five expected together: their absence says nothing yet.
      if (expectedShare * effectiveNumber(prior) < 5) continue;
      pairs.push({ series: [series[a]!.name, series[b]!.name], togetherShare, expectedShare });
    }
  return pairs;
}

function shareOf(values: readonly boolean[], weights: Float64Array): number {
  return values.reduce((sum, yes, row) => sum + (yes ? weights[row]! : 0), 0);
}
