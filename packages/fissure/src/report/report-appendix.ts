/** The page's second half: method, numbers and their sources, mechanisms, rival structures, references, limits. */
import { strongestEffects } from '../analysis/knockouts.ts';
import type { Assessment } from '../analysis/results.ts';
import { provenance } from '../model/provenance.ts';
import type { Distribution, ParameterDeclaration, Study } from '../study/study.ts';
import { type Html, html, joinHtml } from './html.ts';
import { markdownBlocks, markdownLine } from './markdown.ts';
import { methodNotes } from './method-notes.ts';
import { countText, numberText, outOfHundred } from './number-text.ts';
import { referenceHtml, shortReference } from './references.ts';
import { citeParts } from './report-cite.ts';
import { isFitted, type ReportInput } from './report-input.ts';
import { predictiveTable } from './report-predictive.ts';

export function methodSection(input: ReportInput): Html {
  const { assessment, study } = input;
  const { provenance, weights } = assessment;
  const facts: [string, string][] = [
    ['Members simulated', `${countText(provenance.membersDone)}, seed ${provenance.seed}`],
    ['Runs', `${countText(provenance.runCount)}, in ${countText(provenance.armCount)} arms`],
    ['Uncertain factors', countText(provenance.factorCount)],
    ['Replicates of each point', countText(provenance.replicateCount)],
    ['Runs that failed numerically', countText(assessment.failures.length)],
    ['Effective number of members', isFitted(assessment) ? numberText(weights.effectiveNumber) : 'not weighted'],
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
<p>Each member is one plausible world: a value for every uncertain number, a choice for every rival structure, and its own random draws. All arms of a claim are simulated on the same member. ${
    isFitted(assessment)
      ? 'Members that agree better with what had been published when the argument was made weigh more; what came later weighs nothing.'
      : 'All members weigh the same.'
  }</p>
<table><caption>The experiment</caption><tbody>${joinHtml(facts.map(([name, fact]) => html`<tr><th scope="row">${name}</th><td>${fact}</td></tr>`))}</tbody></table>
${notes.length === 0 ? '' : html`<ul>${joinHtml(notes.map((note) => html`<li>${note}</li>`))}</ul>`}</div>${historyTable(assessment)}${input.brief ? '' : predictiveTable(assessment)}${seriesTable(assessment)}${scoreTable(assessment)}</section>`;
}

/** What each fitted series does to the weights, and what the members would be worth without it. */
function seriesTable({ weights }: Assessment): Html {
  if (weights.state !== 'fitted') return html``;
  const number = (value: number | null) => (value === null ? '–' : numberText(value, 3));
  const rows = weights.series.map(
    (one) =>
      html`<tr><th scope="row">${one.series}</th><td class="num">${one.pointCount}</td><td class="num">${number(one.priorLogLikelihood)}</td><td class="num">${number(one.fittedLogLikelihood)}</td><td class="num">${outOfHundred(one.compatibleShare)}</td><td class="num">${number(one.effectiveNumberAlone)}</td><td class="num">${number(one.effectiveNumberWithout)}</td></tr>`,
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
    return html`<tr><th scope="row">${label}</th><td class="num">${pointCount}</td><td class="num">${number(prior)}</td><td class="num">${number(fitted)}</td><td class="num">${coverage === null ? '–' : outOfHundred(coverage)}</td><td class="num">${number(width)}</td>${joinHtml(cells)}</tr>`;
  });
  return html`<h3>What came later, against simple forecasts</h3><div class="scroll" tabindex="0" role="region" aria-label="Table of scores"><table><caption>Mean ranked probability score in standard errors of each series; lower is better. Coverage and width are of the central 90 of 100. Each baseline stands against the model on the same points, and knows what its source had published before the window began, which the model does not.</caption><thead><tr><th scope="col">Window</th><th scope="col">Points</th><th scope="col">Prior</th><th scope="col">Fitted</th><th scope="col">Covered</th><th scope="col">Width</th><th scope="col">Last value of the source</th><th scope="col">Trend of the source</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table></div>`;
}

/** How the model met each series of the record, fitted and later ones alike. */
function historyTable(assessment: Assessment): Html {
  const rows = assessment.history.map((series) => {
    const use = { fit: 'weighs members', test: 'later, never used', show: 'shown only' }[series.use];
    const coverage = series.coverage === null ? '–' : outOfHundred(series.coverage);
    const width = series.relativeWidth === null ? '–' : numberText(series.relativeWidth, 2);
    return html`<tr><th scope="row">${series.label || series.series}</th><td>${use}</td><td class="num">${series.points.length}</td><td class="num">${coverage}</td><td class="num">${width}</td></tr>`;
  });
  if (rows.length === 0) return html``;
  return html`<h3>Against the record</h3><div class="scroll" tabindex="0" role="region" aria-label="Table of the record"><table><caption>Share of points within the central 90 of 100 of what the model predicts (90 is right), beside the width of that band over its median: wide bands cover anything.</caption><thead><tr><th scope="col">Series</th><th scope="col">Use</th><th scope="col">Points</th><th scope="col">Covered, of 100</th><th scope="col">Relative width</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table></div>`;
}

export function parameterSection(study: Study): Html {
  if (study.parameters.length === 0) return html``;
  const { sourcedCount, judgedCount, guessCount, fixedCount } = provenance(study);
  const rows = study.parameters.map(
    (parameter) =>
      html`<tr id="parameter-${parameter.name.text}"><th scope="row">${parameter.name.text}${parameter.label === '' || parameter.label === parameter.name.text ? '' : html`<br><span>${parameter.label}</span>`}</th><td>${valuesText(parameter)}</td><td>${parameter.unit.text}</td><td>${priorText(parameter)}</td><td>${sourceHtml(parameter.because, study)}</td></tr>`,
  );
  return html`<section aria-labelledby="parameters"><h2 id="parameters">Numbers and where they come from</h2>
<p class="text">Of ${study.parameters.length} parameters, ${sourcedCount} rest on a source, ${judgedCount} on a judgement that the evidence states, and ${guessCount} on the author’s guess; ${fixedCount} have no prior and stay fixed.</p>
<details class="long"><summary>All ${study.parameters.length} parameters</summary><div class="scroll" tabindex="0" role="region" aria-label="Table of parameters"><table class="ids"><caption>Parameters</caption><thead><tr><th scope="col">Parameter</th><th scope="col">Value</th><th scope="col">Unit</th><th scope="col">Prior</th><th scope="col">Because</th></tr></thead><tbody>${joinHtml(rows, '\n')}</tbody></table></div></details></section>`;
}

export function mechanismSection({ study, knockouts }: Pick<ReportInput, 'study' | 'knockouts'>): Html {
  if (study.mechanisms.length === 0) return html``;
  const rows = study.mechanisms.map(
    (mechanism) =>
      html`<tr role="row" id="mechanism-${mechanism.name.text}"><th role="rowheader" scope="row">${mechanism.name.text}</th><td role="cell">${mechanism.label}${mechanism.doc === '' ? '' : html`<br><span class="soft">${markdownLine(mechanism.doc)}</span>`}</td><td role="cell" data-label="Acts through">${joinHtml(
        mechanism.off.map((term) => html`<code>${term.variable.text}</code>`),
        ', ',
      )}</td><td role="cell" data-label="Because">${sourceHtml([...mechanism.because, ...mechanism.statements], study, '')}</td></tr>`,
  );
  return html`<section aria-labelledby="mechanisms"><h2 id="mechanisms">Mechanisms</h2>
<table class="stack" role="table"><caption>Each can be switched off with <code>--off</code> and its name</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Name</th><th role="columnheader" scope="col">Mechanism</th><th role="columnheader" scope="col">Acts through</th><th role="columnheader" scope="col">Because</th></tr></thead><tbody role="rowgroup">${joinHtml(rows, '\n')}</tbody></table>${knockouts ? knockoutTable(knockouts) : NOT_KNOCKED_OUT}${structures(study)}</section>`;
}

/** A run that was stopped early tries nothing. */
const NOT_KNOCKED_OUT = html`<p class="text" id="knockouts">What each of them does when it is switched off was not tried for this page; <code>fissure stress --only knockouts</code> tells it.</p>`;

function knockoutTable({ memberCount, knockouts }: NonNullable<ReportInput['knockouts']>): Html {
  const change = (value: number | null) =>
    value === null ? 'from nothing' : `${value > 0 ? '+' : ''}${numberText(100 * value, 2)} %`;
  const rows = knockouts.map((knockout) => {
    const effects = strongestEffects(knockout, 4).map(
      ({ output, low, middle, high }) =>
        html`<code>${output}</code> ${change(middle)} <span class="soft">(${change(low)} to ${change(high)})</span>`,
    );
    const shown =
      knockout.failedCount >= memberCount
        ? html`nothing to compare: every run failed`
        : knockout.inert
          ? html`inert: no outcome changes by more than 1 %`
          : joinHtml(effects, '; ');
    return html`<tr><th scope="row">${knockout.mechanism}</th><td>${shown}</td></tr>`;
  });
  return html`<h3 id="knockouts">What each of them does</h3><div class="scroll" tabindex="0" role="region" aria-label="Table of knock-outs"><table><caption>Each mechanism off from the start, in ${countText(memberCount)} members of the prior, each against itself: the outcomes that change most, by the median of their mean over the run (90 of 100 members).</caption><thead><tr><th scope="col">Off</th><th scope="col">Outcomes that change most</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table></div>`;
}

function structures(study: Study): Html {
  if (study.structures.length === 0) return html``;
  return html`<h3 id="structures">Rival structures</h3>${joinHtml(
    study.structures.map(
      (structure) =>
        html`<h4>${structure.label}${structure.mechanism === undefined ? '' : html` <span class="soft">(${structure.mechanism.text})</span>`}</h4><ul>${joinHtml(
          structure.alternatives.map(
            (alternative) =>
              html`<li>${alternative.label}${alternative.doc === '' ? '' : html`: ${markdownLine(alternative.doc)}`} <span class="soft small">weight ${numberText(alternative.weight)}</span></li>`,
          ),
        )}</ul>`,
    ),
  )}`;
}

export function evidenceSection(study: Study, brief = false): Html {
  if (study.evidence.length === 0) return html``;
  const rows = study.evidence.map((entry) => {
    const reference = study.references.find((candidate) => candidate.id.text === entry.reference?.text);
    const source =
      reference === undefined
        ? '–'
        : html`<a href="#reference-${reference.id.text}">${shortReference(reference)}</a>${entry.locator === '' ? '' : `, ${entry.locator}`}`;
    const range = entry.range === undefined ? '' : ` (${numberText(entry.range[0])} to ${numberText(entry.range[1])})`;
    const value =
      entry.value === undefined
        ? range.trim()
        : `${numberText(entry.value)}${range} ${entry.unit === '1' ? '' : entry.unit}`;
    return html`<tr id="evidence-${entry.id.text}"><th scope="row">${entry.id.text}</th><td>${markdownLine(entry.finding)}${brief || entry.note === '' ? '' : html` <span class="small soft">${markdownLine(entry.note)}</span>`}</td><td>${value}</td><td>${source}</td><td>${entry.confidence}</td></tr>`;
  });
  return html`<section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>
<details class="long"><summary>All ${study.evidence.length} findings and figures</summary><div class="scroll" tabindex="0" role="region" aria-label="Table of evidence"><table class="ids"><caption>Findings and figures</caption><thead><tr><th scope="col">Id</th><th scope="col">Finding</th><th scope="col">Value</th><th scope="col">Source</th><th scope="col">Confidence</th></tr></thead><tbody>${joinHtml(rows, '\n')}</tbody></table></div></details>
${study.references.length === 0 ? '' : html`<h3 id="references">References</h3><details class="long"><summary>${study.references.length === 1 ? 'One reference' : `All ${study.references.length} references`}</summary><ul class="references">${joinHtml(study.references.map((reference) => html`<li id="reference-${reference.id.text}">${referenceHtml(reference)}</li>`))}</ul></details>`}</section>`;
}

export function limitsSection(input: ReportInput): Html {
  const { settings } = input.study;
  return html`<section aria-labelledby="limits"><h2 id="limits">Use and limits</h2><div class="text">${markdownBlocks(settings.intendedUse)}
${settings.limits.length === 0 ? '' : html`<ul>${joinHtml(settings.limits.map((limit) => html`<li>${markdownLine(limit)}</li>`))}</ul>`}
<h3 id="rebuild">Make this page again</h3><p>With Fissure ${input.rebuild.version} and the folder of the study:</p><pre tabindex="0"><code>${input.rebuild.command}</code></pre><p>The same study, members and seed give the same numbers on any computer.</p>${citeParts(input)}</div></section>`;
}

export function priorText(parameter: ParameterDeclaration): string {
  const [first] = parameter.priors;
  if (first === undefined) return 'fixed';
  const texts = new Set(parameter.priors.map((prior) => distributionText(prior.distribution)));
  const scale = first.mode === 'multiply' ? 'times ' : '';
  if (texts.size === 1) return scale + [...texts][0]! + (parameter.priors.length > 1 ? ', each' : '');
  if (parameter.priors.length > 4)
    return `${parameter.priors.length} priors, e.g. ${scale}${distributionText(first.distribution)}`;
  return parameter.priors
    .map((prior) => `${prior.elements.join(' ')}: ${distributionText(prior.distribution)}`)
    .join('; ');
}

export function distributionText(distribution: Distribution): string {
  const n = numberText;
  switch (distribution.kind) {
    case 'uniform':
    case 'loguniform':
      return `${distribution.kind} ${n(distribution.low)} to ${n(distribution.high)}`;
    case 'triangular':
      return `triangular ${n(distribution.low)}, ${n(distribution.mode)}, ${n(distribution.high)}`;
    case 'normal':
      return `normal ${n(distribution.mean)}, sd ${n(distribution.sd)}`;
    case 'lognormal':
      return `lognormal, median ${n(distribution.median)}, sigma ${n(distribution.sigma)}`;
    case 'beta':
      return `beta ${n(distribution.a)}, ${n(distribution.b)}`;
  }
}

export function valuesText(parameter: ParameterDeclaration): string {
  const entries = [...parameter.values];
  if (entries.length <= 1) return numberText(entries[0]?.[1] ?? Number.NaN, 4);
  if (entries.length <= 4)
    return entries.map(([key, value]) => `${key.replaceAll(',', ', ')} ${numberText(value, 4)}`).join('; ');
  const values = entries.map(([, value]) => value);
  return `${entries.length} values, ${numberText(Math.min(...values))} to ${numberText(Math.max(...values))}`;
}

/** Links to evidence and statements; `unsourced` stands first where there is no evidence. */
function sourceHtml(because: readonly { readonly text: string }[], study: Study, unsourced = 'author’s guess'): Html {
  const known = because.filter((name) => study.evidence.some((entry) => entry.id.text === name.text));
  const rest = because.filter((name) => !known.includes(name));
  const links = [
    ...known.map((name) => html`<a href="#evidence-${name.text}">${name.text}</a>`),
    ...rest.map((name) => html`<a href="#${name.text}">${name.text}</a>`),
  ];
  if (known.length === 0 && unsourced !== '') links.unshift(html`<em>${unsourced}</em>`);
  return joinHtml(links, ', ');
}

function timeFact(study: Study): string {
  const { time } = study.settings;
  const from = time.calendarStart ?? numberText(time.start);
  const length = `${numberText(time.stop - time.start, 6)} ${time.unit}s from ${from}`;
  return `${length}, ${countText(time.stepCount)} steps of ${numberText(time.dt, 6)} ${time.unit} (${time.method === 'rk4' ? 'Runge–Kutta 4' : 'Euler'})`;
}
