/** A Vensim .mdl file -> `ForeignModel`. Entries that cannot be read are reported, and reading goes on after them. */
import { canonicalName } from '../../base/names.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { childrenOf, type ForeignExpr, type Span, type Subscript } from '../foreign-expression.ts';
import type {
  Definition,
  ForeignDimension,
  ForeignMacro,
  ForeignModel,
  ForeignName,
  ForeignTime,
  ForeignVariable,
  Interpolation,
} from '../foreign-model.ts';
import { TokenCursor, Unreadable } from '../token-parser.ts';
import { type Cursor, parseExpression, parsePoints, parseSubscripts, signedNumber } from './parse-expression.ts';
import { readSettings, type VensimSettings } from './read-settings.ts';
import { type Entry, splitEntries } from './split-entries.ts';
import { type Token, tokenise } from './tokens.ts';

export function readVensim(file: string, text: string, problems: Problems): ForeignModel {
  const reader = new VensimReader(file, text, problems);
  const { entries, sketch, unfinished } = splitEntries(text);
  for (const entry of entries) reader.read(entry);
  if (unfinished !== undefined)
    problems.add('exchange/unfinished', {}, { file, start: unfinished, end: Math.min(unfinished + 1, text.length) });
  return reader.finish(sketch);
}

const INTERPOLATIONS: Readonly<Record<string, Interpolation>> = {
  ':INTERPOLATE:': 'interpolate',
  ':LOOK FORWARD:': 'look forward',
  ':HOLD BACKWARD:': 'hold backward',
  ':RAW:': 'raw',
};

/** Entries by which Vensim tests a model; they compute nothing. */
const TESTS: ReadonlySet<string> = new Set([':THE CONDITION:', ':TEST INPUT:', ':IMPLIES:', ':CONDITION:']);

const CONTROLS = { start: 'initial_time', stop: 'final_time', dt: 'time_step', save: 'saveper' } as const;

interface Scope {
  readonly variables: Map<string, { first: ForeignVariable; definitions: Definition[] }>;
}

class VensimReader {
  readonly #file: string;
  readonly #text: string;
  readonly #problems: Problems;
  readonly #dimensions: ForeignDimension[] = [];
  readonly #macros: ForeignMacro[] = [];
  readonly #main: Scope = { variables: new Map() };
  #macro: { name: ForeignName; inputs: ForeignName[]; outputs: ForeignName[]; scope: Scope } | undefined;

  constructor(file: string, text: string, problems: Problems) {
    this.#file = file;
    this.#text = text;
    this.#problems = problems;
  }

