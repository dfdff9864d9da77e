/** An XMILE file (1.0, and the older dialects of Stella) -> `ForeignModel`. */
import { canonicalName } from '../../base/names.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { ForeignExpr, LookupPoints, Span, Subscript } from '../foreign-expression.ts';
import type {
  Definition,
  ForeignMacro,
  ForeignModel,
  ForeignName,
  ForeignTime,
  ForeignVariable,
} from '../foreign-model.ts';
import { furtherOutputs, type RightSide } from '../vensim/parse-right-side.ts';
import { fedByModules, isOfOutermost } from './connections.ts';
import { flatViews } from './flat-views.ts';
import { graphedIn } from './graphed.ts';
import { listParts } from './list-parts.ts';
import {
  DEEPEST_MODULE,
  MOST_MODULES,
  type ModulePlace,
  type ModuleScope,
  modelOf,
  modulePlaces,
  modulesIn,
  nameFromTop,
  outerCount,
} from './module-scope.ts';
import { parseXmile } from './parse-expression.ts';
import { declaredName, MODULE_MARK, nameOf, partsOfName, plainName } from './plain-text.ts';
import { drivenFlows, readConveyor, readLeak, readLeakZone, readSpread } from './read-conveyor.ts';
import { beyondArrays, readDimensions, readUnits } from './read-declarations.ts';
import { readGraph } from './read-graph.ts';
import { childNamed, childrenNamed, readXml, spanOf, textOf, type XmlElement } from './read-xml.ts';
import { renamed } from './rename-module.ts';
import { reportInstantFlows, reportOwnClock, reportUnread, reportUnreadInFile } from './report-unread.ts';
import { integral, isOfVensim, parseVensim, vensimChild } from './vensim-dialect.ts';

const INSTEAD_OF_OVEN =
  'Gather in a stock that a PULSE empties each time that a batch is done, or let batches pass a conveyor that takes as long.';

export function readXmile(file: string, text: string, problems: Problems): ForeignModel | undefined {
  const root = readXml(file, text, problems);
  if (root === undefined) return undefined;
  if (root.name !== 'xmile') {
    problems.add('exchange/not-xmile', { name: root.name }, { file, start: root.start, end: root.start + 1 });
    return undefined;
  }
  return new XmileReader(file, text, root, problems).read();
}

const LIST_OF_NUMBERS = /^\s*[-+\d.eE\s]+(?:[,;][-+\d.eE\s]+)+$/;
const VARIABLES: ReadonlySet<string> = new Set(['stock', 'flow', 'aux', 'gf']);
/** Inside of a model: what draws it, and what has no meaning for a run. */
const SILENT: ReadonlySet<string> = new Set([
  'views',
  'view',
  'display',
  'variables',
  'module',
  'sim_specs',
  'behavior',
]);

class XmileReader {
  readonly #file: string;
  readonly #text: string;
  readonly #root: XmlElement;
  readonly #problems: Problems;
  readonly #variables: ForeignVariable[] = [];
  /** Of a model with modules, in the names of the whole. */
  readonly #views: string[] = [];
  readonly #graphed: string[] = [];
  #hasConveyors = false;
  readonly #isOfVensim: boolean;
  readonly #quoteNames: (equation: string) => string;
  readonly #dimensions: ReadonlySet<string>;
  #everywhere: ModuleScope['everywhere'] = new Map();
  #modelsRead = 0;
  #saidTooMany = false;

  constructor(file: string, text: string, root: XmlElement, problems: Problems) {
    this.#file = file;
    this.#text = text;
    this.#root = root;
    this.#isOfVensim = isOfVensim(root, text);
    this.#quoteNames = quoterOfNames(root);
    this.#dimensions = new Set(readDimensions(root).map(({ name }) => canonicalName(name.text)));
    this.#problems = problems;
  }

