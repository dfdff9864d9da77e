/** The main outcomes in a terminal: a table at a few moments, and a small plot of each. */
import type { Chart } from '../../report/figures/chart.ts';
import { chartLines } from '../../report/figures/chart-terminal.ts';
import { timeText } from '../../report/figures/time-axis.ts';
import { numberText } from '../../report/number-text.ts';
import { chartPaint, type Terminal } from '../terminal.ts';
import { displayWidth, textTable } from './text-table.ts';

const PLOT_ROWS = 9;
const NARROWEST_PLOT = 34;

/** One row per outcome, one column per moment; as many moments as fit. */
export function outcomeTable(charts: readonly Chart[], terminal: Terminal): string {
  const [first] = charts;
  const line = first && mainLine(first);
  if (first === undefined || line === undefined) return '';
  const { axis } = first;
  const moments = [axis.from, ...axis.ticks.map((tick) => tick.at), axis.to];
  const indices = [...new Set(moments.map((moment) => nearest(line.times, moment)))].sort((a, b) => a - b);
  const titles = charts.map(titleOf);
  const room = terminal.width - Math.min(36, Math.max(...titles.map(displayWidth)));
  const columns = indices.map((i) => [
    timeText(line.times[i]!, axis.calendar),
    ...charts.map((chart) => numberText(mainLine(chart)?.values[i] ?? Number.NaN)),
  ]);
  const shown = fitting(columns, room);
  return textTable(
    [{ title: '', wrap: true }, ...shown.map((column) => ({ title: column[0]!, align: 'right' as const }))],
    charts.map((_, row) => [titles[row]!, ...shown.map((column) => column[row + 1]!)]),
    { width: terminal.width, heading: terminal.paint.dim },
  );
}

/** Side by side where the terminal is wide enough. */
export function outcomePlots(charts: readonly Chart[], terminal: Terminal): string {
  const perRow = Math.max(1, Math.min(3, Math.floor((terminal.width + 2) / (NARROWEST_PLOT + 2))));
  const width = Math.floor((terminal.width + 2) / perRow) - 2;
  const blocks = charts.map((chart) => plot(chart, width, terminal));
  const rows: string[] = [];
  for (let i = 0; i < blocks.length; i += perRow) rows.push(beside(blocks.slice(i, i + perRow), width));
  return rows.join('\n\n');
}

/** What the signs in the plots mean, as far as they occur. */
export function plotLegend(charts: readonly Chart[]): string {
  const layers = charts.flatMap((chart) => chart.layers);
  const parts: string[] = [];
  if (layers.some((layer) => layer.kind === 'band'))
    parts.push('line: median; stippled: 50 of 100 members; thin lines: 90 of 100');
  if (layers.some((layer) => layer.kind === 'points' && layer.use === 'fit'))
    parts.push('● record used to weigh members');
  if (layers.some((layer) => layer.kind === 'points' && layer.use !== 'fit')) parts.push('○ other record');
  return parts.join('; ');
}

function plot(chart: Chart, width: number, terminal: Terminal): readonly string[] {
  const title = titleOf(chart);
  const short = displayWidth(title) > width ? `${[...title].slice(0, width - 1).join('')}…` : title;
  const lines = chartLines(chart, { width, height: PLOT_ROWS, paint: chartPaint(terminal.paint) });
  return [terminal.paint.bold(short), ...lines];
}

function beside(blocks: readonly (readonly string[])[], width: number): string {
  const height = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: height }, (_, i) =>
    blocks
      .map((block) => block[i] ?? '')
      .map((line) => line + ' '.repeat(Math.max(0, width - displayWidth(line))))
      .join('  ')
      .trimEnd(),
  ).join('\n');
}

/** Takes every second, third ... column until they fit; the last one always stays. */
function fitting(columns: readonly (readonly string[])[], room: number): readonly (readonly string[])[] {
  const widths = columns.map((column) => 2 + Math.max(...column.map(displayWidth)));
  for (let step = 1; ; step += 1) {
    const kept = columns.map((_, i) => (columns.length - 1 - i) % step === 0);
    const width = widths.reduce((sum, own, i) => sum + (kept[i] ? own : 0), 0);
    if (width <= room || step >= columns.length) return columns.filter((_, i) => kept[i]);
  }
}

function titleOf(chart: Chart): string {
  return chart.unit === '' || chart.unit === '1' ? chart.title : `${chart.title} (${chart.unit})`;
}

function mainLine(chart: Chart) {
  const line = chart.layers.find((layer) => layer.kind === 'line');
  return line?.kind === 'line' ? line : undefined;
}

function nearest(times: readonly number[], moment: number): number {
  return times.reduce((best, time, i) => (Math.abs(time - moment) < Math.abs(times[best]! - moment) ? i : best), 0);
}
