/** One variable over time as a strip that is as wide as there is room: under the levers, and as the study stands in grey. */
import type { Signal } from '@preact/signals';
import { type TimeAxis, type TracedVariable, tickTexts, valueAxis } from 'fissure/why';
import { labelOf } from './why-state.ts';

type Trace = NonNullable<TracedVariable['moved']>;

interface StripChartProps {
  readonly traced: TracedVariable;
  readonly axis: TimeAxis;
  readonly cursor: Signal<number>;
  readonly description: string;
  readonly isTall?: boolean;
}

// The drawing's own units: it is stretched to the room there is, lines keep their width.
const [WIDTH, HEIGHT] = [1000, 100];

export function StripChart({
  traced: { variable, moved, baseline },
  axis,
  cursor,
  description,
  isTall,
}: StripChartProps) {
  if (moved === undefined) return null;
  const traces = [moved, ...(baseline ? [baseline] : [])];
  const layers = traces.flatMap((trace) => [
    { kind: 'band' as const, label: '', depth: 0, times: trace.times, low: trace.low, high: trace.high },
  ]);
  const { low, high } = valueAxis({ layers }, 2);
  const texts = tickTexts([low, high]);
  const x = (time: number) => ((time - axis.from) / (axis.to - axis.from || 1)) * WIDTH;
  const y = (value: number) => HEIGHT - ((value - low) / (high - low)) * HEIGHT;
  return (
    <div class={isTall ? 'strip tall' : 'strip'}>
      <span class="ends" aria-hidden="true">
        <span>{texts[1]}</span>
        <span>{texts[0]}</span>
      </span>
      <svg
        class="chart plot"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={description || labelOf(variable)}
        onPointerMove={(event) => {
          const { left, width } = event.currentTarget.getBoundingClientRect();
          cursor.value = axis.from + ((event.clientX - left) / width) * (axis.to - axis.from);
        }}
      >
        {axis.ticks.map(({ at }) => (
          <line key={at} class="grid" x1={x(at)} x2={x(at)} y1="0" y2={HEIGHT} />
        ))}
        <line class="base" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        {isSpread(moved) && <path class="band" d={bandPath(moved, x, y)} />}
        {baseline && <path class="line still" d={linePath(baseline.times, baseline.mean, x, y)} />}
        <path class="line" d={linePath(moved.times, moved.mean, x, y)} />
        <Cursor cursor={cursor} x={x} />
      </svg>
    </div>
  );
}

/** On its own, so that a pointer that moves draws no chart again. */
function Cursor({ cursor, x }: { readonly cursor: Signal<number>; readonly x: (time: number) => number }) {
  const at = x(cursor.value);
  return <line class="cursor" x1={at} x2={at} y1="0" y2={HEIGHT} />;
}

export function valueAt({ times, mean }: Trace, time: number): number {
  const after = times.findIndex((one) => one >= time);
  if (after < 0) return mean.at(-1)!;
  if (after === 0) return mean[0]!;
  const [from, to] = [times[after - 1]!, times[after]!];
  const part = (time - from) / (to - from);
  return mean[after - 1]! * (1 - part) + mean[after]! * part;
}

function isSpread({ low, high }: Trace): boolean {
  return low.some((value, i) => value !== high[i]!);
}

type Scale = (value: number) => number;

function linePath(times: readonly number[], values: readonly number[], x: Scale, y: Scale): string {
  let path = '';
  let isDown = false;
  times.forEach((time, i) => {
    const isThere = Number.isFinite(values[i]!);
    if (isThere) path += `${isDown ? 'L' : 'M'}${x(time).toFixed(1)} ${y(values[i]!).toFixed(1)}`;
    isDown = isThere;
  });
  return path;
}

function bandPath({ times, low, high }: Trace, x: Scale, y: Scale): string {
  const kept = times.map((_, i) => i).filter((i) => Number.isFinite(low[i]!) && Number.isFinite(high[i]!));
  const point = (i: number, values: readonly number[]) => `${x(times[i]!).toFixed(1)} ${y(values[i]!).toFixed(1)}`;
  if (kept.length === 0) return '';
  return `M${kept.map((i) => point(i, high)).join('L')}L${kept
    .toReversed()
    .map((i) => point(i, low))
    .join('L')}Z`;
}
