/** What every drawing of the page can be taken along as: its numbers in a table, and itself as a drawing. */
import { type Chart, chartSvg, type Numbers as FigureNumbers, type NumberRow, timeText } from 'fissure/workbench';
import { amount } from '../numbers.ts';
import { STRINGS } from '../strings.ts';
import { origin } from './origin.ts';

export interface Numbers extends FigureNumbers {
  readonly rows: readonly (NumberRow & {
    /** What people read in place of `key`. */
    readonly name: string;
  })[];
}

export interface ChartContent {
  /** Of its files. */
  readonly name: string;
  /** A sentence, or what stands in its place. */
  readonly title: string;
  readonly numbers: () => Numbers;
  /** A whole file of its own; undefined for what is no single drawing. */
  readonly svg?: () => string;
}

export function contentOfChart(chart: Chart): ChartContent {
  return {
    name: chart.id,
    title: chart.title,
    numbers: () => numbersOf(chart),
    svg: () => chartSvg(chart, { origin: origin(), width: 720, height: 400 }).html,
  };
}

/** Lines as they are, bands by their two borders. */
function numbersOf({ layers, axis }: Chart): Numbers {
  const series = layers.flatMap((layer) => {
    if (layer.kind === 'line') return [{ title: layer.label, values: layer.values }];
    if (layer.kind !== 'band') return [];
    return [
      { title: STRINGS.lower(layer.label), values: layer.low },
      { title: STRINGS.upper(layer.label), values: layer.high },
    ];
  });
  const first = layers.find((layer) => layer.kind === 'line' || layer.kind === 'band');
  const times = first && 'times' in first ? first.times : [];
  return {
    head: [STRINGS.time, ...series.map(({ title }) => title)],
    rows: times.map((time, i) => {
      return { key: time, name: timeText(time, axis.calendar), cells: series.map(({ values }) => values[i]!) };
    }),
  };
}

export function cellText(cell: number | string): string {
  if (typeof cell === 'string') return cell;
  return Number.isFinite(cell) ? amount(cell) : '–';
}
