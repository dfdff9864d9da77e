/**
 * The lines of a file around a place, with line numbers and carets:
 *
 *      --> model.yaml:12:9
 *       |
 *    12 |   value: 0.6O
 *       |          ^^^^
 */
import type { Place } from './diagnostic.ts';
import type { LineIndex } from './line-index.ts';
import { type Grapheme, layOut } from './text-width.ts';

/** How the parts of a report look: plain text, or colours of a terminal. */
export interface Style {
  readonly frame: (text: string) => string;
  readonly caret: (text: string) => string;
}

export interface ExcerptOptions {
  readonly width: number;
  readonly style: Style;
  /** Digits of the widest line number, so that excerpts of one report line up. */
  readonly gutter: number;
  readonly arrow: '-->' | ':::';
}

/** Of a place over many lines only the first and the last are shown. */
const MOST_LINES = 4;

export function renderExcerpt(place: Place, index: LineIndex | undefined, options: ExcerptOptions): string[] {
  const { frame } = options.style;
  const margin = ' '.repeat(options.gutter);
  if (!index) return [`${margin}${frame(options.arrow)} ${place.file}`];
  const start = index.positionAt(place.start);
  const end = index.positionAt(Math.max(place.start, place.end));
  // A place that ends with a line end does not reach into the next line.
  const lastLine = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const lines = [
    `${margin}${frame(options.arrow)} ${place.file}:${start.line + 1}:${start.character + 1}`,
    `${margin} ${frame('|')}`,
  ];
  for (const line of shownLines(start.line, lastLine)) {
    if (line === undefined) {
      lines.push(`${margin} ${frame('...')}`);
      continue;
    }
    const text = index.lineText(line);
    const from = line === start.line ? start.character : firstInk(text);
    const to = line === end.line && lastLine === end.line ? end.character : text.length;
    lines.push(...renderLine(line + 1, text, from, to, options));
  }
  return lines;
}

export function gutterOf(place: Place, index: LineIndex | undefined): number {
  if (!index) return 1;
  return String(index.positionAt(Math.max(place.start, place.end)).line + 1).length;
}

/** Undefined stands for the lines left out. */
function shownLines(first: number, last: number): readonly (number | undefined)[] {
  const count = last - first + 1;
  if (count <= MOST_LINES) return Array.from({ length: count }, (_, i) => first + i);
  return [first, first + 1, undefined, last];
}

function firstInk(text: string): number {
  return Math.max(0, text.search(/\S/));
}

function renderLine(number: number, text: string, from: number, to: number, options: ExcerptOptions): string[] {
  const { frame, caret } = options.style;
  const room = Math.max(20, options.width - options.gutter - 3);
  const cut = cutAround(text, from, to);
  const graphemes = layOut(cut.text);
  const left = columnOf(graphemes, cut.from);
  const right = Math.max(left + 1, columnOf(graphemes, cut.to));
  const view = windowOf(graphemes, left, right, room, cut);
  const carets = `${' '.repeat(view.left)}${caret('^'.repeat(view.right - view.left))}`;
  const gutter = String(number).padStart(options.gutter);
  return [
    `${frame(`${gutter} |`)}${view.text === '' ? '' : ` ${view.text}`}`,
    `${' '.repeat(options.gutter)} ${frame('|')} ${carets}`,
  ];
}

/** UTF-16 units kept on each side of the place: more never fits, and laying out a line of a megabyte is slow. */
const KEPT = 400;

interface Cut {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly before: boolean;
  readonly after: boolean;
}

function cutAround(text: string, from: number, to: number): Cut {
  const start = Math.max(0, from - KEPT);
  const end = Math.min(text.length, Math.min(to, from + KEPT) + KEPT);
  return {
    text: text.slice(start, end),
    from: from - start,
    to: Math.min(to, end) - start,
    before: start > 0,
    after: end < text.length,
  };
}

function columnOf(graphemes: readonly Grapheme[], index: number): number {
  let column = 0;
  for (const grapheme of graphemes) {
    if (grapheme.index >= index) return grapheme.column;
    column = grapheme.column + grapheme.width;
  }
  return column;
}

/** The part of a long line that holds the carets, with `…` where something is left out. */
function windowOf(
  graphemes: readonly Grapheme[],
  left: number,
  right: number,
  room: number,
  cut: Cut,
): { text: string; left: number; right: number } {
  const last = graphemes.at(-1);
  const width = last ? last.column + last.width : 0;
  if (width <= room && !cut.before && !cut.after) {
    const text = graphemes.map((grapheme) => grapheme.text).join('');
    return { text: text.trimEnd(), left, right: Math.max(left + 1, Math.min(right, room)) };
  }
  // A third of the room before the place, the rest for it and what follows; two columns for the marks.
  const inner = room - 2;
  const first = Math.max(0, Math.min(left - Math.floor(inner / 3), width - inner));
  const shown = graphemes.filter((one) => one.column >= first && one.column + one.width <= first + inner);
  const start = shown[0]?.column ?? first;
  const end = shown.at(-1) ? shown.at(-1)!.column + shown.at(-1)!.width : start;
  const opening = start > 0 || cut.before ? '…' : '';
  const closing = end < width || cut.after ? '…' : '';
  const shift = start - opening.length;
  const text = `${opening}${shown.map((one) => one.text).join('')}${closing}`;
  return { text: text.trimEnd(), left: left - shift, right: Math.max(left + 1, Math.min(right, end)) - shift };
}
