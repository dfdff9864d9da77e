/**
 * Foreign expressions -> Fissure's language, one element at a time: every subscript becomes the element it stands for,
 * every function what Fissure has for it. What Fissure has in no other form becomes helper variables.
 */
import { canonicalName } from '../../base/names.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { Expr } from '../../equations/ast.ts';
import { MOST_OPERATIONS } from '../../model/check-size.ts';
import type { ForeignExpr, LookupPoints, Span, Subscript } from '../foreign-expression.ts';
import type { Definition, ForeignFiles, ForeignMacro, ForeignModel } from '../foreign-model.ts';
import { Unreadable } from '../token-parser.ts';
import type { PlacesOf } from './common-tree.ts';
import { constantOf } from './constants.ts';
import { Conveyors } from './conveyors/conveyors.ts';
import { type Bindings, type Dimension, Dimensions } from './dimensions.ts';
import { elementValue } from './element-value.ts';
import { readElements } from './external-data.ts';
import { type IndexedElement, type IndexedVariable, indexVariable } from './index-variables.ts';
import { lookupName, lookupPoints } from './lookup-names.ts';
import * as make from './make-expression.ts';
import { Names } from './names.ts';
import { type ElementValue, keyOf, type Output } from './outputs.ts';
import { forEach, type RunAxis, runsByItself } from './run-over-elements.ts';
import { type FlowElement, flowElements, sameElement } from './stock-flows.ts';
import { elementsOf, placeName } from './subscripts.ts';
import { translateExpression } from './translate-expression.ts';
import { lacksData, namesRead } from './unread-data.ts';

/** Where an expression stands. */
export interface Site {
  readonly output: Output;
  readonly element: readonly string[];
  readonly bindings: Bindings;
  /** Names that mean something else inside a macro. */
  readonly locals: ReadonlyMap<string, Expr>;
  /** What the name of the element that this equation is for stands for in it; undefined: the element itself. */
  readonly own?: Expr;
  /** Inside a macro: what was written in the call for each of its inputs, and where. */
  readonly given?: ReadonlyMap<string, { readonly arg: ForeignExpr; readonly site: Site }>;
  /** Counts what is made for one element, so that names are the same for each. */
  readonly count: { helpers: number; depth: number };
}

/** A helper array as an argument of what runs over it, and each of its elements. */
export interface HelperArray {
  readonly all: Expr;
  readonly at: readonly Expr[];
}

const MOST_HELPERS = 100_000;
/** Those that a model may have when it is checked are as many. */
const MOST_PARTS = MOST_OPERATIONS;

export class Translator {
  readonly model: ForeignModel;
  readonly files: ForeignFiles;
  readonly problems: Problems;
  readonly dimensions: Dimensions;
  readonly variables = new Map<string, IndexedVariable>();
  readonly outputs = new Map<string, Output>();
  readonly names = new Names();
  /** Element -> its name in the study. */
  readonly elementNames = new Map<string, string>();
  /** Variable -> its name in the study. */
  readonly variableNames = new Map<string, string>();
  readonly conveyors: Conveyors;
  readonly macros = new Map<string, ForeignMacro>();
  /** Names in the study of what its own equation gives no number at some time: NAN keeps a line out of a graph. */
  readonly withGaps = new Set<string>();
  /** Variables whose numbers the import read: another number would not reach the equations. Canonical names. */
  readonly readByImport = new Set<string>();
  /** Names in the study of lookups that are called, and of those whose points were read to make something else of them. */
  readonly lookups = { called: new Set<string>(), read: new Set<string>() };
  /** Equations that were reported: once for all elements that they are for. */
  readonly #reported = new Set<Definition>();
  readonly #notices = new Set<string>();
  #namesRead: ReadonlySet<string> | undefined;
  readonly #places = new Map<string, readonly string[]>();
  #helpers = 0;
  #parts = 0;

  constructor(model: ForeignModel, files: ForeignFiles, problems: Problems) {
    this.model = model;
    this.files = files;
    this.problems = problems;
    this.dimensions = Dimensions.from(model, (one) => readElements(this, one), problems);
    for (const macro of model.macros) this.macros.set(canonicalName(macro.name.text), macro);
    for (const variable of model.variables) {
      const indexed = indexVariable(variable, this.dimensions, model.file, problems);
      this.variables.set(indexed.id, indexed);
    }
    this.conveyors = new Conveyors(this);
    for (const [id, written] of this.dimensions.names) this.elementNames.set(id, this.names.give(written));
  }

  translateAll(): void {
    for (const { id, declaration, over } of this.variables.values()) {
      const name = this.names.give(declaration.name.text);
      this.variableNames.set(id, name);
      this.#places.set(name, placesOf(over));
    }
    for (const variable of this.variables.values()) this.#translate(variable);
  }

