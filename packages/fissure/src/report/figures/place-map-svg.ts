/** A map of places as small multiples of static SVG: stronger colour is more, a dashed tile has no value. */
import { numberText } from '../number-text.ts';
import { type Html, html, joinHtml } from '../page/html.ts';
import { type Point, polygon, px } from './path-text.ts';
import { mapHeadline, type PlaceMap, TILE } from './place-map.ts';

/** Outlines are drawn by reference, where rules see the referred path alone and none of its surroundings. */
export const MAP_STYLE = `
.land{fill:none;stroke:var(--c-soft);stroke-width:.8;stroke-opacity:.55}.map rect{width:${TILE}px;height:${TILE}px;rx:2px;fill:var(--c-band);stroke:var(--c-soft);stroke-width:1}
.map .none{fill:none;stroke-dasharray:2 2}.map .when{fill:var(--c-ink);font-weight:600}.map .key{fill:var(--c-paper);stroke:var(--c-soft)}.map .code{fill:var(--c-ink);font-size:10px;text-anchor:middle}
`;

const HEADING = 18;
const KEY = 'where';

/** `greatest`: what the strongest colour stands for, where maps are to be compared. */
export function placeMapFigure(map: PlaceMap, greatest = greatestOf(map)): Html {
  const unit = map.unit === '1' ? '' : ` (${map.unit})`;
  const codes = codesOf(map);
  const key = map.places.map(({ name }, i) => `${codes[i]} ${name}`).join(', ');
  return html`<figure class="maps" data-files="${map.id}" data-title="${map.title}"><h3>${map.title}<span class="tells">: ${mapHeadline(map)}</span><span class="soft">${unit}</span></h3><div class="panels">${keyPanel(map, codes)}${joinHtml(map.panels.map((panel) => panelSvg(map, panel, greatest)))}</div><figcaption class="soft">${key}. The strongest colour is ${numberText(greatest)}. Tiles stand where places lie and claim no boundary.</figcaption>${placeMapTable(map)}</figure>`;
}

export function greatestOf({ panels }: Pick<PlaceMap, 'panels'>): number {
  return Math.max(0, ...panels.flatMap(({ values }) => values.filter(Number.isFinite)));
}

/** What each place has at each moment. */
function placeMapTable({ id, title, places, panels }: PlaceMap): Html {
  const rows = places.map(
    ({ name }, i) =>
      html`<tr><th>${name}</th>${joinHtml(panels.map(({ values }) => html`<td>${Number.isNaN(values[i]!) ? '–' : numberText(values[i]!)}</td>`))}</tr>`,
  );
  return html`<details><summary>The numbers</summary><div class="scroll" tabindex="0" role="region" aria-label="${title} by place" id="${id}-table"><table class="nums"><caption>${title} by place</caption><thead><tr><th scope="col">Place</th>${joinHtml(panels.map(({ label }) => html`<th scope="col">${label}</th>`))}</tr></thead><tbody>${joinHtml(rows)}</tbody></table></div></details>`;
}

/** One moment; its outlines are those in the figure of the same map. `part` tells it from others in the page. */
export function panelSvg(
  map: PlaceMap,
  { label, values }: PlaceMap['panels'][number],
  greatest: number,
  part = label,
): Html {
  const tiles = map.places.map(({ name, x, y }, i) => {
    const value = values[i]!;
    const shade = greatest > 0 ? Math.max(0, value / greatest) : 0;
    const look = Number.isNaN(value)
      ? html`class="tile none"`
      : html`class="tile" fill-opacity="${Number(shade.toFixed(2))}"`;
    return html`<rect ${look} ${box(x, y)}><title>${name}: ${numberText(value)}</title></rect>`;
  });
  return frame(map, label, `${map.title}, ${label}`, joinHtml(tiles), part);
}

function keyPanel(map: PlaceMap, codes: readonly string[]): Html {
  const tiles = map.places.map(
    ({ x, y }, i) =>
      html`<rect class="key" ${box(x, y)}/><text class="code" x="${px(x)}" y="${px(y)}" dy=".35em">${codes[i]!}</text>`,
  );
  return frame(map, 'Where', `${map.title}: where the places lie`, joinHtml(tiles), KEY);
}

function frame(map: PlaceMap, heading: string, title: string, tiles: Html, part: string): Html {
  const id = `${map.id}-${part.replace(/\W+/g, '-')}`;
  const height = Math.ceil(map.height + HEADING);
  const land = part === KEY ? landPath(map) : html`<use href="#${map.id}-land"/>`;
  return html`<svg class="chart map" viewBox="0 ${-HEADING} ${map.width} ${height}" role="img" aria-labelledby="${id}"><title id="${id}">${title}</title><text class="when" x="2" y="-5">${heading}</text>${map.outlines.length === 0 ? '' : land}${tiles}</svg>`;
}

/** Drawn once, in the key; the other panels refer to it. */
function landPath({ id, outlines }: PlaceMap): Html {
  const rings = outlines.map((ring) => polygon(ring.map(([x, y]): Point => [Math.round(x), Math.round(y)])));
  return html`<path class="land" id="${id}-land" d="${rings.join('')}"/>`;
}

function box(x: number, y: number): Html {
  return html`x="${px(x - TILE / 2)}" y="${px(y - TILE / 2)}"`;
}

/** Two letters for each place, all different. */
function codesOf({ places }: PlaceMap): readonly string[] {
  const taken = new Set<string>();
  return places.map(({ name }) => {
    const letters = [...name.replace(/[^\p{L}]/gu, '')];
    const first = letters[0] ?? '?';
    const code =
      letters
        .slice(1)
        .map((letter) => first + letter.toLowerCase())
        .find((pair) => !taken.has(pair)) ?? `${first}${taken.size}`;
    taken.add(code);
    return code;
  });
}