  read(entry: Entry): void {
    const tokens = tokenise(this.#text, entry.start, entry.end);
    if (tokens.length === 1) return;
    const cursor = new TokenCursor<Token>(this.#file, tokens, this.#problems);
    try {
      if (entry.kind === 'macro') this.#beginMacro(cursor);
      else if (entry.kind === 'end of macro') this.#endMacro();
      else this.#equation(cursor, entry);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }

  finish(tail: string): ForeignModel {
    this.#endMacro();
    const { sketch, method, units, origin, fileTags, graphed } = readSettings(tail);
    return {
      format: 'vensim',
      vendor: '',
      file: this.#file,
      text: this.#text,
      title: '',
      doc: '',
      time: { ...this.#time(method), origin },
      dimensions: this.#dimensions,
      variables: variablesOf(this.#main),
      macros: this.#macros,
      units,
      fileTags,
      diagrams: sketch,
      graphed,
    };
  }

  #time(method: VensimSettings['method']): ForeignTime {
    const value = (name: string): ForeignExpr | undefined =>
      this.#main.variables.get(name)?.definitions.find((definition) => definition.value !== undefined)?.value;
    const clock = this.#main.variables.get(CONTROLS.dt) ?? this.#main.variables.get(CONTROLS.stop);
    const span = clock?.first.name.span ?? { start: 0, end: 0 };
    if (method === 'rk2') this.#problems.add('exchange/method', { method: 'RK2' }, this.#place(span));
    return {
      start: value(CONTROLS.start),
      stop: value(CONTROLS.stop),
      dt: value(CONTROLS.dt),
      save: value(CONTROLS.save),
      method: method === 'euler' ? 'euler' : 'rk4',
      unit: clock?.first.unit ?? '',
      span,
    };
  }

  // -- Entries -------------------------------------------------------------------------------------------------------

  #equation(cursor: Cursor, entry: Entry): void {
    const name = this.#name(cursor);
    if (cursor.isAt(':') || cursor.isAt('<->')) {
      this.#dimension(cursor, name);
      return;
    }
    const subscripts = cursor.isAt('[') ? parseSubscripts(cursor) : [];
    const except: (readonly Subscript[])[] = [];
    if (cursor.takes(':EXCEPT:'))
      do except.push(parseSubscripts(cursor));
      while (cursor.takes(','));
    const keyword = cursor.peek();
    if (keyword.kind === 'symbol' && TESTS.has(keyword.symbol)) {
      this.#problems.add('exchange/reality-check', { name: name.text }, this.#place(name.span));
      return;
    }
    let interpolation: Interpolation | undefined;
    if (keyword.kind === 'symbol' && keyword.symbol in INTERPOLATIONS) {
      interpolation = INTERPOLATIONS[keyword.symbol];
      cursor.next();
    }
    const span = { start: entry.start, end: entry.end };
    const rest = this.#value(cursor);
    this.#add(name, entry, { subscripts, except, lookup: undefined, interpolation, span, ...rest });
    if (rest.value !== undefined) this.#addOutputs(rest.value, entry);
  }

  /** Variables that take further outputs of the macros called in an expression. */
  #addOutputs(expr: ForeignExpr, entry: Entry): void {
    if (expr.kind === 'call' && expr.outputs !== undefined) {
      const { outputs, ...call } = expr;
      outputs.forEach(({ name, subscripts, span }, output) => {
        const value: ForeignExpr = { ...call, output };
        const definition = {
          subscripts,
          except: [],
          value,
          lookup: undefined,
          interpolation: undefined,
          isData: false,
        };
        this.#add({ text: name, span }, { ...entry, units: '', doc: '' }, { ...definition, span });
      });
    }
    for (const child of childrenOf(expr)) this.#addOutputs(child, entry);
  }

  #value(cursor: Cursor): { value: ForeignExpr | undefined; isData: boolean } {
    if (cursor.peek().kind === 'end') return { value: undefined, isData: true };
    if (cursor.isAt('(')) return { value: this.#lookup(cursor), isData: false };
    const isData = cursor.isAt(':=');
    if (cursor.takes(':IS:')) return { value: parseText(cursor), isData: false };
    if (!isData && !cursor.isAt('==') && !cursor.isAt('='))
      return cursor.fail('`=` was expected after the name of the variable');
    cursor.next();
    // `name == value` may stand as `= =`.
    if (cursor.isAt('=')) cursor.next();
    const value = parseList(cursor);
    if (cursor.peek().kind !== 'end') cursor.fail('the equation should end here');
    return { value, isData };
  }

  /** `name( [range], points )`, or a call that reads points from a sheet. */
  #lookup(cursor: Cursor): ForeignExpr {
    const points = parsePoints(cursor);
    if (points !== undefined) return points;
    const oldStyle = parseOldPoints(cursor);
    if (oldStyle !== undefined) return oldStyle;
    cursor.expect('(');
    const value = parseExpression(cursor);
    cursor.expect(')');
    return value;
  }

  #add(name: ForeignName, entry: Entry, definition: Definition): void {
    const scope = this.#macro?.scope ?? this.#main;
    const id = canonicalName(name.text);
    const known = scope.variables.get(id);
    if (known !== undefined) {
      known.definitions.push(definition);
      const { first } = known;
      known.first = { ...first, unit: first.unit || unitOf(entry.units), doc: first.doc || entry.doc };
      return;
    }
    const first: ForeignVariable = {
      ...{ name, kind: 'auxiliary', label: '', unit: unitOf(entry.units), doc: entry.doc, nonNegative: false },
      ...{ definitions: [], inflows: [], outflows: [] },
    };
    scope.variables.set(id, { first, definitions: [definition] });
  }

  #dimension(cursor: Cursor, name: ForeignName): void {
    if (cursor.takes('<->')) {
      this.#dimensions.push({ name, elements: [], maps: [], same: this.#name(cursor), source: undefined });
      return;
    }
    cursor.expect(':');
    const source = isCallAhead(cursor) ? parseExpression(cursor) : undefined;
    const elements: ForeignName[] = [];
    while (source === undefined && cursor.peek().kind !== 'end' && !cursor.isAt('->')) {
      elements.push(...this.#elements(cursor));
      if (!cursor.takes(',')) break;
    }
    const maps: { to: ForeignName; elements: ForeignName[] | undefined }[] = [];
    if (cursor.takes('->'))
      do maps.push(this.#map(cursor));
      while (cursor.takes(',') || cursor.takes('->'));
    if (cursor.peek().kind !== 'end') cursor.fail('the list of elements should end here');
    this.#dimensions.push({ name, elements, maps, same: undefined, source });
  }

  /** One element, or `(A1-A10)`. */
  #elements(cursor: Cursor): ForeignName[] {
    if (!cursor.takes('(')) return [this.#name(cursor)];
    const from = this.#name(cursor);
    cursor.expect('-');
    const to = this.#name(cursor);
    cursor.expect(')');
    const span = { start: from.span.start, end: to.span.end };
    const first = /^(.*?)(\d+)$/.exec(from.text);
    const last = /^(.*?)(\d+)$/.exec(to.text);
    const count = first && last ? Number(last[2]) - Number(first[2]) + 1 : 0;
    if (!first || !last || canonicalName(first[1]!) !== canonicalName(last[1]!) || count < 1 || count > 10_000)
      return cursor.fail(`\`${from.text}\` to \`${to.text}\` is no range of elements`, span);
    return Array.from({ length: count }, (_, i) => ({ text: `${first[1]}${Number(first[2]) + i}`, span }));
  }

  #map(cursor: Cursor): { to: ForeignName; elements: ForeignName[] | undefined } {
    if (!cursor.takes('(')) return { to: this.#name(cursor), elements: undefined };
    const to = this.#name(cursor);
    cursor.expect(':');
    const elements: ForeignName[] = [];
    do elements.push(...this.#elements(cursor));
    while (cursor.takes(','));
    cursor.expect(')');
    return { to, elements };
  }

  // -- Macros --------------------------------------------------------------------------------------------------------

  #beginMacro(cursor: Cursor): void {
    this.#endMacro();
    cursor.expect(':MACRO:');
    const name = this.#name(cursor);
    const inputs: ForeignName[] = [];
    const outputs: ForeignName[] = [];
    cursor.expect('(');
    let list = inputs;
    while (!cursor.isAt(')')) {
      list.push(this.#name(cursor));
      if (cursor.takes(':')) list = outputs;
      else if (!cursor.takes(',')) break;
    }
    cursor.expect(')');
    this.#macro = { name, inputs, outputs, scope: { variables: new Map() } };
  }

  #endMacro(): void {
    if (this.#macro === undefined) return;
    const { name, inputs, outputs, scope } = this.#macro;
    this.#macros.push({ name, inputs, outputs, variables: variablesOf(scope) });
    this.#macro = undefined;
  }

  #name(cursor: Cursor): ForeignName {
    const token = cursor.next();
    if (token.kind === 'name') return { text: token.name, span: token.span };
    if (token.kind === 'number') return { text: this.#text.slice(token.span.start, token.span.end), span: token.span };
    return cursor.fail('a name was expected', token.span);
  }

  #place(span: Span) {
    return { file: this.#file, ...span };
  }
}

function variablesOf(scope: Scope): ForeignVariable[] {
  return [...scope.variables.values()].map(({ first, definitions }) => ({ ...first, definitions }));
}

/** `Widgets/Month [0,100,1]`: the range is not part of the unit. */
function unitOf(text: string): string {
  return text.replace(/\[[^\]]*\]\s*$/, '').trim();
}

function isCallAhead(cursor: Cursor): boolean {
  return cursor.peek().kind === 'name' && cursor.isAt('(', 1);
}

/** One value, or the elements of an array: `1,2,3` and `1,2;3,4;`. */
function parseList(cursor: Cursor): ForeignExpr {
  const first = parseExpression(cursor);
  if (!cursor.isAt(',') && !cursor.isAt(';')) return first;
  const items = [first];
  while (cursor.takes(',') || cursor.takes(';')) {
    if (cursor.peek().kind === 'end') break;
    items.push(parseExpression(cursor));
  }
  return { kind: 'list', items, span: { start: first.span.start, end: cursor.lastEnd } };
}

/** `name :IS: 'text'`: what other equations take for the name of a file or a cell. */
function parseText(cursor: Cursor): ForeignExpr {
  const token = cursor.next();
  if (token.kind !== 'string') return cursor.fail('text between apostrophes was expected', token.span);
  return { kind: 'string', text: token.text, span: token.span };
}

/** Lookups of old models: `name(x1, x2, ..., y1, y2, ...)`. */
function parseOldPoints(cursor: Cursor): ForeignExpr | undefined {
  const mark = cursor.mark();
  const start = cursor.peek().span.start;
  cursor.expect('(');
  const isNumber = cursor.peek().kind === 'number' || cursor.isAt('-');
  if (!isNumber) {
    cursor.reset(mark);
    return undefined;
  }
  const values: number[] = [];
  do values.push(signedNumber(cursor));
  while (cursor.takes(','));
  cursor.expect(')');
  const span = { start, end: cursor.lastEnd };
  const half = values.length / 2;
  if (!Number.isInteger(half)) cursor.fail('a lookup has as many x as y', span);
  const points = values.slice(0, half).map((x, i) => [x, values[half + i]!] as const);
  return { kind: 'points', lookup: { points, kind: 'continuous' }, span };
}