  read(): ForeignModel {
    const models = childrenNamed(this.#root, 'model');
    const main = models.find(({ attributes }) => attributes.name === undefined) ?? models[0];
    if (main !== undefined) this.#everywhere = modulePlaces(main, models);
    if (main !== undefined)
      this.#model(main, models, { prefix: '', inputs: new Map(), deeper: new Map(), outer: undefined });
    const header = childNamed(this.#root, 'header');
    reportUnreadInFile(this.#root, this.#file, this.#problems);
    return {
      format: 'xmile',
      language: this.#isOfVensim ? 'vensim' : 'xmile',
      vendor: textOf(header, 'vendor'),
      file: this.#file,
      text: this.#text,
      title: textOf(header, 'name'),
      doc: '',
      time: this.#time(main),
      dimensions: readDimensions(this.#root),
      variables: this.#variables,
      macros: childrenNamed(this.#root, 'macro').map((macro) => this.#macro(macro)),
      units: readUnits(this.#root),
      beyondArrays: beyondArrays(header),
      diagrams: this.#diagrams(main),
      graphed: this.#graphed,
    };
  }

  /** As they stand in the file; where there are modules, of all models together. */
  #diagrams(main: XmlElement | undefined): string {
    if (this.#views.length > 0) return `<views>\n${this.#views.join('\n')}\n</views>`;
    return childrenNamed(main, 'views')
      .map(({ start, end }) => this.#text.slice(start, end))
      .join('\n');
  }

  #time(main: XmlElement | undefined): ForeignTime {
    const specs = childNamed(this.#root, 'sim_specs') ?? childNamed(main, 'sim_specs');
    const span = specs === undefined ? { start: 0, end: 0 } : { start: specs.start, end: specs.start + 1 };
    const number = (element: XmlElement | undefined): ForeignExpr | undefined => {
      const text = element?.text.trim() ?? '';
      if (element === undefined || text === '') return undefined;
      const value = Number(text);
      const written: ForeignExpr | undefined = Number.isFinite(value)
        ? { kind: 'number', value, span }
        : this.#isOfVensim
          ? parseVensim(text, this.#file, spanOf(element), this.#problems).value
          : parseXmile(text, this.#file, spanOf(element), this.#problems);
      if (element.attributes.reciprocal !== 'true' || written === undefined) return written;
      if (written.kind === 'number') return { ...written, value: 1 / written.value };
      return { kind: 'binary', operator: '/', left: { kind: 'number', value: 1, span }, right: written, span };
    };
    const dt = number(childNamed(specs, 'dt'));
    const savestep = Number(specs?.attributes['isee:save_interval'] ?? specs?.attributes.save_interval);
    const method = methodOf(specs?.attributes.method);
    if (method.unknown !== undefined)
      this.#problems.add('exchange/method', { method: method.unknown }, { file: this.#file, ...span });
    if (this.#hasConveyors && method.known !== 'euler')
      this.#problems.add(
        'exchange/conveyors-by-steps',
        { method: specs!.attributes.method!.toUpperCase() },
        { file: this.#file, ...span },
      );
    if (this.#hasConveyors) reportInstantFlows(specs, this.#file, this.#problems);
    return {
      start: number(childNamed(specs, 'start')),
      stop: number(childNamed(specs, 'stop')),
      dt,
      save:
        savestep > 0
          ? { kind: 'number', value: savestep, span }
          : number(vensimChild(specs, 'saveper') ?? childNamed(specs, 'savestep')),
      method: this.#hasConveyors ? 'euler' : method.known,
      unit: specs?.attributes.time_units ?? '',
      span,
    };
  }

  // -- Variables -----------------------------------------------------------------------------------------------------

  #model(model: XmlElement, models: readonly XmlElement[], place: ModulePlace): void {
    const { prefix, inputs, outer } = place;
    this.#modelsRead += 1;
    const isTooDeep = outerCount(place) > DEEPEST_MODULE;
    if (isTooDeep || this.#modelsRead > MOST_MODULES) {
      const reason = isTooDeep
        ? 'modules stand in one another without end'
        : `there are more than ${MOST_MODULES} modules, those within modules counted each time`;
      if (!this.#saidTooMany) this.#problems.add('exchange/xml', { reason }, { file: this.#file, ...spanOf(model) });
      this.#saidTooMany = true;
      return;
    }
    if (prefix !== '') reportOwnClock(model, this.#root, this.#file, this.#problems);
    const variables = childNamed(model, 'variables') ?? model;
    const elements = variables.children.flatMap(withNested);
    const own = new Set(
      elements.filter(({ name }) => VARIABLES.has(name)).map((one) => canonicalName(declaredName(one))),
    );
    const conveyors = elements.filter((one) => childNamed(one, 'conveyor') ?? childNamed(one, 'queue'));
    const driven = drivenFlows(elements);
    this.#hasConveyors ||= conveyors.length > 0;
    const behavior = childNamed(model, 'behavior') ?? childNamed(this.#root, 'behavior');
    if (prefix !== '' || elements.some(({ name }) => name === 'module'))
      this.#views.push(
        ...flatViews(model, this.#text, (written) => {
          const name = nameOf(written);
          const id = canonicalName(name);
          return own.has(id) && !inputs.has(id) ? `${prefix.replaceAll(MODULE_MARK, '_')}${name}` : undefined;
        }),
      );
    const modules = new Set(
      elements.filter(({ name }) => name === 'module').map(({ attributes }) => canonicalName(attributes.name ?? '')),
    );
    const scope: ModuleScope = { prefix, modules, outer, everywhere: this.#everywhere };
    const rename = (name: string): string => {
      const id = canonicalName(name);
      const connected = inputs.get(id);
      if (connected !== undefined) return connected;
      if (this.#dimensions.has(id.split(MODULE_MARK)[0]!)) return name;
      if (name.includes(MODULE_MARK)) return nameFromTop(name, scope);
      // `"module.variable"`, where no name has a dot in it.
      if (name.includes('.') && !own.has(id)) return rename(name.replaceAll('.', MODULE_MARK));
      return own.has(id) ? `${prefix}${name}` : name;
    };
    this.#graphed.push(...graphedIn(model).map((name) => rename(nameOf(name)).replaceAll(MODULE_MARK, '.')));
    const fed = prefix === '' ? fedByModules(models.flatMap(modulesIn)) : new Map<string, string>();
    for (const element of elements) {
      const from = VARIABLES.has(element.name) ? fed.get(canonicalName(declaredName(element))) : undefined;
      if (from !== undefined) this.#variables.push(renamed(connected(element, from), prefix, rename));
      else if (VARIABLES.has(element.name)) {
        if (inputs.has(canonicalName(declaredName(element)))) continue;
        const variable = this.#variable(element, behavior, driven);
        if (variable === undefined) continue;
        this.#variables.push(...[variable, ...takersOf(variable)].map((one) => renamed(one, prefix, rename)));
      } else if (element.name === 'vensim:rc')
        this.#problems.add(
          'exchange/reality-check',
          { name: element.attributes.name ?? '' },
          { file: this.#file, ...spanOf(element) },
        );
      else if (element.name === 'module') this.#module(element, models, { ...place, scope }, rename);
      else if (element.name === 'group' || SILENT.has(element.name)) continue;
      else if (variables !== model && !/:/.test(element.name))
        this.#problems.add(
          'exchange/unknown-element',
          { name: element.name },
          { file: this.#file, ...spanOf(element) },
        );
    }
  }

  #module(
    element: XmlElement,
    models: readonly XmlElement[],
    { scope, ...place }: ModulePlace & { readonly scope: ModuleScope },
    rename: (name: string) => string,
  ): void {
    const name = element.attributes.name ?? '';
    const model = modelOf(element, models);
    if (model === undefined) {
      const { resource, url = resource } = element.attributes;
      const help =
        url === undefined
          ? undefined
          : `Its model stands in "${url}", which is not read: put that <model> into this file.`;
      this.#problems.add('exchange/unknown-module', { name }, { file: this.#file, ...spanOf(element) }, { help });
      return;
    }
    const inputs = new Map(place.deeper.get(canonicalName(name)) ?? []);
    const deeper = new Map(place.deeper);
    // Stella writes each connection twice: the second time without the dot that names the outermost model.
    const tag = childNamed(element, 'connect') === undefined ? 'connect2' : 'connect';
    for (const { attributes } of childrenNamed(element, tag)) {
      const to = partsOfName(attributes.to ?? '');
      const owner = to.slice(0, -1).join('.');
      const target = partsOfName(attributes.from ?? '').join(MODULE_MARK);
      if (isOfOutermost(attributes.to)) continue;
      const input = [canonicalName(to.at(-1) ?? ''), rename(target)] as const;
      // `to` may name the module itself, or one within it: XMILE 1.0, 4.7.1.
      const inner = canonicalName(to.at(-2) ?? '');
      if (owner === '' || inner === canonicalName(name)) inputs.set(...input);
      else deeper.set(inner, new Map([...(deeper.get(inner) ?? []), input]));
    }
    this.#model(model, models, { prefix: `${scope.prefix}${name}${MODULE_MARK}`, inputs, deeper, outer: scope });
  }

  /** `driven`: flows out of the conveyors and queues of its model. */
  #variable(
    element: XmlElement,
    behavior: XmlElement | undefined,
    driven: ReturnType<typeof drivenFlows>,
  ): ForeignVariable | undefined {
    const { name: tag } = element;
    const span = spanOf(element);
    const name = declaredName(element);
    const hasNetFlow = vensimChild(element, 'netflow') !== undefined;
    const kind = hasNetFlow ? 'auxiliary' : tag === 'stock' ? 'stock' : tag === 'flow' ? 'flow' : 'auxiliary';
    reportUnread(element, this.#file, this.#problems);
    const graph = tag === 'stock' ? childNamed(element, 'gf') : undefined;
    if (graph !== undefined)
      this.#refuse(`a graphical function of the stock \`${name}\``, spanOf(graph), 'Let an auxiliary look it up.');
    if (childNamed(element, 'oven') !== undefined) this.#refuse(`<oven> of \`${name}\``, span, INSTEAD_OF_OVEN);
    const flows = (which: string): ForeignName[] =>
      childrenNamed(element, which).map(({ text }) => ({ text: nameOf(text), span }));
    return {
      name: { text: name, span },
      kind,
      label: nameOf(name),
      unit: textOf(element, 'units'),
      doc: textOf(element, 'doc'),
      nonNegative: isNonNegative(element, behavior),
      definitions: this.#definitions(element, kind === 'flow' ? driven.get(canonicalName(name)) : undefined),
      declaredOver: namesOfDimensions(element),
      inflows: flows('inflow'),
      outflows: flows('outflow'),
      conveyor: readConveyor(element, this.#file, this.#problems),
      leaks: readLeak(element, this.#file, this.#problems) || driven.get(canonicalName(name))?.leaks === true,
      leakZone: readLeakZone(element),
      spread: readSpread(element),
      isQueue: childNamed(element, 'queue') !== undefined,
      isOverflow: childNamed(element, 'overflow') !== undefined,
    };
  }

  #refuse(what: string, span: Span, help?: string): void {
    this.#problems.add('exchange/not-supported', { what }, { file: this.#file, ...span }, { help });
  }

  #definitions(element: XmlElement, driven?: { readonly leaks: boolean }): Definition[] {
    const span = spanOf(element);
    const dims = namesOfDimensions(element).map((name) => nameSubscript(name, span));
    const base = { except: [] };
    const byElement = childrenNamed(element, 'element');
    const lookup = readGraph(element.name === 'gf' ? element : childNamed(element, 'gf'), this.#file, this.#problems);
    if (byElement.length === 0) {
      const right = driven
        ? plain(this.#drivenValue(element, span, driven.leaks))
        : this.#startedAt(element, lookup, this.#rightSide(element, lookup, element));
      return [{ ...base, subscripts: dims, ...right, lookup, span }];
    }
    return byElement.map((one) => {
      const names = (one.attributes.subscript ?? '').split(',').map((text) => nameSubscript(text.trim(), spanOf(one)));
      const ownLookup = readGraph(childNamed(one, 'gf'), this.#file, this.#problems) ?? lookup;
      const hasEquation = childNamed(one, 'eqn') !== undefined;
      const owner = hasEquation ? one : element;
      const right = this.#startedAt(owner, ownLookup, this.#rightSide(owner, ownLookup, one, element));
      return { ...base, subscripts: names, ...right, lookup: ownLookup, span: spanOf(one) };
    });
  }

  /** `holders`: where the net flow of a stock may stand. */
  #rightSide(element: XmlElement, lookup: LookupPoints | undefined, ...holders: readonly XmlElement[]): RightSide {
    const eqn = childNamed(element, 'eqn');
    const text = eqn?.text.trim() ?? '';
    if (!this.#isOfVensim || text === '') return plain(this.#equation(element, lookup, holders.at(-1)));
    const span = spanOf(eqn!);
    const right = parseVensim(text, this.#file, span, this.#problems);
    const flow = holders.map((one) => vensimChild(one, 'netflow')).find((one) => one !== undefined);
    if (flow === undefined || right.value === undefined) return right;
    const rate = parseVensim(flow.text.trim(), this.#file, spanOf(flow), this.#problems).value;
    return plain(integral(rate ?? { kind: 'error', span }, right.value, span));
  }

  /** `<init_eqn>`: what stands in for the equation as the run begins, as ACTIVE INITIAL of Vensim has it. */
  #startedAt(element: XmlElement, lookup: LookupPoints | undefined, right: RightSide): RightSide {
    const init = childNamed(element, 'init_eqn');
    const text = init?.text.trim() ?? '';
    if (init === undefined || text === '' || right.value === undefined) return right;
    const span = spanOf(init);
    if (lookup !== undefined) {
      const what = 'an equation for the start of a graphical function';
      this.#problems.add('exchange/ignored', { what }, { file: this.#file, ...span });
      return right;
    }
    const first = parseXmile(this.#quoteNames(text), this.#file, span, this.#problems);
    return plain({ kind: 'call', name: 'INITIALLY', subscripts: undefined, args: [first, right.value], span });
  }

  /** Of a flow out of a conveyor: its end has no equation that counts, a leak has the part that leaks. */
  #drivenValue(element: XmlElement, span: Span, leaks: boolean): ForeignExpr {
    if (!leaks) return { kind: 'number', value: 0, span };
    const leak = childNamed(element, 'leak') ?? element;
    const text = leak === element ? '' : leak.text.trim();
    return text === ''
      ? this.#equation(element, undefined)
      : parseXmile(text, this.#file, spanOf(leak), this.#problems);
  }

  /** `variable`: whose equation this is, where `element` is only an element of it. */
  #equation(element: XmlElement, lookup: LookupPoints | undefined, variable = element): ForeignExpr {
    const all = childrenNamed(element, 'eqn');
    const [eqn] = all;
    const span = eqn === undefined ? spanOf(element) : { start: eqn.start, end: eqn.end };
    const text = this.#quoteNames(eqn?.text.replace(/\{[^}]*\}/g, '').trim() ?? '');
    // Some tools write the equations of an array one after another, or numbers with commas between them; a conveyor or a
    // queue may list what it holds.
    const isLine = childNamed(variable, 'conveyor') !== undefined || childNamed(variable, 'queue') !== undefined;
    const parts =
      all.length > 1 ? all.map((one) => one.text.trim()) : isLine || LIST_OF_NUMBERS.test(text) ? listParts(text) : [];
    if (parts.length > 1 && (isLine || childNamed(element, 'dimensions') !== undefined))
      return { kind: 'list', items: parts.map((part) => parseXmile(part, this.#file, span, this.#problems)), span };
    if (text === '') {
      if (lookup === undefined)
        this.#problems.add(
          'exchange/no-equation',
          { name: element.attributes.name ?? element.attributes.subscript ?? '' },
          { file: this.#file, ...span },
        );
      return { kind: 'error', span };
    }
    return parseXmile(text, this.#file, span, this.#problems);
  }

  // -- Macros --------------------------------------------------------------------------------------------------------

  #macro(element: XmlElement): ForeignMacro {
    const span = spanOf(element);
    const name = { text: element.attributes.name ?? '', span };
    const inputs = childrenNamed(element, 'parm').map((one) => {
      const written = one.attributes.default?.trim() ?? '';
      const otherwise = written === '' ? undefined : parseXmile(written, this.#file, spanOf(one), this.#problems);
      return { text: one.text.trim(), span, otherwise };
    });
    const variables = childNamed(element, 'variables')?.children.filter((one) => VARIABLES.has(one.name)) ?? [];
    const local = variables.map((one) => this.#variable(one, undefined, new Map())!);
    const outputs = variables
      .filter(({ attributes }) => attributes.access === 'output')
      .map((one) => ({ text: declaredName(one), span: spanOf(one) }));
    // Vensim writes the macro's value as a variable of its name, and that as its equation.
    if (local.some((one) => canonicalName(one.name.text) === canonicalName(name.text)))
      return { name, inputs, outputs, variables: local };
    const definition = { subscripts: [], except: [], ...this.#rightSide(element, undefined), lookup: undefined, span };
    return { name, inputs, outputs, variables: [...local, auxiliary(name, [definition])] };
  }
}

/** A variable whose value is that of another one. */
function connected(element: XmlElement, from: string): ForeignVariable {
  const span = spanOf(element);
  const subscripts = namesOfDimensions(element).map((name) => nameSubscript(name, span));
  const value = plain({ kind: 'ref', name: from, subscripts: undefined, span });
  const definition = { subscripts, except: [], ...value, lookup: undefined, span };
  const about = { unit: textOf(element, 'units'), doc: textOf(element, 'doc') };
  return { ...auxiliary({ text: declaredName(element), span }, [definition]), ...about };
}

/**
 * The first method of a list that is known here, as XMILE has it; where none is, RK4. Cycle-Time of Stella is Euler that also
 * stamps what flows.
 */
function methodOf(written = 'euler'): { readonly known: 'euler' | 'rk4'; readonly unknown?: string } {
  for (const one of written.toLowerCase().split(',')) {
    const name = one.replace(/[\s_-]/g, '');
    if (/^(?:euler|cycletime)/.test(name)) return { known: 'euler' };
    if (name === 'rk4') return { known: 'rk4' };
  }
  return { known: 'rk4', unknown: written.toLowerCase() };
}

function plain(value: ForeignExpr): RightSide {
  return { value, interpolation: undefined, isData: false };
}

function auxiliary(name: ForeignName, definitions: readonly Definition[]): ForeignVariable {
  const none = { unit: '', doc: '', nonNegative: false, inflows: [], outflows: [] };
  return { ...none, name, label: name.text, kind: 'auxiliary', definitions };
}

/** Variables that the equations of another one make: what takes further outputs of a macro. */
function takersOf({ definitions, name }: ForeignVariable): readonly ForeignVariable[] {
  const taken = definitions.flatMap(({ value }) => (value === undefined ? [] : furtherOutputs(value)));
  return taken.map((one) => auxiliary(one.name, [{ ...one.definition, span: name.span }]));
}

/** Its own mark, or what the model says of all stocks or flows. */
function isNonNegative(element: XmlElement, behavior: XmlElement | undefined): boolean {
  const own = childNamed(element, 'non_negative');
  const general =
    childNamed(childNamed(behavior, element.name), 'non_negative') ?? childNamed(behavior, 'non_negative');
  if (element.name !== 'stock' && element.name !== 'flow') return false;
  const mark = own ?? general;
  return mark !== undefined && mark.text.trim().toLowerCase() !== 'false';
}

/** A variable, and those that stand inside of it because its closing tag is missing: a warning has told so. */
function withNested(element: XmlElement): XmlElement[] {
  if (!VARIABLES.has(element.name)) return [element];
  const isNested = (child: XmlElement) => VARIABLES.has(child.name) && child.name !== 'gf';
  const own = { ...element, children: element.children.filter((child) => !isNested(child)) };
  return [own, ...element.children.filter(isNested).flatMap(withNested)];
}

/** Stella writes `Can't_pay` without quotes, where an apostrophe would transpose `Can`: puts quotes around such names. */
function quoterOfNames(root: XmlElement): (equation: string) => string {
  const names: string[] = [];
  const open = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    const { name = '' } = element.attributes;
    if (VARIABLES.has(element.name) && name.includes("'")) names.push(plainName(name));
    open.push(...element.children);
  }
  if (names.length === 0) return (equation) => equation;
  const patterns = names
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/[\s_]+/g, '[\\s_]+'));
  const found = new RegExp(`"[^"]*"|(?<![\\p{L}\\p{N}_])(?:${patterns.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  return (equation) => equation.replace(found, (name) => (name.startsWith('"') ? name : `"${name}"`));
}

function namesOfDimensions(element: XmlElement): readonly string[] {
  return childrenNamed(childNamed(element, 'dimensions'), 'dim').map(({ attributes }) => attributes.name ?? '');
}

function nameSubscript(name: string, span: Span): Subscript {
  return { kind: 'name', name, each: false, span };
}
