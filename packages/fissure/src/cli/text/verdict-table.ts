/** The verdicts in a terminal: one table that can be read aloud, footnotes, and details on request. */
import type { Assessment } from '../../analysis/results.ts';
import type { Verdict, VerdictWord } from '../../analysis/verdict.ts';
import { methodNotes } from '../../report/method-notes.ts';
import { countedText, countText, numberText, outOfHundred } from '../../report/number-text.ts';
import { isFitted, type JudgedClaim } from '../../report/page/report-input.ts';
import {
  countVerdicts,
  hingeText,
  intervalText,
  shareText,
  summaryText,
  VERDICTS,
  verdictRemarks,
  verdictSign,
} from '../../report/verdict-words.ts';
import type { Paint, Terminal } from '../terminal.ts';
import { type Column, textTable, wrapText } from './text-table.ts';

export function verdictTable(claims: readonly JudgedClaim[], assessment: Assessment, terminal: Terminal): string {
  const fitted = isFitted(assessment);
  const { paint } = terminal;
  const columns: Column[] = [
    { title: '' },
    { title: 'Claim', wrap: true },
    { title: 'Verdict' },
    { title: 'Of 100' },
    ...(fitted ? [{ title: 'Prior', align: 'right' } as const] : []),
  ];
  const rows = claims.map(({ verdict, declared }) => [
    paint.bold(verdict.claim),
    `${declared.says}\n${explanationLines(verdict).join('\n')}`,
    verdictWords(verdict, fitted, paint),
    shareCell(verdict),
    ...(fitted ? [verdict.prior.share === null ? '–' : outOfHundred(verdict.prior.share)] : []),
  ]);
  return textTable(columns, rows, { width: terminal.width, heading: paint.dim });
}

/** A line that says it all, then what to know before trusting it. */
export function verdictFootnotes(assessment: Assessment, terminal: Terminal): string {
  const { provenance, verdicts } = assessment;
  const fitted = isFitted(assessment);
  const what = `"Of 100": in how many ${fitted ? 'weighted ' : ''}members the claim holds, with the 95 % interval${fitted ? '; "prior": before they were weighted by the record' : ''}.`;
  const lines = [
    `${countedText(verdicts.length, 'claim')}: ${countVerdicts(verdicts)}.`,
    `${countText(provenance.membersDone)} members, ${countText(provenance.runCount)} runs, seed ${provenance.seed}. ${what}`,
    'Not settled: more members could change the word. Not learned: the record moved the share by less than 10 of 100, so it is assumed.',
    ...methodNotes(assessment),
    'A model of an argument, not a forecast and not intelligence.',
  ];
  return lines.flatMap((line) => wrapText(line, terminal.width)).join('\n');
}

export function verdictDetails({ verdict, declared }: JudgedClaim, fitted: boolean, terminal: Terminal): string {
  const { bold, dim } = terminal.paint;
  const width = terminal.width;
  const blocks: string[] = [
    `${bold(verdict.claim)} ${declared.says}`,
    wrapText(countsSentence(verdict, fitted), width - 2)
      .map((line) => `  ${line}`)
      .join('\n'),
  ];
  const numbers = [...(verdict.effect === null ? [] : [verdict.effect]), ...verdict.report];
  if (numbers.length > 0)
    blocks.push(
      textTable(
        [{ title: 'Median (5 to 95 %)', wrap: true }, { title: '' }],
        numbers.map((number) => [number.label, summaryText(number)]),
        { width, indent: 2, heading: dim },
      ),
    );
  const structures = verdict.structures.flatMap(({ structure, alternatives }) =>
    alternatives.map(({ name, label, share, weight, count }) => [
      structure,
      label || name,
      share === null ? '–' : outOfHundred(share),
      outOfHundred(weight),
      countText(count),
    ]),
  );
  if (structures.length > 0)
    blocks.push(
      textTable(
        [
          { title: 'Structure' },
          { title: 'Form', wrap: true },
          { title: 'Holds', align: 'right' },
          { title: 'Weight', align: 'right' },
          { title: 'Cases', align: 'right' },
        ],
        structures,
        { width, indent: 2, heading: dim },
      ),
    );
  if (verdict.factors.length > 0)
    blocks.push(
      textTable(
        [
          { title: 'Assumption', wrap: true },
          { title: 'Distance', align: 'right' },
        ],
        verdict.factors.map((hinge) => [hingeText(hinge), numberText(hinge.distance, 2)]),
        { width, indent: 2, heading: dim },
      ),
    );
  if (verdict.without.length > 0)
    blocks.push(
      `  ${dim('Fitted without')} ${verdict.without.map(({ series, share }) => `${series} ${share === null ? '–' : outOfHundred(share)}`).join(', ')}`,
    );
  return blocks.join('\n');
}

function explanationLines(verdict: Verdict): readonly string[] {
  const effect = verdict.effect === null ? [] : [`${verdict.effect.label}: ${summaryText(verdict.effect)}`];
  const reason = verdict.reason === '' ? [] : [verdict.reason];
  const hinges = verdict.hinges.map((hinge) => `- ${hingeText(hinge)}`);
  return [...effect, ...reason, ...(hinges.length > 0 ? ['hinges on', ...hinges] : []), ' '];
}

function verdictWords(verdict: Verdict, fitted: boolean, paint: Paint): string {
  const word = colourOf(verdict.word, paint)(`${verdictSign(verdict.word)} ${verdict.word}`);
  return [word, ...verdictRemarks(verdict, fitted).map((remark) => paint.dim(`  ${remark}`))].join('\n');
}

function colourOf(word: VerdictWord, paint: Paint): (text: string) => string {
  if (word === 'supported') return paint.green;
  if (word === 'contradicted') return paint.red;
  return word === 'depends' ? paint.yellow : paint.dim;
}

function shareCell({ fitted }: Verdict): string {
  return fitted.share === null ? '–' : `${outOfHundred(fitted.share)} (${intervalText(fitted)})`;
}

function countsSentence(verdict: Verdict, fitted: boolean): string {
  const { counts } = verdict;
  const before = fitted ? `, before fitting ${shareText(verdict.prior)}` : '';
  const applies = verdict.fitted.applies === null ? '' : ` Applies to ${outOfHundred(verdict.fitted.applies)} of 100.`;
  const undecided = counts.undecided > 0 ? `, ${countText(counts.undecided)} undecided` : '';
  const disagreement =
    verdict.replicateDisagreement === null
      ? ''
      : ` Replicates disagree at ${outOfHundred(verdict.replicateDisagreement)} of 100 points.`;
  return (
    `Holds ${shareText(verdict.fitted, fitted ? 'weighted members' : 'members')}${before}.${applies} ` +
    `${countText(counts.cases)} cases: ${countText(counts.holds)} hold, ${countText(counts.breaks)} do not${undecided}.` +
    `${disagreement}${verdict.settled ? '' : ' More members could still change the word.'}`
  );
}

export function verdictLegend(terminal: Terminal): string {
  return VERDICTS.map(({ word, sign, meaning }) => `${colourOf(word, terminal.paint)(sign)} ${word}: ${meaning}`).join(
    '\n',
  );
}
