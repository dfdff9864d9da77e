/** The charts of the main outcomes: bands of the ensemble after fitting, median, and the record. */
import type { MaybeNumber } from '../../analysis/finite.ts';
import type { PointHistory, SeriesHistory } from '../../analysis/history-fit.ts';
import type { Assessment } from '../../analysis/results.ts';
import { timeOfDate } from '../../base/calendar.ts';
import type { TimeSettings } from '../../study/study.ts';
import { numberText } from '../number-text.ts';
import { unitWords } from '../unit-words.ts';
import type { Chart, ChartLayer, ChartPoint } from './chart.ts';
import { ONE_COURSE } from './chart-words.ts';
import { timeAxis, timeText } from './time-axis.ts';

export interface FanSettings {
  readonly time: TimeSettings;
  /** `2015-03-31`, or empty. */
  readonly knownBy: string;
}

/** What a fan is drawn from. */
export interface FanInput extends Pick<Assessment, 'times' | 'bands'> {
  readonly history: readonly FanRecord[];
}

export interface FanRecord extends Pick<SeriesHistory, 'output' | 'label' | 'unit' | 'use'> {
  readonly points: readonly Pick<PointHistory, 'date' | 'from' | 'time' | 'value' | 'low' | 'high'>[];
}

export function fanCharts(assessment: FanInput, settings: FanSettings): readonly Chart[] {
  const axis = timeAxis(settings.time);
  return assessment.bands.map((band): Chart => {
    const layers: ChartLayer[] = [
      ...fanLayers(assessment.times, band.fitted),
      ...assessment.history.filter((series) => series.output === band.output).map(recordLayer),
      ...knownByMark(settings, layersHaveRecord(assessment, band.output)),
    ];
    return { id: `chart-${band.output}`, title: band.title, unit: band.unit, axis, layers };
  });
}

/** `fitted`: a row for each of the five levels. Where they are the same all along there is a line and no band. */
export function fanLayers(
  times: readonly number[],
  fitted: readonly (readonly MaybeNumber[])[],
): readonly ChartLayer[] {
  const [lowest, low, middle, high, highest] = fitted.map((row) => row.map(numberOf));
  if (isOneCourse(lowest!, highest!))
    return [{ kind: 'line', label: ONE_COURSE, role: 'main', times, values: middle! }];
  return [
    { kind: 'band', label: '90 of 100 members', depth: 0, times, low: lowest!, high: highest! },
    { kind: 'band', label: '50 of 100 members', depth: 1, times, low: low!, high: high! },
    { kind: 'line', label: 'Median', role: 'main', times, values: middle! },
  ];
}

function isOneCourse(lowest: readonly number[], highest: readonly number[]): boolean {
  return lowest.every((value, i) => Object.is(value, highest[i]));
}

function layersHaveRecord(assessment: FanInput, output: string): boolean {
  return assessment.history.some((series) => series.output === output && series.points.length > 0);
}

function knownByMark({ time, knownBy }: FanSettings, wanted: boolean): readonly ChartLayer[] {
  const at = knownBy === '' ? undefined : timeOfDate(knownBy, time);
  return wanted && at !== undefined ? [{ kind: 'mark', label: `known by ${timeText(at, time)}`, at }] : [];
}

function recordLayer(series: FanRecord): ChartLayer {
  const points = series.points.map((point) => chartPoint(point, series));
  return { kind: 'points', label: series.label, use: series.use, points };
}

/** What was counted over a period is drawn as its rate, at which the output is drawn too. */
function chartPoint(point: FanRecord['points'][number], series: FanRecord): ChartPoint {
  const from = point.from ?? point.time;
  const span = point.from === null ? 1 : point.time - point.from;
  const range =
    point.low === null || point.high === null ? '' : ` (${numberText(point.low)} to ${numberText(point.high)})`;
  return {
    from,
    to: point.time,
    value: point.value / span,
    low: point.low === null ? undefined : point.low / span,
    high: point.high === null ? undefined : point.high / span,
    label:
      `${series.label}, ${point.date}: ${numberText(point.value)}${range} ${unitWords(series.unit, point.value)}`.trim(),
  };
}

function numberOf(value: MaybeNumber): number {
  return value ?? Number.NaN;
}
