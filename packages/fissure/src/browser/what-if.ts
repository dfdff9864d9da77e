/** What the page simulates: the study as it stands with its weights, then the same members with levers moved. */
import { type Band, outputBands } from '../analysis/bands.ts';
import { FactorTable } from '../analysis/factor-table.ts';
import { type Assessment, assessExperiment } from '../analysis/results.ts';
import { assessClaim, type Verdict } from '../analysis/verdict.ts';
import { type Weights, weighMembers } from '../analysis/weights.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { logLikelihoodsOf } from '../experiment/likelihood.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { screeningOf } from '../experiment/screening.ts';
import { selectMembers } from '../experiment/selection.ts';
import { simulateExperiment } from '../experiment/simulate-experiment.ts';
import { type LeverSettings, withLevers } from './levers.ts';

export interface Baseline {
  /** With the selection that screening made. */
  readonly experiment: Experiment;
  readonly assessment: Assessment;
  /** From the record, and kept while levers move: a lever asks what if, not whether it happened. */
  readonly weights: Weights;
}

export interface WhatIf {
  readonly bands: readonly Band[];
  readonly verdicts: readonly Verdict[];
}

/** `screen`: candidates against the record; `simulate`: the members chosen, with all arms. Share from 0 to 1. */
export type OnStage = (stage: 'screen' | 'simulate', share: number) => void;

export async function simulateBaseline(
  experiment: Experiment,
  pool: MemberPool,
  onStage: OnStage = () => undefined,
): Promise<Baseline> {
  const telling = (stage: Parameters<OnStage>[0]) => ({
    pool,
    onProgress: ({ done, total }: { readonly done: number; readonly total: number }) => onStage(stage, done / total),
  });
  const screening = screeningOf(experiment);
  const candidates = screening && (await simulateExperiment(screening, telling('screen')));
  const selection =
    screening && candidates && selectMembers(logLikelihoodsOf(screening, candidates), experiment.memberCount);
  const chosen = { ...experiment, selection };
  const ensemble = await simulateExperiment(chosen, telling('simulate'));
  return {
    experiment: chosen,
    assessment: assessExperiment(chosen, ensemble),
    weights: weighMembers(chosen, ensemble),
  };
}

/** Every member and every claim. Undefined where `signal` stopped it. */
export async function simulateWhatIf(
  { experiment, weights }: Baseline,
  settings: LeverSettings,
  pool: MemberPool,
  signal: AbortSignal,
): Promise<WhatIf | undefined> {
  const moved = withLevers(experiment, settings);
  const ensemble = await simulateExperiment(moved, { pool, signal, bands: 'exact' });
  if (signal.aborted) return undefined;
  const context = { experiment: moved, ensemble, weights, factorTable: new FactorTable(moved, ensemble) };
  return {
    bands: outputBands(moved, ensemble, weights),
    verdicts: moved.claims.map((claim) => assessClaim(context, claim)),
  };
}

/** `count` members spread over the selection, and the base arm alone: what can follow a hand. */
export async function simulateCoarse(
  baseline: Baseline,
  settings: LeverSettings,
  pool: MemberPool,
  count: number,
): Promise<readonly Band[]> {
  const { weights } = baseline;
  const coarse = coarseExperiment(baseline, count);
  const ensemble = await simulateExperiment(withLevers(coarse.experiment, settings), { pool, bands: 'exact' });
  const pick = (all: Float64Array) => normalised(Float64Array.from(coarse.rows, (row) => all[row]!));
  const own = { ...weights, fitted: pick(weights.fitted), prior: pick(weights.prior), without: [] };
  return outputBands(coarse.experiment, ensemble, own);
}

function coarseExperiment({ experiment, weights }: Baseline, count: number) {
  const { selection } = experiment;
  const total = weights.fitted.length;
  const size = Math.min(count, total);
  // Ensembles are in rising order of members' numbers, and so are weights.
  const members = (selection?.members ?? Array.from({ length: total }, (_, m) => m)).toSorted((a, b) => a - b);
  const rows = Array.from({ length: size }, (_, i) => Math.floor((i * total) / size));
  const chosen = rows.map((row) => members[row]!);
  const own = {
    candidateCount: selection?.candidateCount ?? total,
    candidateEffectiveNumber: selection?.candidateEffectiveNumber ?? total,
    members: chosen,
    priorWeights: chosen.map(() => 1),
  };
  const { arms, schedule } = experiment;
  const lean: Experiment = {
    ...experiment,
    memberCount: size,
    selection: own,
    arms: arms.slice(0, 1),
    schedule: schedule
      .filter(({ arm }) => arm === 0)
      .map((run) => ({ ...run, from: undefined, snapshotAt: undefined })),
    claims: [],
    measureCount: 0,
  };
  return { experiment: lean, rows };
}

function normalised(weights: Float64Array): Float64Array {
  const sum = weights.reduce((a, b) => a + b, 0);
  return sum > 0 ? weights.map((weight) => weight / sum) : weights.fill(1 / weights.length);
}
