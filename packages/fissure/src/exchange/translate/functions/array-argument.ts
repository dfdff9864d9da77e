/** An array that a function takes whole, though one of its elements is named. */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import type { CallContext } from './function-table.ts';

/** All elements along the last subscript, whichever of them is named; undefined where no array is named. */
export function elementsAlong(vector: ForeignExpr, { translator, site }: CallContext): readonly Expr[] | undefined {
  const variable = vector.kind === 'ref' ? translator.variables.get(canonicalName(vector.name)) : undefined;
  const dimension = variable?.over.at(-1);
  if (vector.kind !== 'ref' || variable === undefined || dimension === undefined) return undefined;
  const outer = translator.elementsOf(variable, vector.subscripts, vector.span, site).slice(0, -1);
  const name = translator.variableNames.get(variable.id)!;
  return dimension.elements.map((one) => translator.at(name, [...outer, one]));
}
