/** The first paragraphs: what was done, what came of it, and how far to trust it, for somebody who reads nothing else. */
import type { Assessment } from '../../analysis/results.ts';
import type { Verdict, VerdictWord } from '../../analysis/verdict.ts';
import { timeOfDate } from '../../base/calendar.ts';
import { timeText } from '../figures/time-axis.ts';
import { countText } from '../number-text.ts';
import { countStatements } from '../statement-counts.ts';
import { type Html, html, joinHtml } from './html.ts';
import { isFitted, isSingleRun, type ReportInput } from './report-input.ts';
import { hasLimits } from './report-limits.ts';

export function summarySection(input: ReportInput): Html {
  const { verdicts } = input.assessment;
  return html`<section aria-labelledby="brief"><h2 id="brief">In brief</h2><div class="text">
<p>${whatWasDone(input)}</p>
${verdicts.length === 0 ? '' : html`<p>${whatCame(verdicts)}</p>`}
${laterFigures(input.assessment)}
${whereToGo(input)}
</div></section>`;
}

function whereToGo({ live, assessment, study }: ReportInput): Html {
  const seen = assessment.verdicts.length === 0 ? 'what follows' : 'which claims fall';
  const breaking =
    assessment.verdicts.length === 0
      ? ''
      : html` Under a claim, <em>Try to break it</em> looks for the smallest change that turns its verdict.`;
  const ways = [
    ...(live === undefined
      ? []
      : [
          html`<span class="on-screen">Whoever doubts a number can <a href="#outcomes">change it on this page</a> and see ${seen}.${breaking}</span>`,
        ]),
    ...(hasLimits(study)
      ? [html`What the model is for, and what it leaves out, stands under <a href="#limits">Use and limits</a>.`]
      : []),
  ];
  return ways.length === 0 ? html`` : html`<p>${joinHtml(ways, ' ')}</p>`;
}

function whatWasDone({ study, assessment }: ReportInput): Html {
  const { total } = countStatements(study);
  const { membersDone, factorCount } = assessment.provenance;
  const restated =
    total === 0 ? '' : `An argument is restated here in ${countText(total)} statements, and its causes as equations. `;
  if (isSingleRun(assessment))
    return html`${restated}The model was run once with the numbers that it gives: none of them is said to be uncertain.`;
  if (factorCount === 0)
    return html`${restated}No number of the model is said to be uncertain. It was run ${countText(membersDone)} times with other random draws, and each run is called a <em>member</em>. ${weighing({ study, assessment })}`;
  const drawn = `What nobody knows for certain, ${countText(factorCount)} ${factorCount === 1 ? 'assumption' : 'assumptions'}, was drawn ${countText(membersDone)} times, which makes ${countText(membersDone)} plausible worlds, called `;
  return html`${restated}${drawn}<em>members</em>. ${weighing({ study, assessment })}`;
}

function weighing({ study, assessment }: Pick<ReportInput, 'study' | 'assessment'>): string {
  if (!isFitted(assessment)) return 'All of them count the same.';
  const fitted = assessment.history.flatMap(({ points }) => points).filter((point) => point.fitted).length;
  const { knownBy } = study.history;
  const { time } = study.settings;
  const at = knownBy === '' ? undefined : timeOfDate(knownBy, time);
  const since = at === undefined ? '' : ` that had been published by ${timeText(at, time)}`;
  return `Those count for more that agree better with ${countText(fitted)} reported ${fitted === 1 ? 'figure' : 'figures'}${since}.`;
}

const SAYINGS: Readonly<Record<VerdictWord, (count: number) => string>> = {
  supported: (count) => `${count === 1 ? 'holds' : 'hold'} in nearly all of them`,
  depends: (count) => `${count === 1 ? 'depends' : 'depend'} on what is assumed`,
  contradicted: (count) => `${count === 1 ? 'fails' : 'fail'} in nearly all of them`,
  vacuous: (count) => `${count === 1 ? 'speaks' : 'speak'} of a situation that hardly arises`,
  untestable: () => 'cannot be tested',
  'by construction': (count) => `${count === 1 ? 'holds' : 'hold'} only because the equations were written so`,
};

function whatCame(verdicts: readonly Verdict[]): Html {
  const groups = (Object.keys(SAYINGS) as VerdictWord[])
    .map((word) => ({ word, claims: verdicts.filter((verdict) => verdict.word === word) }))
    .filter(({ claims }) => claims.length > 0)
    .map(({ word, claims }) => {
      const links = claims.map(({ claim }) => html`<a href="#claim-${claim}">${claim}</a>`);
      return html`${claims.length} ${SAYINGS[word](claims.length)} (${joinHtml(links, ', ')})`;
    });
  return html`Of the ${verdicts.length} claims that can be tested, ${joinHtml(groups, '; ')}.`;
}

/** The only test that the future has made. */
function laterFigures({ history }: Assessment): Html {
  const later = history
    .filter(({ use }) => use === 'test')
    .flatMap(({ points }) => points.flatMap(({ rank }) => (rank === null ? [] : [rank])));
  if (later.length === 0) return html``;
  const inside = later.filter((rank) => rank >= 0.05 && rank <= 0.95).length;
  return html`<p>Of ${later.length} figures that came later and shaped nothing, ${inside} lie where 90 of 100 were expected to; <a href="#method">how it was computed</a> has each of them.</p>`;
}
