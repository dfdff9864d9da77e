/** On a narrow window the charts lie out of sight of the levers: one of them, to be chosen, stays in view above them. */
import { chartSvg, type LiveStudy } from 'fissure/report-live';
import { element, fromHtml } from './dom.ts';
import { chartNow } from './figures.ts';
import type { State } from './session.ts';
import { STRINGS } from './strings.ts';

export interface WatchedChart {
  readonly element: HTMLElement;
  show(state: State): void;
  /** Empty where the window is wide enough to do without. */
  lookedAt(): readonly string[];
}

export function watchedChart(study: LiveStudy): WatchedChart {
  const select = element(
    'select',
    { 'aria-label': STRINGS.watched },
    ...study.charts.map(({ title }, index) => element('option', { value: String(index) }, title)),
  );
  const drawing = element('div');
  const whole = element('div', { class: 'watched' }, select, drawing);
  const isShown = () => whole.offsetParent !== null;
  let state: State | undefined;
  const draw = () => {
    if (!isShown()) return;
    const index = Number(select.value);
    const { chart, standing } = chartNow(study, index, state);
    drawing.replaceChildren(fromHtml(chartSvg({ ...chart, id: 'watched-chart' }, { height: 190, standing })));
  };
  select.addEventListener('change', draw);
  addEventListener('resize', draw);
  return {
    element: whole,
    show(next) {
      state = next;
      draw();
    },
    lookedAt: () => (isShown() ? [study.bands[Number(select.value)]!.output] : []),
  };
}
