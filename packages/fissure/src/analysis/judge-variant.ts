/** What a variant of a study makes of its claims: the record weighs its members anew, as `fissure test` would. */
import type { Ensemble, Experiment } from '../experiment/experiment.ts';
import type { Variant } from '../experiment/variants.ts';
import { FactorTable } from './factor-table.ts';
import type { MaybeNumber } from './finite.ts';
import { isOtherWord } from './step-stability.ts';
import { type BriefVerdict, judgeClaim, type VerdictWord } from './verdict.ts';
import { type WeightsSummary, weighMembers } from './weights.ts';

export interface VariantJudgement {
  /** In the order of the claims. */
  readonly verdicts: readonly BriefVerdict[];
  readonly weights: Pick<WeightsSummary, 'state' | 'memberCount' | 'effectiveNumber' | 'screened'>;
}

export function judgeVariant(experiment: Experiment, ensemble: Ensemble): VariantJudgement {
  const weights = weighMembers(experiment, ensemble);
  const context = { experiment, ensemble, weights, factorTable: new FactorTable(experiment, ensemble) };
  const { state, memberCount, effectiveNumber, screened } = weights.summary;
  return {
    verdicts: experiment.claims.map((claim) => judgeClaim(context, claim)),
    weights: { state, memberCount, effectiveNumber, screened },
  };
}

/** Of a table of claims by variants. */
export interface VariantColumn extends Omit<Variant, 'change'> {
  readonly memberCount: number;
  /** Of how many they were chosen by the record; null: of none. */
  readonly candidateCount: MaybeNumber;
  readonly weights: WeightsSummary['state'];
  readonly effectiveNumber: number;
  readonly verdicts: readonly VariantCell[];
}

export interface VariantCell {
  readonly claim: string;
  readonly word: VerdictWord;
  readonly share: MaybeNumber;
  readonly interval: readonly [number, number];
  /** Another word than in the first column, by more than chance at a border. */
  readonly differs: boolean;
}

/** `base`: of the first column. */
export function variantColumn(
  { kind, name, label }: Omit<Variant, 'change'>,
  { verdicts, weights: { state, memberCount, effectiveNumber, screened } }: VariantJudgement,
  base: VariantJudgement,
): VariantColumn {
  return {
    ...{ kind, name, label, memberCount, candidateCount: screened?.candidateCount ?? null },
    ...{ weights: state, effectiveNumber },
    verdicts: verdicts.map((verdict, i) => ({
      claim: verdict.claim,
      word: verdict.word,
      share: verdict.fitted.share,
      interval: verdict.fitted.interval,
      differs: isOtherWord(base.verdicts[i]!, verdict),
    })),
  };
}
