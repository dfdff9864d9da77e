import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Point, polygon, polyline, px } from '../../src/report/path-text.ts';

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

const coordinate = fc.double({ min: -500, max: 500, noNaN: true });

describe('polyline', () => {
  it('goes through every point, to a twentieth of a pixel, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 80 }), (points) => {
        const drawn = read(polyline(points));
        let from = 0;
        for (const [x, y] of points) {
          const at = drawn.findIndex(
            ([dx, dy], i) => i >= from && Math.abs(dx - x) < 0.0501 && Math.abs(dy - y) < 0.0501,
          );
          // What is not a point of its own lies on a level stretch between two that are.
          const onLevel = drawn.some(
            ([dx, dy], i) =>
              i > 0 &&
              Math.abs(dy - y) < 0.0501 &&
              Math.abs(drawn[i - 1]![1] - dy) < 1e-6 &&
              x > Math.min(dx, drawn[i - 1]![0]) - 0.0501 &&
              x < Math.max(dx, drawn[i - 1]![0]) + 0.0501,
          );
          expect(at >= from || onLevel).toBe(true);
          if (at >= from) from = at;
        }
        const [lastX, lastY] = points.at(-1)!;
        expect(Math.hypot(drawn.at(-1)![0] - lastX, drawn.at(-1)![1] - lastY)).toBeLessThan(0.0711);
      }),
    );
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
