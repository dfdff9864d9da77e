/**
 * RANDOM LOOKUP of Vensim: the lookup is the density of what is drawn, up to a factor; there is nothing beyond its ends.
 * https://www.vensim.com/documentation/fn_random.html
 */
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import * as make from '../make-expression.ts';
import { type Distribution, drawBetween } from './distributions.ts';
import type { CallContext, Translate } from './function-table.ts';
import { inOrder } from './lookup-functions.ts';

const { add, call, divide, greatest, least, multiply, number, subtract } = make;

/** Between two points of the lookup; densities and slopes are those of a distribution whose whole is 1. */
interface Stretch {
  readonly start: number;
  readonly length: number;
  /** The share of the distribution that lies before it. */
  readonly before: number;
  readonly density: number;
  readonly slope: number;
}

export const randomLookup: Translate = ([points, ...rest], context) => {
  const density = densityOf(points!, context);
  const [low, high, shift, stretch] = rest.slice(0, 4).map((arg) => context.translator.expression(arg, context.site));
  return drawBetween(density, { low, high }, shift!, stretch!, context);
};

function densityOf(points: ForeignExpr, { translator, site }: CallContext): Distribution {
  const sorted = inOrder(translator.lookupPoints(points, site));
  const areas = sorted.slice(1).map(([x, y], i) => ((x - sorted[i]![0]) * (y + sorted[i]![1])) / 2);
  const whole = areas.reduce((sum, area) => sum + area, 0);
  if (sorted.some(([, y]) => y < 0) || !(whole > 0))
    return translator.fail('a lookup to draw from has no height below 0, and an area above 0', points.span);
  const [first, last] = [sorted[0]![0], sorted.at(-1)![0]];

  let before = 0;
  const stretches = areas.flatMap((area, i): readonly Stretch[] => {
    const [[start, left], [end, right]] = [sorted[i]!, sorted[i + 1]!];
    const length = end - start;
    const own = { start, length, before, density: left / whole, slope: (right - left) / length / whole };
    before += area / whole;
    return area > 0 ? [own] : [];
  });
  /** The stretch that `at` falls into, where each begins at its `from`. */
  const stretchAt = (at: Expr, from: 'start' | 'before') => {
    const own = (what: keyof Stretch): Expr => {
      const steps = stretches.map((one) => [one[from], one[what]] as const);
      if (steps.every(([, value]) => value === steps[0]![1])) return number(steps[0]![1]);
      return call(translator.lookupHelper({ points: steps, kind: 'discrete' }, site), at);
    };
    return { own, into: subtract(at, own(from)) };
  };
  const quantile = (share: Expr) => {
    const { own, into } = stretchAt(share, 'before');
    const rest = translator.helper('rest', into, site);
    const density = own('density');
    const square = add(multiply(density, density), make.product([number(2), own('slope'), rest]));
    // Rounding takes it below 0 at the end of a density that falls to 0; where one begins at 0, 0 would be divided by 0.
    const root = call('SQRT', greatest([number(0), square]));
    const length = divide(multiply(number(2), rest), greatest([number(1e-300), add(density, root)]));
    return least([number(last), add(own('start'), length)]);
  };
  return {
    below: (x) => {
      const at = translator.helper('bound', least([number(last), greatest([number(first), x])]), site);
      const { own, into } = stretchAt(at, 'start');
      const length = translator.helper('within', least([own('length'), into]), site);
      const height = add(own('density'), divide(multiply(own('slope'), length), number(2)));
      return add(own('before'), multiply(length, height));
    },
    quantile,
    draw: (shift, stretch) =>
      add(shift, multiply(stretch, quantile(translator.helper('chance', call('RANDOM', number(0), number(1)), site)))),
    reach: [first, last],
  };
}
