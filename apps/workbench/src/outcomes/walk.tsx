/** A chart read moment by moment, with the arrow keys or a slider under it. */
import { useSignal } from '@preact/signals';
import { type Chart, timeText } from 'fissure/workbench';
import { isSingle } from '../known.ts';
import { STRINGS } from '../strings.ts';

export function Walk({ chart }: { chart: Chart }) {
  const place = useSignal(-1);
  const main = chart.layers.find((layer) => layer.kind === 'line' && layer.role === 'main');
  const wide = chart.layers.find((layer) => layer.kind === 'band' && layer.depth === 0);
  if (main?.kind !== 'line') return null;
  const last = main.times.length - 1;
  const at = place.value < 0 ? last : Math.min(place.value, last);
  const range = wide?.kind === 'band' ? [wide.low[at]!, wide.high[at]!] : undefined;
  const when = timeText(main.times[at]!, chart.axis.calendar);
  const text = isSingle.value
    ? STRINGS.momentOfRun(when, main.values[at]!, chart.unit)
    : STRINGS.moment(when, main.values[at]!, range, chart.unit);
  return (
    <div class="walk-time">
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-label={STRINGS.walk(chart.title)}
        aria-valuetext={text}
        onInput={(event) => (place.value = Number(event.currentTarget.value))}
      />
      {place.value >= 0 && <p class="note">{text}</p>}
    </div>
  );
}
