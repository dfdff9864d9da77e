/**
 * A chart as plain data: what is drawn, not how. `chart-svg.ts` and `chart-terminal.ts` draw the same description,
 * and the page's number tables are read from it.
 */
import type { CalendarSettings } from '../../base/calendar.ts';

export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly axis: TimeAxis;
  readonly layers: readonly ChartLayer[];
  /** Whose figures its record has; ids are those of the study's references. */
  readonly sources?: readonly { readonly id: string; readonly label: string }[];
}

/** Horizontal axis in simulated time. Ticks are in order and carry the text people read (`2015`, `24`). */
export interface TimeAxis {
  readonly calendar: CalendarSettings;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

export type ChartLayer =
  /** Between two quantiles; `depth` 0 is the widest band, drawn faintest. */
  | {
      readonly kind: 'band';
      readonly label: string;
      readonly depth: number;
      readonly times: readonly number[];
      readonly low: readonly number[];
      readonly high: readonly number[];
    }
  /**
   * `main`: the median, or the run itself. `rival`: one of several to be told apart by hue, dash and label. `standing`: what
   * `main` was before something was changed. `sample`: one of many that are not told apart.
   */
  | {
      readonly kind: 'line';
      readonly label: string;
      readonly role: 'main' | 'rival' | 'standing' | 'sample';
      readonly times: readonly number[];
      readonly values: readonly number[];
    }
  /** The record. `fit` points shaped the weights of the members, `test` points came later and shaped nothing. */
  | {
      readonly kind: 'points';
      readonly label: string;
      readonly use: 'fit' | 'test' | 'show';
      readonly points: readonly ChartPoint[];
    }
  /** A vertical line at a moment that matters. */
  | { readonly kind: 'mark'; readonly label: string; readonly at: number };

/** At a moment (`from` = `to`) or over a period, with the range that was published, if any. */
export interface ChartPoint {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly label: string;
}

/** Lower and upper end of the value axis, and round ticks between them: zero is shown unless it is far away. */
export function valueAxis(
  chart: Pick<Chart, 'layers'>,
  tickCount = 4,
): { low: number; high: number; ticks: readonly number[] } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of drawnValues(chart)) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [0, 1];
  if (low > 0 && low < 0.6 * high) low = 0;
  if (high < 0 && high > 0.6 * low) high = 0;
  if (high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high))) [low, high] = low === 0 ? [0, 1] : around(low);
  const ticks = roundTicks(low, high, tickCount);
  return { low: Math.min(low, ticks[0]!), high: Math.max(high, ticks.at(-1)!), ticks };
}

/** Multiples of 1, 2 or 5 times a power of ten that cover `low` to `high` in about `count` steps. */
export function roundTicks(low: number, high: number, count: number): readonly number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999999) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  // Number(toPrecision) takes off the dust of 3 * 0.1.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

function* drawnValues(chart: Pick<Chart, 'layers'>): Iterable<number> {
  for (const layer of chart.layers) {
    if (layer.kind === 'band') yield* [...layer.low, ...layer.high];
    if (layer.kind === 'line') yield* layer.values;
    if (layer.kind === 'points')
      for (const point of layer.points) yield* [point.value, point.low ?? point.value, point.high ?? point.value];
  }
}

function around(value: number): [number, number] {
  return [value - Math.abs(value) / 2, value + Math.abs(value) / 2];
}