  #translate(variable: IndexedVariable): void {
    if (this.model.language === 'vensim' && CONTROL_NAMES.has(variable.id)) return;
    // Text computes nothing; what names a file by it looks it up.
    if (variable.declaration.definitions.every(({ value }) => value?.kind === 'string')) return;
    if (this.model.language === 'vensim' && !this.#isRead(variable.id) && lacksData(variable, this)) {
      this.notice(
        `\`${variable.declaration.name.text}\`, which nothing reads and of which there are no data here`,
        variable.declaration.name.span,
      );
      return;
    }
    const output = this.#outputFor(variable);
    for (const element of variable.elements.values()) this.#translateElement(variable, element, output);
  }

  #isRead(id: string): boolean {
    this.#namesRead ??= namesRead(this.model);
    return this.#namesRead.has(id);
  }

  #outputFor({ id, declaration, over }: IndexedVariable): Output {
    const output: Output = {
      name: this.variableNames.get(id)!,
      label: declaration.label || declaration.name.text,
      unit: declaration.unit,
      doc: declaration.doc,
      isFlow: declaration.kind === 'flow',
      nonNegative: declaration.nonNegative,
      over,
      elements: new Map(),
      span: declaration.name.span,
    };
    this.outputs.set(output.name, output);
    return output;
  }

  #translateElement({ declaration }: IndexedVariable, one: IndexedElement, output: Output): void {
    const site: Site = {
      output,
      element: one.elements,
      bindings: one.bindings,
      locals: new Map(),
      count: { helpers: 0, depth: 0 },
    };
    const key = keyOf(one.elements);
    // Where something is wrong, 0 stands in: nothing runs that way but a lenient import, which lists it.
    output.elements.set(key, { kind: 'expression', expr: make.number(0), span: one.definition.span });
    if (this.#reported.has(one.definition)) return;
    try {
      output.elements.set(key, elementValue(declaration, one, site, this));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#reported.add(one.definition);
    }
  }

  // -- What the parts of the translation ask for -----------------------------------------------------------------------

  expression(expr: ForeignExpr, site: Site): Expr {
    this.spend(1, expr.span);
    return translateExpression(expr, site, this);
  }

  /** Counts parts of equations before they are made: sums over many elements, within sums, would fill the memory. */
  spend(parts: number, span: Span): void {
    const before = this.#parts;
    this.#parts += parts;
    if (this.#parts <= MOST_PARTS) return;
    if (before <= MOST_PARTS) this.fail(`the equations of this model have more than ${MOST_PARTS} parts`, span);
    throw new Unreadable('more of the same');
  }

  /** The element in each dimension of `variable` that subscripts stand for. */
  elementsOf(
    variable: IndexedVariable,
    subscripts: readonly Subscript[] | undefined,
    span: Span,
    site: Site,
  ): string[] {
    return elementsOf(variable, subscripts, span, site, this);
  }

  /** The same element of another variable, as flows have it of their stock. */
  sameElement(name: string, site: Site): Expr {
    return sameElement(name, site, this);
  }

  /** All elements of a flow that belong to an element of its stock. */
  flowElements(name: string, site: Site): readonly FlowElement[] {
    return flowElements(name, site, this);
  }

  elementsOfFlow(name: string, site: Site): readonly Expr[] {
    return flowElements(name, site, this).map(({ expr }) => expr);
  }

  /** The study's name of the lookup that an argument names. */
  lookupName(expr: ForeignExpr, site: Site): string {
    return lookupName(expr, site, this);
  }

  lookupPoints(expr: ForeignExpr, site: Site): LookupPoints {
    return lookupPoints(expr, site, this);
  }

  /** Calls `visit` for every combination of the elements over which arguments run: `dim!`, `*`, `a:b`. */
  forEach(args: readonly ForeignExpr[], site: Site, visit: (site: Site) => void): readonly RunAxis[] {
    return forEach(args, site, visit, this);
  }

  /** Whether an argument stands for many values where the equation stands. */
  runsByItself(expr: ForeignExpr, site: Site): boolean {
    return runsByItself(expr, site, this);
  }

  /** Elements of the study's names, from those of the model. */
  at(name: string, elements: readonly string[]): Expr {
    return make.element(
      name,
      elements.map((one) => this.elementNames.get(one)!),
    );
  }

  lookupHelper(lookup: LookupPoints, site: Site): string {
    const output = this.newOutput('lookup', site, []);
    output.elements.set('', { kind: 'lookup', lookup, span: site.output.span });
    return output.name;
  }

  /** The dimensions over which an array of the study stands; none for what is no array of the translation. */
  readonly placesOf: PlacesOf = (array) => this.#places.get(array) ?? [];

  // -- Helpers -------------------------------------------------------------------------------------------------------

  /** A new variable that holds `value`. */
  helper(what: string, value: Expr, site: Site): Expr {
    if (make.sizeOf(value) === 1) return value;
    const output = this.newOutput(what, site, []);
    output.elements.set('', { kind: 'expression', expr: value, span: site.output.span });
    return make.name(output.name);
  }

  /** A new variable with a value for each element of a dimension. */
  helperArray(what: string, values: readonly Expr[], dimension: Dimension, site: Site): HelperArray {
    const output = this.newOutput(what, site, [dimension]);
    for (const [i, expr] of values.entries())
      output.elements.set(keyOf([dimension.elements[i]!]), { kind: 'expression', expr, span: site.output.span });
    return {
      all: make.every(output.name),
      at: dimension.elements.map((element) => this.at(output.name, [element])),
    };
  }

  helperStock(what: string, initial: Expr, rate: (self: Expr) => Expr, site: Site): Expr {
    const output = this.newOutput(what, site, []);
    const self = make.name(output.name);
    const value: ElementValue = {
      kind: 'stock',
      initial,
      rate: rate(self),
      inflows: [],
      outflows: [],
      span: site.output.span,
    };
    output.elements.set('', value);
    return self;
  }

  /** A helper that may name itself in PREVIOUS. */
  newHelper(what: string, value: (self: Expr) => Expr, site: Site): Expr {
    const output = this.newOutput(what, site, []);
    const self = make.name(output.name);
    output.elements.set('', { kind: 'expression', expr: value(self), span: site.output.span });
    return self;
  }

  newOutput(what: string, site: Site, over: readonly Dimension[]): Output {
    this.#helpers += 1;
    if (this.#helpers > MOST_HELPERS) this.fail('this model needs too many helper variables', site.output.span);
    site.count.helpers += 1;
    const suffix = site.element.map((one) => this.elementNames.get(one)!).join('_');
    const name = this.names.give(`${site.output.name}_${what}_${suffix}`.replace(/_$/, ''));
    const output: Output = {
      name,
      label: '',
      unit: '',
      doc: '',
      isFlow: false,
      nonNegative: false,
      over,
      elements: new Map(),
      span: site.output.span,
    };
    this.outputs.set(name, output);
    this.#places.set(name, placesOf(over));
    return output;
  }

  readonly #once = new Map<string, unknown>();

  /** What `make` gave when it was first asked for under this key. */
  once<T>(key: string, make: () => T): T {
    if (!this.#once.has(key)) this.#once.set(key, make());
    return this.#once.get(key) as T;
  }

  /** The number that an element of a variable is defined as, if it is one. */
  literalAt(variable: IndexedVariable, elements: readonly string[]): number | undefined {
    const one = variable.elements.get(keyOf(elements));
    let value = one?.definition.value;
    if (value?.kind === 'list') value = value.items[one!.position];
    return value === undefined ? undefined : constantOf(value, this);
  }

  /** The number that an expression is for one element, where it is known before the run. */
  constantAt(expr: ForeignExpr, site: Site): number | undefined {
    const value = constantOf(expr, this);
    if (value !== undefined || expr.kind !== 'ref') return value;
    const variable = this.variables.get(canonicalName(expr.name));
    if (variable === undefined || variable.over.length === 0 || variable.declaration.kind === 'stock') return undefined;
    if (variable.declaration.definitions.some(({ lookup }) => lookup !== undefined)) return undefined;
    return this.literalAt(variable, this.elementsOf(variable, expr.subscripts, expr.span, site));
  }

  // -- Numbers and mistakes --------------------------------------------------------------------------------------------

  constant(expr: ForeignExpr, span: Span = expr.span, site?: Site): number {
    const value = this.readNow(expr, this.startTime(), site);
    return value ?? this.fail('this must be a number that is known before the run', span);
  }

  /** A number that goes into the model as it is now: what it rests on can be changed only in the model file. */
  readNow(expr: ForeignExpr, time: number, site?: Site): number | undefined {
    return constantOf(expr, this, time, this.readByImport, site);
  }

  /** Between two steps; a number that is known before the run. */
  stepLength(span: Span): number {
    const { dt } = this.model.time;
    return dt === undefined ? 1 : this.constant(dt, span);
  }

  /** Whole steps in a length of time, at least one; without end where the length is not known before the run. */
  stepsIn(length: ForeignExpr, site?: Site): number {
    const start = this.startTime();
    const value = constantOf(length, this, start, undefined, site);
    const step = this.model.time.dt && constantOf(this.model.time.dt, this, start);
    if (value === undefined || step === undefined) return Number.POSITIVE_INFINITY;
    return Math.max(1, Math.floor(value / step + 1e-9));
  }

  /** The time at which the run starts: delays read their order then. */
  startTime(): number {
    const { start } = this.model.time;
    return (start && constantOf(start, this, 0)) ?? 0;
  }

  /** Something of the model that has no part in the result; told once. */
  notice(what: string, span: Span): void {
    if (this.#notices.has(what)) return;
    this.#notices.add(what);
    this.problems.add('exchange/ignored', { what }, { file: this.model.file, ...span });
  }

  fail(reason: string, span: Span): never {
    // What several equations read fails for each of them.
    this.once(`fail|${span.start}|${reason}`, () =>
      this.problems.add('exchange/not-understood', { reason }, { file: this.model.file, ...span }),
    );
    throw new Unreadable(reason);
  }
}

function placesOf(over: readonly Dimension[]): readonly string[] {
  return over.map((dimension, i) => placeName(dimension, over.slice(0, i)));
}

const CONTROL_NAMES: ReadonlySet<string> = new Set(['time_step', 'initial_time', 'final_time', 'saveper']);
