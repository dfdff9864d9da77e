/** One outcome against its record: the study as it stands in grey, what the change makes of it in colour. */
import { useComputed, useSignal } from '@preact/signals';
import { type Chart, chartSvg, fanCharts } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { bands, isChanged, lookedAt, study } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { record, stillCharts } from './record.ts';

export function Fan({ id, title }: { id: string; title: string }) {
  const figure = useRef<HTMLElement>(null);
  const isSeen = useSignal(false);
  useEffect(() => watch(figure.current!, id, (seen) => (isSeen.value = seen)), [id]);
  const band = useComputed(() => bands.value.find(({ output }) => output === id));
  const drawn = useRef('');
  // What nobody sees is drawn when it comes into view.
  if (isSeen.value) {
    const chart = band.value && chartOf(id, band.value);
    drawn.current = chart ? chartSvg(chart).html : '';
  }
  return (
    <figure ref={figure}>
      <figcaption>{title}</figcaption>
      {/* Drawn by chartSvg, which escapes every text. */}
      <div class="drawing" dangerouslySetInnerHTML={{ __html: drawn.current }} />
    </figure>
  );
}

function chartOf(id: string, band: (typeof bands.value)[number]): Chart | undefined {
  const [chart] = fanCharts({ ...record.value, bands: [band] }, study.value!.settings);
  if (!chart || !isChanged.value) return chart;
  const main = stillCharts.value.get(id)?.layers.filter((layer) => layer.kind === 'line') ?? [];
  const still = main.map((layer) => ({ ...layer, role: 'rival' as const, label: STRINGS.before }));
  return { ...chart, layers: [...still, ...chart.layers] };
}

/** Tells whether an element is in view, or nearly. */
function watch(element: HTMLElement, id: string, onSeen: (seen: boolean) => void): () => void {
  const observer = new IntersectionObserver(
    ([entry]) => {
      const seen = entry!.isIntersecting;
      if (seen) lookedAt.add(id);
      else lookedAt.delete(id);
      onSeen(seen);
    },
    { rootMargin: '100px' },
  );
  observer.observe(element);
  return () => {
    observer.disconnect();
    lookedAt.delete(id);
  };
}
