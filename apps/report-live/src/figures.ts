/** The outcome charts: they follow the levers beside a grey line of the study as it stands, and can be taken along. */
import {
  bandsTable,
  type Chart,
  chartParts,
  chartSvg,
  fanLayers,
  headlineParts,
  type LiveStudy,
  originText,
} from 'fissure/report-live';
import { changesOf } from './changes.ts';
import { fromHtml } from './dom.ts';
import { fileButtons } from './offer-files.ts';
import type { State } from './session.ts';
import { STRINGS } from './strings.ts';

interface Figure {
  readonly index: number;
  readonly output: string;
  readonly title: string;
  readonly element: HTMLElement;
  /** What the page came with, and comes back to: the heading's content, and all after it. */
  readonly heading: readonly Node[];
  readonly original: readonly Node[];
  current: Chart;
  isVisible: boolean;
  isStale: boolean;
}

export interface FollowingFigures {
  show(state: State): void;
  lookedAt(): readonly string[];
}

/** Draws what is in sight at once, and the rest as it comes into sight. */
export function followingFigures(study: LiveStudy): FollowingFigures {
  let state: State | undefined;
  const figures = study.charts.flatMap((bare, index) => figureOf(study, bare, index) ?? []);
  const update = (figure: Figure) => {
    if (!figure.isVisible || !figure.isStale) return;
    figure.isStale = false;
    draw(figure, study, state);
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const figure = figures.find((one) => one.element === target)!;
      figure.isVisible = isIntersecting;
      update(figure);
    }
  });
  const drawAll = () => {
    for (const figure of figures) {
      if (!figure.isStale) continue;
      figure.isStale = false;
      draw(figure, study, state);
    }
  };
  for (const figure of figures) {
    observer.observe(figure.element);
    figure.element.append(downloads(figure, study, () => state));
  }
  // Paper shows all of them.
  addEventListener('beforeprint', drawAll);
  return {
    show(next) {
      const before = state?.bands;
      state = next;
      if (next.bands === before) return;
      for (const figure of figures) {
        if (next.bands.get(figure.output) === before?.get(figure.output)) continue;
        figure.isStale = true;
        update(figure);
      }
    },
    lookedAt: () => figures.filter(({ isVisible }) => isVisible).map(({ output }) => output),
  };
}

function figureOf(study: LiveStudy, { id, title }: Chart, index: number): Figure | undefined {
  const found = [...document.querySelectorAll<HTMLElement>('figure[data-chart]')];
  const own = found.find(({ dataset }) => dataset.chart === id);
  if (own === undefined) return undefined;
  const original = [...own.childNodes].slice(1);
  const heading = [...own.firstElementChild!.childNodes];
  const { chart } = chartNow(study, index, undefined);
  const { output } = study.bands[index]!;
  return { index, output, title, element: own, heading, original, current: chart, isVisible: false, isStale: false };
}

/** A chart of what the levers say, with the study as it stands in grey, and the same chart without levers. */
export function chartNow(study: LiveStudy, index: number, state: State | undefined): { chart: Chart; standing: Chart } {
  const bare = study.charts[index]!;
  const { output, fitted } = study.bands[index]!;
  const standing = { ...bare, layers: [...fanLayers(study.times, fitted), ...bare.layers] };
  const band = state?.bands.get(output);
  if (band === undefined) return { chart: standing, standing };
  const grey = standing.layers.flatMap((layer) =>
    layer.kind === 'line' ? [{ ...layer, role: 'standing' as const, label: STRINGS.standing }] : [],
  );
  return { chart: { ...bare, layers: [...fanLayers(study.times, band.fitted), ...bare.layers, ...grey] }, standing };
}

function draw(figure: Figure, study: LiveStudy, state: State | undefined): void {
  const { element: own, original } = figure;
  const heading = own.firstElementChild!;
  const tools = own.lastElementChild!;
  const isOpen = own.querySelector('details')?.open ?? false;
  const { chart, standing } = chartNow(study, figure.index, state);
  const isFollowing = chart !== standing;
  figure.current = chart;
  own.classList.toggle('following', isFollowing);
  heading.replaceChildren(...(isFollowing ? [fromHtml(headlineParts(chart))] : figure.heading));
  own.replaceChildren(heading, ...(isFollowing ? [fromHtml(chartParts(chart, { standing }))] : original), tools);
  const details = own.querySelector('details');
  if (details) details.open = isOpen;
}

function downloads(figure: Figure, study: LiveStudy, stateNow: () => State | undefined): HTMLElement {
  const { title, output } = figure;
  const name = () => (stateNow()?.bands.has(output) ? `${output}-changed` : output);
  const bandNow = () => stateNow()?.bands.get(output) ?? study.bands.find((band) => band.output === output)!;
  const svg = () => {
    const state = stateNow();
    const origin = originText(study.origin, state ? changesOf(study, state) : []);
    return chartSvg(figure.current, { origin, width: 720, height: 400 }).html;
  };
  const { times, levels, time } = study;
  return fileButtons(title, name, { csv: () => bandsTable({ times, levels, bands: [bandNow()] }, time), svg });
}
