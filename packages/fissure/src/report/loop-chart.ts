/** Shares of loops over time as stacked areas: reinforcing loops above the line, balancing ones below. */
import type { DescribedLoops } from '../analysis/loops/describe-loops.ts';
import { roundTicks, type TimeAxis } from './chart.ts';
import { type Html, html, joinHtml } from './html.ts';
import { outOfHundred } from './number-text.ts';
import { type Point, polygon, px } from './path-text.ts';

export const LOOP_CHART_STYLE = `
.loops .rest{fill:var(--c-grid);fill-opacity:.8}.loops .area{stroke:var(--c-paper);stroke-width:1}.loops .name{fill:var(--c-paper);font-weight:700;text-anchor:middle}
${['155e86', 'b3400a', '14785a', '8a3f7d', '8a6400', '5a626c'].map((_, i) => `.loops .l${i}{fill:var(${i < 5 ? `--c-r${i + 1}` : '--c-soft'})}`).join('')}
`;

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [480, 240, 36, 470, 12, 212];
const COLOURS = 6;

export interface LoopChart {
  readonly id: string;
  readonly title: string;
  readonly loops: DescribedLoops;
  readonly axis: TimeAxis;
  /** Draw what the loops that are not listed have together, so that the areas fill all of 100 wherever anything moves. */
  readonly withRest?: boolean;
}

export function loopChartSvg({ id, title, loops, axis, withRest = false }: LoopChart): Html {
  const { times } = loops;
  const layers = stack(loops);
  const rest = withRest ? restOf(loops, layers) : [];
  const high = Math.max(0.01, ...[...layers, ...rest].flatMap(({ upper }) => upper));
  const low = Math.min(-0.01, ...[...layers, ...rest].flatMap(({ lower }) => lower));
  const ticks = roundTicks(low, high, 4);
  const [bottom, top] = [Math.min(low, ticks[0]!), Math.max(high, ticks.at(-1)!)];
  const x = (time: number) => LEFT + ((time - axis.from) / (axis.to - axis.from || 1)) * (RIGHT - LEFT);
  const y = (share: number) => BOTTOM - ((share - bottom) / (top - bottom)) * (BOTTOM - TOP);
  return html`<svg class="chart loops" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${describeShares(loops)}</desc>${joinHtml(
    ticks.map(
      (tick) =>
        html`<line class="${tick === 0 ? 'base' : 'grid'}" x1="${LEFT}" x2="${RIGHT}" y1="${px(y(tick))}" y2="${px(y(tick))}"/><text x="${LEFT - 6}" y="${px(y(tick))}" dy=".32em" text-anchor="end">${Number((100 * Math.abs(tick)).toPrecision(3))}</text>`,
    ),
  )}${joinHtml(
    axis.ticks.map(
      (tick) => html`<text x="${px(x(tick.at))}" y="${BOTTOM + 18}" text-anchor="middle">${tick.label}</text>`,
    ),
  )}${joinHtml(rest.map(({ lower, upper }) => html`<path class="area rest" d="${areaPath(times.map(x), lower.map(y), upper.map(y))}"/>`))}${joinHtml(layers.map(({ lower, upper }, i) => html`<path class="area l${i % COLOURS}" d="${areaPath(times.map(x), lower.map(y), upper.map(y))}"/>`))}${joinHtml(
    layers.map(({ lower, upper }, i) => nameInside(loops.loops[i]!.id, times.map(x), lower.map(y), upper.map(y))),
  )}</svg>`;
}

export function describeShares({ loops, shownShare }: DescribedLoops): string {
  const parts = loops.map(({ id, name, meanShare }) => `${id} ${name}, ${outOfHundred(meanShare)} of 100`);
  return `Mean shares: ${parts.join('; ')}. Together ${outOfHundred(shownShare)} of 100.`;
}

/** A loop that changes its sign changes its side. */
function stack({ times, loops }: DescribedLoops) {
  const above = times.map(() => 0);
  const below = times.map(() => 0);
  return loops.map(({ shares }) => {
    const lower: number[] = [];
    const upper: number[] = [];
    shares.forEach((share, i) => {
      const base = share >= 0 ? above : below;
      const from = base[i]!;
      base[i] = from + share;
      lower.push(Math.min(from, from + share));
      upper.push(Math.max(from, from + share));
    });
    return { lower, upper };
  });
}

/** From where the listed loops end to what all have: above the line and below it. */
function restOf({ reinforcing, balancing }: DescribedLoops, layers: ReturnType<typeof stack>) {
  const end = (
    pick: (layer: (typeof layers)[number]) => readonly number[],
    outermost: (a: number, b: number) => number,
  ) => reinforcing.map((_, i) => layers.reduce((reached, layer) => outermost(reached, pick(layer)[i]!), 0));
  const top = end(({ upper }) => upper, Math.max);
  const bottom = end(({ lower }) => lower, Math.min);
  return [
    { lower: top, upper: top.map((reached, i) => Math.max(reached, reinforcing[i]!)) },
    { lower: bottom.map((reached, i) => Math.min(reached, -balancing[i]!)), upper: bottom },
  ];
}

function areaPath(x: readonly number[], lower: readonly number[], upper: readonly number[]): string {
  const edge = (y: readonly number[]) => x.map((at, i): Point => [at, y[i]!]);
  return polygon([...edge(upper), ...edge(lower).toReversed()]);
}

/** Where the area is thickest, if there is room for it. */
function nameInside(name: string, x: readonly number[], lower: readonly number[], upper: readonly number[]): Html {
  const inner = x.map((_, i) => i).slice(1, -1);
  const thickness = (i: number) => lower[i]! - upper[i]!;
  const greatest = Math.max(0, ...inner.map(thickness));
  if (greatest < 14) return html``;
  // In the middle of where it is about as thick as anywhere.
  const thick = inner.filter((i) => thickness(i) > greatest - 1);
  const thickest = thick[Math.floor(thick.length / 2)]!;
  return html`<text class="name" x="${px(x[thickest]!)}" y="${px((lower[thickest]! + upper[thickest]!) / 2)}" dy=".33em">${name}</text>`;
}
