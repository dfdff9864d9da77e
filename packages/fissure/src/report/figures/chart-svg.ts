/**
 * A chart as static SVG: no script, colours by CSS class so that one drawing serves light, dark and print.
 * Coordinates are rounded to a tenth of a pixel, which keeps files small and golden tests steady.
 */
import { tickTexts } from '../number-text.ts';
import { type Html, html, joinHtml, raw } from '../page/html.ts';
import { type Chart, type ChartLayer, type ChartPoint, type TimeAxis, valueAxis } from './chart.ts';
import { chartTitle, describeChart } from './chart-words.ts';
import { brokenText, type Point, polygon, polyline, px } from './path-text.ts';

export interface SvgOptions {
  readonly width?: number;
  readonly height?: number;
  /** Whose model it is. Makes it a file of its own that brings colours, title, unit and sources along; inside a page these stand around it. */
  readonly origin?: string;
  /** Id of an element that says in words what the chart shows; without one the drawing brings the words along. */
  readonly describedBy?: string;
  /** What the value axis must have room for besides: the same chart before something was changed. */
  readonly standing?: Chart;
  /** Entries of the legend for which there is room though they have yet to come: the rest of the chart stays where it is. */
  readonly legendRoom?: number;
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
}

/** Colours, light then dark. Checked: lines and points at least 3:1, text at least 4.5:1 on either background. */
export const CHART_STYLE = `
.chart{--c-ink:#22262b;--c-soft:#5a626c;--c-grid:#e3e1dc;--c-band:#2a6f97;--c-line:#155e86;--c-fit:#b3400a;--c-paper:#fdfcfa;--c-r1:#155e86;--c-r2:#b3400a;--c-r3:#14785a;--c-r4:#8a3f7d;--c-r5:#8a6400;
font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
@media (prefers-color-scheme:dark){.chart{--c-ink:#e8e6e1;--c-soft:#a9afb8;--c-grid:#33373d;--c-band:#5aa9d6;--c-line:#7cc0e8;--c-fit:#ff9a62;--c-paper:#16181b;--c-r1:#7cc0e8;--c-r2:#ff9a62;--c-r3:#57c7a0;--c-r4:#dd9bd0;--c-r5:#e0b64a}}
@media print{.chart{--c-ink:#000;--c-soft:#444;--c-grid:#ddd;--c-band:#2a6f97;--c-line:#155e86;--c-fit:#b3400a;--c-paper:#fff}}
.chart text{fill:var(--c-soft)}.chart .row{fill:var(--c-ink);font-weight:600}.chart .head{fill:var(--c-ink);font-size:14px;font-weight:600}.chart .grid{stroke:var(--c-grid);stroke-width:1}.chart .base{stroke:var(--c-soft);stroke-width:1}
.chart .band{fill:var(--c-band);stroke:none;fill-opacity:.2}.chart .band-1{fill-opacity:.32}
.chart .line{fill:none;stroke:var(--c-line);stroke-width:2;stroke-linejoin:round}
.chart .sample{stroke-width:1;stroke-opacity:.5}
.chart .rival-1{stroke:var(--c-r1)}.chart .rival-2{stroke:var(--c-r2);stroke-dasharray:7 3}.chart .rival-3{stroke:var(--c-r3);stroke-dasharray:2 3}.chart .rival-4{stroke:var(--c-r4);stroke-dasharray:9 3 2 3}.chart .rival-5{stroke:var(--c-r5);stroke-dasharray:4 2}
.chart .standing{stroke:var(--c-soft);stroke-width:1.6;stroke-dasharray:5 4}
.chart .mark{stroke:var(--c-soft);stroke-dasharray:3 3}.chart .mark-label{font-size:11px}
.chart .point{stroke:var(--c-fit);stroke-width:1.6;fill:var(--c-fit)}.chart .point.later{fill:var(--c-paper)}.chart .point.shown{fill:var(--c-paper);stroke:var(--c-soft)}.chart .range{stroke:var(--c-fit);stroke-width:1.4;fill:none}.chart .range.shown{stroke:var(--c-soft)}
@media (forced-colors:active){.chart text{fill:CanvasText}.chart .line,.chart .base{stroke:CanvasText}.chart .point,.chart .range{stroke:LinkText}.chart .band{fill:GrayText}}
`;

export function chartSvg(chart: Chart, options: SvgOptions = {}): Html {
  const { width = 440, height = 250, origin, describedBy, standing, legendRoom } = options;
  const titleId = `${chart.id}-title`;
  const descriptionId = `${chart.id}-desc`;
  const standalone = origin !== undefined;
  const head = standalone ? headOf(chart, width) : [];
  const foot = standalone ? footOf(chart, origin, width) : [];
  const top = head.length === 0 ? 0 : head.length * LINE + 8;
  const whole = top + height + foot.length * LINE;
  const drawing = drawChart(chart, { width, height, standing, legendRoom });
  return html`<svg class="chart" viewBox="0 0 ${width} ${whole}" role="img" ${
    describedBy === undefined
      ? html`aria-labelledby="${titleId} ${descriptionId}"`
      : html`aria-labelledby="${titleId}" aria-describedby="${describedBy}"`
  }${standalone ? raw(` xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}"`) : ''}>
