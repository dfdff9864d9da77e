/** The value of a foreign expression where it depends on numbers alone: orders of delays, the clock, offsets. */
import { canonicalName } from '../../base/names.ts';
import type { ForeignExpr } from '../foreign-expression.ts';
import type { Translator } from './translator.ts';

const CONTROLS: Readonly<Record<string, 'start' | 'stop' | 'dt' | 'save'>> = {
  initial_time: 'start',
  starttime: 'start',
  final_time: 'stop',
  stoptime: 'stop',
  time_step: 'dt',
  dt: 'dt',
  saveper: 'save',
};

export function constantOf(
  expr: ForeignExpr,
  translator: Translator,
  depth: number,
  time?: number,
): number | undefined {
  if (depth > 50) return undefined;
  const value = (one: ForeignExpr) => constantOf(one, translator, depth + 1, time);
  switch (expr.kind) {
    case 'number':
      return expr.value;
    case 'unary': {
      const operand = value(expr.operand);
      if (operand === undefined) return undefined;
      return expr.operator === '-' ? -operand : expr.operator === '+' ? operand : operand === 0 ? 1 : 0;
    }
    case 'binary': {
      const [left, right] = [value(expr.left), value(expr.right)];
      return left === undefined || right === undefined ? undefined : OPERATORS[expr.operator]!(left, right);
    }
    case 'if': {
      const condition = value(expr.condition);
      return condition === undefined ? undefined : value(condition !== 0 ? expr.consequent : expr.alternative);
    }
    case 'ref': {
      const id = canonicalName(expr.name);
      if (id === 'time') return time;
      const variable = translator.variables.get(id);
      const control = Object.hasOwn(CONTROLS, id) ? CONTROLS[id] : undefined;
      const definition =
        control !== undefined
          ? translator.model.time[control]
          : variable?.over.length === 0
            ? variable.declaration.definitions[0]?.value
            : undefined;
      return definition === undefined || definition === expr ? undefined : value(definition);
    }
    case 'call': {
      const id = canonicalName(expr.name);
      if (id === 'elmcount') return elementCount(expr.args[0], translator);
      const args = expr.args.map(value);
      if (id === 'if_then_else') return args[0] === undefined ? undefined : args[0] !== 0 ? args[1] : args[2];
      if (args.some((arg) => arg === undefined)) return undefined;
      if (id === 'step') return time === undefined ? undefined : time >= args[1]! ? args[0] : 0;
      return Object.hasOwn(CALLS, id) ? CALLS[id]!(...(args as number[])) : undefined;
    }
    default:
      return undefined;
  }
}

function elementCount(arg: ForeignExpr | undefined, { dimensions }: Translator): number | undefined {
  return arg?.kind === 'ref' ? dimensions.get(canonicalName(arg.name))?.elements.length : undefined;
}

const truth = (test: boolean): number => (test ? 1 : 0);

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  mod: (a, b) => a - b * Math.floor(a / b),
  '<': (a, b) => truth(a < b),
  '<=': (a, b) => truth(a <= b),
  '>': (a, b) => truth(a > b),
  '>=': (a, b) => truth(a >= b),
  '=': (a, b) => truth(a === b),
  '<>': (a, b) => truth(a !== b),
  and: (a, b) => truth(a !== 0 && b !== 0),
  or: (a, b) => truth(a !== 0 || b !== 0),
};

const CALLS: Readonly<Record<string, (...args: number[]) => number>> = {
  min: (...args) => Math.min(...args),
  max: (...args) => Math.max(...args),
  abs: (a) => Math.abs(a!),
  integer: (a) => Math.trunc(a!),
  int: (a) => Math.floor(a!),
};
