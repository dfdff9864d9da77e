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
