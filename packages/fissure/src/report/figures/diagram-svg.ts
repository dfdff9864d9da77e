/**
 * A diagram as static SVG: stocks are boxes, flows have a double line into their stock, everything else is rounded.
 * Signs are written, not coloured. A table of the links says the same in words.
 */
import { polaritySign, polarityText } from '../loop-words.ts';
import { type Html, html, joinHtml, raw } from '../page/html.ts';
import type { Diagram, DiagramLink } from './diagram.ts';
import { layOutDiagram, type PlacedDiagram, type PlacedNode } from './diagram-layout.ts';
import { px } from './path-text.ts';

export const DIAGRAM_STYLE = `
.diagram .node{fill:var(--c-paper);stroke:var(--c-soft);stroke-width:1}.diagram .stock .node{stroke:var(--c-ink);stroke-width:2}
.diagram .focus .node{fill:color-mix(in srgb,var(--c-band) 16%,var(--c-paper))}.diagram .input .node{stroke-dasharray:4 3}
.diagram text{text-anchor:middle}.diagram .focus text,.diagram .stock text{fill:var(--c-ink)}.diagram .stock text{font-weight:600}
.diagram .link{fill:none;stroke:var(--c-soft);stroke-width:1.3}.diagram .pipe{fill:none;stroke:var(--c-line);stroke-width:4}.diagram .bore{fill:none;stroke:var(--c-paper);stroke-width:1.6}
.diagram .head{fill:var(--c-soft)}.diagram .sign{fill:var(--c-ink);font-weight:700;font-size:14px;paint-order:stroke;stroke:var(--c-paper);stroke-width:4px}
`;

export function diagramSvg(diagram: Diagram): Html {
  const placed = layOutDiagram(diagram);
  const { id, title, width, height, nodes, links } = placed;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return html`<svg class="chart diagram" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${describeDiagram(placed)}</desc>${joinHtml(
    links.map((link) => drawLink(link, byId.get(link.from)!, byId.get(link.to)!)),
  )}${joinHtml(nodes.map(drawNode))}</svg>`;
}

export function diagramTable(diagram: Diagram): Html {
  const labels = new Map(diagram.nodes.map(({ id, label }) => [id, label]));
  const rows = diagram.links.map(
    ({ from, to, polarity, flow }) =>
      html`<tr><td>${labels.get(from)!}</td><td>${polaritySign(polarity)} ${flow ? (polarity === '-' ? 'drains' : 'fills') : polarityText(polarity)}</td><td>${labels.get(to)!}</td></tr>`,
  );
  return html`<table><caption>${diagram.title}: the links</caption><thead><tr><th scope="col">From</th><th scope="col">Sign</th><th scope="col">To</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table>`;
}

function describeDiagram({ nodes, links }: Pick<PlacedDiagram, 'nodes' | 'links'>): string {
  const stocks = nodes.filter(({ role }) => role === 'stock').map(({ label }) => label);
  const among = stocks.length === 0 ? '' : `, of which stocks: ${stocks.join(', ')}`;
  return `${nodes.length} variables${among}; ${links.length} links, listed below.`;
}

function drawNode({ x, y, width, height, lines, role, focus }: PlacedNode): Html {
  const radius = role === 'stock' ? 0 : role === 'flow' ? 5 : height / 2;
  const kind = `${role === 'stock' ? 'stock' : role === 'input' ? 'input' : 'other'}${focus ? ' focus' : ''}`;
  const first = y - ((lines.length - 1) * 15) / 2;
  return html`<g class="${kind}"><rect class="node" x="${px(x - width / 2)}" y="${px(y - height / 2)}" width="${px(width)}" height="${px(height)}" rx="${px(radius)}"/>${joinHtml(
    lines.map((line, i) => html`<text x="${px(x)}" y="${px(first + i * 15)}" dy=".33em">${line}</text>`),
  )}</g>`;
}

