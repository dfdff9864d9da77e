/** What a reader should know before trusting a share, as sentences: footnotes in the terminal, notes on the page. */
import { type LedgerAccount, relativeGap } from '../analysis/ledger.ts';
import type { Assessment } from '../analysis/results.ts';
import type { TwinTest } from '../analysis/twin-test.ts';
import { countText, numberText, outOfHundred } from './number-text.ts';

/** Effective numbers below this make shares coarse, whatever the number of members. */
const FEW_MEMBERS = 50;
const BROKEN_BALANCE = 1e-6;

export function methodNotes(assessment: Assessment): readonly string[] {
  const { weights, provenance, failures, imbalance, bandsWithin } = assessment;
  const notes: string[] = [];
  if (weights.screened)
    notes.push(
      `${countText(weights.screened.candidateCount)} candidates were screened by the record, which leaves the information of ${numberText(weights.screened.effectiveNumber)} of them. Every other member is the next candidate as it comes, those between were drawn in proportion to their likelihood; shares make up for that.`,
    );
  if (weights.state === 'fitted')
    notes.push(
      `Weighting by the record leaves the information of ${numberText(weights.effectiveNumber)} equal members out of ${countText(provenance.membersDone)}.`,
    );
  if (weights.state === 'impossible')
    notes.push('No member can produce the record that was to be fitted: the shares are those of the prior.');
  if (weights.state === 'fitted' && weights.effectiveNumber < FEW_MEMBERS)
    notes.push(
      'So few carry the weight that shares after fitting are coarse: more members, or wider error models, are needed.',
    );
  if (weights.dominated && weights.heaviest !== undefined)
    notes.push(
      `Member ${weights.heaviest.member} alone carries ${outOfHundred(weights.heaviest.weight)} of 100 of the weight.`,
    );
  notes.push(...droppedText(provenance.dropped ?? []));
  for (const { series, togetherShare, expectedShare } of weights.conflicts)
    notes.push(
      `${series[0]} and ${series[1]} pull apart: ${outOfHundred(togetherShare)} of 100 members agree with both, ${outOfHundred(expectedShare)} would by chance.`,
    );
  if (assessment.twins) notes.push(twinText(assessment.twins));
  if (provenance.membersDone < provenance.membersAsked)
    notes.push(`Stopped early: ${countText(provenance.membersDone)} of ${countText(provenance.membersAsked)} members.`);
  if (bandsWithin !== undefined)
    notes.push(
      `Bands come from a sketch of so many members' outputs: each value is within ${numberText(100 * bandsWithin, 1)} % of their own.`,
    );
  if (failures.length > 0) notes.push(failureText(assessment));
  for (const { conserved, greatest } of imbalance)
    notes.push(
      greatest > BROKEN_BALANCE
        ? `Conservation of ${conserved} is broken: the largest imbalance is ${numberText(greatest, 2)} of the total.`
        : `Conservation of ${conserved}: largest imbalance ${numberText(greatest, 2)} of the total, over every member and saved step.`,
    );
  for (const account of assessment.ledger ?? []) notes.push(ledgerText(account));
  return notes;
}

function ledgerText(account: LedgerAccount): string {
  const broken = relativeGap(account) > BROKEN_BALANCE;
  const gap = numberText(Math.max(...account.gaps), 2);
  return `Ledger of ${account.title}: ${broken ? 'it does not balance' : 'it balances'}, the largest gap of any member at any saved time is ${gap}.`;
}

/** What importing left out of the model: results are those of the model without it. */
export function droppedText(dropped: readonly string[]): readonly string[] {
  return dropped.map((what) => `Left out when the model was imported: ${what}`);
}

export function isBalanceBroken(assessment: Assessment): boolean {
  return (
    assessment.imbalance.some(({ greatest }) => !(greatest <= BROKEN_BALANCE)) ||
    (assessment.ledger ?? []).some((account) => !(relativeGap(account) <= BROKEN_BALANCE))
  );
}

/** Whether the record could tell the verdicts at all, were the model true. */
function twinText({ twinCount, effectiveNumber, claims }: TwinTest): string {
  const told = claims
    .filter(({ tells }) => tells)
    .map(({ claim, skill }) => `${claim} (${outOfHundred(skill ?? 0)} of 100 of the error)`);
  const sentence =
    told.length === 0
      ? 'no verdict better than its base rate'
      : `${told.join(', ')} better than the base rate, and no other verdict`;
  return `Twin test: with ${countText(twinCount)} members taken for the truth in turn, the fitted series tell ${sentence}. A twin's record leaves the information of ${numberText(effectiveNumber, 2)} members.`;
}

function failureText({ failures }: Assessment): string {
  const members = new Set(failures.map((failure) => failure.member));
  const first = failures.find((failure) => failure.slot !== null);
  const where = first === undefined ? '' : `; the first, member ${first.member} in ${first.arm}, at ${first.slot}`;
  const runs =
    failures.length === 1 ? 'One run' : `${countText(failures.length)} runs of ${countText(members.size)} members`;
  return `${runs} failed numerically; the cases are undecided and counted as bounds${where}.`;
}
