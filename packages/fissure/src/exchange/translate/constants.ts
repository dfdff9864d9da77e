/** The value of a foreign expression where it depends on numbers alone: orders of delays, the clock, offsets, large matrices. */
import { canonicalName } from '../../base/names.ts';
import type { ForeignExpr } from '../foreign-expression.ts';
import { isExternal, numberInFile } from './external-data.ts';
import { SMALLEST_DIVISOR } from './functions/or-else.ts';
import type { IndexedVariable } from './index-variables.ts';
import { numberOf } from './make-expression.ts';
import { keyOf } from './outputs.ts';
import { dimensionAsNumber, elementAsNumber } from './subscripts.ts';
import type { Site, Translator } from './translator.ts';

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
 * on which it rests; `site`: where it stands, so that arrays and the inputs of a macro are read.
 */
export function constantOf(
  expr: ForeignExpr,
  translator: Translator,
  time?: number,
  names?: Set<string>,
  site?: Site,
): number | undefined {
  return new ConstantReader(translator, time, names).read(expr, site);
}

/** The same for each of several sites, in arrays too; undefined where one of them is not known before the run. */
export function constantsAt(expr: ForeignExpr, sites: readonly Site[], translator: Translator): number[] | undefined {
  const names = new Set<string>();
  const reader = new ConstantReader(translator, undefined, names);
  const values: number[] = [];
  for (const site of sites) {
    const value = reader.read(expr, site);
    if (value === undefined) return undefined;
    values.push(value);
  }
  for (const name of names) translator.readByImport.add(name);
  return values;
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

  /** `site`: where it stands; undefined: in no array, and then it is not known what rests on one. */
  read(expr: ForeignExpr, site: Site | undefined): number | undefined {
    switch (expr.kind) {
      case 'number':
        return expr.value;
      case 'unary': {
        const operand = this.read(expr.operand, site);
        if (operand === undefined) return undefined;
        return expr.operator === '-' ? -operand : expr.operator === '+' ? operand : operand === 0 ? 1 : 0;
      }
      case 'binary': {
        const [left, right] = [this.read(expr.left, site), this.read(expr.right, site)];
        return left === undefined || right === undefined ? undefined : OPERATORS[expr.operator]!(left, right);
      }
      case 'if': {
        const condition = this.read(expr.condition, site);
        if (condition === undefined) return undefined;
        return this.read(condition !== 0 ? expr.consequent : expr.alternative, site);
      }
      case 'ref':
        return site === undefined ? this.#named(canonicalName(expr.name), site) : this.#reference(expr, site);
      case 'call':
        return this.#call(canonicalName(expr.name), expr.args, site);
      default:
        return undefined;
    }
  }

  #named(id: string, site: Site | undefined): number | undefined {
    if (id === 'time') return this.#time;
    return this.#once(id, () => {
      const definition = this.#definitionOf(id);
      return definition && this.read(definition, site && { ...site, element: [], bindings: [] });
    });
  }

  #once(key: string, read: () => number | undefined): number | undefined {
    if (this.#known.has(key) || this.#depth === DEEPEST) return this.#known.get(key);
    // Until it is known it has no value: neither has what rests on itself.
    this.#known.set(key, undefined);
    this.#depth += 1;
    const value = read();
    this.#depth -= 1;
    this.#known.set(key, value);
    return value;
  }

  #reference({ name, subscripts, span }: Extract<ForeignExpr, { kind: 'ref' }>, site: Site): number | undefined {
    const id = canonicalName(name);
    const given = site.given?.get(id);
    if (given !== undefined) return this.read(given.arg, given.site);
    if (site.locals.has(id)) return undefined;
    const { variables, dimensions } = this.#translator;
    const variable = variables.get(id);
    if (variable !== undefined && variable.over.length > 0)
      return this.#element(variable, this.#translator.elementsOf(variable, subscripts, span, site), site);
    if (variable !== undefined) return this.#named(id, site);
    const dimension = dimensions.get(id);
    if (dimension !== undefined) return numberOf(dimensionAsNumber(dimension, span, site, this.#translator));
    return dimensions.isElement(id) ? elementAsNumber(id, this.#translator) : this.#named(id, site);
  }

  #element(variable: IndexedVariable, elements: readonly string[], site: Site): number | undefined {
    const one = variable.elements.get(keyOf(elements));
    const given = one?.definition.value;
    const value = given?.kind === 'list' ? given.items[given.items.length === 1 ? 0 : one!.position] : given;
    if (one === undefined || value === undefined || one.definition.lookup !== undefined) return undefined;
    return this.#once(`${variable.id}[${keyOf(elements)}]`, () => {
      this.#names?.add(variable.id);
      return value.kind === 'call' && isExternal(value.name)
        ? numberInFile(this.#translator, value, one.definition, one.position)
        : this.read(value, { ...site, element: one.elements, bindings: one.bindings });
    });
  }

  #definitionOf(id: string): ForeignExpr | undefined {
    const { model, variables } = this.#translator;
    if (Object.hasOwn(CONTROLS, id)) return model.time[CONTROLS[id]!];
    const variable = variables.get(id);
    this.#names?.add(id);
    return variable?.over.length === 0 ? variable.declaration.definitions[0]?.value : undefined;
  }

  #call(id: string, given: readonly ForeignExpr[], site: Site | undefined): number | undefined {
    if (id === 'elmcount') return elementCount(given[0], this.#translator);
    if (id === 'sum') return site && this.#sum(given, site);
    const args = given.map((arg) => this.read(arg, site));
    if (id === 'if_then_else') return args[0] === undefined ? undefined : args[0] !== 0 ? args[1] : args[2];
    if (args.some((arg) => arg === undefined)) return undefined;
    if (id === 'step') return this.#time === undefined ? undefined : this.#time >= args[1]! ? args[0] : 0;
    return Object.hasOwn(CALLS, id) ? CALLS[id]!(...(args as number[])) : undefined;
  }

  #sum(given: readonly ForeignExpr[], site: Site): number | undefined {
    let sum: number | undefined = 0;
    this.#translator.forEach(given, site, (inner) => {
      const value = this.read(given[0]!, inner);
      sum = sum === undefined || value === undefined ? undefined : sum + value;
    });
    return sum;
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
  zidz: (a, b) => (Math.abs(b!) < SMALLEST_DIVISOR ? 0 : a! / b!),
  xidz: (a, b, otherwise) => (Math.abs(b!) < SMALLEST_DIVISOR ? otherwise! : a! / b!),
};
