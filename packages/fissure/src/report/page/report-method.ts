/** How the numbers came about: the experiment, its notes, and the model against the record, series by series. */
import type { Assessment } from '../../analysis/results.ts';
import { clockWord, clockWords, NO_UNIT_SAID } from '../../base/calendar.ts';
import type { Study } from '../../study/study.ts';
import { methodNotes } from '../method-notes.ts';
import { countText, numberText, outOfHundred } from '../number-text.ts';
import { type Html, html, joinHtml } from './html.ts';
import { isFitted, isSingleRun, type ReportInput } from './report-input.ts';
import { predictiveTable } from './report-predictive.ts';

export function methodSection(input: ReportInput): Html {
  const { assessment, study } = input;
  const { provenance, weights } = assessment;
  const { armCount } = provenance;
  const members: readonly [string, string][] = [
    ['Members simulated', `${countText(provenance.membersDone)}, seed ${provenance.seed}`],
    ['Runs', `${countText(provenance.runCount)}, in ${countText(armCount)} ${armCount === 1 ? 'arm' : 'arms'}`],
    ['Uncertain factors', countText(provenance.factorCount)],
    ['Replicates of each point', countText(provenance.replicateCount)],
    ['Runs that failed numerically', countText(assessment.failures.length)],
    ['Effective number of members', isFitted(assessment) ? numberText(weights.effectiveNumber) : 'not weighted'],
  ];
  const facts: readonly [string, string][] = [
    ...(isSingleRun(assessment) ? [] : members),
    ['Record used', study.history.knownBy === '' ? 'none' : `published by ${study.history.knownBy}`],
    ['Time', timeFact(study)],
    ['Engine', input.engine],
    ...assessment.imbalance.map(({ conserved, greatest }): [string, string] => [
      `Largest imbalance of ${conserved}`,
      numberText(greatest, 2),
    ]),
  ];
  const notes = methodNotes(assessment);
  return html`<section aria-labelledby="method"><h2 id="method">How it was computed</h2><div class="text">
<p>${howMembersAre(assessment)}</p>
<table><caption>The experiment</caption><tbody>${joinHtml(facts.map(([name, fact]) => html`<tr><th>${name}</th><td>${fact}</td></tr>`))}</tbody></table>
${notes.length === 0 ? '' : html`<ul>${joinHtml(notes.map((note) => html`<li>${note}</li>`))}</ul>`}</div>${historyTable(assessment)}${input.brief ? '' : predictiveTable(assessment)}${seriesTable(assessment)}${scoreTable(assessment)}</section>`;
}

function howMembersAre(assessment: Assessment): string {
  if (isSingleRun(assessment)) return 'One run, with every number as the model gives it.';
  const world =
    'Each member is one plausible world: a value for every uncertain number, a choice for every rival structure, and its own random draws.';
  const arms = assessment.verdicts.length === 0 ? '' : ' All arms of a claim are simulated on the same member.';
  const weighed = isFitted(assessment)
    ? 'Members that agree better with what had been published when the argument was made weigh more; what came later weighs nothing.'
    : 'All members weigh the same.';
  return `${world}${arms} ${weighed}`;
}

/** What each fitted series does to the weights, and what the members would be worth without it. */
function seriesTable({ weights }: Assessment): Html {
  if (weights.state !== 'fitted') return html``;
  const number = (value: number | null) => (value === null ? '–' : numberText(value, 3));
  const rows = weights.series.map(
    (one) =>
      html`<tr><th>${one.series}</th><td class="num">${one.pointCount}</td><td class="num">${number(one.priorLogLikelihood)}</td><td class="num">${number(one.fittedLogLikelihood)}</td><td class="num">${outOfHundred(one.compatibleShare)}</td><td class="num">${number(one.effectiveNumberAlone)}</td><td class="num">${number(one.effectiveNumberWithout)}</td></tr>`,
  );
  return html`<h3>Series that weigh members</h3><div class="scroll" tabindex="0" role="region" aria-label="Table of fitted series"><table><caption>Mean logarithm of the likelihood under the prior and after fitting (0 is a perfect fit); members of 100 within three standard errors; effective number of members with this series alone, and with it left out (${numberText(weights.effectiveNumber)} with all).</caption><thead><tr><th scope="col">Series</th><th scope="col">Points</th><th scope="col">Prior</th><th scope="col">Fitted</th><th scope="col">Compatible</th><th scope="col">Alone</th><th scope="col">Without</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table></div>${
    weights.conflicts.length === 0
      ? html`<p class="text">No two of them are at odds: every pair of which chance would give five members is met together by at least a tenth of what chance would give.${closestPair(weights)}</p>`
      : html``
  }`;
}

