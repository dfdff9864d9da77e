/** What a page simulates: the study as it stands with its weights, then the same members with levers moved. */
import { type Band, outputBands } from '../analysis/bands.ts';
import { FactorTable } from '../analysis/factor-table.ts';
import { judgeVariant, type VariantJudgement } from '../analysis/judge-variant.ts';
import { type Assessment, assessExperiment, listFailures } from '../analysis/results.ts';
import { assessClaim, type BriefVerdict, judgeClaim, type Verdict, wordOfShare } from '../analysis/verdict.ts';
import { type Weights, weighMembers } from '../analysis/weights.ts';
import { drawPoints } from '../experiment/draw-points.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { logLikelihoodsOf } from '../experiment/likelihood.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { ofClaims, ofOutputs } from '../experiment/narrow-experiment.ts';
import { screeningOf } from '../experiment/screening.ts';
import { selectMembers } from '../experiment/selection.ts';
import { type SimulateOptions, simulateExperiment } from '../experiment/simulate-experiment.ts';
import { type BrokenOff, brokenOffOf } from './broken-off.ts';
import { ofSubset, type Subset, weightsOf } from './subset.ts';

export interface Baseline {
  /** With the selection that screening made, and the points of its members where they have been drawn. */
  readonly experiment: Experiment;
  readonly assessment: Assessment;
  /** From the record, and kept while levers move: a lever asks what if, not whether it happened. */
  readonly weights: Weights;
}

/** As much of an assessment as moving levers asks for. */
export type BriefAssessment = Pick<Assessment, 'bands' | 'verdicts'>;

export interface BriefBaseline extends Omit<Baseline, 'assessment'> {
  readonly assessment: BriefAssessment;
}

export interface WhatIf {
  readonly bands: readonly Band[];
  readonly verdicts: readonly Verdict[];
  readonly brokenOff: BrokenOff | undefined;
}

/** `screen`: candidates against the record; `simulate`: the members chosen, with all arms. Share from 0 to 1. */
export type OnStage = (stage: 'screen' | 'simulate', share: number) => void;

/** Undefined where `signal` stopped it. */
export async function simulateBaseline(
  experiment: Experiment,
  pool: MemberPool,
  onStage: OnStage = () => undefined,
  signal?: AbortSignal,
): Promise<Baseline | undefined> {
  const telling = tellStages(pool, onStage, signal);
  const chosen = await screen(experiment, telling('screen'));
  if (!chosen) return undefined;
  const [ensemble, points] = await Promise.all([
    simulateExperiment(chosen, telling('simulate')),
    drawPoints(chosen, signal),
  ]);
  if (signal?.aborted) return undefined;
  const drawn = { ...chosen, points };
  const weights = weighMembers(drawn, ensemble);
  return { experiment: drawn, assessment: assessExperiment(drawn, ensemble, weights), weights };
}

/** What `fissure matrix` makes of a variant: members of its own, chosen and weighed anew. Undefined where `signal` stopped it. */
export async function simulateVariant(
  variant: Experiment,
  pool: MemberPool,
  signal: AbortSignal,
  onStage: OnStage,
): Promise<VariantJudgement | undefined> {
  const telling = tellStages(pool, onStage, signal);
  const chosen = await screen(ofClaims(variant), telling('screen'));
  if (!chosen) return undefined;
  const ensemble = await simulateExperiment(chosen, { ...telling('simulate'), bands: 'exact' });
  return signal.aborted ? undefined : judgeVariant(chosen, ensemble);
}

function tellStages(pool: MemberPool, onStage: OnStage, signal: AbortSignal | undefined) {
  return (stage: Parameters<OnStage>[0]): SimulateOptions => ({
    ...{ pool, signal },
    onProgress: ({ done, total }) => onStage(stage, done / total),
  });
}

/** The experiment with its members chosen, where it asks for that. */
async function screen(experiment: Experiment, options: SimulateOptions): Promise<Experiment | undefined> {
  const screening = screeningOf(experiment);
  const candidates = screening && (await simulateExperiment(screening, options));
  if (options.signal?.aborted) return undefined;
  const selection =
    screening && candidates && selectMembers(logLikelihoodsOf(screening, candidates), experiment.memberCount);
  return { ...experiment, selection };
}

/** Every member and every claim of a changed experiment. Undefined where `signal` stopped it. */
export async function simulateWhatIf(
  changed: Experiment,
  weights: Weights,
  pool: MemberPool,
  signal: AbortSignal,
  onShare: (share: number) => void = () => undefined,
): Promise<WhatIf | undefined> {
  const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) => onShare(done / total);
  const ensemble = await simulateExperiment(changed, { pool, signal, bands: 'exact', onProgress });
  if (signal.aborted) return undefined;
  const context = { experiment: changed, ensemble, weights, factorTable: new FactorTable(changed, ensemble) };
  return {
    bands: outputBands(changed, ensemble, weights),
    verdicts: changed.claims.map((claim) => assessClaim(context, claim)),
    brokenOff: brokenOffOf(listFailures(changed, ensemble)),
  };
}

/** Every member of these outputs, and no claim. Undefined where `signal` stopped it. */
export async function simulateOutputs(
  experiment: Experiment,
  outputs: readonly string[],
  weights: Weights,
  options: SimulateOptions,
): Promise<readonly Band[] | undefined> {
  const lean = ofOutputs(experiment, new Set(outputs));
  const ensemble = await simulateExperiment(lean, { ...options, bands: 'exact' });
  return options.signal?.aborted ? undefined : outputBands(lean, ensemble, weights);
}

/** What a few members say of every claim. Undefined where `signal` stopped it. */
export async function simulateJudgement(
  changed: Experiment,
  weights: Weights,
  subset: Subset,
  pool: MemberPool,
  signal?: AbortSignal,
): Promise<readonly BriefVerdict[] | undefined> {
  const experiment = { ...ofSubset(changed, subset), outputs: [], history: [], windows: [], pointCount: 0 };
  const ensemble = await simulateExperiment(experiment, { pool, signal, bands: 'exact' });
  if (signal?.aborted) return undefined;
  const factorTable = new FactorTable(experiment, ensemble);
  const context = { experiment, ensemble, weights: weightsOf(subset, weights), factorTable };
  return changed.claims.map((claim) => judgeClaim(context, claim));
}

/**
 * What all members would say of a claim, told by a few: their share as the study stands, moved by as much as that of the
 * few moves. Provisional, and said to be.
 */
export function movedVerdict(whole: Verdict, still: BriefVerdict, moved: BriefVerdict): Verdict {
  const [base, before, after] = [whole.fitted.share, still.fitted.share, moved.fitted.share];
  if (base === null || before === null || after === null) return { ...whole, word: moved.word };
  const share = Math.min(1, Math.max(0, base + after - before));
  const readOff = moved.word === 'supported' || moved.word === 'contradicted' || moved.word === 'depends';
  const isSame = moved.word === still.word && Math.abs(after - before) < 1e-9;
  const word = isSame ? whole.word : readOff ? wordOfShare(share) : moved.word;
  return { ...whole, word, fitted: { ...whole.fitted, share } };
}
