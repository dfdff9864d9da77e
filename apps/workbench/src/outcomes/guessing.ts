/** The reader's line: a value at some moments, straight between them, set against what the runs say. */
import { type Chart, type ChartLayer, valueAxis } from 'fissure/workbench';

export const MOMENTS = 9;

/** Where `chartSvg` draws, as shares of width and height; near enough for a hand. */
const LEFT = 0.12;
const RIGHT = 0.973;
const TOP = 0.056;
const BOTTOM = 0.83;

export function guessScale(chart: Chart) {
  const { low, high } = valueAxis(chart);
  const { from, to } = chart.axis;
  const timeOf = (moment: number) => from + ((to - from) * moment) / (MOMENTS - 1);
  const main = mainLine(chart);
  return {
    ...{ low, high, timeOf },
    start: main?.values[0] ?? low,
    /** Holds the axis where the result will need it, and shows nothing of it. */
    frame: {
      kind: 'band',
      label: '',
      depth: 0,
      times: [from, from],
      low: [low, low],
      high: [high, high],
    } satisfies ChartLayer,
    pointAt: (across: number, down: number): Guessed => ({
      moment: Math.round(clamped((across - LEFT) / (RIGHT - LEFT)) * (MOMENTS - 1)),
      value: low + (high - low) * clamped((BOTTOM - down) / (BOTTOM - TOP)),
    }),
  };
}

export interface Guessed {
  readonly moment: number;
  readonly value: number;
}

/** `from`: where the hand was told to be before; it came straight from there. */
export function withGuess(values: readonly number[], to: Guessed, from: Guessed = to): readonly number[] {
  const [first, last] = from.moment <= to.moment ? [from, to] : [to, from];
  const rise = (last.value - first.value) / (last.moment - first.moment || 1);
  return values.map((own, i) => {
    if (i === to.moment) return to.value;
    return i >= first.moment && i <= last.moment ? first.value + rise * (i - first.moment) : own;
  });
}

export function guessedLine(chart: Chart, values: readonly number[], label: string): ChartLayer {
  const { timeOf } = guessScale(chart);
  return { kind: 'line', label, role: 'rival', times: values.map((_, i) => timeOf(i)), values: [...values] };
}

export interface JudgedGuess {
  /** Moments at which the guess lies where nine of ten members do. */
  readonly inside: number;
  readonly moments: number;
  readonly guessed: number;
  readonly middle: number;
}

/** At the moments of the guess, by the saved time that is nearest. */
export function judgeGuess(chart: Chart, values: readonly number[]): JudgedGuess {
  const { timeOf } = guessScale(chart);
  const band = chart.layers.find((layer) => layer.kind === 'band' && layer.depth === 0);
  const main = mainLine(chart);
  const inside = values.filter((value, moment) => {
    if (band?.kind !== 'band') return false;
    const i = nearest(band.times, timeOf(moment));
    return value >= band.low[i]! && value <= band.high[i]!;
  }).length;
  return { inside, moments: values.length, guessed: values.at(-1)!, middle: main?.values.at(-1) ?? Number.NaN };
}

function mainLine(chart: Chart) {
  const line = chart.layers.find((layer) => layer.kind === 'line' && layer.role === 'main');
  return line?.kind === 'line' ? line : undefined;
}

function nearest(times: readonly number[], wanted: number): number {
  return times.reduce((best, time, i) => (Math.abs(time - wanted) < Math.abs(times[best]! - wanted) ? i : best), 0);
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}
