/** A verdict in words that can be read aloud, the same in terminal and page. */

import type { MaybeNumber } from '../analysis/finite.ts';
import type { Hinge } from '../analysis/hinges.ts';
import type { NumberSummary, ShareEstimate, Verdict, VerdictWord } from '../analysis/verdict.ts';
import { spokenName } from '../base/names.ts';
import { numberText, outOfHundred } from './number-text.ts';
import { unitPhrase } from './unit-words.ts';

/** In the order in which a summary counts them. The sign is never the only bearer of the verdict. */
export const VERDICTS: readonly { readonly word: VerdictWord; readonly sign: string; readonly meaning: string }[] = [
  { word: 'supported', sign: '●', meaning: 'holds in at least 90 of 100 members to which it applies' },
  { word: 'depends', sign: '◐', meaning: 'holds in some members and not in others' },
  { word: 'contradicted', sign: '✕', meaning: 'holds in at most 10 of 100 members to which it applies' },
  { word: 'vacuous', sign: '○', meaning: 'the situation arose in fewer than 10 of 100 members' },
  { word: 'untestable', sign: '?', meaning: 'a free choice of the modeller decides it, or no case could be decided' },
  { word: 'by construction', sign: '≡', meaning: 'an assumed sign makes it so; only the size tells something' },
];

export function verdictSign(word: VerdictWord): string {
  return VERDICTS.find((verdict) => verdict.word === word)!.sign;
}

/** What stands under the word: how far to trust it. */
export function verdictRemarks(verdict: Verdict, fitted: boolean): readonly string[] {
  const isJudged = verdict.word === 'supported' || verdict.word === 'contradicted' || verdict.word === 'depends';
  return [
    ...(isJudged && !verdict.settled ? ['not settled'] : []),
    ...(isJudged && fitted && verdict.assumedNotLearned ? ['not learned'] : []),
  ];
}

/** `6 supported, 5 depend, 2 contradicted` */
export function countVerdicts(verdicts: readonly Verdict[]): string {
  return VERDICTS.map(({ word }) => ({ word, count: verdicts.filter((verdict) => verdict.word === word).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word === 'depends' && count > 1 ? 'depend' : word}`)
    .join(', ');
}

/** `in 87 of 100 members (81-92)` */
export function shareText(estimate: ShareEstimate, of = 'members'): string {
  if (estimate.share === null) return `in no ${of} that could be decided`;
  return `in ${outOfHundred(estimate.share)} of 100 ${of} (${intervalText(estimate)})`;
}

export function intervalText(estimate: ShareEstimate): string {
  return estimate.interval.map((end) => (Number.isFinite(end) ? Math.round(100 * end) : '–')).join('-');
}

/** `0.21 (0.08 to 0.35)`: the median and the middle 90 of 100; with the share of cases in which it never comes. */
export function summaryText(summary: NumberSummary): string {
  const [low, , middle, , high] = summary.quantiles;
  const never = summary.infiniteShare ?? 0;
  const text = `${maybeText(middle)} (${maybeText(low)} to ${maybeText(high)})`;
  return never > 0 ? `${text}, never in ${outOfHundred(never)} of 100` : text;
}

/** A number that is not there is infinite or was never reached. */
function maybeText(value: MaybeNumber | undefined): string {
  return value === null || value === undefined ? '–' : numberText(value);
}

/** `Deterrence by punishment: holds above 0.31 per month` */
export function hingeText(hinge: Hinge): string {
  const effect = hingeEffect(hinge);
  return effect === '' ? hingeName(hinge) : `${hingeName(hinge)}: ${effect}`;
}

export function hingeName({ label, factor }: Pick<Hinge, 'label' | 'factor'>): string {
  return label === '' ? spokenName(factor) : label;
}

/** `holds above 0.31 per month`; empty where it cannot be told. */
function hingeEffect({ alternatives, split, flipsAt, unit, direction }: Hinge): string {
  if (alternatives.length > 0) {
    const parts = alternatives.map(({ label, name, share }) => `${maybeShare(share)} under “${label || name}”`);
    return `of 100 hold ${parts.join(', ')}`;
  }
  const at = (value: number) => numberText(value) + unitPhrase(unit, value);
  const side = { rises: 'holds above', falls: 'holds below', mixed: 'turns at' }[direction];
  if (flipsAt !== null) return `${side} ${at(flipsAt)}`;
  if (split === null) return '';
  const { value, shareBelow, shareAbove } = split;
  return `${outOfHundred(shareBelow)} of 100 hold below ${at(value)}, ${outOfHundred(shareAbove)} above`;
}

/** On which side of what value how many of 100: `24 below 3.2 months and 81 above`; of a structure by alternative. */
export function hingeSide({ alternatives, split, unit }: Pick<Hinge, 'alternatives' | 'split' | 'unit'>): string {
  if (alternatives.length > 0)
    return alternatives.map(({ label, name, share }) => `${label || name} ${maybeShare(share)}`).join(', ');
  if (split === null) return '';
  const value = numberText(split.value) + unitPhrase(unit, split.value);
  return `${outOfHundred(split.shareBelow)} below ${value} and ${outOfHundred(split.shareAbove)} above`;
}

function maybeShare(share: MaybeNumber): string {
  return share === null ? '–' : outOfHundred(share);
}
