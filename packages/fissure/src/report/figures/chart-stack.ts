/** Charts one below the other on one time axis, as one drawing: each with its title and unit above it, times below the last. */
import { tickTexts } from '../number-text.ts';
import { type Html, html, joinHtml, raw } from '../page/html.ts';
import { type Chart, valueAxis } from './chart.ts';
import { CHART_STYLE, drawChart, footLines, headLines, LINE, labelWidth, unitText } from './chart-svg.ts';

export interface ChartStack {
  readonly id: string;
  /** A sentence. */
  readonly title: string;
  readonly rows: readonly StackRow[];
}

export interface StackRow {
  readonly chart: Chart;
  /** Of the plot with its margins, in pixels. */
  readonly height: number;
  /** What the value axis must have room for besides. */
  readonly standing?: Chart;
}

interface StackOptions {
  readonly width?: number;
  /** Whose model it is. Makes it a file of its own that brings title and colours along; inside a page these stand around it. */
  readonly origin?: string;
}

const TICKS = 2;
/** Room for the times below the last. */
const TIMES = 20;

export function chartStackSvg({ id, title, rows }: ChartStack, options: StackOptions = {}): Html {
  const { width = 440, origin } = options;
  const standalone = origin !== undefined;
  const head = standalone ? headLines(title, width) : [];
  const foot = standalone ? footLines(`${origin}.`, width) : [];
  const left = Math.max(...rows.map((row) => labelWidth(axisLabels(row))));
  let y = head.length === 0 ? 0 : head.length * LINE + 8;
  const drawn = rows.map(({ chart, height, standing }, i) => {
    const withTimes = i === rows.length - 1;
    const own = height + (withTimes ? TIMES : 0);
    const drawing = drawChart(chart, { width, height: own, standing, left, tickCount: TICKS, withTimes });
    const top = y;
    y += LINE + own;
    return html`<g transform="translate(0 ${top})"><text class="row" x="${left}" y="14">${chart.title}${unitText(chart)}</text><g transform="translate(0 ${LINE - 6})">${drawing}</g></g>`;
  });
  const whole = y + foot.length * LINE;
  const description = rows.map(({ chart }) => chart.title).join('; ');
  return html`<svg class="chart" viewBox="0 0 ${width} ${whole}" role="img" aria-labelledby="${id}-title ${id}-desc"${standalone ? raw(` xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}"`) : ''}><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}.</desc>${
    standalone
      ? html`<style>${raw(CHART_STYLE)}</style><rect width="100%" height="100%" fill="var(--c-paper)"/>${joinHtml(
          head.map((line, i) => html`<text class="head" x="12" y="${18 + i * LINE}">${line}</text>`),
        )}${joinHtml(foot.map((line, i) => html`<text x="12" y="${y + LINE - 6 + i * LINE}">${line}</text>`))}`
      : ''
  }${joinHtml(drawn)}</svg>`;
}

function axisLabels({ chart, standing }: StackRow): readonly string[] {
  return tickTexts(valueAxis({ layers: [...chart.layers, ...(standing?.layers ?? [])] }, TICKS).ticks);
}
