/** What decides: by assumption, in how many of 100 members something holds on either side of the value that separates best. */
import { outOfHundred } from '../number-text.ts';
import { type Html, html, joinHtml, raw } from '../page/html.ts';
import { CHART_STYLE, footLines, headLines, LINE } from './chart-svg.ts';
import { px } from './path-text.ts';

export interface DecisionChart {
  readonly id: string;
  /** A sentence. */
  readonly title: string;
  /** What the shares are of: `Holds, of 100`. */
  readonly scale: string;
  /** The share over all members, from 0 to 1. */
  readonly overall: number | null;
  /** From the one that decides most down. */
  readonly rows: readonly DecisionRow[];
}

export interface DecisionRow {
  readonly id: string;
  readonly name: string;
  /** Where it turns, in words; empty where it does not. */
  readonly note: string;
  /** Rather than perhaps by chance. */
  readonly matters: boolean;
  /** `short` stands beside the bar, where there is little room. */
  readonly points: readonly { readonly share: number; readonly label: string; readonly short: string }[];
}

const STYLE =
  '.chart .bar{fill:var(--c-soft);fill-opacity:.5}.chart .bar.matters{fill:var(--c-band);fill-opacity:1}.chart .name{fill:var(--c-ink);font-weight:600}.chart .end{fill:var(--c-ink)}';
const [WIDTH, LEFT, RIGHT] = [720, 200, 520];
const [NAME, BAR, ROW] = [15, 24, 48];

/** A file of its own, with whose model it is. */
export function decisionSvg({ id, title, scale, overall, rows }: DecisionChart, origin: string): Html {
  const head = headLines(title, WIDTH);
  const top = head.length * LINE + 44;
  const foot = footLines(`${origin}.`, WIDTH);
  const bottom = top + rows.length * ROW;
  const whole = bottom + foot.length * LINE;
  const x = (share: number) => px(LEFT + share * (RIGHT - LEFT));
  const ticks = [0, 25, 50, 75, 100];
  const down = (share: number, kind: string) =>
    html`<line class="${kind}" x1="${x(share)}" x2="${x(share)}" y1="${top - 12}" y2="${bottom}"/>`;
  const describe = ({ name, points }: DecisionRow) =>
    `${name}: ${points.map(({ label, share }) => `${label} ${outOfHundred(share)}`).join(', ')}`;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${whole}" role="img" aria-labelledby="${id}-title ${id}-desc" xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${whole}"><title id="${id}-title">${title}</title><desc id="${id}-desc">${scale}. ${rows.map(describe).join('; ')}.</desc><style>${raw(CHART_STYLE + STYLE)}</style><rect width="100%" height="100%" fill="var(--c-paper)"/>${joinHtml(
    head.map((line, i) => html`<text class="head" x="12" y="${18 + i * LINE}">${line}</text>`),
  )}<text x="12" y="${top - 18}">${scale}</text>${joinHtml(
    ticks.map((at) => html`<text x="${x(at / 100)}" y="${top - 18}" text-anchor="middle">${at}</text>`),
  )}${joinHtml(ticks.map((at) => down(at / 100, 'grid')))}${overall === null ? '' : down(overall, 'base')}${joinHtml(
    rows.map((row, i) => html`<g transform="translate(0 ${top + i * ROW})">${drawRow(row, x)}</g>`),
  )}${joinHtml(foot.map((line, i) => html`<text x="12" y="${bottom + LINE - 6 + i * LINE}">${line}</text>`))}</svg>`;
}

function drawRow({ name, note, matters, points }: DecisionRow, x: (share: number) => string): Html {
  const shares = points.map(({ share }) => share);
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const labels = points.map(({ share, short }) => {
    const text = `${short} ${outOfHundred(share)}`;
    if (share === high) return html`<text class="end" x="${x(share)}" dx="6" y="${BAR + 9}">${text}</text>`;
    if (share === low)
      return html`<text class="end" x="${x(share)}" dx="-6" y="${BAR + 9}" text-anchor="end">${text}</text>`;
    return html`<text class="end" x="${x(share)}" y="${BAR - 2}" text-anchor="middle">${text}</text>`;
  });
  const words = note === '' ? '' : html` <tspan font-weight="400">${note}</tspan>`;
  return html`<text class="name" x="12" y="${NAME}">${name}${words}</text><rect class="bar${matters ? ' matters' : ''}" x="${x(low)}" y="${BAR}" width="${px(Math.max(1, (high - low) * (RIGHT - LEFT)))}" height="11"/>${joinHtml(labels)}`;
}
