/** INTERPOLATE of Stella: an array read between its elements, each dimension spread over 0 to 1. */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import type { Translate } from './function-table.ts';

const { call, greatest, least, multiply, number, subtract } = make;

/** https://iseesystems.com/resources/help/v1-8/Content/08-Reference/07-Builtins/Array_builtins.htm */
export const interpolate: Translate = ([array, ...inputs], { translator, site, span }) => {
  const corners: { readonly elements: readonly string[]; readonly value: Expr }[] = [];
  const axes = translator.forEach([array!], site, (inner) => {
    const own = inner.bindings.slice(0, inner.bindings.length - site.bindings.length);
    corners.push({ elements: own.map(({ element }) => element), value: translator.expression(array!, inner) });
  });
  if (axes.length !== inputs.length)
    return translator.fail(`INTERPOLATE needs an input for each of the ${axes.length} dimensions of its array`, span);
  const weights = inputs.map((input, axis) => {
    const elements = [...new Set(corners.map((corner) => corner.elements[axis]!))];
    const last = number(elements.length - 1);
    const along = multiply(last, greatest([number(0), least([number(1), translator.expression(input, site)])]));
    const place = translator.helper('place', along, site);
    return new Map(elements.map((element, i) => [element, closeness(place, i)]));
  });
  return make.sum(
    corners.map(({ elements, value }) =>
      make.product([...elements.map((element, axis) => weights[axis]!.get(element)!), value]),
    ),
  );
};

/** 1 at the element, 0 at its neighbours. */
function closeness(place: Expr, i: number): Expr {
  return greatest([number(0), subtract(number(1), call('ABS', subtract(place, number(i))))]);
}
