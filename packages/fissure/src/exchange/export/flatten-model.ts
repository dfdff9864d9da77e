/**
 * A checked model with every element's equation written out, as the writers of other formats need it: subscripts are
 * elements, or stars in a function over an array that others have too; other reductions are sums, products and comparisons of their
 * terms in the order in which Fissure adds them; switches and structures are constants of the model at the values they have in the study.
 */
import type { Expr, Subscript } from '../../equations/ast.ts';
import { UNSTATED } from '../../equations/parse-unit.ts';
import { childrenOf } from '../../equations/walk.ts';
import {
  type Equation,
  type EquationSet,
  elementCount,
  elementIndex,
  elementName,
  flatIndex,
  type Model,
  type Quantity,
  quantityNamed,
  type Variable,
} from '../../model/model.ts';
import type { Plan, PlanLookup } from '../../model/plan.ts';
import type { Axis, IndexSource, Resolved } from '../../model/resolved.ts';
import { type Course, commonTree, elementsOfRun } from '../translate/common-tree.ts';
import { marketPrice } from '../translate/functions/market-price.ts';
import { type Curve, curveOf, curveOfAnyKind } from '../translate/functions/priority-curves.ts';
import * as make from '../translate/make-expression.ts';

export interface FlatModel {
  readonly quantities: readonly FlatQuantity[];
  readonly lookups: readonly FlatLookup[];
}

export interface FlatLookup {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  readonly points: PlanLookup;
}

export interface FlatQuantity {
  readonly kind: 'constant' | 'input' | 'auxiliary' | 'flow' | 'stock';
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  /** As the study writes it; `?` where it does not say. */
  readonly unit: string;
  /** Dimensions, and for each element of the quantity its element in each of them. */
  readonly over: readonly string[];
  readonly elements: readonly FlatElement[];
  readonly nonNegative: boolean;
  /** Undefined: made here, and in no file of the study. */
  readonly variable: Variable | undefined;
}

export interface FlatElement {
  readonly subscripts: readonly string[];
  /** The equation; of a stock its initial value, of an input nothing: `series` has its points over time. */
  readonly value: Expr;
  readonly series?: PlanLookup;
  readonly inflows: readonly Expr[];
  readonly outflows: readonly Expr[];
}

export function flattenModel(model: Model, plan: Plan): FlatModel {
  return new Flattener(model, plan).flatten();
}

/** One of those that share in a market. */
interface FlatAsker {
  readonly request: Expr;
  readonly kind: Expr;
  readonly middle: Expr;
  readonly width: Expr;
}

type Reducer = Extract<Resolved, { kind: 'reduce' }>['reducer'];

const NOWHERE = { start: 0, end: 0 };

const MADE = { label: '', doc: '', unit: '1', over: [], nonNegative: false, variable: undefined } as const;

class Flattener {
  readonly #model: Model;
  readonly #plan: Plan;
  /** The equations of searches, which no other tool has as a function. */
  readonly #searches: FlatQuantity[] = [];
  readonly #made = new Set<string>();

  constructor(model: Model, plan: Plan) {
    this.#model = model;
    this.#plan = plan;
  }

