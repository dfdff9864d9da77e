/** Priority profiles as a model gives them: four values of an array, from the one that a reference names on. */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import * as make from '../make-expression.ts';
import type { CallContext } from './function-table.ts';
import { CURVE_KINDS, type CurveKind, FIXED } from './priority-curves.ts';

const { add, binary, choose, divide, greatest, multiply, number, subtract } = make;

export interface PriorityProfile {
  /** The part that is granted at a price. */
  readonly granted: (price: Expr) => Expr;
  /** The prices between which that part falls; of one that is granted at any price they mean nothing. */
  readonly low: Expr;
  readonly high: Expr;
  readonly isFixed?: boolean;
}

/** Kind (0 to 4), priority, width, and something more that no kind of these needs. */
export function readProfile(profile: ForeignExpr, { translator, site }: CallContext): PriorityProfile {
  const variable = profile.kind === 'ref' ? translator.variables.get(canonicalName(profile.name)) : undefined;
  if (profile.kind !== 'ref' || profile.subscripts === undefined || variable === undefined)
    return translator.fail('a priority profile was expected', profile.span);
  const first = translator.elementsOf(variable, profile.subscripts, profile.span, site);
  const last = variable.over.at(-1)!;
  const from = last.indexOf.get(first.at(-1)!)!;
  const name = translator.variableNames.get(variable.id)!;
  // By a short name each: they stand in every equation of a search.
  const part = (i: number, what: string) => {
    const field = last.elements[from + i] ?? translator.fail('a priority profile has four values', profile.span);
    return translator.newHelper(what, () => translator.at(name, [...first.slice(0, -1), field]), site);
  };
  const stated = translator.literalAt(variable, [...first.slice(0, -1), last.elements[from]!]);
  const curve = stated === undefined ? curveOfAnyKind(part(0, 'kind')) : curveOf(stated);
  if (curve === undefined)
    return translator.fail(
      'this kind of priority profile is not supported: 0 (fixed), 1 (rectangular), 2 (triangular), 3 (normal) and 4 (exponential) are',
      profile.span,
    );
  const width = translator.helper('width', curve.width(part(2, 'width')), site);
  const shape = { middle: part(1, 'middle'), width };
  const reach = multiply(curve.reach, width);
  return {
    granted: (price) => curve.granted((kind) => kind.granted(price, shape)),
    low: subtract(shape.middle, reach),
    high: add(shape.middle, reach),
    isFixed: stated !== undefined && CURVE_KINDS[stated] === FIXED,
  };
}

interface Curve {
  readonly granted: (of: (kind: CurveKind) => Expr) => Expr;
  readonly reach: Expr;
  readonly width: (stated: Expr) => Expr;
}

/** Of a kind that the model states as a number. */
function curveOf(stated: number): Curve | undefined {
  const curve = CURVE_KINDS[stated];
  return curve && { granted: (of) => of(curve), reach: number(curve.reach), width: (width) => wide(curve, width) };
}

function wide({ leastWidth }: CurveKind, width: Expr): Expr {
  return leastWidth === undefined ? width : greatest([width, number(leastWidth)]);
}

/** Which kind it is shows at each step. */
function curveOfAnyKind(kind: Expr): Curve {
  const nothing = divide(number(0), number(0));
  const byKind = (of: (kind: CurveKind) => Expr) =>
    CURVE_KINDS.reduceRight<Expr>((rest, curve, i) => choose(binary('=', kind, number(i)), of(curve), rest), nothing);
  return {
    granted: byKind,
    reach: byKind(({ reach }) => number(reach)),
    width: (width) => byKind((curve) => wide(curve, width)),
  };
}
