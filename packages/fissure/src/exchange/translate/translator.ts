/**
 * Foreign expressions -> Fissure's language, one element at a time: every subscript becomes the element it stands for,
 * every function what Fissure has for it. What Fissure has in no other form becomes helper variables.
 */
import { canonicalName } from '../../base/names.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { Expr } from '../../equations/ast.ts';
import { childrenOf, type ForeignExpr, type LookupPoints, type Span, type Subscript } from '../foreign-expression.ts';
import type { Definition, ForeignFiles, ForeignMacro, ForeignModel, ForeignVariable } from '../foreign-model.ts';
import { Unreadable } from '../token-parser.ts';
import { constantOf } from './constants.ts';
import { Conveyors } from './conveyors.ts';
import { type Binding, type Bindings, type Dimension, Dimensions, elementFor } from './dimensions.ts';
import { externalSource, readElements } from './external-data.ts';
import { FUNCTIONS } from './functions.ts';
import { type IndexedElement, type IndexedVariable, indexVariable } from './index-variables.ts';
import * as make from './make-expression.ts';
import { Names } from './names.ts';
import { type ElementValue, keyOf, type Output } from './outputs.ts';

/** Where an expression stands. */
export interface Site {
  readonly output: Output;
  readonly element: readonly string[];
  readonly bindings: Bindings;
  /** Names that mean something else inside a macro. */
  readonly locals: ReadonlyMap<string, Expr>;
  /** Counts what is made for one element, so that names are the same for each. */
  readonly count: { helpers: number; depth: number };
}

const CLOCK: ReadonlyMap<string, Expr> = new Map(
  Object.entries({
    time: make.TIME,
    time_step: make.DT,
    dt: make.DT,
    initial_time: make.name('STARTTIME'),
    starttime: make.name('STARTTIME'),
    final_time: make.name('STOPTIME'),
    stoptime: make.name('STOPTIME'),
  }),
);