  flatten(): FlatModel {
    const { parameters, inputs, variables } = this.#model;
    const computed = [...variables.values()].map((one) => this.#variable(one));
    return {
      quantities: [
        ...this.#switches(),
        ...[...parameters.values()].map((one) =>
          this.#quantity('constant', one, ({ flat }) => ({ value: make.number(one.values[flat]!) })),
        ),
        ...[...inputs.values()].map((one) =>
          this.#quantity('input', one, ({ key }) => ({
            value: make.TIME,
            series: this.#points(key === '' ? one.id : `${one.id}[${key}]`),
          })),
        ),
        ...this.#searches,
        ...computed,
      ],
      lookups: [...this.#model.lookups.values()].map(({ id, declaration: { label, doc } }) => ({
        ...{ id, label, doc },
        points: this.#points(id),
      })),
    };
  }

  #points(name: string): PlanLookup {
    return this.#plan.lookups.find((one) => one.name === name)!;
  }

  #switches(): FlatQuantity[] {
    return this.#plan.parameters.flatMap(({ name, kind, value }) =>
      kind === 'switch' || kind === 'structure'
        ? [
            {
              ...{ ...MADE, kind: 'constant', id: `${kind}_${name}` },
              elements: [{ subscripts: [], value: make.number(value), inflows: [], outflows: [] }],
            },
          ]
        : [],
    );
  }

  #quantity(
    kind: FlatQuantity['kind'],
    quantity: Quantity & { readonly declaration: { label: string; doc: string; unit: { text: string } } },
    element: (at: { flat: number; key: string }) => Partial<FlatElement> & Pick<FlatElement, 'value'>,
    variable?: Variable,
  ): FlatQuantity {
    const { id, over, shape, declaration } = quantity;
    return {
      ...{ kind, id, over, variable, nonNegative: variable?.declaration.nonNegative ?? false },
      ...{ label: declaration.label, doc: declaration.doc, unit: declaration.unit.text },
      elements: Array.from({ length: elementCount(shape) }, (_, flat) => {
        const key = elementName(this.#model.dimensions, over, elementIndex(shape, flat));
        return { subscripts: key === '' ? [] : key.split(','), inflows: [], outflows: [], ...element({ flat, key }) };
      }),
    };
  }

  #variable(variable: Variable): FlatQuantity {
    return this.#quantity(
      variable.kind,
      variable,
      ({ flat }) => {
        const flows = (list: readonly Equation[]) => list.map(({ resolved }) => this.#expr(resolved, variable, flat));
        if (variable.kind !== 'stock') return { value: this.#valueOf(variable, flat) };
        const { equations, inflows, outflows } = variable;
        return {
          value: this.#entry(equations, variable, flat),
          inflows: flows(inflows),
          outflows: flows(outflows),
        };
      },
      variable,
    );
  }

  // -- Expressions -----------------------------------------------------------------------------------------------------

  #valueOf(variable: Variable, flat: number): Expr {
    let value = this.#entry(variable.equations, variable, flat);
    const { structure, mechanism } = variable;
    if (structure !== undefined) {
      const written = value;
      const options = structure.alternatives.map((one) =>
        one === undefined ? written : this.#entry(one, variable, flat),
      );
      const which = make.name(`structure_${structure.id}`);
      value = options.reduceRight((rest, option, i) =>
        make.choose(make.binary('=', which, make.number(i)), option, rest),
      );
    }
    if (mechanism === undefined) return value;
    return make.choose(make.name(`switch_${mechanism.id}`), value, this.#entry(mechanism.off, variable, flat));
  }

  #entry({ entries, entryOf }: EquationSet, variable: Variable, flat: number): Expr {
    return this.#expr(entries[entryOf[flat]!]!.resolved, variable, flat);
  }

  #expr(resolved: Resolved, variable: Variable, flat: number): Expr {
    const own = elementIndex(variable.shape, flat);
    const axes: number[] = [];
    const indexOf = (source: IndexSource): number => {
      if (source.kind === 'fixed') return source.index;
      const index = source.kind === 'own' ? own[source.position]! : axes[source.axis]!;
      return source.map === undefined ? index : source.map[index]!;
    };
    const runOver = (list: readonly Axis[], visit: () => void, depth = 0): void => {
      if (depth === list.length) {
        visit();
        return;
      }
      for (const element of list[depth]!.elements) {
        axes[list[depth]!.id] = element;
        runOver(list, visit, depth + 1);
      }
    };
    const convert = (expr: Resolved): Expr => {
      switch (expr.kind) {
        case 'number':
          return make.number(expr.value);
        case 'reference': {
          const quantity = quantityNamed(this.#model, expr.quantity)!;
          const at = elementIndex(quantity.shape, flatIndex(quantity.shape, expr.index.map(indexOf)));
          const elements = quantity.over.map((one, i) => this.#model.dimensions.get(one)!.elements[at[i]!]!.id);
          return make.element(expr.quantity, elements);
        }
        case 'self':
          return make.name('SELF');
        case 'lookup':
          return make.call(expr.lookup, convert(expr.argument));
        case 'reduce': {
          const terms: Expr[] = [];
          runOver(expr.axes, () => terms.push(convert(expr.body)));
          const isMean = expr.reducer === 'MEAN';
          const stars = this.#overStars(isMean ? 'SUM' : expr.reducer, expr.axes, terms);
          if (stars === undefined) return reduced(expr.reducer, terms);
          return isMean ? make.divide(stars, make.number(terms.length)) : stars;
        }
        case 'call':
          if (expr.name === 'DATE') return convert(expr.args[0]!);
          return expr.args.length === 0 ? make.name(expr.name) : make.call(expr.name, ...expr.args.map(convert));
        case 'unary':
          return expr.operator === 'not'
            ? make.not(convert(expr.operand))
            : expr.operator === '-'
              ? make.negative(convert(expr.operand))
              : convert(expr.operand);
        case 'binary':
          return make.binary(expr.operator, convert(expr.left), convert(expr.right));
        case 'if':
          return make.choose(convert(expr.condition), convert(expr.consequent), convert(expr.alternative));
        case 'rank': {
          const values: Expr[] = [];
          const ties: Expr[] = [];
          runOver(expr.axes, () => {
            values.push(convert(expr.array));
            if (expr.tie !== undefined) ties.push(convert(expr.tie));
          });
          return ranked(values, ties, convert(expr.rank));
        }
        case 'price': {
          const [request, kind, middle, width] = expr.asker as [Resolved, Resolved, Resolved, Resolved];
          const stated = kind.kind === 'reference' ? kind : undefined;
          const askers: FlatAsker[] = [];
          runOver(expr.axes, () => {
            const known = stated && this.#statedNumber(stated.quantity, stated.index.map(indexOf));
            askers.push({
              request: convert(request),
              kind: known === undefined ? convert(kind) : make.number(known),
              middle: convert(middle),
              width: convert(width),
            });
          });
          return this.#price(convert(expr.supply), askers, variable);
        }
        case 'error':
          throw new Error(`a checked model holds an error in ${variable.id}`);
      }
    };
    return convert(resolved);
  }

  /** `SUM(x[*])`, where every tool that has arrays computes it so. Each star names the dimension over which it runs. */
  #overStars(reducer: Reducer, axes: readonly Axis[], terms: readonly Expr[]): Expr | undefined {
    if (!(reducer === 'SUM' || reducer === 'PROD' || reducer === 'MIN' || reducer === 'MAX')) return undefined;
    if (terms.length < 2 || !isPlain(terms[0]!)) return undefined;
    const { dimensions } = this.#model;
    const isWhole = ({ dimension, elements }: Axis) => dimensions.get(dimension)!.elements.length === elements.length;
    if (!axes.every(isWhole)) return undefined;
    const names = axes.map(({ dimension }) => dimensions.get(dimension)!.elements.map(({ id }) => id));
    const courses = elementsOfRun(names).map((elements, i): Course => {
      const { dimension } = axes[i]!;
      const star: Subscript = { kind: 'all', of: dimension, span: NOWHERE };
      return { elements, subscriptAt: (place) => (place === dimension ? star : undefined) };
    });
    const common = commonTree(terms, courses, (id) => quantityNamed(this.#model, id)?.over ?? []);
    const isEachOnce = common?.used.length === axes.length && common.used.every(({ course }, i) => course === i);
    return isEachOnce ? make.call(reducer, common.tree) : undefined;
  }

  // -- Prices --------------------------------------------------------------------------------------------------------

  #price(supply: Expr, askers: readonly FlatAsker[], variable: Variable): Expr {
    const named = (what: string, value: Expr) => this.#search(`${variable.id}_${what}`, value);
    const given = named('supply', supply);
    const list = askers.map(({ request, kind, ...stated }) => {
      const curve = curveFor(named('kind', kind));
      const shape = { middle: named('middle', stated.middle), width: named('width', curve.width(stated.width)) };
      const reach = make.multiply(curve.reach, shape.width);
      return {
        request: named('request', request),
        granted: (price: Expr) => curve.granted(price, shape),
        low: make.subtract(shape.middle, reach),
        high: make.add(shape.middle, reach),
        isFixed: curve.isFixed,
      };
    });
    const asked = (price: Expr) => make.sum(list.map(({ request, granted }) => make.multiply(request, granted(price))));
    const total = named('total', make.sum(list.map(({ request }) => request)));
    return marketPrice({ over: (price) => make.subtract(asked(price), given), curves: list, total }, named);
  }

  /** What the equation of an element is, where that is a number: only who edits the model changes it. */
  #statedNumber(id: string, index: readonly number[]): number | undefined {
    const variable = this.#model.variables.get(id);
    if (variable?.kind !== 'auxiliary' || variable.structure !== undefined || variable.mechanism !== undefined)
      return undefined;
    const { entries, entryOf } = variable.equations;
    const { resolved } = entries[entryOf[flatIndex(variable.shape, index)]!]!;
    return resolved.kind === 'number' ? resolved.value : undefined;
  }

  /** By a short name each: they stand in every equation of a search. */
  #search(wanted: string, value: Expr): Expr {
    if (value.kind === 'name' || make.numberOf(value) !== undefined) return value;
    const isTaken = (id: string) =>
      this.#made.has(id) || quantityNamed(this.#model, id) !== undefined || this.#model.lookups.has(id);
    let id = wanted;
    for (let count = 2; isTaken(id); count += 1) id = `${wanted}_${count}`;
    this.#made.add(id);
    const elements = [{ subscripts: [], value, inflows: [], outflows: [] }];
    this.#searches.push({ ...MADE, kind: 'auxiliary', id, unit: UNSTATED, elements });
    return make.name(id);
  }
}

