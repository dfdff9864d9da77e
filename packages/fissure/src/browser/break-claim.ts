/**
 * The nearest single lever that changes the verdict on a claim, within what its prior holds plausible. A few members search
 * for it; all members have the last word.
 */
import { FactorTable } from '../analysis/factor-table.ts';
import { judgeClaim, type VerdictWord } from '../analysis/verdict.ts';
import type { Weights } from '../analysis/weights.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { ofClaim } from '../experiment/narrow-experiment.ts';
import { simulateExperiment } from '../experiment/simulate-experiment.ts';
import { type Lever, leversOf, withLevers } from './levers.ts';
import { memberNumbers, ofSubset, type Subset, subsetOf, weightsOf, withPoints } from './subset.ts';

export interface BreakingPoint {
  readonly lever: string;
  /** As the lever is to be set, whatever it stood at: three digits. */
  readonly value: number;
  readonly from: VerdictWord;
  readonly to: VerdictWord;
  /** After fitting, of all members, at that value. */
  readonly share: number | null;
}

export interface BreakSearch {
  /** As the levers stand now. */
  readonly experiment: Experiment;
  readonly weights: Weights;
  readonly claim: string;
  /** Multiples by lever, as the levers stand now. */
  readonly standing: ReadonlyMap<string, number>;
  /** Factors that decide the claim, those first that decide most; any other comes after them. */
  readonly deciding: readonly string[];
  readonly pool: MemberPool;
  readonly signal: AbortSignal;
  readonly onShare: (share: number) => void;
}

const FEW = 48;
/** Of the whole search: what all members say before it, and the levers that a few members try. */
const FIRST_PART = 0.25;
const TRYING_PART = 0.5;
/** Levers tried at most. */
const LEVERS_MOST = 12;
/** Halvings of the way, in logarithms, between what does not change the verdict and what does. */
const HALVINGS = 4;
/** Where all members do not confirm what few found: steps beyond, each a tenth of the way that is left. */
const STEPS_BEYOND = 3;

export interface BreakResult {
  readonly found: BreakingPoint | undefined;
  /** How many levers were tried. */
  readonly tried: number;
}

export async function breakClaim(search: BreakSearch): Promise<BreakResult | undefined> {
  const { experiment, weights, signal, onShare } = search;
  const lean = ofClaim(experiment, experiment.claims.find(({ id }) => id === search.claim)!);
  const few = await withPoints(subsetOf(memberNumbers(experiment), weights.fitted, FEW), experiment);
  const quick = (changed: Experiment) => judge(search, changed, few);
  let shareBefore = 0;
  /** By all members, and so the part of the search that takes long: `part` of it. */
  const sure = async (changed: Experiment, part: number) => {
    const there = await judge(search, changed, undefined, (share) => onShare(shareBefore + part * share));
    shareBefore += part;
    return there;
  };
  const start = { quick: await quick(lean), sure: await sure(lean, FIRST_PART) };
  if (!start.quick || !start.sure) return undefined;

  const levers = leversToTry(search);
  // Levers multiply what already stands.
  const at = ({ lever, now }: Tried, value: number) => withLevers(lean, new Map([[lever.id, value / now]]));
  const candidates: { own: Tried; end: number; value: number }[] = [];
  for (const [i, own] of levers.entries()) {
    for (const end of own.ends) {
      const there = await quick(at(own, end));
      if (signal.aborted || !there) return undefined;
      if (there.word !== start.quick.word)
        candidates.push({ own, end, value: await halve(own.now, end, start.quick.word, (v) => quick(at(own, v))) });
      if (signal.aborted) return undefined;
    }
    onShare(FIRST_PART + (TRYING_PART * (i + 1)) / levers.length);
  }
  shareBefore = FIRST_PART + TRYING_PART;
  const distance = ({ own, value }: (typeof candidates)[number]) => Math.abs(Math.log(value / own.now));
  for (const { own, end, value: near } of candidates.toSorted((a, b) => distance(a) - distance(b))) {
    for (const value of pointsBeyond(near, end)) {
      // How many it takes is not known: each has half of the way that is left.
      const there = await sure(at(own, value), (1 - shareBefore) / 2);
      if (signal.aborted || !there) return undefined;
      if (there.word === start.sure.word) continue;
      const found = {
        lever: own.lever.id,
        value,
        from: start.sure.word,
        to: there.word,
        share: there.fitted.share,
      };
      return { found, tried: levers.length };
    }
  }
  return { found: undefined, tried: levers.length };
}

/** Where the lever stands, and how far it may go below that and above it. */
interface Tried {
  readonly lever: Lever;
  readonly now: number;
  readonly ends: readonly number[];
}

function leversToTry({ experiment, deciding, standing }: BreakSearch): readonly Tried[] {
  const rankOf = new Map(deciding.map((id, i) => [id, i]));
  const rank = ({ id }: Lever) => rankOf.get(id) ?? deciding.length;
  return leversOf(experiment)
    .filter(({ id, plausible }) => plausible !== undefined && standing.get(id) !== 0)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, LEVERS_MOST)
    .map((lever) => {
      const now = standing.get(lever.id) ?? 1;
      const { low, high } = lever.plausible!;
      return { lever, now, ends: [...(low < now ? [low] : []), ...(high > now ? [high] : [])].map(threeDigits) };
    });
}

/** A value near the border between `now`, where the word is `word`, and `end`, where it is another: there it is another too. */
async function halve(
  now: number,
  end: number,
  word: VerdictWord,
  judgeAt: (value: number) => Promise<{ readonly word: VerdictWord } | undefined>,
): Promise<number> {
  let [inside, outside] = [now, end];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = threeDigits(Math.sqrt(inside * outside));
    const there = await judgeAt(middle);
    if (!there || middle === inside || middle === outside) break;
    if (there.word === word) inside = middle;
    else outside = middle;
  }
  return outside;
}

function pointsBeyond(value: number, end: number): readonly number[] {
  return Array.from({ length: STEPS_BEYOND + 1 }, (_, i) => threeDigits(value * (end / value) ** ((i * i) / 9)));
}

function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}

async function judge(
  { weights, pool, signal }: BreakSearch,
  changed: Experiment,
  subset: Subset | undefined,
  onShare: (share: number) => void = () => undefined,
) {
  const experiment = subset ? ofSubset(changed, subset) : changed;
  const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) => onShare(done / total);
  const ensemble = await simulateExperiment(experiment, { pool, signal, bands: 'exact', onProgress });
  if (signal.aborted) return undefined;
  const own = subset ? weightsOf(subset, weights) : weights;
  const factorTable = new FactorTable(experiment, ensemble);
  return judgeClaim({ experiment, ensemble, weights: own, factorTable }, experiment.claims[0]!);
}
