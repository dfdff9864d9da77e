/** Lookups read in other ways than their own: each becomes a lookup of its own. */
import type { LookupPoints } from '../../foreign-expression.ts';
import * as make from '../make-expression.ts';
import type { Translate } from './function-table.ts';

type Way = 'extrapolate' | 'forward' | 'backward' | 'invert';

export function extendLookup(way: Way): Translate {
  return ([points, x], { translator, site }) => {
    const { lookup } = translator.lookupPoints(points!, site);
    const argument = translator.expression(x!, site);
    const name = translator.lookupHelper(readAs(lookup, way), site);
    // The next point to the right is the last one to the left of the mirrored lookup.
    return make.call(name, way === 'forward' ? make.negative(argument) : argument);
  };
}

function readAs({ points }: LookupPoints, way: Way): LookupPoints {
  switch (way) {
    case 'extrapolate':
      return { points, kind: 'extrapolate' };
    case 'backward':
      return { points, kind: 'discrete' };
    case 'forward':
      return { points: points.map(([x, y]) => [-x, y] as const).reverse(), kind: 'discrete' };
    case 'invert': {
      const turned = points.map(([x, y]) => [y, x] as const);
      return { points: turned.toSorted((a, b) => a[0] - b[0]), kind: 'continuous' };
    }
  }
}

/** The area under a lookup from one argument to another; beyond its ends it goes on at the height of its last point. */
export const lookupArea: Translate = ([points, from, to], { translator, site }) => {
  const { lookup } = translator.lookupPoints(points!, site);
  const sorted = lookup.points.toSorted((a, b) => a[0] - b[0]);
  const [[first, left], [last, right]] = [sorted[0]!, sorted.at(-1)!];
  const name = translator.lookupHelper(lookup, site);
  const [a, b] = [from!, to!].map((arg) => translator.helper('area', translator.expression(arg, site), site));
  const { add, divide, greatest, least, multiply, number, subtract } = make;
  const between = sorted.slice(1).map(([high], i) => {
    const [low] = sorted[i]!;
    const [u, v] = [a!, b!].map((x) =>
      translator.helper('area_edge', greatest([number(low), least([number(high), x])]), site),
    );
    const height = divide(add(make.call(name, u!), make.call(name, v!)), number(2));
    return multiply(subtract(v!, u!), height);
  });
  const beyond = (edge: number, height: number, of: typeof least) =>
    multiply(number(height), subtract(of([number(edge), b!]), of([number(edge), a!])));
  return make.sum([...between, beyond(first, left, least), beyond(last, right, greatest)]);
};
