/** The claims of a study as a page of Markdown: the test of each, its verdict, its defence, and where it changes sides. */
import type { Assessment } from '../../analysis/results.ts';
import type { Turn } from '../../analysis/turns.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import type { ClaimDeclaration, Study } from '../../study/study.ts';
import { defenceLines } from '../defence-lines.ts';
import { outOfHundred } from '../number-text.ts';
import { hingeText, intervalText, shareText, summaryText, verdictRemarks, verdictSign } from '../verdict-words.ts';
import { markdownTable, oneLine, pageHead } from './markdown-page.ts';

export interface ClaimFindings {
  /** All claims of the study, in its order. */
  readonly assessment: Assessment;
  readonly turns: readonly Turn[];
  /** Members of the prior in which regions were tried. */
  readonly turnMembers: number;
}

export function claimsPage(study: Study, { assessment, turns, turnMembers }: ClaimFindings): string {
  const { provenance, verdicts, weights } = assessment;
  const isFitted = weights.state === 'fitted';
  return [
    ...pageHead(`Claims of: ${study.settings.title}`),
    `${provenance.membersDone} members, seed ${study.settings.seed}${isFitted ? `, weighted by the record to ${Math.round(weights.effectiveNumber)} effective ones` : ''}. Again: \`fissure test STUDY --details\`.${turns.length === 0 ? '' : ` Regions in which a claim ought to change sides are tried in ${turnMembers} members of the prior, unweighted: \`fissure stress STUDY --only defences\`.`}`,
    '',
    ...markdownTable(
      ['Claim', 'Verdict', 'Holds, of 100', 'Before fitting', ...(turns.length === 0 ? [] : ['In its region'])],
      study.claims.map((claim, i) => [
        `[${claim.name.text}](#${claim.name.text.toLowerCase()}) ${oneLine(claim.says)}`,
        `${verdictSign(verdicts[i]!.word)} ${[verdicts[i]!.word, ...verdictRemarks(verdicts[i]!, isFitted)].join(', ')}`,
        share(verdicts[i]!.fitted),
        share(verdicts[i]!.prior),
        ...(turns.length === 0 ? [] : [share(turns.find((turn) => turn.claim === claim.name.text)?.there)]),
      ]),
    ),
    ...study.claims.flatMap((claim, i) => claimSection(claim, verdicts[i]!, turns)),
  ].join('\n');
}

function claimSection(claim: ClaimDeclaration, verdict: Verdict, turns: readonly Turn[]): readonly string[] {
  const { fitted, prior, effect, report, hinges, structures } = verdict;
  const turn = turns.find((own) => own.claim === claim.name.text);
  const numbers = [...(effect ? [effect] : []), ...report];
  return [
    `## ${claim.name.text}`,
    '',
    `**${oneLine(claim.says)}** ${verdictSign(verdict.word)} ${verdict.word}: ${shareText(fitted, 'weighted members')}, before fitting ${shareText(prior)}; applies to ${fitted.applies === null ? '–' : outOfHundred(fitted.applies)} of 100.`,
    '',
    oneLine(claim.test),
    '',
    ...(claim.byConstruction === '' ? [] : [`*By construction.* ${oneLine(claim.byConstruction)}`, '']),
    ...defenceLines(claim.defence).flatMap(({ label, text }) => [`- *${label}.* ${oneLine(text)}`]),
    ...(turn ? [`- *There it holds* ${shareText(turn.there)}, elsewhere ${shareText(turn.elsewhere)}.`] : []),
    ...(hinges.length === 0 ? [] : [`- *It hinges on* ${hinges.map(hingeText).join('; ')}.`]),
    '',
    ...(numbers.length === 0
      ? []
      : markdownTable(
          ['Number', 'Median (5 to 95 %)'],
          numbers.map((own) => [own.label, summaryText(own)]),
        )),
    ...(structures.length === 0
      ? []
      : markdownTable(
          ['Form', 'Holds, of 100 within it'],
          structures.flatMap(({ structure, alternatives }) =>
            alternatives.map((one) => [
              `\`${structure}\` ${one.label || one.name}`,
              one.share === null ? '–' : outOfHundred(one.share),
            ]),
          ),
        )),
  ];
}

function share(estimate: Verdict['fitted'] | undefined): string {
  if (estimate === undefined || estimate.share === null) return '–';
  return `${outOfHundred(estimate.share)} (${intervalText(estimate)})`;
}
