/** Point by point: the record, what the model gives before it is weighed by the record, and after. */
import type { PointHistory, SeriesHistory } from '../../analysis/history-fit.ts';
import type { Assessment } from '../../analysis/results.ts';
import { numberText, outOfHundred } from '../number-text.ts';
import { type Html, html, joinHtml } from './html.ts';

export function predictiveTable({ history, weights }: Assessment): Html {
  const points = history.flatMap((series) => series.points.map((point) => ({ series, point })));
  if (points.length === 0 || weights.state !== 'fitted') return html``;
  const fitted = points.filter(({ point }) => point.fitted);
  const later = points.filter(({ point }) => !point.fitted);
  return html`<h3>Before and after fitting</h3>
<p class="text">The model’s own values at each point of the record, before members are weighed by it (the prior predictive) and after: medians, with 90 of 100 members. Rank is the chance, by members and error model, of a smaller observation: near 0 or 100 is a surprise.</p>
${table('Points that weigh members', fitted)}
${later.length === 0 ? '' : html`<details class="long"><summary>${later.length} later points, never used</summary>${table('Later points', later)}</details>`}`;
}

interface SeriesPoint {
  readonly series: SeriesHistory;
  readonly point: PointHistory;
}

function table(caption: string, points: readonly SeriesPoint[]): Html {
  const rows = points.map(
    ({ series, point }) =>
      html`<tr><th>${series.label || series.series}</th><td>${point.date}</td><td class="num">${numberText(point.value)}</td><td class="num">${bandText(point.priorModel)}</td><td class="num">${bandText(point.model)}</td><td class="num">${point.rank === null ? '–' : outOfHundred(point.rank)}</td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${caption}"><table><caption>${caption}</caption><thead><tr><th scope="col">Series</th><th scope="col">Of</th><th scope="col">Record</th><th scope="col">Before fitting</th><th scope="col">After</th><th scope="col">Rank</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table></div>`;
}

function bandText([low, , middle, , high]: PointHistory['model']): string {
  if (low == null || middle == null || high == null) return '–';
  return `${numberText(middle)} (${numberText(low)} to ${numberText(high)})`;
}
