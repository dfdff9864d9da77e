/** What the record does to a study, as a page of Markdown: points before and after fitting, what each series weighs, and what verdicts are without it. */
import type { SeriesHistory } from '../../analysis/history-fit.ts';
import type { Assessment } from '../../analysis/results.ts';
import type { SeriesConflict } from '../../analysis/weights.ts';
import type { Study } from '../../study/study.ts';
import { outOfHundred } from '../number-text.ts';
import { markdownTable, maybeNumber, oneLine, pageHead } from './markdown-page.ts';

export function recordPage(study: Study, assessment: Assessment): string {
  const { history, weights, verdicts, provenance } = assessment;
  const { conflicts, closestPair, screened } = weights;
  const of = (use: SeriesHistory['use']) => history.filter((series) => series.use === use);
  return [
    ...pageHead(`The record: ${study.settings.title}`),
    `${provenance.membersDone} members, seed ${study.settings.seed}. Fitted is what was published by ${study.history.knownBy}; nothing later weighs a member.${screened === null ? '' : ` ${screened.candidateCount} candidates were screened, which leaves the information of ${Math.round(screened.effectiveNumber)}; members weighted by the record count as ${Math.round(weights.effectiveNumber)}.`}`,
    '',
    '## Fitted: before and after',
    '',
    ...pointTable(of('fit')),
    'The model’s own values: medians, with 90 of 100 members. Rank: chance of a smaller observation, by members and error model together, of 100; near 0 or 100 is a surprise.',
    '',
    '## What each series does',
    '',
    ...markdownTable(
      [
        'Series',
        'Points',
        'Effective members by it alone',
        'and without it',
        'Within three errors, of 100 members',
        'Fit before',
        'after',
      ],
      weights.series.map((own) => [
        `\`${own.series}\``,
        `${own.pointCount}`,
        maybeNumber(own.effectiveNumberAlone),
        maybeNumber(own.effectiveNumberWithout),
        outOfHundred(own.compatibleShare),
        maybeNumber(own.priorLogLikelihood, 2),
        maybeNumber(own.fittedLogLikelihood, 2),
      ]),
    ),
    'Fit: mean of ln(likelihood over the greatest possible one); 0 is perfect.',
    '',
    ...conflicts.flatMap((pair) => [`${pairText(pair)}: they cannot be met together.`, '']),
    ...(conflicts.length > 0 || closestPair === undefined
      ? []
      : [`No two series are beyond being met together. The nearest to it: ${pairText(closestPair)}.`, '']),
    '## Verdicts without a part of the record',
    '',
    ...markdownTable(
      ['Without', ...verdicts.map(({ claim }) => claim)],
      [
        ['nothing left out', ...verdicts.map(({ fitted }) => share(fitted.share))],
        ...(verdicts[0]?.without ?? []).map(({ series }, i) => [
          `\`${series}\``,
          ...verdicts.map(({ without }) => share(without[i]!.share)),
        ]),
      ],
    ),
    'Of 100 weighted members to which the claim applies.',
    '',
    '## Later, scored and never fitted',
    '',
    ...pointTable(of('test')),
    ...(of('show').length === 0 ? [] : ['## Shown only', '', ...pointTable(of('show'))]),
    '## Notes',
    '',
    ...history.filter(({ note }) => note !== '').map(({ series, note }) => `- \`${series}\` ${oneLine(note)}`),
    '',
  ].join('\n');
}

function pointTable(series: readonly SeriesHistory[]): readonly string[] {
  return markdownTable(
    ['Series', 'Of', 'Published', 'Record', 'Before fitting', 'After', 'Rank'],
    series.flatMap(({ label, series: name, unit, points }) =>
      points.map(({ date, published, value, priorModel, model, rank }) => [
        `${label || name}${unit === '1' ? '' : `, ${unit}`}`,
        date,
        published,
        maybeNumber(value),
        bandText(priorModel),
        bandText(model),
        rank === null ? '–' : outOfHundred(rank),
      ]),
    ),
  );
}

function bandText([low, , middle, , high]: readonly (number | null)[]): string {
  return middle == null ? '–' : `${maybeNumber(middle)} (${maybeNumber(low)} to ${maybeNumber(high)})`;
}

function pairText({ series, togetherShare, expectedShare }: SeriesConflict): string {
  return `\`${series[0]}\` and \`${series[1]}\`, met together by ${outOfHundred(togetherShare)} of 100 members where chance would give ${outOfHundred(expectedShare)}`;
}

function share(value: number | null): string {
  return value === null ? '–' : outOfHundred(value);
}
