/** Several variables on one axis: the course of each, or the middle of its members, and in grey what it was. */
import { useComputed, useSignal } from '@preact/signals';
import { type Chart, type ChartLayer, chartSvg } from 'fissure/workbench';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { contentOfChart } from '../charts/content.ts';
import { ChartTools } from '../charts/tools.tsx';
import { isChanged, select } from '../chosen.ts';
import { bands, isSingle } from '../known.ts';
import { STRINGS } from '../strings.ts';
import { chartOf } from './chart-of.ts';
import { Drawing, watch } from './fan.tsx';
import { useGuessFirst } from './guess-first.ts';
import { stillCharts } from './record.ts';
import { bandsOf, type ShownChart } from './shown-charts.ts';

interface TogetherProps {
  readonly chart: ShownChart;
  readonly children: ComponentChildren;
}

export function Together({ chart: { key, outputs }, children }: TogetherProps) {
  const figure = useRef<HTMLElement>(null);
  const isSeen = useSignal(false);
  useEffect(() => {
    const ends = outputs.map(({ id }) => watch(figure.current!, id, (seen) => (isSeen.value = seen)));
    return () => {
      for (const end of ends) end();
    };
  }, [key]);
  const own = useComputed(() => bandsOf(outputs, bands.value)).value;
  const names = namesOf(outputs.map(({ title }) => title));
  const charts = isSeen.value ? own.map((band) => band && chartOf(band.output, band)) : [];
  const drawn = useRef<Chart | undefined>(undefined);
  const [first] = charts;
  if (first)
    drawn.current = {
      ...{ id: `chart-${key}`, title: names.title, unit: first.unit, axis: first.axis },
      layers: charts.flatMap((chart, i) => (chart ? courses(chart, outputs[i]!.id, names.each[i]!) : [])),
    };
  const { isHidden, reveal } = useGuessFirst();
  if (isHidden)
    return (
      <figure ref={figure} class="together">
        <figcaption>
          <strong>{names.title}</strong>
        </figcaption>
        <p class="note">
          {STRINGS.guessedSingly}{' '}
          <button type="button" aria-label={STRINGS.showLinesOf(names.title)} onClick={reveal}>
            {STRINGS.showLines}
          </button>
        </p>
      </figure>
    );
  return (
    <figure ref={figure} id={`outcome-${key}`} class="together">
      <figcaption>
        <strong>{names.title}</strong> {!isSingle.value && STRINGS.middles}
      </figcaption>
      <Drawing html={drawn.current ? chartSvg(drawn.current).html : ''} />
      {drawn.current && <ChartTools content={contentOfChart(drawn.current)}>{children}</ChartTools>}
      <div class="tools">
        {outputs.map(({ id }, i) => (
          <button
            key={id}
            type="button"
            aria-label={STRINGS.whyOf(names.each[i]!)}
            onClick={() => select({ kind: 'output', id })}
          >
            {names.each[i]}
          </button>
        ))}
      </div>
    </figure>
  );
}

/** What it was before, and over that its line. */
function courses({ layers }: Chart, output: string, label: string): readonly ChartLayer[] {
  const line = layers.find((layer) => layer.kind === 'line' && layer.role === 'main');
  const still = stillCharts.value.get(output)?.layers.find((layer) => layer.kind === 'line');
  return [
    ...(isChanged.value && still?.kind === 'line'
      ? [{ ...still, role: 'standing' as const, label: STRINGS.beforeOf(label) }]
      : []),
    ...(line?.kind === 'line' ? [{ ...line, role: 'rival' as const, label }] : []),
  ];
}

/** Elements of one variable are told apart by what stands in brackets. */
function namesOf(titles: readonly string[]): { readonly title: string; readonly each: readonly string[] } {
  const parts = titles.map((title) => /^(.*) \(([^()]+)\)$/.exec(title));
  const heads = new Set(parts.map((part) => part?.[1]));
  const [head] = heads;
  if (heads.size === 1 && head !== undefined) return { title: head, each: parts.map((part) => part![2]!) };
  return { title: STRINGS.listed(titles), each: titles };
}
