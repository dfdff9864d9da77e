/** Variables of a module under the names that they have in the whole model: those of its inputs are what it is connected to. */
import type { ForeignExpr } from '../foreign-expression.ts';
import type { ForeignName, ForeignVariable } from '../foreign-model.ts';
import { MODULE_MARK } from './plain-text.ts';

export function renamed(variable: ForeignVariable, prefix: string, rename: (name: string) => string): ForeignVariable {
  const nameOf = ({ text, span }: ForeignName): ForeignName => ({ text: rename(text), span });
  return {
    ...variable,
    name: { text: `${prefix}${variable.name.text}`, span: variable.name.span },
    label: `${prefix.replaceAll(MODULE_MARK, '.')}${variable.label}`,
    inflows: variable.inflows.map(nameOf),
    outflows: variable.outflows.map(nameOf),
    conveyor: variable.conveyor && {
      ...variable.conveyor,
      transit: renamedIn(variable.conveyor.transit, rename),
      capacity: variable.conveyor.capacity && renamedIn(variable.conveyor.capacity, rename),
      inflowLimit: variable.conveyor.inflowLimit && renamedIn(variable.conveyor.inflowLimit, rename),
      arrest: variable.conveyor.arrest && renamedIn(variable.conveyor.arrest, rename),
      sample: variable.conveyor.sample && renamedIn(variable.conveyor.sample, rename),
    },
    definitions: variable.definitions.map((one) => ({ ...one, value: one.value && renamedIn(one.value, rename) })),
  };
}

function renamedIn(expr: ForeignExpr, rename: (name: string) => string): ForeignExpr {
  switch (expr.kind) {
    case 'ref': {
      const subscripts = expr.subscripts?.map((one) =>
        one.kind === 'computed' ? { ...one, value: renamedIn(one.value, rename) } : one,
      );
      return { ...expr, name: rename(expr.name), subscripts };
    }
    case 'call':
      return { ...expr, name: rename(expr.name), args: expr.args.map((arg) => renamedIn(arg, rename)) };
    case 'unary':
    case 'transpose':
      return { ...expr, operand: renamedIn(expr.operand, rename) };
    case 'binary':
      return { ...expr, left: renamedIn(expr.left, rename), right: renamedIn(expr.right, rename) };
    case 'if':
      return {
        ...expr,
        condition: renamedIn(expr.condition, rename),
        consequent: renamedIn(expr.consequent, rename),
        alternative: renamedIn(expr.alternative, rename),
      };
    default:
      return expr;
  }
}
