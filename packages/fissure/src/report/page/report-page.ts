/**
 * The report: one HTML file with no request to anywhere, complete when printed and without scripts. With `live` it brings
 * one script, which puts levers beside the charts.
 */
import { placeMapFigure } from '../figures/place-map-svg.ts';
import { droppedText } from '../method-notes.ts';
import { countVerdicts } from '../verdict-words.ts';
import { chartFigure, chartLegend } from './chart-figure.ts';
import { type Html, html, joinHtml, raw } from './html.ts';
import type { LiveParts } from './live-study.ts';
import { NARROW_STYLE, PAGE_STYLE } from './page-style.ts';
import { argumentSection } from './report-argument.ts';
import { checksSection, hasChecks } from './report-checks.ts';
import { citeSection } from './report-cite.ts';
import { equationSection } from './report-equations.ts';
import type { ReportInput } from './report-input.ts';
import { knockoutSection } from './report-knockouts.ts';
import { chartsBesideLedger, hasLedger, ledgerSection } from './report-ledger.ts';
import { hasLimits, limitsSection } from './report-limits.ts';
import { causesSection, overviewSection } from './report-loops.ts';
import { mechanismSection } from './report-mechanisms.ts';
import { methodSection } from './report-method.ts';
import { notesSection } from './report-notes.ts';
import { scenarioSection } from './report-scenarios.ts';
import { evidenceSection, parameterSection } from './report-sources.ts';
import { summarySection } from './report-summary.ts';
import { verdictSection } from './report-verdicts.ts';

/** Belt and braces: even if a hostile study got something past the escaping, the browser would not fetch or run it. */
function policy(live: LiveParts | undefined): string {
  const own = live && `script-src '${live.scriptHash}' 'wasm-unsafe-eval'; worker-src blob:; img-src blob:`;
  return ["default-src 'none'", own ?? [], "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"]
    .flat()
    .join('; ');
}

const MOST_CHARTS_IN_BRIEF = 6;

interface Section {
  readonly id: string;
  /** In the table of contents. */
  readonly label: string;
  readonly html: Html;
}

/** For everybody first; for whoever wants to check or rebuild it after that. */
function sectionsOf(input: ReportInput): { readonly body: readonly Section[]; readonly appendix: readonly Section[] } {
  const { study, assessment, brief = false } = input;
  const { argument, evidence, mechanisms, parameters } = study;
  const section = (isThere: boolean, id: string, label: string, make: () => Html): readonly Section[] =>
    isThere ? [{ id, label, html: make() }] : [];
  const body = [
    section(true, 'brief', 'In brief', () => summarySection(input)),
    section(input.causes?.overview !== undefined, 'overview', 'Overview', () =>
      overviewSection(input.causes!, study, brief),
    ),
    section(assessment.verdicts.length > 0, 'verdicts', 'Verdicts', () => verdictSection(input)),
    section(input.charts.length > 0, 'outcomes', 'Outcomes', () => outcomeSection(input)),
    section(hasLedger(input), 'ledger', 'Ledger', () => ledgerSection(input)),
    section((input.maps ?? []).length > 0, 'places', 'Places', () => placeSection(input)),
    section(argument.paragraphs.length > 0, 'argument', 'The argument', () => argumentSection(input)),
    section(hasChecks(input), 'record', 'The record', () => checksSection(input)),
    section(mechanisms.length > 0, 'knockouts', 'Mechanisms off', () => knockoutSection(input)),
    section(study.scenarios.length > 0 && study.settings.outputs.length > 0, 'scenarios', 'Scenarios', () =>
      scenarioSection(input),
    ),
    section(hasLimits(study), 'limits', 'Limits', () => limitsSection(study)),
  ].flat();
  const appendix = [
    section(true, 'method', 'Method', () => methodSection(input)),
    section(study.notes.length > 0, 'notes', 'Notes', () => notesSection(input)),
    section(input.causes !== undefined, 'causes', 'Why things move', () => causesSection(input.causes!, study, brief)),
    section(mechanisms.length > 0, 'mechanisms', 'Mechanisms', () => mechanismSection(study)),
    section(parameters.length > 0, 'parameters', 'Numbers', () => parameterSection(study)),
    section(study.variables.length > 0, 'equations', 'Equations', () => equationSection(study, { plain: brief })),
  ].flat();
  const linked = brief ? linkedIds([...body, ...appendix]) : undefined;
  return {
    body,
    appendix: [
      ...appendix,
      ...section(evidence.length > 0, 'evidence', 'Evidence', () => evidenceSection(study, linked)),
      ...section(true, 'cite', 'How to cite', () => citeSection(input)),
    ],
  };
}

function linkedIds(sections: readonly Section[]): ReadonlySet<string> {
  return new Set(
    sections.flatMap(({ html: { html: text } }) => [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!)),
  );
}

