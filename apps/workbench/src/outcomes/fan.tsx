/** One outcome: a sentence, its chart, the sources of its record, its numbers, and all of it as files. */
import { useComputed, useSignal } from '@preact/signals';
import { type Chart, chartSvg } from 'fissure/workbench';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { contentOfChart } from '../charts/content.ts';
import { ChartTools } from '../charts/tools.tsx';
import { select, selected } from '../chosen.ts';
import { bands } from '../known.ts';
import { Lazy } from '../lazy.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { lookedAt } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { chartOf, headline } from './chart-of.ts';
import { useGuessFirst } from './guess-first.ts';
import { record } from './record.ts';
import { redraw } from './redraw.ts';
import { Walk } from './walk.tsx';

const loadGuess = () => import('./guess.tsx');

interface FanProps {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** It is shown beside the column that has it too. */
  readonly isSheet?: boolean;
  /** Further buttons under it. */
  readonly children?: ComponentChildren;
}

export function Fan({ id, title, unit, isSheet = false, children }: FanProps) {
  const figure = useRef<HTMLElement>(null);
  const isSeen = useSignal(false);
  useEffect(() => watch(figure.current!, id, (seen) => (isSeen.value = seen)), [id]);
  const band = useComputed(() => bands.value.find(({ output }) => output === id));
  const isSelected = useComputed(() => selected.value?.kind === 'output' && selected.value.id === id).value;
  const drawn = useRef<{ chart: Chart; html: string } | undefined>(undefined);
  // What nobody sees is drawn when it comes into view.
  const chart = isSeen.value && band.value ? chartOf(id, band.value) : undefined;
  // The study as it stands comes into the legend with the first move: the chart is not to jump then.
  if (chart) drawn.current = { chart, html: chartSvg(chart, { legendRoom: 1 }).html };
  const { isHidden, reveal } = useGuessFirst();
  if (isHidden && drawn.current) {
    return (
      <figure ref={figure}>
        <figcaption>{title}</figcaption>
        <Lazy load={loadGuess} with={{ chart: drawn.current.chart, onReveal: reveal }} />
      </figure>
    );
  }
  return (
    <figure ref={figure} id={isSheet ? undefined : `outcome-${id}`} class={isSelected ? 'selected' : ''}>
      <figcaption>
        <button type="button" class="title" aria-pressed={isSelected} onClick={() => select({ kind: 'output', id })}>
          {title}
        </button>{' '}
        {isSeen.value ? headline(unit, band.value) : ''}
        <NotesButton name={id} label={title} onlyIfAny />
      </figcaption>
      <Drawing html={drawn.current?.html ?? ''} />
      {drawn.current && (
        <>
          <Walk chart={drawn.current.chart} />
          {/* Those are in the column, and a sheet has room for the chart and the levers that move it. */}
          {!isSheet && (
            <>
              <Sources id={id} />
              <ChartTools content={contentOfChart(drawn.current.chart)}>{children}</ChartTools>
            </>
          )}
        </>
      )}
    </figure>
  );
}

/** `html` is drawn by chartSvg, which escapes every text. */
export function Drawing({ html }: { html: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => redraw(place.current!, html), [html]);
  return <div ref={place} class="drawing" />;
}

function Sources({ id }: { id: string }) {
  const labels = record.value.history.filter(({ output, points }) => output === id && points.length > 0);
  if (labels.length === 0) return null;
  return <p class="note">{STRINGS.sources(labels.map(({ label }) => label))}</p>;
}

/** Tells whether an element is in view, or nearly. */
export function watch(element: HTMLElement, id: string, onSeen: (seen: boolean) => void): () => void {
  let wasSeen = false;
  const see = (seen: boolean) => {
    if (seen === wasSeen) return;
    wasSeen = seen;
    const watching = (watchers.get(id) ?? 0) + (seen ? 1 : -1);
    watchers.set(id, watching);
    if (watching > 0) lookedAt.add(id);
    else lookedAt.delete(id);
    onSeen(seen);
  };
  const observer = new IntersectionObserver(([entry]) => see(entry!.isIntersecting), { rootMargin: '100px' });
  observer.observe(element);
  // On paper everything is in view, and afterwards what was before.
  const seeAll = () => see(true);
  const lookAgain = () => {
    observer.unobserve(element);
    observer.observe(element);
  };
  addEventListener('beforeprint', seeAll);
  addEventListener('afterprint', lookAgain);
  return () => {
    removeEventListener('beforeprint', seeAll);
    removeEventListener('afterprint', lookAgain);
    observer.disconnect();
    see(false);
  };
}

/** An outcome may be seen in its column and in the sheet. */
const watchers = new Map<string, number>();
