/**
 * Lines of a drawing as the text of an SVG path, written short: tenths of a pixel, each point relative to the one before,
 * level stretches as one. Rounding does not add up, since it is the points that are rounded and not the steps.
 */
export type Point = readonly [x: number, y: number];

export function polyline(points: readonly Point[]): string {
  const rounded = points.map(([x, y]): Point => [Math.round(10 * x), Math.round(10 * y)]);
  const [first, ...rest] = rounded;
  if (first === undefined) return '';
  let path = `M${pair(first)}`;
  let command = 'M';
  let [x, y] = first;
  rest.forEach((to, i) => {
    const next = rest[i + 1];
    // A level stretch goes on as long as it keeps its direction.
    if (to[1] === y && next !== undefined && next[1] === y && (to[0] - x) * (next[0] - to[0]) >= 0) return;
    const step: Point = [to[0] - x, to[1] - y];
    [x, y] = to;
    if (step[0] === 0 && step[1] === 0) return;
    const own = step[1] === 0 ? 'h' : 'l';
    const text = own === 'h' ? tenths(step[0]) : pair(step);
    path += own === command ? join(path, text) : own + text;
    command = own;
  });
  return path;
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
