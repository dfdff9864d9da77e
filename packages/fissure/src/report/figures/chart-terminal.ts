/**
 * A chart in a terminal: braille dots (two by four to a cell) for bands and lines, one character per point of the
 * record. The same description as `chart-svg.ts` draws.
 */
import { tickTexts } from '../number-text.ts';
import { type Chart, type ChartLayer, valueAxis } from './chart.ts';

/** How parts are coloured; without colours every part still has its own pattern. */
export interface ChartPaint {
  readonly band: (text: string) => string;
  readonly line: (text: string) => string;
  readonly record: (text: string) => string;
  readonly frame: (text: string) => string;
}

const PLAIN_PAINT: ChartPaint = { band: same, line: same, record: same, frame: same };

interface Cell {
  dots: number;
  /** Which layer owns the cell: a line takes it from a band, a point from both. */
  owner: 'empty' | 'band' | 'mark' | 'line' | 'record';
  character: string;
}

// Bit of each dot in Unicode's braille block, [row][column].
const DOT_BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export interface TerminalChartOptions {
  /** Columns and rows of the whole drawing, axis included. */
  readonly width: number;
  readonly height: number;
  readonly paint?: ChartPaint;
}

/** Lines of text, without the title. */
export function chartLines(chart: Chart, options: TerminalChartOptions): readonly string[] {
  const { paint = PLAIN_PAINT } = options;
  const axis = valueAxis(chart, 4);
  const labels = tickTexts(axis.ticks);
  const labelWidth = Math.max(...labels.map((label) => label.length));
  const columns = Math.max(8, options.width - labelWidth - 2);
  const rows = Math.max(3, options.height - 1);
  const canvas = new Canvas(columns, rows, chart, axis);
  for (const layer of inDrawingOrder(chart.layers)) canvas.draw(layer);
  const labelOfRow = new Map(axis.ticks.map((tick, i) => [Math.floor(canvas.dotRow(tick) / 4), labels[i]!]));
  const lines = canvas.cells.map((cells, row) => {
    const label = labelOfRow.get(row);
    const frame = `${(label ?? '').padStart(labelWidth)} ${label === undefined ? '│' : '┤'}`;
    return paint.frame(frame) + paintRow(cells, paint);
  });
  return [...lines, paint.frame(`${' '.repeat(labelWidth + 1)}${tickLine(chart, columns)}`)].map((line) =>
    line.replace(/[ \u2800]+$/u, ''),
  );
}

class Canvas {
  readonly cells: Cell[][];
  readonly #chart: Chart;
  readonly #axis: { low: number; high: number };
  readonly #dotColumns: number;
  readonly #dotRows: number;

  constructor(columns: number, rows: number, chart: Chart, axis: { low: number; high: number }) {
    this.cells = Array.from({ length: rows }, () =>
      Array.from({ length: columns }, (): Cell => ({ dots: 0, owner: 'empty', character: ' ' })),
    );
    this.#chart = chart;
    this.#axis = axis;
    this.#dotColumns = columns * 2;
    this.#dotRows = rows * 4;
  }

  draw(layer: ChartLayer): void {
    switch (layer.kind) {
      case 'band':
        this.#drawBand(layer);
        break;
      case 'line':
        this.#drawLine(layer.times, layer.values);
        break;
      case 'mark':
        this.#drawMark(layer.at);
        break;
      case 'points':
        for (const point of layer.points)
          this.#place((point.from + point.to) / 2, point.value, layer.use === 'fit' ? '●' : '○');
    }
  }

