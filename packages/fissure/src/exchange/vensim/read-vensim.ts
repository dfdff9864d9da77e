/** A Vensim .mdl file -> `ForeignModel`. Entries that cannot be read are reported, and reading goes on after them. */
import { canonicalName } from '../../base/names.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { ForeignExpr, Span, Subscript } from '../foreign-expression.ts';
import type {
  Definition,
  ForeignDimension,
  ForeignMacro,
  ForeignModel,
  ForeignName,
  ForeignTime,
  ForeignVariable,
} from '../foreign-model.ts';
import { TokenCursor, Unreadable } from '../token-parser.ts';
import { type Cursor, parseExpression, parseSubscripts } from './parse-expression.ts';
import { furtherOutputs, isTest, parseRightSide } from './parse-right-side.ts';
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
      language: 'vensim',
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
    if (isTest(cursor)) {
      this.#problems.add('exchange/reality-check', { name: name.text }, this.#place(name.span));
      return;
    }
    const span = { start: entry.start, end: entry.end };
    const rest = parseRightSide(cursor);
    this.#add(name, entry, { subscripts, except, lookup: undefined, span, ...rest });
    if (rest.value === undefined) return;
    for (const taken of furtherOutputs(rest.value))
      this.#add(taken.name, { ...entry, units: '', doc: '' }, { ...taken.definition, span });
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