const WITHOUT_VERDICTS = html`<strong>A model, not a forecast and not intelligence.</strong> It shows what follows from its equations and numbers, and no claim is tested with it.`;

export function reportPage(input: ReportInput): string {
  const { settings } = input.study;
  const { verdicts } = input.assessment;
  const { body, appendix } = sectionsOf(input);
  const contents = (sections: readonly Section[]) =>
    html`<ul>${joinHtml(sections.map(({ id, label }) => html`<li><a href="#${id}">${label}</a></li>`))}</ul>`;
  const page = html`<a class="skip" href="#main">Skip to the summary</a>
<header class="wrap">
<h1 dir="auto">${settings.title}</h1>
${settings.question === '' ? '' : html`<p class="question" dir="auto">${settings.question}</p>`}
<p class="notice">${verdicts.length === 0 ? WITHOUT_VERDICTS : html`<strong>A model of an argument, not a forecast and not intelligence.</strong> A verdict says what follows inside this model from what its author assumed. It speaks of groups and rates, never of persons. Of ${verdicts.length} ${verdicts.length === 1 ? 'claim' : 'claims'}: <span id="verdict-count">${countVerdicts(verdicts)}</span>.`}</p>
${leftOutNotice(input)}<nav aria-label="Contents">${contents(body)}<p>Appendix</p>${contents(appendix)}</nav>
</header>
<main class="wrap" id="main" tabindex="-1">
${joinHtml(
  body.map((section) => section.html),
  '\n',
)}
<p class="part">Appendix: how it was made, and from what</p>
${joinHtml(
  appendix.map((section) => section.html),
  '\n',
)}
</main>
<footer><div class="wrap">Made by Fissure ${input.rebuild.version}: ${verdicts.length === 0 ? 'a model' : 'a model of an argument'}, not a forecast and not intelligence.</div></footer>`;
  return htmlPage({
    title: `${settings.title} · Fissure`,
    version: input.rebuild.version,
    style: `${PAGE_STYLE}${NARROW_STYLE}`,
    body: page,
    live: input.live,
  });
}

/** Results are those of another model than the one that was imported: whoever reads one reads that first. */
export function leftOutNotice({ assessment }: Pick<ReportInput, 'assessment'>): Html {
  const lines = droppedText(assessment.provenance.dropped ?? []);
  return html`${joinHtml(lines.map((line) => html`<p class="notice">${line}</p>\n`))}`;
}

export interface PageParts {
  readonly title: string;
  readonly version: string;
  readonly style: string;
  readonly body: Html;
  readonly live?: LiveParts | undefined;
}

export function htmlPage({ title, version, style, body, live }: PageParts): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy(live))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Fissure ${version}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
${raw(withoutNeedless(body))}${live === undefined ? '' : liveElements(live)}
</body>
</html>
`;
  return page.html;
}

/**
 * What HTML does without: ends of cells, rows and items, since what follows each of ours ends it, and quotes round plain
 * words. A tenth of a page. Only tags are touched: neither `<` nor `"` stands anywhere else unescaped.
 */
function withoutNeedless({ html: text }: Html): string {
  return text
    .replace(/<\/(?:td|th|tr|tbody|thead|li|dt|dd)>/g, '')
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/="([\w.:#%-]+)"(?=[ >])/g, '=$1'));
}

/** Two of a type that no browser runs, and the one that the policy names. */
function liveElements({ study, worker, script }: LiveParts): Html {
  const packed = (id: string, content: string) =>
    html`\n<script type="application/octet-stream" id="${id}">${raw(content)}</script>`;
  return html`${packed('live-study', study)}${packed('live-worker', worker)}\n<script>${raw(script)}</script>`;
}

function outcomeSection(input: ReportInput): Html {
  if (input.charts.length === 0) return html``;
  const charts = chartsBesideLedger(input);
  const shown = input.brief ? charts.slice(0, MOST_CHARTS_IN_BRIEF) : charts;
  const rest = charts.length - shown.length;
  return html`<section aria-labelledby="outcomes"><h2 id="outcomes">${input.assessment.history.length === 0 ? 'Outcomes' : 'Outcomes against the record'}</h2>
${input.live === undefined ? '' : html`<div id="live"><p class="text small soft on-screen">Where scripts may run, this page has levers here: it simulates the study by itself, without a network.</p></div>`}${chartLegend(shown)}<div class="figures">${joinHtml(
    shown.map((chart) => chartFigure(chart)),
    '\n',
  )}</div>${rest === 0 ? '' : html`<p class="small soft">${rest} further outcomes are in the whole report.</p>`}</section>`;
}

function placeSection({ maps: all = [], brief }: ReportInput): Html {
  const maps = brief ? all.slice(0, 1) : all;
  if (maps.length === 0) return html``;
  return html`<section aria-labelledby="places"><h2 id="places">By place</h2><p class="text small soft">One run at central values.</p>${joinHtml(maps.map((map) => placeMapFigure(map)))}</section>`;
}
