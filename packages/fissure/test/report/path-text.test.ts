import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Point, polygon, polyline, px, UNSEEN } from '../../src/report/figures/path-text.ts';

/** A reader of its own for the commands M, l, h and z, after the grammar of SVG paths. */
function read(path: string): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (const [, command, rest] of path.matchAll(/([Mlhz])([^Mlhz]*)/g)) {
    const numbers = [...rest!.matchAll(/-?(?:\d+(?:\.\d+)?|\.\d+)/g)].map(Number);
    while (numbers.length > 0) {
      const dx = numbers.shift()!;
      const dy = command === 'h' ? 0 : numbers.shift()!;
      [x, y] = command === 'M' ? [dx, dy] : [x + dx, y + dy];
      points.push([x, y]);
    }
  }
  return points;
}

function distanceTo([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const t = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx ** 2 + dy ** 2 || 1)));
  return Math.hypot(fromX + t * dx - x, fromY + t * dy - y);
}

const coordinate = fc.double({ min: -500, max: 500, noNaN: true });

describe('polyline', () => {
  it('passes every point in its order, nearer than anybody sees, and ends in the last', () => {
    const rounding = Math.hypot(0.0501, 0.0501);
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 80 }), (points) => {
        const drawn = read(polyline(points));
        let from = 1;
        for (const point of points) {
          while (from < drawn.length && distanceTo(point, drawn[from - 1]!, drawn[from]!) > UNSEEN + rounding)
            from += 1;
          expect(from < drawn.length || drawn.length === 1).toBe(true);
        }
        const [lastX, lastY] = points.at(-1)!;
        expect(Math.hypot(drawn.at(-1)![0] - lastX, drawn.at(-1)![1] - lastY)).toBeLessThan(rounding);
      }),
    );
  });

  it('keeps what shows of a jagged line, and of a smooth one a few points', () => {
    const jagged = Array.from({ length: 60 }, (_, i): Point => [4 * i, 100 + 3 * (i % 2)]);
    expect(read(polyline(jagged)).length).toBe(60);
    const smooth = Array.from({ length: 60 }, (_, i): Point => [4 * i, 100 + 40 * Math.sin(i / 30)]);
    expect(read(polyline(smooth)).length).toBeLessThan(20);
  });

  it('is written short', () => {
    const flat = Array.from({ length: 50 }, (_, i): Point => [4.52 * i, 100]);
    expect(polyline(flat)).toBe('M0 100h221.5');
    expect(polyline([...flat, [230, 99.5], [231, 99.9], [231.4, 99.5]])).toBe('M0 100h221.5l8.5-.5 1 .4.4-.4');
    expect(polyline([])).toBe('');
  });

  it('keeps the tips of a level stretch that turns round', () => {
    expect(
      polyline([
        [0, 5],
        [9, 5],
        [3, 5],
        [3, 6],
      ]),
    ).toBe('M0 5h9-6l0 1');
  });

  it('closes what is filled', () => {
    expect(
      polygon([
        [0, 0],
        [2, 0],
        [2, 2],
      ]),
    ).toBe('M0 0h2l0 2z');
    expect(polygon([])).toBe('');
  });
});

describe('px', () => {
  it.each([
    [0.04, '0'],
    [-0.04, '0'],
    [0.25, '0.3'],
    [-3.04, '-3'],
    [12.5, '12.5'],
  ])('%d is %s', (value, text) => expect(px(value)).toBe(text));
});