const DEEPEST_MACRO = 20;
const MOST_HELPERS = 100_000;

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
  readonly #variableNames = new Map<string, string>();
  readonly #conveyors: Conveyors;
  readonly #macros = new Map<string, ForeignMacro>();
  /** Equations that were reported: once for all elements that they are for. */
  readonly #reported = new Set<Definition>();
  readonly #notices = new Set<string>();
  #helpers = 0;

  constructor(model: ForeignModel, files: ForeignFiles, problems: Problems) {
    this.model = model;
    this.files = files;
    this.problems = problems;
    this.dimensions = Dimensions.from(model, (one) => readElements(this, one), problems);
    for (const macro of model.macros) this.#macros.set(canonicalName(macro.name.text), macro);
    for (const variable of model.variables) {
      const indexed = indexVariable(variable, this.dimensions, model.file, problems);
      this.variables.set(indexed.id, indexed);
    }
    this.#conveyors = new Conveyors(this);
    for (const [id, written] of this.dimensions.names) this.elementNames.set(id, this.names.give(written));
  }

  translateAll(): void {
    for (const { id, declaration } of this.variables.values())
      this.#variableNames.set(id, this.names.give(declaration.name.text));
    for (const variable of this.variables.values()) this.#translate(variable);
  }

  #translate(variable: IndexedVariable): void {
    if (this.model.format === 'vensim' && CONTROL_NAMES.has(variable.id)) return;
    const output = this.#outputFor(variable);
    for (const element of variable.elements.values()) this.#translateElement(variable, element, output);
  }

  #outputFor({ id, declaration, over }: IndexedVariable): Output {
    const output: Output = {
      name: this.#variableNames.get(id)!,
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
      output.elements.set(key, this.#valueOf(declaration, one, site));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#reported.add(one.definition);
    }
  }

  #valueOf(
    declaration: ForeignVariable,
    { definition, position, size, elements }: IndexedElement,
    site: Site,
  ): ElementValue {
    const { span } = definition;
    let { value } = definition;
    if (value === undefined) return externalSource(this, undefined, definition, elements, position, site);
    if (value.kind === 'list') {
      const item = value.items[value.items.length === 1 ? 0 : position];
      if (item === undefined || (value.items.length !== size && value.items.length !== 1))
        return this.fail(`there are ${value.items.length} values for ${size} elements`, value.span);
      value = item;
    }
    if (value.kind === 'points') return { kind: 'lookup', lookup: value.lookup, span };
    if (value.kind === 'call' && isExternal(value.name))
      return externalSource(this, value, definition, elements, position, site);
    if (declaration.kind === 'stock') return this.#xmileStock(declaration, value, site, span);
    if (value.kind === 'call' && canonicalName(value.name) === 'integ') return this.#integ(value, site);
    if (definition.lookup !== undefined && this.#isNothing(value))
      return { kind: 'lookup', lookup: definition.lookup, span };
    const driven =
      declaration.kind === 'flow' ? this.#conveyors.flow(canonicalName(declaration.name.text), value, site) : undefined;
    if (driven !== undefined) return { kind: 'expression', expr: driven, span: value.span };
    let expr = this.expression(value, site);
    if (definition.lookup !== undefined) expr = make.call(this.lookupHelper(definition.lookup, site), expr);
    if (declaration.kind === 'flow' && declaration.nonNegative) expr = make.call('MAX', make.number(0), expr);
    const literal = make.numberOf(expr);
    if (literal !== undefined && declaration.kind !== 'flow')
      return { kind: 'number', value: literal, span: value.span };
    return { kind: 'expression', expr, span: value.span };
  }

  #isNothing(value: ForeignExpr): boolean {
    return value.kind === 'error';
  }

  #integ(value: Extract<ForeignExpr, { kind: 'call' }>, site: Site): ElementValue {
    if (value.args.length !== 2) return this.fail('INTEG takes a rate and an initial value', value.span);
    const [rate, initial] = value.args as [ForeignExpr, ForeignExpr];
    return {
      kind: 'stock',
      initial: this.expression(initial, site),
      rate: this.expression(rate, site),
      inflows: [],
      outflows: [],
      span: value.span,
    };
  }

  #xmileStock(declaration: ForeignVariable, value: ForeignExpr, site: Site, span: Span): ElementValue {
    const flow = (flow: { readonly text: string; readonly span: Span }) => this.#flowOf(flow.text, flow.span, site);
    return {
      kind: 'stock',
      initial: this.expression(value, site),
      rate: undefined,
      inflows: declaration.inflows.map(flow),
      outflows: declaration.outflows.map(flow),
      span,
    };
  }

  /** The same element of another variable, as flows have it of their stock. */
  sameElement(name: string, site: Site): Expr {
    return this.#flowOf(name, site.output.span, site);
  }

  /** A flow has the subscripts of its stock. */
  #flowOf(name: string, span: Span, site: Site): Expr {
    const id = canonicalName(name);
    if (this.variables.get(id)?.elements.has(keyOf(site.element)))
      return this.at(this.#variableNames.get(id)!, site.element);
    return this.expression({ kind: 'ref', name, subscripts: undefined, span }, site);
  }

  // -- Expressions ---------------------------------------------------------------------------------------------------

  expression(expr: ForeignExpr, site: Site): Expr {
    switch (expr.kind) {
      case 'number':
        return make.number(expr.value);
      case 'ref':
        return this.#reference(expr.name, expr.subscripts, expr.span, site);
      case 'call':
        return this.#call(expr, site);
      case 'unary': {
        const operand = this.expression(expr.operand, site);
        return expr.operator === '+' ? operand : expr.operator === '-' ? make.negative(operand) : make.not(operand);
      }
      case 'binary':
        if (expr.operator === 'mod' && this.model.vendor !== 'Fissure')
          return FUNCTIONS.get('modulo')!.translate([expr.left, expr.right], {
            translator: this,
            site,
            span: expr.span,
          });
        return make.binary(expr.operator, this.expression(expr.left, site), this.expression(expr.right, site));
      case 'if':
        return make.choose(
          this.expression(expr.condition, site),
          this.expression(expr.consequent, site),
          this.expression(expr.alternative, site),
        );
      case 'string':
        return this.fail('text cannot stand here', expr.span);
      case 'points':
        return this.fail('a lookup cannot stand here', expr.span);
      case 'list':
        return this.fail('a list of values cannot stand here', expr.span);
      case 'transpose':
        return this.fail('transposing is not supported', expr.span);
      case 'error':
        throw new Unreadable();
    }
  }

  #reference(text: string, subscripts: readonly Subscript[] | undefined, span: Span, site: Site): Expr {
    const id = canonicalName(text.replace(/\$$/, ''));
    const local = site.locals.get(canonicalName(text));
    if (local !== undefined) return local;
    const variable = this.variables.get(id);
    const clock = CLOCK.get(id);
    if (clock !== undefined && (variable === undefined || this.model.format === 'vensim')) return clock;
    if (variable === undefined) {
      if (id === 'saveper') return make.number(this.constant(this.model.time.save!, span));
      const bare = BARE.get(id);
      if (bare !== undefined && this.model.format === 'xmile') return bare;
      const dimension = this.dimensions.get(id);
      if (dimension !== undefined) return this.#dimensionAsNumber(dimension, span, site);
      if (this.dimensions.isElement(id)) return make.number(this.#elementAsNumber(id));
      return this.fail(`there is no variable \`${text}\``, span);
    }
    const elements = this.elementsOf(variable, subscripts, span, site);
    if (!variable.elements.has(keyOf(elements)))
      return this.fail(`\`${text}\` has no equation for [${elements.join(', ')}]`, span);
    if (this.model.format === 'vensim' && id === 'saveper')
      return make.number(this.constant(this.model.time.save!, span));
    return this.at(this.#variableNames.get(id)!, elements);
  }

  /** Elements of the study's names, from those of the model. */
  at(name: string, elements: readonly string[]): Expr {
    return make.element(
      name,
      elements.map((one) => this.elementNames.get(one)!),
    );
  }

  /** The element in each dimension of `variable` that subscripts stand for. */
  elementsOf(
    variable: IndexedVariable,
    subscripts: readonly Subscript[] | undefined,
    span: Span,
    site: Site,
  ): string[] {
    const { over } = variable;
    if (subscripts === undefined) {
      return over.map((dimension, i) => {
        const axis = axisName(dimension, over.slice(0, i));
        const run = site.bindings.find((binding) => binding.axis === axis);
        const found = run?.element ?? elementFor(dimension, site.bindings);
        return found ?? this.fail(`the subscript of \`${variable.declaration.name.text}\` is missing`, span);
      });
    }
    if (subscripts.length !== over.length)
      return this.fail(`\`${variable.declaration.name.text}\` has ${over.length} subscripts`, span);
    return subscripts.map((subscript, i) => this.#elementOf(subscript, over[i]!, over.slice(0, i), site));
  }

  #elementOf(subscript: Subscript, over: Dimension, before: readonly Dimension[], site: Site): string {
    if (subscript.kind === 'all' || subscript.kind === 'range') {
      const run = site.bindings.find((binding) => binding.axis === axisName(over, before));
      return run?.element ?? this.fail('every element at once: only inside a function over arrays', subscript.span);
    }
    if (subscript.kind === 'at') return this.fail('@ subscripts are not supported', subscript.span);
    const id = canonicalName(subscript.name);
    const dimension = this.dimensions.get(id);
    if (dimension === undefined) {
      if (this.dimensions.isElement(id)) return id;
      const position = over.elements[Number(id) - 1];
      return position ?? this.fail(`there is no dimension or element \`${subscript.name}\``, subscript.span);
    }
    const isRun = (binding: Binding) => binding.axis !== undefined;
    const runs = site.bindings.filter(isRun);
    const others = site.bindings.filter((binding) => !isRun(binding));
    const found = subscript.each
      ? (runs.find((binding) => binding.dimension.id === id)?.element ?? elementFor(dimension, runs))
      : (elementFor(dimension, others) ?? elementFor(dimension, runs));
    return found ?? this.fail(`nothing says which element \`${subscript.name}\` stands for here`, subscript.span);
  }

  #dimensionAsNumber(dimension: Dimension, span: Span, site: Site): Expr {
    const element = elementFor(dimension, site.bindings);
    if (element === undefined)
      return this.fail(`nothing says which element \`${dimension.name}\` stands for here`, span);
    return make.number(this.#elementAsNumber(element));
  }

  /** Its position in the largest dimension that has it. */
  #elementAsNumber(element: string): number {
    let largest: Dimension | undefined;
    for (const dimension of this.dimensions.all())
      if (dimension.indexOf.has(element) && dimension.elements.length > (largest?.elements.length ?? 0))
        largest = dimension;
    return largest!.indexOf.get(element)! + 1;
  }

  // -- Calls ---------------------------------------------------------------------------------------------------------

  #call(expr: Extract<ForeignExpr, { kind: 'call' }>, site: Site): Expr {
    const id = canonicalName(expr.name);
    const local = site.locals.get(id);
    if (local?.kind === 'name' && expr.args.length === 1)
      return make.call(local.name, this.expression(expr.args[0]!, site));
    const variable = this.variables.get(id);
    if (variable !== undefined && expr.args.length === 1) {
      const lookup = this.lookupName(
        { kind: 'ref', name: expr.name, subscripts: expr.subscripts, span: expr.span },
        site,
      );
      return make.call(lookup, this.expression(expr.args[0]!, site));
    }
    const macro = this.#macros.get(id);
    if (macro !== undefined) return this.#expandMacro(macro, expr, site);
    const handler = FUNCTIONS.get(id);
    if (handler === undefined || (handler.only !== undefined && handler.only !== this.model.format)) {
      this.problems.add('exchange/unknown-function', { name: expr.name }, { file: this.model.file, ...expr.span });
      throw new Unreadable();
    }
    const { least, most } = handler;
    if (expr.args.length < least || expr.args.length > most)
      return this.fail(
        `${expr.name} takes ${least === most ? least : `${least} to ${most}`} arguments, not ${expr.args.length}`,
        expr.span,
      );
    return handler.translate(expr.args, { translator: this, site, span: expr.span });
  }

  /** The study's name of the lookup that an argument names. */
  lookupName(expr: ForeignExpr, site: Site): string {
    if (expr.kind === 'points') return this.lookupHelper(expr.lookup, site);
    if (expr.kind !== 'ref') return this.fail('the name of a lookup was expected', expr.span);
    const local = site.locals.get(canonicalName(expr.name));
    if (local?.kind === 'name') return local.name;
    const found = this.lookupPoints(expr, site);
    const base = this.#variableNames.get(canonicalName(expr.name))!;
    if (found.elements.length === 0) return base;
    return lookupElementName(base, found.elements, this.elementNames);
  }

  lookupPoints(expr: ForeignExpr, site: Site): { readonly lookup: LookupPoints; readonly elements: readonly string[] } {
    if (expr.kind === 'points') return { lookup: expr.lookup, elements: [] };
    const variable = expr.kind === 'ref' ? this.variables.get(canonicalName(expr.name)) : undefined;
    if (expr.kind !== 'ref' || variable === undefined) return this.fail('the name of a lookup was expected', expr.span);
    const elements = this.elementsOf(variable, expr.subscripts, expr.span, site);
    const one = variable.elements.get(keyOf(elements));
    if (one === undefined) return this.fail(`\`${expr.name}\` has no points for [${elements.join(', ')}]`, expr.span);
    const { definition } = one;
    const { value } = definition;
    if (definition.lookup !== undefined) return { lookup: definition.lookup, elements };
    if (value?.kind === 'points') return { lookup: value.lookup, elements };
    if (value?.kind === 'call' && /lookups$/i.test(value.name)) {
      const read = externalSource(this, value, definition, elements, one.position, site);
      if (read.kind === 'lookup') return { lookup: read.lookup, elements };
    }
    return this.fail(`\`${expr.name}\` is no lookup`, expr.span);
  }

  lookupHelper(lookup: LookupPoints, site: Site): string {
    const output = this.#newOutput('lookup', site, []);
    output.elements.set('', { kind: 'lookup', lookup, span: site.output.span });
    return output.name;
  }

  // -- Helpers -------------------------------------------------------------------------------------------------------

  /** A new variable that holds `value`. */
  helper(what: string, value: Expr, site: Site): Expr {
    if (make.sizeOf(value) === 1) return value;
    const output = this.#newOutput(what, site, []);
    output.elements.set('', { kind: 'expression', expr: value, span: site.output.span });
    return make.name(output.name);
  }

  helperStock(what: string, initial: Expr, rate: (self: Expr) => Expr, site: Site): Expr {
    const output = this.#newOutput(what, site, []);
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
    const output = this.#newOutput(what, site, []);
    const self = make.name(output.name);
    output.elements.set('', { kind: 'expression', expr: value(self), span: site.output.span });
    return self;
  }

  #newOutput(what: string, site: Site, over: readonly Dimension[]): Output {
    this.#helpers += 1;
    if (this.#helpers > MOST_HELPERS) this.fail('this model needs too many helper variables', site.output.span);
    site.count.helpers += 1;
    const suffix = site.element.map((one) => this.elementNames.get(one)!).join('_');
    const name = this.names.give(`${site.output.name}_${what}_${suffix}`.replace(/_$/, ''));
    const output: Output = {
      ...{ name, label: '', unit: '', doc: '', isFlow: false, nonNegative: false, over, elements: new Map() },
      span: site.output.span,
    };
    this.outputs.set(name, output);
    return output;
  }

  #expandMacro(macro: ForeignMacro, call: Extract<ForeignExpr, { kind: 'call' }>, site: Site): Expr {
    if (call.args.length !== macro.inputs.length)
      return this.fail(`${macro.name.text} takes ${macro.inputs.length} arguments`, call.span);
    if (site.count.depth >= DEEPEST_MACRO) return this.fail('macros call one another without end', call.span);
    const locals = new Map<string, Expr>();
    macro.inputs.forEach((input, i) => {
      const arg = call.args[i]!;
      const isLookup = arg.kind === 'ref' && this.#isLookup(arg.name);
      const value = isLookup ? make.name(this.lookupName(arg, site)) : this.expression(arg, site);
      locals.set(canonicalName(input.text), isLookup ? value : this.helper(input.text, value, site));
    });
    const outputs = new Map<ForeignVariable, Output>();
    for (const variable of macro.variables) {
      const output = this.#newOutput(`${macro.name.text}_${variable.name.text}`, site, []);
      outputs.set(variable, output);
      locals.set(canonicalName(variable.name.text), make.name(output.name));
    }
    for (const [variable, output] of outputs) {
      const inner: Site = {
        output,
        element: [],
        bindings: [],
        locals,
        count: { helpers: 0, depth: site.count.depth + 1 },
      };
      const definition = variable.definitions[0]!;
      const one: IndexedElement = { elements: [], definition, bindings: [], position: 0, size: 1 };
      const value = this.#valueOf(variable, one, inner);
      output.elements.set(
        '',
        value.kind === 'number' ? { kind: 'expression', expr: make.number(value.value), span: value.span } : value,
      );
    }
    const result =
      locals.get(canonicalName(macro.outputs[0]?.text ?? macro.name.text)) ??
      locals.get(canonicalName(macro.name.text));
    return result ?? this.fail(`${macro.name.text} gives no value`, call.span);
  }

  #isLookup(name: string): boolean {
    const first = this.variables.get(canonicalName(name))?.elements.values().next().value;
    return (
      first?.definition.value?.kind === 'points' ||
      /lookups$/i.test(first?.definition.value?.kind === 'call' ? first.definition.value.name : '')
    );
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
    return value === undefined ? undefined : constantOf(value, this, 0);
  }

  // -- Running over elements -------------------------------------------------------------------------------------------

  /** Calls `visit` for every combination of the elements over which arguments run: `dim!`, `*`, `a:b`. */
  forEach(args: readonly ForeignExpr[], site: Site, visit: (site: Site) => void): number {
    const axes = new Map<string, { readonly dimension: Dimension; readonly elements: readonly string[] }>();
    for (const arg of args) this.#collectAxes(arg, site, axes);
    const list = [...axes];
    const size = list.reduce((product, [, { elements }]) => product * elements.length, 1);
    if (size > 100_000) this.fail('this runs over too many elements', args[0]!.span);
    for (let position = 0; position < size; position += 1) {
      let rest = position;
      const bindings: Binding[] = [];
      for (let i = list.length - 1; i >= 0; i -= 1) {
        const [axis, { dimension, elements }] = list[i]!;
        bindings.unshift({ axis, dimension, element: elements[rest % elements.length]! });
        rest = Math.floor(rest / elements.length);
      }
      visit({ ...site, bindings: [...bindings, ...site.bindings] });
    }
    return list.length;
  }

  #collectAxes(
    expr: ForeignExpr,
    site: Site,
    axes: Map<string, { dimension: Dimension; elements: readonly string[] }>,
  ): void {
    if ((expr.kind === 'ref' || expr.kind === 'call') && (expr.kind === 'ref' || expr.subscripts !== undefined)) {
      const variable = this.variables.get(canonicalName(expr.name));
      variable?.over.forEach((over, i) => {
        const subscript = expr.subscripts?.[i];
        const axis = axisName(over, variable.over.slice(0, i));
        if (subscript === undefined && expr.subscripts === undefined) {
          if (elementFor(over, site.bindings) === undefined || this.model.format === 'xmile')
            axes.set(axis, { dimension: over, elements: over.elements });
          return;
        }
        if (subscript === undefined) return;
        if (subscript.kind === 'name' && subscript.each) {
          const dimension = this.dimensions.get(canonicalName(subscript.name));
          if (dimension !== undefined) axes.set(`!${dimension.id}`, { dimension, elements: dimension.elements });
        } else if (subscript.kind === 'name') {
          // A dimension on which the equation does not stand: XMILE has no mark for it.
          const dimension = this.dimensions.get(canonicalName(subscript.name));
          if (dimension !== undefined && elementFor(dimension, site.bindings) === undefined)
            axes.set(`!${dimension.id}`, { dimension, elements: dimension.elements });
        }
        if (subscript.kind === 'all') {
          const part = subscript.of === undefined ? over : (this.dimensions.get(canonicalName(subscript.of)) ?? over);
          axes.set(axis, { dimension: over, elements: part.elements });
        }
        if (subscript.kind === 'range') axes.set(axis, { dimension: over, elements: this.#rangeOf(subscript, over) });
      });
    }
    if (expr.kind === 'call' && FUNCTIONS.get(canonicalName(expr.name))?.runsOverElements) return;
    for (const child of childrenOf(expr)) this.#collectAxes(child, site, axes);
  }

  #rangeOf(subscript: Extract<Subscript, { kind: 'range' }>, over: Dimension): readonly string[] {
    const at = (text: string) => over.indexOf.get(canonicalName(text)) ?? Number(text) - 1;
    const [from, to] = [at(subscript.from), at(subscript.to)];
    if (!(from >= 0 && to >= from && to < over.elements.length))
      return this.fail('this range of elements is empty', subscript.span);
    return over.elements.slice(from, to + 1);
  }

  // -- Numbers and mistakes --------------------------------------------------------------------------------------------

  constant(expr: ForeignExpr, span: Span = expr.span): number {
    const value = constantOf(expr, this, 0, this.#startTime());
    return value ?? this.fail('this must be a number that is known before the run', span);
  }

  /** Whole steps in a length of time, at least one; without end where the length is not known before the run. */
  stepsIn(length: ForeignExpr): number {
    const start = this.#startTime();
    const value = constantOf(length, this, 0, start);
    const step = this.model.time.dt && constantOf(this.model.time.dt, this, 0, start);
    if (value === undefined || step === undefined) return Number.POSITIVE_INFINITY;
    return Math.max(1, Math.floor(value / step + 1e-9));
  }

  /** The time at which the run starts: delays read their order then. */
  #startTime(): number {
    const { start } = this.model.time;
    return (start && constantOf(start, this, 0, 0)) ?? 0;
  }

  /** Something of the model that has no part in the result; told once. */
  notice(what: string, span: Span): void {
    if (this.#notices.has(what)) return;
    this.#notices.add(what);
    this.problems.add('exchange/ignored', { what }, { file: this.model.file, ...span });
  }

  fail(reason: string, span: Span): never {
    this.problems.add('exchange/not-understood', { reason }, { file: this.model.file, ...span });
    throw new Unreadable(reason);
  }
}

export const CONTROL_NAMES: ReadonlySet<string> = new Set(['time_step', 'initial_time', 'final_time', 'saveper']);

/** Names without brackets that XMILE takes as functions. */
const BARE: ReadonlyMap<string, Expr> = new Map([
  ['pi', make.name('PI')],
  ['inf', make.name('INF')],
  ['self', make.name('SELF')],
]);

function axisName(over: Dimension, before: readonly Dimension[]): string {
  return `${over.id}#${before.filter(({ id }) => id === over.id).length}`;
}

function isExternal(name: string): boolean {
  return /^get[\s_]+(?:xls|direct|123|vdf)[\s_]+(?:data|constants|lookups)$/i.test(name);
}

export function lookupElementName(
  base: string,
  elements: readonly string[],
  names: ReadonlyMap<string, string>,
): string {
  return [base, ...elements.map((one) => names.get(one)!)].join('__');
}
