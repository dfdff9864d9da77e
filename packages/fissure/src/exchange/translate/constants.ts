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

/**
 * Undefined where something else decides it. `time`: what the clock shows, where that is known; `names`: takes the variables
 * on which it rests.
 */
export function constantOf(
  expr: ForeignExpr,
  translator: Translator,
  time?: number,
  names?: Set<string>,
): number | undefined {
  return new ConstantReader(translator, time, names).read(expr);
}

/** Names that rest on names: further than any model goes, and not so far that the stack ends. */
const DEEPEST = 50;

class ConstantReader {
  readonly #translator: Translator;
  readonly #time: number | undefined;
  readonly #names: Set<string> | undefined;
  /** By name, each read once: of those that name others twice the readings would double with every step. */
  readonly #known = new Map<string, number | undefined>();
  #depth = 0;

  constructor(translator: Translator, time: number | undefined, names: Set<string> | undefined) {
    this.#names = names;
    this.#translator = translator;
    this.#time = time;
  }

  read(expr: ForeignExpr): number | undefined {
    switch (expr.kind) {
      case 'number':
        return expr.value;
      case 'unary': {
        const operand = this.read(expr.operand);
        if (operand === undefined) return undefined;
        return expr.operator === '-' ? -operand : expr.operator === '+' ? operand : operand === 0 ? 1 : 0;
      }
      case 'binary': {
        const [left, right] = [this.read(expr.left), this.read(expr.right)];
        return left === undefined || right === undefined ? undefined : OPERATORS[expr.operator]!(left, right);
      }
      case 'if': {
        const condition = this.read(expr.condition);
        return condition === undefined ? undefined : this.read(condition !== 0 ? expr.consequent : expr.alternative);
      }
      case 'ref':
        return this.#named(canonicalName(expr.name));
      case 'call':
        return this.#call(canonicalName(expr.name), expr.args);
      default:
        return undefined;
    }
  }

  #named(id: string): number | undefined {
    if (id === 'time') return this.#time;
    if (this.#known.has(id) || this.#depth === DEEPEST) return this.#known.get(id);
    // Until it is known it has no value: neither has what rests on itself.
    this.#known.set(id, undefined);
    const definition = this.#definitionOf(id);
    this.#depth += 1;
    const value = definition && this.read(definition);
    this.#depth -= 1;
    this.#known.set(id, value);
    return value;
  }

  #definitionOf(id: string): ForeignExpr | undefined {
    const { model, variables } = this.#translator;
    if (Object.hasOwn(CONTROLS, id)) return model.time[CONTROLS[id]!];
    const variable = variables.get(id);
    this.#names?.add(id);
    return variable?.over.length === 0 ? variable.declaration.definitions[0]?.value : undefined;
  }

  #call(id: string, given: readonly ForeignExpr[]): number | undefined {
    if (id === 'elmcount') return elementCount(given[0], this.#translator);
    const args = given.map((arg) => this.read(arg));
    if (id === 'if_then_else') return args[0] === undefined ? undefined : args[0] !== 0 ? args[1] : args[2];
    if (args.some((arg) => arg === undefined)) return undefined;
    if (id === 'step') return this.#time === undefined ? undefined : this.#time >= args[1]! ? args[0] : 0;
    return Object.hasOwn(CALLS, id) ? CALLS[id]!(...(args as number[])) : undefined;
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
