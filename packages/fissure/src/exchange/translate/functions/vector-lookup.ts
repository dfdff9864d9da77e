/**
 * VECTOR LOOKUP of Vensim: the elements of an array are the heights of a lookup at places that are equally far apart, and
 * both may change as the model runs.
 * https://www.vensim.com/documentation/fn_vector_lookup.html
 */
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import * as make from '../make-expression.ts';
import { elementsAlong } from './array-argument.ts';
import type { CallContext, Translate } from './function-table.ts';

const { add, binary, choose, divide, greatest, least, multiply, number, subtract } = make;

const LONGEST = 300;

interface Curve {
  readonly heights: readonly Expr[];
  /** Of x among the places: 0 at the first, and one more at each of the others. */
  readonly position: Expr;
  /** Between two places. */
  readonly distance: Expr;
}

/** 0 between, 1 area from the first place, 2 backward, 3 extrapolated, 4 forward, 6 slope, 7 and 9 as 1 and 6 extrapolated. */
export const vectorLookup: Translate = ([vector, x, first, last, mode], context) => {
  const { translator, site } = context;
  const heights = heightsOf(vector!, context);
  const [from, to, at] = [first!, last!, x!].map((arg) => translator.expression(arg, site));
  const start = translator.helper('first', from!, site);
  const distance = translator.helper('distance', divide(subtract(to!, start), number(heights.length - 1)), site);
  const position = translator.helper('position', divide(subtract(at!, start), distance), site);
  const way = translator.constant(mode!);
  const curve = { heights, position, distance };
  switch (way) {
    case 0:
    case 3:
      return between(curve, way === 3);
    case 1:
    case 7:
      return area(curve, way === 7);
    case 2:
      return stepwise(curve.heights, (place) => binary('>=', position, number(place)));
    case 4:
      return stepwise(curve.heights, (place) => binary('>', position, number(place - 1)));
    case 6:
    case 9:
      return slope(curve, way === 9);
    case 5:
    case 8:
      return translator.fail('VECTOR LOOKUP backwards, from y to x, is not supported: use LOOKUP INVERT', mode!.span);
    default:
      return translator.fail('the mode of VECTOR LOOKUP is a whole number from 0 to 9', mode!.span);
  }
};

function heightsOf(vector: ForeignExpr, context: CallContext): readonly Expr[] {
  const { translator, span } = context;
  const heights = elementsAlong(vector, context);
  if (heights === undefined) return translator.fail('the name of an array was expected', span);
  if (heights.length < 2 || heights.length > LONGEST)
    return translator.fail(`a lookup has from 2 to ${LONGEST} points`, vector.span);
  return heights;
}

/** How much of each stretch lies before x, as a share; the first and the last go on where the curve does. */
function shares({ heights, position }: Curve, goesOn: boolean): readonly Expr[] {
  const count = heights.length - 1;
  return Array.from({ length: count }, (_, i) => {
    const share = subtract(position, number(i));
    const open = { below: goesOn && i === 0, above: goesOn && i === count - 1 };
    const capped = open.above ? share : least([share, number(1)]);
    return open.below ? capped : greatest([capped, number(0)]);
  });
}

function rises({ heights }: Curve): readonly Expr[] {
  return heights.slice(1).map((height, i) => subtract(height, heights[i]!));
}

function between(curve: Curve, goesOn: boolean): Expr {
  const parts = shares(curve, goesOn);
  return make.sum([curve.heights[0]!, ...rises(curve).map((rise, i) => multiply(rise, parts[i]!))]);
}

function area(curve: Curve, goesOn: boolean): Expr {
  const { heights, position, distance } = curve;
  const parts = shares(curve, goesOn);
  const stretches = rises(curve).map((rise, i) =>
    multiply(parts[i]!, add(heights[i]!, divide(multiply(rise, parts[i]!), number(2)))),
  );
  const count = heights.length - 1;
  const beyond = [
    multiply(heights[0]!, least([position, number(0)])),
    multiply(heights[count]!, greatest([subtract(position, number(count)), number(0)])),
  ];
  return multiply(distance, make.sum(goesOn ? stretches : [...stretches, ...beyond]));
}

/** The height of the last place that is reached. */
function stepwise(heights: readonly Expr[], isReached: (place: number) => Expr): Expr {
  return heights.slice(1).reduce((below, height, i) => choose(isReached(i + 1), height, below), heights[0]!);
}

/** At a place the mean of the slopes on both sides of it, as LOOKUP SLOPE has it. */
function slope(curve: Curve, goesOn: boolean): Expr {
  const { position, distance } = curve;
  const inside = rises(curve);
  const all = goesOn ? [inside[0]!, ...inside, inside.at(-1)!] : [number(0), ...inside, number(0)];
  const after = stepwise(all, (place) => binary('>=', position, number(place - 1)));
  const before = stepwise(all, (place) => binary('>', position, number(place - 1)));
  return divide(add(after, before), multiply(number(2), distance));
}
