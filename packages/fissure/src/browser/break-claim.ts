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
  /** By which it multiplies, three digits. */
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
  /** Those first that are most likely to decide. */
  readonly order: readonly string[];
  readonly pool: MemberPool;
  readonly signal: AbortSignal;
  readonly onShare: (share: number) => void;
}

const FEW = 48;
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
  const wordAt = (subset: Subset | undefined) => async (lever: string, value: number) =>
    judge(search, withLevers(lean, new Map([[lever, value]])), subset);
  const [quick, sure] = [wordAt(few), wordAt(undefined)];
  const start = { quick: await quick('', 1), sure: await sure('', 1) };
  if (!start.quick || !start.sure) return undefined;

  const levers = leversToTry(search);
  const candidates: { lever: Lever; inside: number; outside: number }[] = [];
  for (const [i, { lever, ends }] of levers.entries()) {
    for (const end of ends) {
      const there = await quick(lever.id, end);
      if (signal.aborted || !there) return undefined;
      if (there.word !== start.quick.word)
        candidates.push({ lever, ...(await halve(end, start.quick.word, (value) => quick(lever.id, value))) });
      if (signal.aborted) return undefined;
    }
    onShare((i + 1) / (levers.length + 2));
  }
  for (const candidate of candidates.toSorted((a, b) => distance(a.outside) - distance(b.outside))) {
    const end = levers
      .find(({ lever }) => lever === candidate.lever)!
      .ends.find((own) => own > 1 === candidate.outside > 1)!;
    for (const value of pointsBeyond(candidate.outside, end)) {
      const there = await sure(candidate.lever.id, value);
      if (signal.aborted || !there) return undefined;
      if (there.word === start.sure.word) continue;
      const found = {
        lever: candidate.lever.id,
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

function leversToTry({ experiment, order, standing }: BreakSearch) {
  const rank = new Map(order.map((id, i) => [id, i]));
  return leversOf(experiment)
    .filter(({ id, plausible }) => rank.has(id) && plausible !== undefined)
    .toSorted((a, b) => rank.get(a.id)! - rank.get(b.id)!)
    .slice(0, LEVERS_MOST)
    .map((lever) => {
      const now = standing.get(lever.id) ?? 1;
      // Levers multiply what already stands.
      const ends = [lever.plausible!.low / now, lever.plausible!.high / now];
      return { lever, ends: ends.filter((end, i) => (i === 0 ? end < 1 : end > 1)).map(threeDigits) };
    });
}

/** Between 1, where the word is `word`, and `end`, where it is another. */
async function halve(
  end: number,
  word: VerdictWord,
  judgeAt: (value: number) => Promise<{ readonly word: VerdictWord } | undefined>,
): Promise<{ readonly inside: number; readonly outside: number }> {
  let [inside, outside] = [1, end];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = threeDigits(Math.sqrt(inside * outside));
    const there = await judgeAt(middle);
    if (!there || middle === inside || middle === outside) break;
    if (there.word === word) inside = middle;
    else outside = middle;
  }
  return { inside, outside };
}

function pointsBeyond(value: number, end: number): readonly number[] {
  return Array.from({ length: STEPS_BEYOND + 1 }, (_, i) => threeDigits(value * (end / value) ** ((i * i) / 9)));
}

function distance(value: number): number {
  return Math.abs(Math.log(value));
}

function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}

async function judge({ weights, pool, signal }: BreakSearch, lean: Experiment, subset: Subset | undefined) {
  const experiment = subset ? ofSubset(lean, subset) : lean;
  const ensemble = await simulateExperiment(experiment, { pool, signal, bands: 'exact' });
  if (signal.aborted) return undefined;
  const own = subset ? weightsOf(subset, weights) : weights;
  const factorTable = new FactorTable(experiment, ensemble);
  return judgeClaim({ experiment, ensemble, weights: own, factorTable }, experiment.claims[0]!);
}
