/** The outcome charts: they follow the levers beside a grey line of the study as it stands, and can be taken along. */
import { bandsTable, type Chart, chartParts, chartSvg, fanLayers, type LiveStudy } from 'fissure/report-live';
import { element, fromHtml } from './dom.ts';
import { saveImage, saveText } from './save.ts';
import type { State } from './session.ts';
import { STRINGS } from './strings.ts';

interface Figure {
  readonly output: string;
  readonly bare: Chart;
  readonly standing: Chart;
  readonly element: HTMLElement;
  /** What the page came with, and comes back to. */
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

function figureOf(study: LiveStudy, bare: Chart, index: number): Figure | undefined {
  const found = [...document.querySelectorAll<HTMLElement>('figure[data-chart]')];
  const own = found.find(({ dataset }) => dataset.chart === bare.id);
  if (own === undefined) return undefined;
  const { output, fitted } = study.bands[index]!;
  const standing = { ...bare, layers: [...fanLayers(study.times, fitted), ...bare.layers] };
  const original = [...own.childNodes].slice(1);
  return { output, bare, standing, element: own, original, current: standing, isVisible: false, isStale: false };
}

function draw(figure: Figure, study: LiveStudy, state: State | undefined): void {
  const { element: own, bare, standing, original } = figure;
  const heading = own.firstElementChild!;
  const tools = own.lastElementChild!;
  const isOpen = own.querySelector('details')?.open ?? false;
  const band = state?.bands.get(figure.output);
  const grey = standing.layers.flatMap((layer) =>
    layer.kind === 'line' ? [{ ...layer, role: 'standing' as const, label: STRINGS.standing }] : [],
  );
  figure.current = band
    ? { ...bare, layers: [...fanLayers(study.times, band.fitted), ...bare.layers, ...grey] }
    : standing;
  own.classList.toggle('following', band !== undefined);
  own.replaceChildren(heading, ...(band ? [fromHtml(chartParts(figure.current, { standing }))] : original), tools);
  const details = own.querySelector('details');
  if (details) details.open = isOpen;
}

function downloads(figure: Figure, study: LiveStudy, stateNow: () => State | undefined): HTMLElement {
  const { bare, output } = figure;
  const name = () => (stateNow()?.bands.has(output) ? `${output}-changed` : output);
  const bandNow = () => stateNow()?.bands.get(output) ?? study.bands.find((band) => band.output === output)!;
  const svg = () => chartSvg(figure.current, { standalone: true, width: 720, height: 400 }).html;
  const button = (kind: string, save: () => void) => {
    const made = element('button', { type: 'button', 'aria-label': STRINGS.download(kind, bare.title) }, kind);
    made.addEventListener('click', save);
    return made;
  };
  const { times, levels, time } = study;
  return element(
    'div',
    { class: 'downloads' },
    button('CSV', () => saveText(`${name()}.csv`, 'text/csv', bandsTable({ times, levels, bands: [bandNow()] }, time))),
    button('SVG', () => saveText(`${name()}.svg`, 'image/svg+xml', svg())),
    button('PNG', () => void saveImage(`${name()}.png`, svg())),
  );
}