function closestPair({ closestPair: pair }: Assessment['weights']): string {
  if (pair === undefined) return '';
  const [a, b] = pair.series;
  return ` Nearest to it come ${a} and ${b}: ${outOfHundred(pair.togetherShare)} of 100 members agree with both, ${outOfHundred(pair.expectedShare)} would by chance.`;
}

/** What was not fitted, window by window, against baselines. */
function scoreTable({ scores }: Assessment): Html {
  const shown = (scores ?? []).filter(({ pointCount }) => pointCount > 0);
  if (shown.length === 0) return html``;
  const number = (value: number | null) => (value === null ? '–' : numberText(value, 3));
  const rows = shown.map(({ label, pointCount, fitted, prior, coverage, width, baselines }) => {
    const cells = baselines.map(({ score, model, pointCount: own }) =>
      own === 0
        ? html`<td class="num">–</td>`
        : html`<td class="num">${number(score)} against ${number(model)} (${own})</td>`,
    );
    return html`<tr><th>${label}</th><td class="num">${pointCount}</td><td class="num">${number(prior)}</td><td class="num">${number(fitted)}</td><td class="num">${coverage === null ? '–' : outOfHundred(coverage)}</td><td class="num">${number(width)}</td>${joinHtml(cells)}</tr>`;
  });
  return html`<h3>What came later, against simple forecasts</h3><div class="scroll" tabindex="0" role="region" aria-label="Table of scores"><table><caption>Mean ranked probability score in standard errors of each series; lower is better. Coverage and width are of the central 90 of 100. Each baseline stands against the model on the same points, and knows what its source had published before the window began, which the model does not.</caption><thead><tr><th scope="col">Window</th><th scope="col">Points</th><th scope="col">Prior</th><th scope="col">Fitted</th><th scope="col">Covered</th><th scope="col">Width</th><th scope="col">Last value of the source</th><th scope="col">Trend of the source</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table></div>`;
}

/** How the model met each series of the record, fitted and later ones alike. */
function historyTable(assessment: Assessment): Html {
  const rows = assessment.history.map((series) => {
    const use = { fit: 'weighs members', test: 'later, never used', show: 'shown only' }[series.use];
    const coverage = series.coverage === null ? '–' : outOfHundred(series.coverage);
    const width = series.relativeWidth === null ? '–' : numberText(series.relativeWidth, 2);
    return html`<tr><th>${series.label || series.series}</th><td>${use}</td><td class="num">${series.points.length}</td><td class="num">${coverage}</td><td class="num">${width}</td></tr>`;
  });
  if (rows.length === 0) return html``;
  return html`<h3>Against the record</h3><div class="scroll" tabindex="0" role="region" aria-label="Table of the record"><table><caption>Share of points within the central 90 of 100 of what the model predicts (90 is right), beside the width of that band over its median: wide bands cover anything.</caption><thead><tr><th scope="col">Series</th><th scope="col">Use</th><th scope="col">Points</th><th scope="col">Covered, of 100</th><th scope="col">Relative width</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table></div>`;
}

function timeFact(study: Study): string {
  const { time } = study.settings;
  const from = time.calendarStart ?? numberText(time.start);
  const length = `${numberText(time.stop - time.start, 6)} ${clockWords(time)} from ${from}`;
  const unit = time.called === NO_UNIT_SAID ? '' : ` ${clockWord(time)}`;
  return `${length}, ${countText(time.stepCount)} steps of ${numberText(time.dt, 6)}${unit} (${time.method === 'rk4' ? 'Runge–Kutta 4' : 'Euler'})`;
}
