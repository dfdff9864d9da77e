/** A study as a page has it open: its members in the order in which they are simulated, a few that stand for all at the beginning. */
import type { Band } from '../analysis/bands.ts';
import type { BriefVerdict } from '../analysis/verdict.ts';
import type { Weights } from '../analysis/weights.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { ledBy, memberNumbers, ofSubset, type Subset, subsetOf, withLeading } from './subset.ts';
import type { BriefBaseline } from './what-if.ts';

/** Enough for a median line within a frame or two. */
const FIRST_MEMBERS = 16;
const COARSE_MEMBERS = 100;

/** What the few say of the study as it stands. */
export interface StillBands {
  readonly first: readonly Band[];
  readonly coarse: readonly Band[];
}

/** A study that was opened. Before its baseline is there, the first members stand for it as they come. */
export interface Opened {
  /** The coarse members at the first places, the first of all before the others. */
  experiment: Experiment;
  readonly weights: Weights;
  baseline: BriefBaseline | undefined;
  /** Some of the coarse members. */
  readonly first: Subset;
  coarse: Subset;
  still?: Promise<StillBands>;
  stillVerdicts?: readonly BriefVerdict[] | undefined;
}

export function openedWith(baseline: BriefBaseline): Opened {
  const { experiment, weights } = baseline;
  const few = fewOf(memberNumbers(experiment), weights.fitted);
  return { experiment: withLeading(experiment, few.coarse), weights, baseline, ...few };
}

/** Before the record has weighed anything: every member counts the same. */
export function previewOf(experiment: Experiment): Opened {
  const members = Array.from({ length: Math.min(COARSE_MEMBERS, experiment.memberCount) }, (_, m) => m);
  const even = Float64Array.from(members, () => 1 / members.length);
  const summary: Weights['summary'] = {
    ...{ state: 'unfitted', memberCount: members.length, effectiveNumber: members.length, heaviest: undefined },
    ...{ dominated: false, screened: null, unknownLikelihoodCount: 0, series: [], conflicts: [] },
  };
  const few = fewOf(members, even);
  return {
    experiment: ofSubset(experiment, few.coarse),
    weights: { fitted: even, prior: even, without: [], summary },
    baseline: undefined,
    ...few,
  };
}

function fewOf(members: readonly number[], weights: Float64Array): Pick<Opened, 'first' | 'coarse'> {
  const coarse = subsetOf(members, weights, COARSE_MEMBERS);
  const first = subsetOf(coarse.members, coarse.weights, FIRST_MEMBERS);
  return { first, coarse: ledBy(coarse, first) };
}