<title id="${titleId}">${chart.title}${unitText(chart)}</title>${
    describedBy === undefined
      ? html`
<desc id="${descriptionId}">${describeChart(chart)}</desc>`
      : ''
  }
${
  standalone
    ? html`<style>${raw(CHART_STYLE)}</style><rect width="100%" height="100%" fill="var(--c-paper)"/>${joinHtml(
        head.map((line, i) => html`<text class="head" x="12" y="${18 + i * LINE}">${line}</text>`),
      )}<g transform="translate(0 ${top})">${drawing}</g>${joinHtml(
        foot.map((line, i) => html`<text x="12" y="${top + height + 10 + i * LINE}">${line}</text>`),
      )}`
    : drawing
}</svg>`;
}

interface DrawingOptions extends Pick<SvgOptions, 'standing' | 'legendRoom'> {
  readonly width: number;
  readonly height: number;
  /** Where the value axis stands, so that several have it in one place; else as far in as its labels need. */
  readonly left?: number;
  readonly tickCount?: number;
  /** Without them another chart below has the times. */
  readonly withTimes?: boolean;
}

/** The inside of a drawing of that size. */
export function drawChart(chart: Chart, options: DrawingOptions): Html {
  const { width, height, standing, legendRoom = 0, tickCount, withTimes = true } = options;
  const whole = standing === undefined ? chart : { ...chart, layers: [...chart.layers, ...standing.layers] };
  const axis = valueAxis(whole, tickCount);
  const labels = tickTexts(axis.ticks);
  const rivals = chart.layers.filter((layer) => layer.kind === 'line' && layer.role === 'rival');
  const left = options.left ?? labelWidth(labels);
  const below = (withTimes ? 26 : 6) + Math.ceil(Math.max(rivals.length, legendRoom) / 2) * 16;
  const frame = frameOf(chart, axis, { width, height, left, below });
  return html`${valueTicks(frame, axis.ticks, labels)}
