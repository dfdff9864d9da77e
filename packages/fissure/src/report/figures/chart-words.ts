/** What a chart shows, in sentences: a headline over it, and beneath it what a drawing cannot be read for. */
import { numberText } from '../number-text.ts';
import type { Chart, ChartLayer, ChartPoint } from './chart.ts';
import { timeText } from './time-axis.ts';

type Band = Extract<ChartLayer, { kind: 'band' }>;

/** Label of the line that every member takes, or the only one. */
export const ONE_COURSE = 'Model';

/** Less than this part of the values' size is no change worth telling. */
const LEVEL = 0.05;
/** A turn counts if the line comes back by this part of its whole range. */
const TURN = 0.1;

const SUBJECTS: ReadonlyMap<string, string> = new Map([
  ['Median', 'the median'],
  ['median', 'the median'],
  [ONE_COURSE, 'the model'],
]);

/** `the median rises to 33,600 by Mar 2015, then falls to 3,280`; undefined where there is no line. */
export function chartHeadline({ layers, axis }: Chart): string | undefined {
  const line = layers.find((layer) => layer.kind === 'line');
  if (line === undefined) return undefined;
  const known = line.values.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const at = (i: number) => line.values[i]!;
  const peak = known.reduce((best, i) => (at(i) > at(best) ? i : best));
  const trough = known.reduce((best, i) => (at(i) < at(best) ? i : best));
  const range = at(peak) - at(trough);
  const subject = SUBJECTS.get(line.label) ?? line.label;
  const told = (i: number) => numberText(at(i));
  const when = (i: number) => `${told(i)} by ${timeText(line.times[i]!, axis.calendar)}`;
  if (range <= LEVEL * Math.max(Math.abs(at(peak)), Math.abs(at(trough)))) return `${subject} stays near ${told(last)}`;
  const fallsBack = at(peak) - Math.max(at(first), at(last));
  const recovers = Math.min(at(first), at(last)) - at(trough);
  if (Math.max(fallsBack, recovers) >= TURN * range)
    return fallsBack >= recovers
      ? `${subject} rises to ${when(peak)}, then falls to ${told(last)}`
      : `${subject} falls to ${when(trough)}, then rises to ${told(last)}`;
  return `${subject} ${at(last) > at(first) ? 'rises' : 'falls'} from ${told(first)} to ${told(last)}`;
}

/** The headline with its subject, for those who hear it. */
export function chartTitle(chart: Chart): string {
  const headline = chartHeadline(chart);
  return headline === undefined ? chart.title : `${chart.title}: ${headline}`;
}

export function describeChart({ layers, axis }: Chart): string {
  const sentences: string[] = [];
  const line = layers.find((layer) => layer.kind === 'line');
  const band = layers.find((layer) => layer.kind === 'band' && layer.depth === 0);
  if (line !== undefined && line.times.length > 0)
    sentences.push(`${timeText(line.times[0]!, axis.calendar)}: ${numberText(line.values[0]!)}.`);
  if (band?.kind === 'band' && band.times.length > 0) {
    const end = timeText(band.times.at(-1)!, axis.calendar);
    sentences.push(`${end}: ${band.label} from ${numberText(band.low.at(-1)!)} to ${numberText(band.high.at(-1)!)}.`);
  }
  const points = layers.flatMap((layer) => (layer.kind === 'points' ? layer.points : []));
  if (points.length > 0) sentences.push(recordSentence(points, band?.kind === 'band' ? band : undefined));
  return sentences.join(' ');
}

function recordSentence(points: readonly ChartPoint[], band: Band | undefined): string {
  const figures = `${points.length} reported ${points.length === 1 ? 'figure' : 'figures'}`;
  if (band === undefined) return `${figures}.`;
  const inside = points.filter((point) => isInside(point, band)).length;
  if (inside === points.length)
    return `${figures}, ${inside === 1 ? '' : 'all '}within what ${band.label} give at the time.`;
  return `${figures}, ${inside === 0 ? 'none' : inside} within what ${band.label} give at the time.`;
}

/** At the middle of its period. */
function isInside({ from, to, value }: ChartPoint, { times, low, high }: Band): boolean {
  const middle = (from + to) / 2;
  const after = times.findIndex((time) => time >= middle);
  if (after < 0) return false;
  const before = Math.max(0, after - 1);
  const span = times[after]! - times[before]! || 1;
  const part = (middle - times[before]!) / span;
  const between = (edge: readonly number[]) => edge[before]! + part * (edge[after]! - edge[before]!);
  return value >= between(low) && value <= between(high);
}
