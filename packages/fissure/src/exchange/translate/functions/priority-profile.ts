/** Priority profiles as a model gives them: four values of an array, from the one that a reference names on. */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import * as make from '../make-expression.ts';
import type { CallContext } from './function-table.ts';
import { type Curve, type CurveShape, curveOf, curveOfAnyKind } from './priority-curves.ts';

export interface PriorityProfile {
  readonly kind: Expr;
  readonly curve: Curve;
  /** What the model says, the width as the curve takes it. */
  readonly shape: CurveShape;
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
  const part = (i: number) => {
    const field = last.elements[from + i] ?? translator.fail('a priority profile has four values', profile.span);
    return translator.at(name, [...first.slice(0, -1), field]);
  };
  const stated = translator.literalAt(variable, [...first.slice(0, -1), last.elements[from]!]);
  const kind = stated === undefined ? part(0) : make.number(stated);
  const curve = stated === undefined ? curveOfAnyKind(kind) : curveOf(stated);
  if (curve === undefined)
    return translator.fail(
      'this kind of priority profile is not supported: 0 (fixed), 1 (rectangular), 2 (triangular), 3 (normal) and 4 (exponential) are',
      profile.span,
    );
  return { kind, curve, shape: { middle: part(1), width: curve.width(part(2)) } };
}
