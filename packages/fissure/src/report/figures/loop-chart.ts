/** Shares of loops over time as stacked areas: reinforcing loops above the line, balancing ones below. */
import type { DescribedLoops } from '../../analysis/loops/describe-loops.ts';
import type { LoopGroup } from '../../analysis/loops/group-loops.ts';
import { outOfHundred } from '../number-text.ts';
import { type Html, html, joinHtml } from '../page/html.ts';
import { roundTicks, type TimeAxis } from './chart.ts';
import { middleWithin } from './chart-svg.ts';
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
  const layers = stack(loops);
  const areas = layers.map((layer, i) => ({ ...layer, colour: `l${i % COLOURS}`, name: loops.loops[i]!.id }));
  const rest = withRest ? restOf(loops, layers).map((layer) => ({ ...layer, colour: 'rest', name: '' })) : [];
  return sharesSvg({
    id,
    title,
    axis,
    description: describeShares(loops),
    times: loops.times,
    areas: [...rest, ...areas],
  });
}

export interface LoopGroupChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly axis: TimeAxis;
  readonly times: readonly number[];
  /** The strongest first: these have colours, all others are one grey area. */
  readonly groups: readonly (Pick<LoopGroup, 'reinforcing' | 'balancing'> & { readonly name: string })[];
}

/** How many groups have a colour of their own: of more, nobody follows each across the chart. */
export const COLOURED_GROUPS = 4;

/** What is reinforcing in a group lies above the line, what is balancing below it, in one colour. */
export function loopGroupChartSvg({ groups, times, ...chart }: LoopGroupChart): Html {
  const [above, below] = [times.map(() => 0), times.map(() => 0)];
  const add = (group: Pick<LoopGroup, 'reinforcing' | 'balancing'>, colour: string, name: string) => {
    const [inner, outer] = [above.slice(), below.slice()];
    group.reinforcing.forEach((share, t) => {
      above[t]! += share;
    });
    group.balancing.forEach((share, t) => {
      below[t]! -= share;
    });
    return [
      { colour, name, lower: inner, upper: above.slice() },
      { colour, name, lower: below.slice(), upper: outer },
    ];
  };
  const coloured = groups.slice(0, COLOURED_GROUPS);
  const areas = coloured.flatMap((group, i) => add(group, `l${i}`, group.name));
  const others = groups.slice(COLOURED_GROUPS);
  const sum = (side: 'reinforcing' | 'balancing') =>
    times.map((_, t) => others.reduce((total, group) => total + group[side][t]!, 0));
  const rest = add({ reinforcing: sum('reinforcing'), balancing: sum('balancing') }, 'rest', '');
  return sharesSvg({ ...chart, times, areas: [...rest, ...areas], tickCount: 8 });
}

interface ShareArea {
  readonly colour: string;
  readonly name: string;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

interface SharesDrawing extends Pick<LoopChart, 'id' | 'title' | 'axis'> {
  readonly description: string;
  readonly times: readonly number[];
  readonly areas: readonly ShareArea[];
  readonly tickCount?: number;
}

function sharesSvg({ id, title, axis, description, times, areas, tickCount = 4 }: SharesDrawing): Html {
  const high = Math.max(0.01, ...areas.flatMap(({ upper }) => upper));
  const low = Math.min(-0.01, ...areas.flatMap(({ lower }) => lower));
  const ticks = roundTicks(low, high, tickCount);
  const [bottom, top] = [Math.min(low, ticks[0]!), Math.max(high, ticks.at(-1)!)];
  const x = (time: number) => LEFT + ((time - axis.from) / (axis.to - axis.from || 1)) * (RIGHT - LEFT);
  const y = (share: number) => BOTTOM - ((share - bottom) / (top - bottom)) * (BOTTOM - TOP);
  return html`<svg class="chart loops" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${joinHtml(
    ticks.map(
      (tick) =>
        html`<line class="${tick === 0 ? 'base' : 'grid'}" x1="${LEFT}" x2="${RIGHT}" y1="${px(y(tick))}" y2="${px(y(tick))}"/><text x="${LEFT - 6}" y="${px(y(tick))}" dy=".32em" text-anchor="end">${Number((100 * Math.abs(tick)).toPrecision(3))}</text>`,
    ),
  )}${joinHtml(
    axis.ticks.map(
      ({ at, label }) =>
        html`<text x="${px(middleWithin(x(at), label, WIDTH))}" y="${BOTTOM + 18}" text-anchor="middle">${label}</text>`,
    ),
  )}${joinHtml(
    areas.map(
      ({ colour, lower, upper }) =>
        html`<path class="area ${colour}" d="${areaPath(times.map(x), lower.map(y), upper.map(y))}"/>`,
    ),
  )}${joinHtml(
    areas
      .filter(({ name }) => name !== '')
      .map(({ name, lower, upper }) => nameInside(name, times.map(x), lower.map(y), upper.map(y))),
  )}</svg>`;
}

/** The colour of an area in a row of text: that of its place in the order of strength, of which so many have one. */
export function loopSwatch(place: number, coloured = COLOURS): Html {
  const colour = place < coloured ? `l${place}` : 'rest';
  return html`<svg class="chart loops swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="area ${colour}" width="10" height="10"/></svg> `;
}

function describeShares({ loops, shownShare }: DescribedLoops): string {
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

/** Half the width of a name in bold letters, and a little room beside it. */
function reachOf(name: string): number {
  return 2 + 4 * name.length;
}

/** Where there is most room above and below all of it, if there is enough. */
function nameInside(name: string, x: readonly number[], lower: readonly number[], upper: readonly number[]): Html {
  const [first, last, reach] = [x[0]!, x.at(-1)!, reachOf(name)];
  const inner = x.map((_, i) => i).filter((i) => x[i]! - first > reach && last - x[i]! > reach);
  const room = (i: number) => {
    const near = x.map((_, j) => j).filter((j) => Math.abs(x[j]! - x[i]!) <= reach);
    return Math.min(...near.map((j) => lower[j]!)) - Math.max(...near.map((j) => upper[j]!));
  };
  const rooms = inner.map(room);
  const greatest = Math.max(0, ...rooms);
  if (greatest < 13) return html``;
  // In the middle of where there is about as much as anywhere.
  const wide = inner.filter((_, k) => rooms[k]! > greatest - 1);
  const at = wide[Math.floor(wide.length / 2)]!;
  return html`<text class="name" x="${px(x[at]!)}" y="${px((lower[at]! + upper[at]!) / 2)}" dy=".33em">${name}</text>`;
}
