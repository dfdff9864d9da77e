/** From an ensemble to everything that is printed, drawn and kept about it: one plain object, safe as JSON. */
import { sortedOrder } from '../base/sorted-order.ts';
import { memberIdentity } from '../experiment/design.ts';
import { COMPLETED, type Ensemble, type Experiment, LOST, savedTimes } from '../experiment/experiment.ts';
import type { Factor } from '../experiment/factors.ts';
import { RELATIVE_ERROR } from '../experiment/histogram.ts';
import { slotText } from '../model/plan.ts';
import { type Band, outputBands } from './bands.ts';
import { FactorTable } from './factor-table.ts';
import { finite, type MaybeNumber } from './finite.ts';
import { compareHistory, type SeriesHistory } from './history-fit.ts';
import { keepLedger, type LedgerAccount } from './ledger.ts';
import { scoreHistory, type WindowScore } from './score-history.ts';
import { type TwinTest, twinTest } from './twin-test.ts';
import { type AssessmentContext, assessClaim, type Verdict } from './verdict.ts';
import { LEVELS, quantilesInOrder } from './weighted-quantile.ts';
import { type Weights, type WeightsSummary, weighMembers } from './weights.ts';

export interface Assessment {
  readonly provenance: Provenance;
  readonly weights: WeightsSummary;
  readonly verdicts: readonly Verdict[];
  readonly times: readonly number[];
  /** The shares that the rows of every band and all quantiles stand for. */
  readonly levels: readonly number[];
  readonly bands: readonly Band[];
  /** Bands come from a sketch, each value within this part of what the members themselves would give; else undefined. */
  readonly bandsWithin?: number;
  readonly ledger?: readonly LedgerAccount[] | undefined;
  readonly history: readonly SeriesHistory[];
  /** By window of the study's history. */
  readonly scores?: readonly WindowScore[];
  readonly twins?: TwinTest | undefined;
  readonly factors: readonly FactorSummary[];
  readonly failures: readonly Failure[];
  readonly imbalance: readonly Imbalance[];
}

export interface Provenance {
  readonly seed: number;
  readonly membersAsked: number;
  readonly membersDone: number;
  readonly replicateCount: number;
  readonly pointCount: number;
  readonly factorCount: number;
  readonly armCount: number;
  readonly runCount: number;
  /** What importing left out of the model, in words; undefined: nothing. */
  readonly dropped?: readonly string[];
}

/** What history says about a factor: a shift near 0 means that the record does not move it. */
export interface FactorSummary {
  readonly factor: string;
  readonly label: string;
  readonly unit: string;
  readonly declared: string;
  /** Greatest distance between the distribution functions before and after fitting, 0 to 1. */
  readonly shift: number;
  /** Of a number: at `levels`, before and after. */
  readonly prior: readonly MaybeNumber[];
  readonly fitted: readonly MaybeNumber[];
  /** Of a structure: weight of each alternative, before and after. */
  readonly alternatives: readonly { readonly name: string; readonly prior: number; readonly fitted: number }[];
}

export interface Failure {
  readonly member: number;
  readonly arm: string;
  /** Why: a value that was not finite, or a worker that died twice. */
  readonly kind: 'not finite' | 'lost';
  readonly time: MaybeNumber;
  readonly slot: string | null;
}

export interface Imbalance {
  readonly conserved: string;
  /** Largest |imbalance| / max(1, total) over members, arms and saved times. */
  readonly greatest: number;
  readonly member: number | null;
}

export function assessExperiment(
  experiment: Experiment,
  ensemble: Ensemble,
  weights: Weights = weighMembers(experiment, ensemble),
): Assessment {
  const factorTable = new FactorTable(experiment, ensemble);
  const context: AssessmentContext = { experiment, ensemble, weights, factorTable };
  return {
    provenance: describeProvenance(experiment, ensemble),
    weights: weights.summary,
    verdicts: experiment.claims.map((claim) => assessClaim(context, claim)),
    times: [...savedTimes(experiment.plan)],
    levels: LEVELS,
    bands: outputBands(experiment, ensemble, weights),
    bandsWithin: ensemble.sketch && RELATIVE_ERROR,
    ledger: keepLedger(experiment, ensemble, weights),
    history: compareHistory(experiment, ensemble, weights),
    scores: scoreHistory(experiment, ensemble, weights),
    twins: twinTest(experiment, ensemble, weights),
    factors: experiment.factors.map((factor, index) => describeFactor(context, factor, index)),
    failures: listFailures(experiment, ensemble),
    imbalance: greatestImbalance(experiment, ensemble),
  };
}