function curveFor(kind: Expr): Curve {
  const stated = make.numberOf(kind);
  return (stated === undefined ? undefined : curveOf(stated)) ?? curveOfAnyKind(kind);
}

/** Of numbers that other tools compute within any equation, and within a function over an array. */
function isPlain(expr: Expr): boolean {
  if (expr.kind === 'call' && !PLAIN.has(expr.name)) return false;
  if (expr.kind === 'binary' && expr.operator === 'mod') return false;
  return childrenOf(expr).every(isPlain);
}

const PLAIN: ReadonlySet<string> = new Set('ABS SQRT EXP LN SIN COS TAN ARCSIN ARCCOS ARCTAN'.split(' '));

function reduced(reducer: Reducer, terms: readonly Expr[]): Expr {
  const count = make.number(terms.length);
  switch (reducer) {
    case 'SUM':
      return make.sum(terms);
    case 'PROD':
      return make.product(terms);
    case 'MIN':
      return make.least(terms);
    case 'MAX':
      return make.greatest(terms);
    case 'SIZE':
      return count;
    case 'MEAN':
      return make.divide(make.sum(terms), count);
    case 'STDDEV': {
      const mean = make.divide(make.sum(terms), count);
      const squares = terms.map((term) => make.multiply(make.subtract(term, mean), make.subtract(term, mean)));
      return make.call('SQRT', make.divide(make.sum(squares), count));
    }
  }
}

/** The position, from 1, of the element before which `wanted - 1` others stand; equal ones in the order of positions. */
function ranked(values: readonly Expr[], ties: readonly Expr[], wanted: Expr): Expr {
  const isBefore = (list: readonly Expr[], j: number, i: number) => make.binary(j < i ? '<=' : '<', list[j]!, list[i]!);
  const before = (j: number, i: number): Expr => {
    if (ties.length === 0) return isBefore(values, j, i);
    const equal = make.binary('and', make.binary('=', values[j]!, values[i]!), isBefore(ties, j, i));
    return make.binary('or', make.binary('<', values[j]!, values[i]!), equal);
  };
  return values.reduceRight<Expr>((rest, _, i) => {
    const others = values.flatMap((__, j) => (j === i ? [] : [before(j, i)]));
    const own = make.sum([make.number(1), ...others]);
    return make.choose(make.binary('=', own, wanted), make.number(i + 1), rest);
  }, make.number(Number.NaN));
}
