/** Claims down, variants across, in each cell what the claim is there: as a drawing of its own. */
import { type Html, html, joinHtml, raw } from '../page/html.ts';
import { CHART_STYLE, headLines, LINE } from './chart-svg.ts';
import { brokenText } from './path-text.ts';

export interface VerdictGrid {
  readonly id: string;
  /** A sentence. */
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly GridRow[];
  /** What signs and numbers mean, a line each. */
  readonly notes: readonly string[];
}

export interface GridRow {
  readonly claim: string;
  readonly says: string;
  /** In step with the columns; undefined: not yet judged. */
  readonly cells: readonly (GridCell | undefined)[];
}

export interface GridCell {
  /** Sign and number. */
  readonly text: string;
  /** The verdict in a word. */
  readonly word: string;
  /** Another than in the first column. */
  readonly differs: boolean;
}

const STYLE =
  '.chart .claim{fill:var(--c-ink);font-weight:600}.chart .cell{fill:var(--c-soft)}.chart .supported{fill:var(--c-r3)}.chart .depends{fill:var(--c-r5)}.chart .contradicted{fill:var(--c-r2)}.chart .other{font-weight:700}.chart .ring{fill:none;stroke:var(--c-ink);stroke-width:1.4}';
const [LEFT, COLUMN, ROW, TITLE] = [420, 60, 24, 225];
/** Letters of a claim, and of a line of a column's title, that there is room for. */
const [SAYS, TITLE_LINE] = [54, 30];

export function verdictGridSvg({ id, title, columns, rows, notes }: VerdictGrid, origin: string): Html {
  const width = LEFT + Math.max(4, columns.length) * COLUMN + 12;
  const head = headLines(title, width);
  const foot = [...notes, `${origin}.`].flatMap((note) => brokenText(note, Math.floor(width / 6.4)));
  const top = head.length * LINE + TITLE + 20;
  const bottom = top + rows.length * ROW + 10;
  const height = bottom + foot.length * LINE + 8;
  const middle = (column: number) => LEFT + (column + 0.5) * COLUMN;
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><title id="${id}-title">${title}</title><desc id="${id}-desc">${rows.map((row) => describe(row, columns)).join(' ')}</desc><style>${raw(CHART_STYLE + STYLE)}</style><rect width="100%" height="100%" fill="var(--c-paper)"/>${joinHtml(
    head.map((line, i) => html`<text class="head" x="12" y="${18 + i * LINE}">${line}</text>`),
  )}${joinHtml(columns.map((text, i) => columnTitle(text, middle(i), top - 12)))}${joinHtml(
    rows.map(({ claim, says, cells }, i) => {
      const y = top + i * ROW;
      return html`<line class="grid" x1="12" x2="${width - 12}" y1="${y}" y2="${y}"/><text class="claim" x="12" y="${y + 16}">${claim}</text><text x="56" y="${y + 16}">${cut(says)}</text>${joinHtml(
        cells.map((cell, column) => (cell ? drawCell(cell, middle(column), y) : raw(''))),
      )}`;
    }),
  )}${joinHtml(foot.map((line, i) => html`<text x="12" y="${bottom + 14 + i * LINE}">${line}</text>`))}</svg>`;
}

/** Read upwards. */
function columnTitle(text: string, x: number, y: number): Html {
  const lines = brokenText(text, TITLE_LINE).slice(0, 3);
  return joinHtml(
    lines.map((line, i) => {
      const at = x + 4 + (i - (lines.length - 1) / 2) * 14;
      return html`<text class="row" transform="translate(${at} ${y}) rotate(-90)">${line}</text>`;
    }),
  );
}

function drawCell({ text, word, differs }: GridCell, x: number, y: number): Html {
  const ring = html`<rect class="ring" x="${x - COLUMN / 2 + 2}" y="${y + 2}" width="${COLUMN - 4}" height="${ROW - 4}" rx="4"/>`;
  return html`${differs ? ring : ''}<text class="cell ${word.replaceAll(' ', '-')}${differs ? ' other' : ''}" x="${x}" y="${y + 16}" text-anchor="middle">${text}${differs ? ' ≠' : ''}</text>`;
}

function describe({ claim, cells }: GridRow, columns: readonly string[]): string {
  const told = cells.flatMap((cell, i) => (cell ? [`${columns[i]} ${cell.word} ${cell.text}`] : []));
  return `${claim}: ${told.join(', ')}.`;
}

function cut(text: string): string {
  return text.length <= SAYS ? text : `${text.slice(0, SAYS - 1).trimEnd()}…`;
}