function describeProvenance(experiment: Experiment, ensemble: Ensemble): Provenance {
  const points = new Set(
    Array.from(ensemble.members, (member) => memberIdentity(member, experiment.replicateCount).point),
  );
  return {
    seed: experiment.seed,
    membersAsked: experiment.selection?.members.length ?? experiment.memberCount,
    membersDone: ensemble.members.length,
    replicateCount: experiment.replicateCount,
    pointCount: points.size,
    factorCount: experiment.factors.length,
    armCount: experiment.arms.length,
    runCount: ensemble.members.length * experiment.arms.length,
    ...(experiment.dropped ? { dropped: experiment.dropped } : {}),
  };
}

/**
 * Everything on which the ensemble's numbers depend, as one text to be hashed: the same text means the same member
 * numbers give the same results. How many members are asked for is not part of it.
 */
export function experimentIdentity(experiment: Experiment): string {
  const { memberCount: _count, selection: _selection, points: _points, ...identity } = experiment;
  return JSON.stringify(identity, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

function describeFactor({ weights, factorTable }: AssessmentContext, factor: Factor, index: number): FactorSummary {
  const values = factorTable.column(index);
  const order = sortedOrder(values);
  const common = {
    factor: factor.id,
    label: factor.label,
    declared: factor.declared,
    shift: distributionShift(order, values, weights),
  };
  if (factor.kind === 'prior')
    return {
      ...common,
      unit: factor.unit,
      prior: quantilesInOrder(order, values, weights.prior).map(finite),
      fitted: quantilesInOrder(order, values, weights.fitted).map(finite),
      alternatives: [],
    };
  const weightOf = (alternative: number, own: Float64Array) =>
    own.reduce((sum, weight, row) => sum + (values[row] === alternative ? weight : 0), 0);
  const alternatives = factor.alternatives.map(({ name }, i) => ({
    name,
    prior: weightOf(i, weights.prior),
    fitted: weightOf(i, weights.fitted),
  }));
  const shift = alternatives.reduce((sum, { prior, fitted }) => sum + Math.abs(prior - fitted) / 2, 0);
  return { ...common, shift, unit: '', prior: [], fitted: [], alternatives };
}

function distributionShift(order: Int32Array, values: Float64Array, { prior, fitted }: Weights): number {
  let difference = 0;
  let greatest = 0;
  for (let k = 0; k < order.length; k++) {
    const row = order[k]!;
    difference += prior[row]! - fitted[row]!;
    const tied = k + 1 < order.length && values[order[k + 1]!] === values[row];
    if (!tied) greatest = Math.max(greatest, Math.abs(difference));
  }
  return greatest;
}

export function listFailures(experiment: Experiment, ensemble: Ensemble): readonly Failure[] {
  const { plan, arms } = experiment;
  return [...ensemble.failedSteps].flatMap((step, i): Failure[] => {
    if (step === COMPLETED) return [];
    const member = ensemble.members[Math.floor(i / arms.length)]!;
    const arm = arms[i % arms.length]!.label;
    if (step === LOST) return [{ member, arm, kind: 'lost', time: null, slot: null }];
    const broken = plan.slots[ensemble.failedSlots[i]!];
    const slot = broken === undefined ? null : slotText(broken);
    return [{ member, arm, kind: 'not finite', time: plan.time.start + step * plan.time.dt, slot }];
  });
}

function greatestImbalance(experiment: Experiment, ensemble: Ensemble): readonly Imbalance[] {
  const { conserved } = experiment.plan;
  return conserved.map(({ name }, column) => {
    let greatest = 0;
    let member: number | null = null;
    for (const [row, number] of ensemble.members.entries()) {
      const own = ensemble.imbalance[row * conserved.length + column]!;
      if (!(own > greatest)) continue;
      greatest = own;
      member = number;
    }
    return { conserved: name, greatest, member };
  });
}
