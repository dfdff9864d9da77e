/** Rival models of a study, each fitted on its own, as a page of Markdown. */
import type { Interaction, RivalResult } from '../../analysis/rivals.ts';
import type { Study } from '../../study/study.ts';
import { outOfHundred } from '../number-text.ts';
import { VERDICTS, verdictSign } from '../verdict-words.ts';
import { markdownTable, maybeNumber, pageHead } from './markdown-page.ts';

export interface RivalFindings {
  /** The model as it stands comes first. */
  readonly rivals: readonly RivalResult[];
  readonly interactions: readonly Interaction[];
}

export function rivalsPage(study: Study, memberCount: number, { rivals, interactions }: RivalFindings): string {
  const [base] = rivals;
  const best = Math.max(...rivals.map(({ logEvidence }) => logEvidence ?? Number.NEGATIVE_INFINITY));
  const windows = base?.scores ?? [];
  const names = rivals.map(({ scenario }) => (scenario === '' ? 'as it stands' : `\`${scenario}\``));
  const baselines = (['persistence', 'trend'] as const).map((name) => [
    `${name} of each source, and the model on the same points`,
    ...windows.map(({ baselines: own }) => {
      const { score, model, pointCount } = own.find(({ baseline }) => baseline === name)!;
      return pointCount === 0 ? '–' : `${maybeNumber(score)}, ${maybeNumber(model)} (${pointCount} points)`;
    }),
  ]);
  return [
    ...pageHead(`Rival models: ${study.settings.title}`),
    `Scenarios that hold from the start, each fitted on its own to the series of which it can speak. ${memberCount} members each, seed ${study.settings.seed}; again, with more of them: \`fissure rivals STUDY\`.`,
    '',
    '## How well each fits, and foretells',
    '',
    ...markdownTable(
      ['Model', 'Evidence', 'Effective members', ...windows.map(({ label }) => label)],
      rivals.map(({ label, logEvidence, effectiveNumber, scores }, i) => [
        `${names[i]}${i === 0 ? '' : ` ${label}`}`,
        logEvidence === null ? 'none' : maybeNumber(logEvidence - best),
        maybeNumber(effectiveNumber),
        ...scores.map(
          ({ fitted, coverage, width }) =>
            `${maybeNumber(fitted)} (${coverage === null ? '–' : outOfHundred(coverage)}, ${maybeNumber(width)})`,
        ),
      ]),
    ),
    'Evidence: ln of the mean likelihood of candidates from the prior, less that of the best; none where no candidate can produce the record. Series of which some rival says nothing are left out of evidence and scores. Scores by window: mean ranked probability score in standard errors, lower is better; in brackets the points of 100 within the central 90 of 100, and the mean width of that band.',
    '',
    ...markdownTable(['Forecast without a model', ...windows.map(({ label }) => label)], baselines),
    '## Verdicts in each',
    '',
    ...markdownTable(
      ['Model', ...(base?.claims.map(({ claim }) => claim) ?? [])],
      rivals.map(({ claims }, i) => [
        names[i]!,
        ...claims.map(({ word, share }) => `${verdictSign(word)} ${share === null ? '–' : outOfHundred(share)}`),
      ]),
    ),
    `Of 100 weighted members to which the claim applies. ${VERDICTS.map(({ word }) => `${verdictSign(word)} ${word}`).join(', ')}.`,
    '',
    ...(base?.claims ?? []).flatMap(({ claim, report }, c) => {
      const own = interactions.filter((one) => one.claim === claim);
      if (own.length === 0) return [];
      return [
        `## Numbers of ${claim}`,
        '',
        ...markdownTable(
          ['Mean over weighted members', ...names, 'Interaction'],
          report.map(({ name, label }, r) => [
            label,
            ...rivals.map((rival) => maybeNumber(rival.claims[c]!.report[r]!.mean)),
            maybeNumber(own.find((one) => one.name === name)?.value),
          ]),
        ),
      ];
    }),
    ...(interactions.length === 0
      ? []
      : [
          `The column *as it stands* has what is cut out of the fitted model, by the arms of each claim; the others are models of their own. Interaction: both less \`${study.history.interaction!.first.text}\` less \`${study.history.interaction!.second.text}\` and with \`${study.history.interaction!.neither.text}\`, of models fitted on their own.`,
          '',
        ]),
  ].join('\n');
}
