/**
 * The report: one HTML file with no request to anywhere, complete when printed and without scripts. With `live` it brings
 * one script, which puts levers beside the charts.
 */
import { chartFigure, chartLegend } from './chart-figure.ts';
import { type Html, html, joinHtml, raw } from './html.ts';
import type { LiveParts } from './live-study.ts';
import { PAGE_STYLE } from './page-style.ts';
import { placeMapFigure } from './place-map-svg.ts';
import {
  evidenceSection,
  limitsSection,
  mechanismSection,
  methodSection,
  parameterSection,
} from './report-appendix.ts';
import { argumentSection } from './report-argument.ts';
import { checksSection, hasChecks } from './report-checks.ts';
import { equationSection } from './report-equations.ts';
import type { ReportInput } from './report-input.ts';
import { chartsBesideLedger, hasLedger, ledgerSection } from './report-ledger.ts';
import { causesSection } from './report-loops.ts';
import { verdictSection } from './report-verdicts.ts';
import { countVerdicts } from './verdict-words.ts';

/** Belt and braces: even if a hostile study got something past the escaping, the browser would not fetch or run it. */
function policy(live: LiveParts | undefined): string {
  const own = live && `script-src '${live.scriptHash}' 'wasm-unsafe-eval'; worker-src blob:; img-src blob:`;
  return ["default-src 'none'", own ?? [], "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"]
    .flat()
    .join('; ');
}

const MOST_CHARTS_IN_BRIEF = 6;

export function reportPage(input: ReportInput): string {
  const { settings, argument, evidence, mechanisms, parameters } = input.study;
  const { verdicts } = input.assessment;
  const contents: [string, string, boolean][] = [
    ['verdicts', 'Verdicts', verdicts.length > 0],
    ['outcomes', 'Outcomes', input.charts.length > 0],
    ['ledger', 'Ledger', hasLedger(input)],
    ['places', 'Places', (input.maps ?? []).length > 0],
    ['causes', 'Why', input.causes !== undefined],
    ['argument', 'The argument', argument.paragraphs.length > 0],
    ['record', 'The record', hasChecks(input)],
    ['method', 'Method', true],
    ['mechanisms', 'Mechanisms', mechanisms.length > 0],
    ['parameters', 'Numbers', parameters.length > 0],
    ['equations', 'Equations', input.study.variables.length > 0],
    ['evidence', 'Evidence', evidence.length > 0],
    ['limits', 'Limits', true],
  ];
  const body = html`<a class="skip" href="#main">Skip to the verdicts</a>
<header class="wrap">
<h1 dir="auto">${settings.title}</h1>
<p class="question" dir="auto">${settings.question}</p>
<p class="notice"><strong>A model of an argument, not a forecast and not intelligence.</strong> A verdict says what follows inside this model from what its author assumed. It speaks of groups and rates, never of persons.${verdicts.length === 0 ? '' : html` Of ${verdicts.length} ${verdicts.length === 1 ? 'claim' : 'claims'}: <span id="verdict-count">${countVerdicts(verdicts)}</span>.`}</p>
<nav aria-label="Contents"><ul>${joinHtml(contents.filter(([, , shown]) => shown).map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`))}</ul></nav>
</header>
<main class="wrap" id="main" tabindex="-1">
${verdicts.length === 0 ? '' : verdictSection(input)}
${outcomeSection(input)}
${hasLedger(input) ? ledgerSection(input) : ''}
${placeSection(input)}
${input.causes === undefined ? '' : causesSection(input.causes, input.study, input.brief)}
${argumentSection(input)}
${hasChecks(input) ? checksSection(input) : ''}
${methodSection(input)}
${mechanismSection(input)}
${parameterSection(input.study)}
${equationSection(input.study, { plain: input.brief ?? false })}
${evidenceSection(input.study, input.brief)}
${limitsSection(input)}
</main>
<footer><div class="wrap">Made by Fissure ${input.rebuild.version}: a model of an argument, not a forecast and not intelligence.</div></footer>`;
  return htmlPage({
    title: `${settings.title} · Fissure`,
    version: input.rebuild.version,
    style: PAGE_STYLE,
    body,
    live: input.live,
  });
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
${body}${live === undefined ? '' : liveElements(live)}
</body>
</html>
`;
  return page.html;
}

/** Two of a type that no browser runs, and the one that the policy names. */
function liveElements({ study, worker, script }: LiveParts): Html {
  const packed = (id: string, content: string) =>
    html`\n<script type="application/octet-stream" id="${id}">${content}</script>`;
  return html`${packed('live-study', study)}${packed('live-worker', worker)}\n<script>${raw(script)}</script>`;
}

function outcomeSection(input: ReportInput): Html {
  if (input.charts.length === 0) return html``;
  const charts = chartsBesideLedger(input);
  const shown = input.brief ? charts.slice(0, MOST_CHARTS_IN_BRIEF) : charts;
  const rest = charts.length - shown.length;
  return html`<section aria-labelledby="outcomes"><h2 id="outcomes">Outcomes against the record</h2>
${input.live === undefined ? '' : html`<div id="live"><p class="text small soft">Where scripts may run, this page has levers here: it simulates the study by itself, without a network.</p></div>`}${chartLegend(shown)}<div class="figures">${joinHtml(
    shown.map((chart) => chartFigure(chart)),
    '\n',
  )}</div>${rest === 0 ? '' : html`<p class="small soft">${rest} further outcomes are in the whole report.</p>`}</section>`;
}

function placeSection({ maps: all = [], brief }: ReportInput): Html {
  const maps = brief ? all.slice(0, 1) : all;
  if (maps.length === 0) return html``;
  return html`<section aria-labelledby="places"><h2 id="places">By place</h2><p class="text small soft">One run at central values.</p>${joinHtml(maps.map((map) => placeMapFigure(map)))}</section>`;
}