/** Downwards straight from edge to edge; upwards, sideways and over what lies straight below in a bow past it. */
export function drawLink({ polarity, flow }: DiagramLink, from: PlacedNode, to: PlacedNode): Html {
  const curve = curveOf(from, to);
  const path = curvePath(curve);
  const line = flow
    ? html`<path class="pipe" d="${path}"/><path class="bore" d="${path}"/>`
    : html`<path class="link" d="${path}"/>`;
  const [, , near, end] = curve;
  // Beside the line; of one that arrives at a side further from its head, where others that arrive there are elsewhere.
  const beside = near.x < end.x - 1 ? -9 : 9;
  const isDown = Math.abs(near.x - end.x) < 1;
  const sign = isDown ? { x: end.x, y: end.y + 0.3 * (near.y - end.y) } : pointOf(curve, 0.75);
  return html`${line}${arrowHead(near, end)}<text class="sign" x="${px(sign.x + beside)}" y="${px(sign.y)}">${polaritySign(polarity)}</text>`;
}

type Point = { readonly x: number; readonly y: number };
type Curve = readonly [Point, Point, Point, Point];

function curveOf(from: PlacedNode, to: PlacedNode): Curve {
  if (from.id === to.id) return ownLoop(from);
  if (isSameRow(from, to)) return bow(from, to, to.x >= from.x);
  // Upwards on the right, but from beyond its left side on the left: it would lie on what stands between.
  if (to.y < from.y) return bow(from, to, to.x - from.x < to.width);
  // Straight down past a whole row it would lie on what stands there; on the left nothing else goes.
  const jumps = Math.abs(to.x - from.x) < 10 && to.y - from.y > ROW_AND_MORE;
  return jumps ? bow(from, to, false) : downwards(from, to);
}

const ROW_AND_MORE = 130;

function isSameRow(from: PlacedNode, to: PlacedNode): boolean {
  return Math.abs(from.y - to.y) <= 4;
}

function downwards(from: PlacedNode, to: PlacedNode): Curve {
  const start = { x: from.x + spread(to.x - from.x), y: from.y + from.height / 2 };
  const end = { x: to.x + spread(from.x - to.x), y: to.y - to.height / 2 - 2 };
  const bend = Math.min(60, (end.y - start.y) / 2);
  return [start, { x: start.x, y: start.y + bend }, { x: end.x, y: end.y - bend }, end];
}

/** Links from the left arrive left of the middle, and those from further away further left, so that no two end in one point. */
function spread(distance: number): number {
  return Math.max(-58, Math.min(58, distance / 9));
}

function bow(from: PlacedNode, to: PlacedNode, right: boolean): Curve {
  const direction = right ? 1 : -1;
  const start = { x: from.x + (direction * from.width) / 2, y: from.y };
  const sameRow = isSameRow(from, to);
  const end = sameRow
    ? { x: to.x - direction * (to.width / 2 + 2), y: to.y }
    : { x: to.x + direction * (to.width / 2 + 2), y: to.y };
  if (sameRow)
    return [start, { x: start.x + direction * 14, y: start.y - 24 }, { x: end.x - direction * 14, y: end.y - 24 }, end];
  const outer = direction * 34;
  const far = right ? Math.max(start.x, end.x) : Math.min(start.x, end.x);
  return [start, { x: far + outer, y: start.y }, { x: far + outer, y: end.y }, end];
}

function ownLoop({ x, y, width }: PlacedNode): Curve {
  const right = x + width / 2;
  return [
    { x: right, y: y - 6 },
    { x: right + 30, y: y - 26 },
    { x: right + 30, y: y + 26 },
    { x: right + 2, y: y + 6 },
  ];
}

function pointOf([a, b, c, d]: Curve, t: number): Point {
  const along = (axis: 'x' | 'y') =>
    (1 - t) ** 3 * a[axis] + 3 * (1 - t) ** 2 * t * b[axis] + 3 * (1 - t) * t ** 2 * c[axis] + t ** 3 * d[axis];
  return { x: along('x'), y: along('y') };
}

function curvePath([a, b, c, d]: Curve): string {
  return `M${px(a.x)} ${px(a.y)}C${px(b.x)} ${px(b.y)} ${px(c.x)} ${px(c.y)} ${px(d.x)} ${px(d.y)}`;
}

function arrowHead(from: Point, to: Point): Html {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const corner = (s: number) => `${px(to.x - 8 * ux - s * uy)} ${px(to.y - 8 * uy + s * ux)}`;
  return html`<path class="head" d="${raw(`M${px(to.x)} ${px(to.y)}L${corner(4)}L${corner(-4)}Z`)}"/>`;
}
