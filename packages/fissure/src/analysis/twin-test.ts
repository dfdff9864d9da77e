/**
 * Twin test: could the record tell the verdicts at all, if the model were true? Members are taken in turn for the truth; each gives a record of its
 * own, with the errors of the fitted series; the other members are weighed by that record; and the share of those in which a claim holds is set against
 * whether it holds in the twin. The yardstick is the share without any record.
 */
import { exp, ln } from '../base/elementary.ts';
import { uniformAt } from '../base/random.ts';
import { memberIdentity } from '../experiment/design.ts';
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import { fittedSeries } from '../experiment/likelihood.ts';
import type { ErrorModel } from '../study/study.ts';
import { type CaseTable, tabulateCases } from './case-table.ts';
import { errorQuantile } from './error-quantile.ts';
import { finite, type MaybeNumber } from './finite.ts';
import type { Weights } from './weights.ts';
import { effectiveNumber } from './wilson-interval.ts';

export interface TwinTest {
  readonly twinCount: number;
  /** Mean effective number of members that a twin's record leaves. */
  readonly effectiveNumber: number;
  readonly claims: readonly TwinSkill[];
}

export interface TwinSkill {
  readonly claim: string;
  /** Twins to which the claim applies. */
  readonly twinCount: number;
  /** 1 - (mean squared error with the record) / (without): above 0 the record tells something; null where all twins agree. */
  readonly skill: MaybeNumber;
  /** The gain is more than two of its standard errors. */
  readonly tells: boolean;
}

const TWINS = 200;
/** Names the stream of the twins' errors, apart from those of designs and draws. */
const TWIN_STREAM = 0x7477696e;

/** Undefined where nothing was fitted: then there is no record that could tell. */
export function twinTest(experiment: Experiment, ensemble: Ensemble, weights: Weights): TwinTest | undefined {
  if (weights.summary.state !== 'fitted' || experiment.claims.length === 0) return undefined;
  const points = fittedSeries(experiment).flatMap((series) =>
    series.points.flatMap((point, index) => (point.fitted ? [{ error: series.error, at: series.offset + index }] : [])),
  );
  const models = Array.from(ensemble.members, (_, row) =>
    points.map(({ error, at }) => inErrors(error, ensemble.history[row * experiment.pointCount + at]!)),
  );
  const holding = experiment.claims.map((claim) => holdingShares(tabulateCases(experiment, ensemble, claim)));
  const pointNumbers = Array.from(
    ensemble.members,
    (member) => memberIdentity(member, experiment.replicateCount).point,
  );
  const errors = experiment.claims.map(() => ({ withRecord: [] as number[], without: [] as number[] }));
  let effective = 0;
  const twins = chooseTwins(weights.prior);
  for (const [k, twin] of twins.entries()) {
    const observed = models[twin]!.map(
      (model, j) => model + errorQuantile(uniformAt([experiment.seed, k], TWIN_STREAM, 0, 0, j), points[j]!.error.dof),
    );
    // A twin's own replicates share its numbers: they would know the answer.
    const others = weights.prior.map((weight, row) => (pointNumbers[row] === pointNumbers[twin] ? 0 : weight));
    const told = weighByRecord(others, models, observed, points);
    effective += effectiveNumber(told) / twins.length;
    for (const [c, holds] of holding.entries()) {
      const truth = holds[twin]!;
      if (Number.isNaN(truth)) continue;
      const [by, without] = [fairError(told, holds, truth), fairError(others, holds, truth)];
      if (by === undefined || without === undefined) continue;
      errors[c]!.withRecord.push(by);
      errors[c]!.without.push(without);
    }
  }
  return {
    twinCount: twins.length,
    effectiveNumber: effective,
    claims: experiment.claims.map(({ id }, c) => ({ claim: id, ...describeSkill(errors[c]!) })),
  };
}

/** Members at even shares of the prior weight: some count twice, as they do in the prior. */
function chooseTwins(prior: Float64Array): readonly number[] {
  const twins: number[] = [];
  let before = 0;
  for (const [row, weight] of prior.entries()) {
    before += weight;
    while (twins.length < TWINS && (twins.length + 0.5) / TWINS < before) twins.push(row);
  }
  return twins;
}

/** A value on the scale on which the error model has standard deviation 1. */
function inErrors({ kind, sd }: ErrorModel, value: number): number {
  return (kind === 'lognormal' ? ln(Math.max(value, 1e-300)) : value) / sd;
}

function weighByRecord(
  prior: Float64Array,
  models: readonly (readonly number[])[],
  observed: readonly number[],
  points: readonly { readonly error: ErrorModel }[],
): Float64Array {
  const logs = models.map((model) => {
    let sum = 0;
    for (const [j, value] of model.entries()) {
      const z = observed[j]! - value;
      const { dof } = points[j]!.error;
      sum -= dof === undefined ? (z * z) / 2 : ((dof + 1) / 2) * ln(1 + (z * z) / dof);
    }
    return Number.isNaN(sum) ? Number.NEGATIVE_INFINITY : sum;
  });
  const greatest = logs.reduce(
    (best, log, row) => (prior[row]! > 0 && log > best ? log : best),
    Number.NEGATIVE_INFINITY,
  );
  return prior.map((weight, row) => (weight > 0 ? weight * exp(logs[row]! - greatest) : 0));
}

/** Per row of the ensemble: the share of its decided cases in which the claim holds; NaN where it does not apply. */
function holdingShares({ rows, outcomes, claim }: CaseTable): Float64Array {
  const memberCount = outcomes.length / claim.cases.length;
  const holds = new Float64Array(memberCount);
  const decided = new Float64Array(memberCount);
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome !== 'holds' && outcome !== 'breaks') continue;
    const row = rows[i]!;
    decided[row] = decided[row]! + 1;
    if (outcome === 'holds') holds[row] = holds[row]! + 1;
  }
  return holds.map((count, row) => count / decided[row]!);
}

/**
 * Squared error of a share that few members make, less what their being few adds to it: the fair Brier score (Ferro, Quarterly Journal of the Royal
 * Meteorological Society 140, 2014), on the effective number. Undefined where that is below 2.
 */
function fairError(weights: Float64Array, holds: Float64Array, truth: number): number | undefined {
  let sum = 0;
  let squares = 0;
  let holding = 0;
  for (let row = 0; row < weights.length; row++) {
    const [weight, held] = [weights[row]!, holds[row]!];
    if (Number.isNaN(held)) continue;
    sum += weight;
    squares += weight * weight;
    holding += weight * held;
  }
  const share = holding / sum;
  const number = squares > 0 ? (sum * sum) / squares : 0;
  if (!(number >= 2)) return undefined;
  return (share - truth) ** 2 - (share * (1 - share)) / (number - 1);
}

function describeSkill({
  withRecord,
  without,
}: {
  readonly withRecord: readonly number[];
  readonly without: readonly number[];
}): Omit<TwinSkill, 'claim'> {
  const count = without.length;
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count;
  const gains = without.map((error, i) => error - withRecord[i]!);
  const gain = meanOf(gains);
  const deviation = Math.sqrt(meanOf(gains.map((own) => (own - gain) ** 2)) / count);
  // Where all twins agree there is nothing to tell.
  const base = meanOf(without);
  return {
    twinCount: count,
    skill: base > 1e-6 ? finite(gain / base) : null,
    tells: base > 1e-6 && gain > 2 * deviation,
  };
}
