/** A chart on the page: drawing, what it shows in a sentence, and its numbers; and the key to several of them. */
import type { Chart, ChartLayer } from '../figures/chart.ts';
import { chartSvg } from '../figures/chart-svg.ts';
import { chartHeadline, describeChart } from '../figures/chart-words.ts';
import { timeText } from '../figures/time-axis.ts';
import { numberText } from '../number-text.ts';
import { type Html, html, joinHtml, raw } from './html.ts';

interface FigureOptions {
  readonly heading?: 'h2' | 'h3';
  /** The page has the references that sources lead to. */
  readonly linked?: boolean;
  /** In place of the usual one. */
  readonly drawing?: Html;
}

export function chartFigure(chart: Chart, { heading = 'h3', ...options }: FigureOptions = {}): Html {
  return html`<figure data-chart="${chart.id}">${raw(`<${heading}>`)}${headlineParts(chart)}${raw(`</${heading}>`)}${chartParts(chart, options)}</figure>`;
}

/** What stands over a chart: its name, and what it shows. */
export function headlineParts(chart: Chart): Html {
  const headline = chartHeadline(chart);
  return html`${chart.title}${headline === undefined ? '' : html`<span class="tells">: ${headline}</span>`}`;
}

/** All of a figure but its heading. */
export function chartParts(
  chart: Chart,
  options: Omit<FigureOptions, 'heading'> & { readonly standing?: Chart } = {},
): Html {
  const wordsId = `${chart.id}-words`;
  const { standing, linked = true } = options;
  const unit = chart.unit === '1' || chart.unit === '' ? 'no unit' : chart.unit;
  const drawing = options.drawing ?? chartSvg(chart, { describedBy: wordsId, standing });
  return html`<p class="unit">${unit}</p>${drawing}<figcaption class="soft"><span id="${wordsId}">${describeChart(chart)}</span>${sourceList(chart, linked)}</figcaption>${numbers(chart)}`;
}

function sourceList({ sources = [] }: Chart, linked: boolean): Html {
  if (sources.length === 0) return html``;
  const parts = sources.map(({ id, label }) =>
    linked ? html`<a href="#reference-${id}">${label}</a>` : html`${label}`,
  );
  return html` Figures: ${joinHtml(parts, ', ')}.`;
}

/** Only what the charts contain, each entry drawn as in the charts. */
export function chartLegend(charts: readonly Chart[]): Html {
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
      return html`<li>${sample(html`<path class="line${layer.role === 'standing' ? ' standing' : ''}" d="M0 7H32"/>`)}${layer.label}</li>`;
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
      band?.kind === 'band' ? html`<td>${numberText(band.low[i]!)} to ${numberText(band.high[i]!)}</td>` : '';
    return html`<tr><th>${timeText(line.times[i]!, chart.axis.calendar)}</th><td>${numberText(line.values[i]!)}</td>${range}</tr>`;
  });
  const points = chart.layers.flatMap((layer) => (layer.kind === 'points' ? layer.points : []));
  const record =
    points.length === 0
      ? ''
      : html`<p class="small"><strong>Record</strong></p><ul class="plain small">${joinHtml(points.map((point) => html`<li>${point.label}</li>`))}</ul>`;
  return html`<details><summary>The numbers</summary><table class="nums"><caption>${chart.title}</caption><thead><tr><th scope="col">Time</th><th scope="col">${line.label}</th>${band?.kind === 'band' ? html`<th scope="col">${band.label}</th>` : ''}</tr></thead><tbody>${joinHtml(rows)}</tbody></table>${record}</details>`;
}

function nearest(times: readonly number[], moment: number): number {
  return times.reduce((best, time, i) => (Math.abs(time - moment) < Math.abs(times[best]! - moment) ? i : best), 0);
}
