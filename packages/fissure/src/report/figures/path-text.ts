/**
 * Lines of a drawing as the text of an SVG path, written short: only points that show, in tenths of a pixel, each relative
 * to the one before. Rounding does not add up, since it is the points that are rounded and not the steps.
 */
export type Point = readonly [x: number, y: number];

export function polyline(points: readonly Point[]): string {
  const [first, ...rest] = shown(points).map(([x, y]): Point => [Math.round(10 * x), Math.round(10 * y)]);
  if (first === undefined) return '';
  let path = `M${pair(first)}`;
  let command = 'M';
  let [x, y] = first;
  for (const to of rest) {
    const step: Point = [to[0] - x, to[1] - y];
    [x, y] = to;
    if (step[0] === 0 && step[1] === 0) continue;
    const own = step[1] === 0 ? 'h' : 'l';
    const text = own === 'h' ? tenths(step[0]) : pair(step);
    path += own === command ? join(path, text) : own + text;
    command = own;
  }
  return path;
}

/** Nobody sees a point that lies nearer than this, in pixels, to the line without it: lines are up to two pixels wide. */
export const UNSEEN = 0.2;

/** Without what lies on straight stretches, after Ramer (1972) and Douglas and Peucker (1973). */
function shown(points: readonly Point[]): readonly Point[] {
  const isKept = new Uint8Array(points.length);
  isKept[0] = 1;
  isKept[points.length - 1] = 1;
  const open = [0, points.length - 1];
  while (open.length > 0) {
    const to = open.pop()!;
    const from = open.pop()!;
    let farthest = from;
    let distance = UNSEEN ** 2;
    for (let i = from + 1; i < to; i += 1) {
      const away = squaredDistance(points[i]!, points[from]!, points[to]!);
      if (away > distance) {
        farthest = i;
        distance = away;
      }
    }
    if (farthest === from) continue;
    isKept[farthest] = 1;
    open.push(from, farthest, farthest, to);
  }
  return points.filter((_, i) => isKept[i] === 1);
}

/** From the stretch between two points, and not from the line on which it lies: tips of lines that turn round stay. */
function squaredDistance(point: Point, from: Point, to: Point): number {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const x = point[0] - from[0];
  const y = point[1] - from[1];
  const along = (x * dx + y * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, along));
  return (x - t * dx) ** 2 + (y - t * dy) ** 2;
}

export function polygon(points: readonly Point[]): string {
  return points.length === 0 ? '' : `${polyline(points)}z`;
}

/** A coordinate to a tenth of a pixel. */
export function px(value: number): string {
  return tenths(Math.round(10 * value), '0');
}

function pair([x, y]: Point): string {
  const text = tenths(x);
  return text + join(text, tenths(y));
}

/** Signs and points part numbers where nothing else does. */
function join(before: string, text: string): string {
  const isParted = text.startsWith('-') || (text.startsWith('.') && /\.\d+$/.test(before));
  return isParted ? text : ` ${text}`;
}

function tenths(value: number, beforePoint = ''): string {
  const size = Math.abs(value);
  const [whole, digit] = [Math.floor(size / 10), size % 10];
  const text = digit === 0 ? String(whole) : `${whole || beforePoint}.${digit}`;
  return value < 0 ? `-${text}` : text;
}

/** In lines of at most `longest` characters, but for words that are longer. */
export function brokenText(text: string, longest: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= longest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
