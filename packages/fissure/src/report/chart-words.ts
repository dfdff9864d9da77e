/** What a chart shows, in a sentence: for those who cannot see it, and under it for those who can. */
import type { Chart } from './chart.ts';
import { numberText } from './number-text.ts';
import { timeText } from './time-axis.ts';

export function describeChart(chart: Chart): string {
  const sentences: string[] = [];
  const line = chart.layers.find((layer) => layer.kind === 'line');
  if (line?.kind === 'line' && line.values.length > 0) {
    const last = line.values.length - 1;
    const peak = line.values.reduce((best, value, i) => (value > line.values[best]! ? i : best), 0);
    const moments = [0, peak, last].filter((i, place, all) => all.indexOf(i) === place).sort((a, b) => a - b);
    const parts = moments.map(
      (i) => `${numberText(line.values[i]!)} (${timeText(line.times[i]!, chart.axis.calendar)})`,
    );
    sentences.push(`${line.label}: ${parts.join(', ')}.`);
  }
  const widest = chart.layers.find((layer) => layer.kind === 'band' && layer.depth === 0);
  if (widest?.kind === 'band' && widest.times.length > 0) {
    const last = widest.times.length - 1;
    sentences.push(
      `${widest.label} at the end: ${numberText(widest.low[last]!)} to ${numberText(widest.high[last]!)}.`,
    );
  }
  const pointCount = chart.layers.reduce((sum, layer) => sum + (layer.kind === 'points' ? layer.points.length : 0), 0);
  if (pointCount > 0) sentences.push(`${pointCount} ${pointCount === 1 ? 'point' : 'points'} of the record.`);
  return sentences.join(' ');
}