  /** Row of dots, from the top, of a value; outside the axis it is clipped to the frame. */
  dotRow(value: number): number {
    const share = (value - this.#axis.low) / (this.#axis.high - this.#axis.low);
    return Math.min(this.#dotRows - 1, Math.max(0, Math.round((1 - share) * (this.#dotRows - 1))));
  }

  /** The widest band is its two edges, those inside it are stippled: told apart without colour. */
  #drawBand(layer: Extract<ChartLayer, { kind: 'band' }>): void {
    for (let x = 0; x < this.#dotColumns; x += 1) {
      const time = this.#timeAt(x);
      const top = this.dotRow(at(layer.times, layer.high, time));
      const bottom = this.dotRow(at(layer.times, layer.low, time));
      if (Number.isNaN(top) || Number.isNaN(bottom)) continue;
      for (let y = top; y <= bottom; y += 1)
        if (layer.depth === 0 ? y === top || y === bottom : (x + y) % 2 === 0) this.#dot(x, y, 'band');
    }
  }

  #drawLine(times: readonly number[], values: readonly number[]): void {
    let before = Number.NaN;
    for (let x = 0; x < this.#dotColumns; x += 1) {
      const y = this.dotRow(at(times, values, this.#timeAt(x)));
      if (Number.isNaN(y)) {
        before = y;
        continue;
      }
      const from = Number.isNaN(before) ? y : before + Math.sign(y - before);
      for (let step = Math.min(from, y); step <= Math.max(from, y); step += 1) this.#dot(x, step, 'line');
      before = y;
    }
  }

  #drawMark(time: number): void {
    const column = this.#columnOf(time);
    if (column === undefined) return;
    for (const row of this.cells) {
      const cell = row[column]!;
      if (cell.owner !== 'line') Object.assign(cell, { owner: 'mark', character: '┊' });
    }
  }

  #place(time: number, value: number, character: string): void {
    const column = this.#columnOf(time);
    const row = Math.floor(this.dotRow(value) / 4);
    if (column !== undefined && !Number.isNaN(row))
      Object.assign(this.cells[row]![column]!, { owner: 'record', character });
  }

  #dot(x: number, y: number, owner: 'band' | 'line'): void {
    const cell = this.cells[y >> 2]![x >> 1]!;
    if (cell.owner !== owner) {
      cell.dots = 0;
      cell.owner = owner;
    }
    cell.dots |= DOT_BITS[y & 3]![x & 1]!;
    cell.character = String.fromCodePoint(0x2800 + cell.dots);
  }

  #timeAt(x: number): number {
    const { from, to } = this.#chart.axis;
    return from + (x / (this.#dotColumns - 1)) * (to - from);
  }

  #columnOf(time: number): number | undefined {
    const { from, to } = this.#chart.axis;
    if (!(time >= from && time <= to)) return undefined;
    return Math.min(this.cells[0]!.length - 1, Math.floor(((time - from) / (to - from || 1)) * this.cells[0]!.length));
  }
}

function inDrawingOrder(layers: readonly ChartLayer[]): readonly ChartLayer[] {
  const rank = { band: 0, mark: 1, line: 2, points: 3 };
  const depth = (layer: ChartLayer) => (layer.kind === 'band' ? layer.depth : 0);
  return layers.toSorted((a, b) => rank[a.kind] - rank[b.kind] || depth(a) - depth(b));
}

function paintRow(cells: readonly Cell[], paint: ChartPaint): string {
  let text = '';
  for (let from = 0; from < cells.length; ) {
    const { owner } = cells[from]!;
    let to = from;
    let run = '';
    while (to < cells.length && cells[to]!.owner === owner) run += cells[to++]!.character;
    text += owner === 'empty' ? run : paint[owner === 'mark' ? 'frame' : owner](run);
    from = to;
  }
  return text;
}

/** `└──2015────2016`: each label starts under its tick, and is left out where it would touch the one before. */
function tickLine(chart: Chart, columns: number): string {
  const { from, to, ticks } = chart.axis;
  let line = '└';
  for (const tick of ticks) {
    const column = 1 + Math.round(((tick.at - from) / (to - from || 1)) * (columns - 1));
    const start = Math.min(column, columns + 1 - tick.label.length);
    if (start < line.length || (start === line.length && line.length > 1)) continue;
    line += '─'.repeat(start - line.length) + tick.label;
  }
  return line + '─'.repeat(Math.max(0, columns + 1 - line.length));
}

/** Value at a time, linear between neighbours; NaN outside or beside a gap. */
function at(times: readonly number[], values: readonly number[], time: number): number {
  if (times.length === 0 || time < times[0]! || time > times.at(-1)!) return Number.NaN;
  let low = 0;
  let high = times.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle;
  }
  const width = times[high]! - times[low]!;
  if (width === 0) return values[low]!;
  const share = (time - times[low]!) / width;
  return share === 0 ? values[low]! : values[low]! * (1 - share) + values[high]! * share;
}

function same(text: string): string {
  return text;
}
