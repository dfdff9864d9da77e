/** The report: one HTML file with no script and no request to anywhere, complete when printed. */
import type { Chart, ChartLayer } from './chart.ts';
import { chartSvg } from './chart-svg.ts';
import { describeChart } from './chart-words.ts';
import { type Html, html, joinHtml, raw } from './html.ts';
import { numberText } from './number-text.ts';
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
import { equationSection } from './report-equations.ts';
import type { ReportInput } from './report-input.ts';
import { causesSection } from './report-loops.ts';
import { verdictSection } from './report-verdicts.ts';
import { timeText } from './time-axis.ts';
import { countVerdicts } from './verdict-words.ts';

// Belt and braces: even if a hostile study got something past the escaping, the browser would not fetch or run it.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const MOST_CHARTS_IN_BRIEF = 6;

export function reportPage(input: ReportInput): string {
  const { settings, argument, evidence, mechanisms, parameters } = input.study;
  const { verdicts } = input.assessment;
  const contents: [string, string, boolean][] = [
    ['verdicts', 'Verdicts', verdicts.length > 0],
    ['outcomes', 'Outcomes', input.charts.length > 0],
    ['places', 'Places', (input.maps ?? []).length > 0],
    ['causes', 'Why', input.causes !== undefined],
    ['argument', 'The argument', argument.paragraphs.length > 0],
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
<p class="notice"><strong>A model of an argument, not a forecast and not intelligence.</strong> A verdict says what follows inside this model from what its author assumed. It speaks of groups and rates, never of persons.${verdicts.length === 0 ? '' : html` Of ${verdicts.length} ${verdicts.length === 1 ? 'claim' : 'claims'}: ${countVerdicts(verdicts)}.`}</p>
<nav aria-label="Contents"><ul>${joinHtml(contents.filter(([, , shown]) => shown).map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`))}</ul></nav>
</header>
<main class="wrap" id="main" tabindex="-1">
${verdicts.length === 0 ? '' : verdictSection(input)}
${outcomeSection(input)}
${placeSection(input)}
${input.causes === undefined ? '' : causesSection(input.causes, input.study, input.brief)}
${argumentSection(input)}
${methodSection(input)}
${mechanismSection(input)}
${parameterSection(input.study)}
${equationSection(input.study, { plain: input.brief ?? false })}
${evidenceSection(input.study)}
${limitsSection(input)}
</main>
<footer><div class="wrap">Made by Fissure ${input.rebuild.version}: a model of an argument, not a forecast and not intelligence.</div></footer>`;
  return htmlPage({ title: `${settings.title} · Fissure`, version: input.rebuild.version, style: PAGE_STYLE, body });
}

export interface PageParts {
  readonly title: string;
  readonly version: string;
  readonly style: string;
  readonly body: Html;
}

export function htmlPage({ title, version, style, body }: PageParts): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Fissure ${version}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return page.html;
}

function outcomeSection(input: ReportInput): Html {
  if (input.charts.length === 0) return html``;
  const shown = input.brief ? input.charts.slice(0, MOST_CHARTS_IN_BRIEF) : input.charts;
  const rest = input.charts.length - shown.length;
  return html`<section aria-labelledby="outcomes"><h2 id="outcomes">Outcomes against the record</h2>
${legend(shown)}<div class="figures">${joinHtml(
    shown.map((chart) => chartFigure(chart)),
    '\n',
  )}</div>${rest === 0 ? '' : html`<p class="small soft">${rest} further outcomes are in the whole report.</p>`}</section>`;
}

function placeSection({ maps: all = [], brief }: ReportInput): Html {
  const maps = brief ? all.slice(0, 1) : all;
  if (maps.length === 0) return html``;
  return html`<section aria-labelledby="places"><h2 id="places">By place</h2><p class="text small soft">One run at central values.</p>${joinHtml(maps.map(placeMapFigure))}</section>`;
}

export function chartFigure(chart: Chart, heading: 'h2' | 'h3' = 'h3'): Html {
  const unit = chart.unit === '1' || chart.unit === '' ? '' : html` <span class="soft">(${chart.unit})</span>`;
  return html`<figure>${raw(`<${heading}>`)}${chart.title}${unit}${raw(`</${heading}>`)}${chartSvg(chart)}<figcaption class="soft">${describeChart(chart)}</figcaption>${numbers(chart)}</figure>`;
}

/** Only what the charts contain, each entry drawn as in the charts. */
function legend(charts: readonly Chart[]): Html {
  const entries = new Map<string, Html>();
  for (const layer of charts.flatMap((chart) => chart.layers)) {
    const key = layer.kind === 'points' ? layer.use : layer.label;
    if (layer.kind !== 'mark' && !entries.has(key)) entries.set(key, legendEntry(layer));
  }
  return html`<ul class="legend">${joinHtml([...entries.values()])}</ul>`;
}

function legendEntry(layer: ChartLayer): Html {
  const sample = (drawing: Html) => html`<svg class="chart" viewBox="0 0 32 14" aria-hidden="true">${drawing}</svg>`;
  switch (layer.kind) {
    case 'band':
      return html`<li>${sample(html`<rect class="band band-0" width="32" height="14"/>${layer.depth > 0 ? html`<rect class="band band-1" width="32" height="14"/>` : ''}`)}${layer.label}</li>`;
    case 'line':
      return html`<li>${sample(html`<path class="line" d="M0 7H32"/>`)}${layer.label}</li>`;
    case 'points': {
      const state = { fit: '', test: ' later', show: ' shown' }[layer.use];
      const words = {
        fit: 'record known when the argument was made, used to weigh members',
        test: 'later record, never used',
        show: 'record shown for comparison',
      }[layer.use];
      return html`<li>${sample(html`<path class="range${state}" d="M16 1V13"/><circle class="point${state}" cx="16" cy="7" r="3.2"/>`)}${words}</li>`;
    }
    case 'mark':
      return html``;
  }
}

/** The figures behind the drawing, at the ticks of its time axis. */
function numbers(chart: Chart): Html {
  const line = chart.layers.find((layer) => layer.kind === 'line');
  const band = chart.layers.find((layer) => layer.kind === 'band' && layer.depth === 0);
  if (line?.kind !== 'line' || line.times.length === 0) return html``;
  const moments = [chart.axis.from, ...chart.axis.ticks.map((tick) => tick.at), chart.axis.to];
  const indices = [...new Set(moments.map((moment) => nearest(line.times, moment)))].sort((a, b) => a - b);
  const rows = indices.map((i) => {
    const range =
      band?.kind === 'band'
        ? html`<td class="num">${numberText(band.low[i]!)} to ${numberText(band.high[i]!)}</td>`
        : '';
    return html`<tr><th scope="row">${timeText(line.times[i]!, chart.axis.calendar)}</th><td class="num">${numberText(line.values[i]!)}</td>${range}</tr>`;
  });
  const points = chart.layers.flatMap((layer) => (layer.kind === 'points' ? layer.points : []));
  const record =
    points.length === 0
      ? ''
      : html`<p class="small"><strong>Record</strong></p><ul class="plain small">${joinHtml(points.map((point) => html`<li>${point.label}</li>`))}</ul>`;
  return html`<details><summary>The numbers</summary><table><caption>${chart.title}</caption><thead><tr><th scope="col">Time</th><th scope="col">${line.label}</th>${band?.kind === 'band' ? html`<th scope="col">${band.label}</th>` : ''}</tr></thead><tbody>${joinHtml(rows)}</tbody></table>${record}</details>`;
}

function nearest(times: readonly number[], moment: number): number {
  return times.reduce((best, time, i) => (Math.abs(time - moment) < Math.abs(times[best]! - moment) ? i : best), 0);
}