${withTimes ? timeTicks(frame, chart.axis) : ''}
${joinHtml(inDrawingOrder(chart.layers).map((layer) => drawLayer(frame, layer, rivals.indexOf(layer) + 1)))}
${joinHtml(rivals.map((layer, index) => legendEntry(frame, layer.label, index, height, rivals.length)))}`;
}

/** What the labels of the value axis need at the left. */
export function labelWidth(labels: readonly string[]): number {
  return 14 + 7 * Math.max(...labels.map((label) => label.length));
}

export const LINE = 17;
/** Of texts from the sides. */
const EDGE = 12;
/** What a letter takes in a wide type, with some to spare: of bold at 14 pixels, where 8 is common, and at 12. */
const [HEAD_LETTER, LETTER] = [9, 6.8];

function headOf(chart: Chart, width: number): readonly string[] {
  return headLines(`${chartTitle(chart)}${unitText(chart)}`, width);
}

export function headLines(title: string, width: number): readonly string[] {
  return brokenText(title, Math.floor((width - 2 * EDGE) / HEAD_LETTER));
}

function footOf({ sources = [] }: Chart, origin: string, width: number): readonly string[] {
  const whose = sources.length === 0 ? '' : ` Figures of ${sources.map(({ label }) => label).join(', ')}.`;
  return footLines(`${origin}.${whose}`, width);
}

export function footLines(text: string, width: number): readonly string[] {
  return brokenText(text, Math.floor((width - 2 * EDGE) / LETTER));
}

/** Where the middle of a text stands, so that one at the end does not reach out of a drawing of that width. */
export function middleWithin(x: number, text: string, width: number): number {
  return Math.min(x, width - (text.length * LETTER) / 2);
}

export function unitText({ unit }: Pick<Chart, 'unit'>): string {
  return unit === '1' || unit === '' ? '' : ` (${unit})`;
}

function frameOf(
  chart: Chart,
  axis: { low: number; high: number },
  { width, height, left, below }: { width: number; height: number; left: number; below: number },
): Frame {
  const [right, top, bottom] = [width - EDGE, 14, height - below];
  const { from, to } = chart.axis;
  return {
    left,
    right,
    top,
    bottom,
    x: (time) => left + ((time - from) / (to - from || 1)) * (right - left),
    y: (value) => bottom - ((value - axis.low) / (axis.high - axis.low)) * (bottom - top),
  };
}

function valueTicks(frame: Frame, ticks: readonly number[], labels: readonly string[]): Html {
  const across = (tick: number) =>
    polyline([
      [frame.left, frame.y(tick)],
      [frame.right, frame.y(tick)],
    ]);
  const grid = ticks.filter((tick) => tick !== 0).map(across);
  const base = ticks.includes(0) ? html`<path class="base" d="${across(0)}"/>` : '';
  const texts = ticks.map(
    (tick, i) => html`<text x="${px(frame.left - 6)}" y="${px(frame.y(tick) + 4)}">${labels[i]!}</text>`,
  );
  return html`<path class="grid" d="${grid.join('')}"/>${base}<g text-anchor="end">${joinHtml(texts)}</g>`;
}

function timeTicks(frame: Frame, { ticks, from, to }: TimeAxis): Html {
  const shown = ticks.filter(({ at }) => at >= from && at <= to);
  const marks = shown.map(({ at }) => `M${px(frame.x(at))} ${px(frame.bottom)}v4`);
  const texts = shown.map(({ at, label }) => {
    const x = middleWithin(frame.x(at), label, frame.right + EDGE);
    return html`<text x="${px(x)}" y="${px(frame.bottom + 17)}">${label}</text>`;
  });
  return html`<path class="base" d="${marks.join('')}"/><g text-anchor="middle">${joinHtml(texts)}</g>`;
}

/** Bands from the widest, then marks, lines, and the record on top. */
function inDrawingOrder(layers: readonly ChartLayer[]): readonly ChartLayer[] {
  const rank = { band: 0, mark: 1, line: 2, points: 3 };
  const depth = (layer: ChartLayer) => (layer.kind === 'band' ? layer.depth : 0);
  return layers.toSorted((a, b) => rank[a.kind] - rank[b.kind] || depth(a) - depth(b));
}

function drawLayer(frame: Frame, layer: ChartLayer, rival: number): Html {
  switch (layer.kind) {
    case 'band':
      return html`<path class="band band-${layer.depth}" d="${bandPath(frame, layer.times, layer.low, layer.high)}"/>`;
    case 'line':
      return html`<path class="line${lineClass(layer.role, rival)}" d="${linePath(frame, layer.times, layer.values)}"/>`;
    case 'mark':
      return drawMark(frame, layer.at, layer.label);
    case 'points':
      return joinHtml(layer.points.map((point) => drawPoint(frame, point, layer.use)));
  }
}

function lineClass(role: Extract<ChartLayer, { kind: 'line' }>['role'], rival: number): string {
  if (role === 'standing' || role === 'sample') return ` ${role}`;
  return rival > 0 ? ` rival-${((rival - 1) % 5) + 1}` : '';
}

function drawMark(frame: Frame, at: number, label: string): Html {
  const x = frame.x(at);
  const roomRight = frame.right - x > 6.2 * label.length;
  return html`<line class="mark" x1="${px(x)}" x2="${px(x)}" y1="${px(frame.top)}" y2="${px(frame.bottom)}"/><text class="mark-label" x="${px(x + (roomRight ? 4 : -4))}" y="${px(frame.top - 3)}" text-anchor="${roomRight ? 'start' : 'end'}">${label}</text>`;
}

function drawPoint(frame: Frame, point: ChartPoint, use: 'fit' | 'test' | 'show'): Html {
  const state = use === 'test' ? ' later' : use === 'show' ? ' shown' : '';
  const middle = px(frame.x((point.from + point.to) / 2));
  const y = px(frame.y(point.value));
  const range =
    point.low === undefined || point.high === undefined
      ? ''
      : html`<line class="range${state}" x1="${middle}" x2="${middle}" y1="${px(frame.y(point.low))}" y2="${px(frame.y(point.high))}"/>`;
  const period =
    point.to > point.from
      ? html`<line class="range${state}" x1="${px(frame.x(point.from))}" x2="${px(frame.x(point.to))}" y1="${y}" y2="${y}"/>`
      : '';
  return html`<g><title>${point.label}</title>${range}${period}<circle class="point${state}" cx="${middle}" cy="${y}" r="3.2"/></g>`;
}

function legendEntry(frame: Frame, label: string, index: number, height: number, count: number): Html {
  const x = frame.left + (index % 2) * ((frame.right - frame.left) / 2);
  const y = height - 8 - 16 * (Math.ceil(count / 2) - 1 - Math.floor(index / 2));
  return html`<line class="line rival-${(index % 5) + 1}" x1="${px(x)}" x2="${px(x + 22)}" y1="${px(y - 4)}" y2="${px(y - 4)}"/><text x="${px(x + 27)}" y="${px(y)}">${label}</text>`;
}

/** Lifts the pen over values that are not finite. */
function linePath(frame: Frame, times: readonly number[], values: readonly number[]): string {
  const strokes: Point[][] = [[]];
  for (let i = 0; i < times.length; i += 1) {
    if (Number.isFinite(values[i]!)) strokes.at(-1)!.push([frame.x(times[i]!), frame.y(values[i]!)]);
    else strokes.push([]);
  }
  return strokes.map(polyline).join('');
}

function bandPath(frame: Frame, times: readonly number[], low: readonly number[], high: readonly number[]): string {
  const kept = times.map((_, i) => i).filter((i) => Number.isFinite(low[i]!) && Number.isFinite(high[i]!));
  const edge = (values: readonly number[]) => kept.map((i): Point => [frame.x(times[i]!), frame.y(values[i]!)]);
  return polygon([...edge(high), ...edge(low).toReversed()]);
}
