/**
 * Text to unit: names, `*`, `/`, `^` with whole exponents, brackets and `1`. `*` and `/` group from the left;
 * `a/b*c` is warned of, since people read it both ways.
 */
import { canonicalName } from '../base/names.ts';
import { nearestName } from '../base/nearest-name.ts';
import type { MessageCode } from '../diagnostics/messages.generated.ts';
import type { ProblemDetails, Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import {
  DIMENSIONLESS,
  divideUnits,
  multiplyUnits,
  type NamedUnit,
  powerUnit,
  scaleUnit,
  type Unit,
  type UnitTable,
} from './unit.ts';

/** The unit of a quantity whose author does not say: what depends on it is not checked. */
export const UNSTATED = '?';

/** The unit that a text names; undefined where it cannot be understood, which has then been reported. */
export function parseUnit(source: SourceText, table: UnitTable, problems: Problems): Unit | undefined {
  if (source.text.trim() === UNSTATED) return undefined;
  const names = () => [...table.units.keys(), ...new Set([...table.units.values()].map((named) => named.name))];
  return readUnitText(source, { find: (canonical) => table.units.get(canonical), names }, problems, 'plain');
}

/** Where names of units are looked up: a finished table, or one in the making. */
export interface UnitLookup {
  readonly find: (canonical: string) => NamedUnit | undefined;
  readonly names: () => Iterable<string>;
}

/** `multiple`: the text may begin with a number, as in a declaration: `1000 USD`. `plain`: it may not. */
export function readUnitText(
  source: SourceText,
  lookup: UnitLookup,
  problems: Problems,
  form: 'plain' | 'multiple',
): Unit | undefined {
  const reader = new UnitReader(source, lookup, problems);
  const unit = reader.readAll(form);
  if (!reader.failed && !(Number.isFinite(unit.scale) && unit.scale > 0)) {
    problems.add('unit/syntax', { reason: 'this unit is too large or too small to compute with' }, placeIn(source));
    return undefined;
  }
  return reader.failed ? undefined : unit;
}

const NAME = /[\p{L}$_][\p{L}\p{M}\p{Nd}_$]*/uy;

export function isUnitName(name: string): boolean {
  NAME.lastIndex = 0;
  return NAME.exec(name)?.[0] === name;
}

const TOKEN =
  /\s*(?:(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[\p{L}$_][\p{L}\p{M}\p{Nd}_$]*)|(?<sign>[*/^()-])|(?<other>\S))/uy;

interface UnitToken {
  readonly kind: 'number' | 'name' | 'sign' | 'other' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const MAX_NESTING = 50;
const MAX_EXPONENT = 9;

class UnitReader {
  failed = false;
  readonly #source: SourceText;
  readonly #lookup: UnitLookup;
  readonly #problems: Problems;
  #token: UnitToken;
  #nesting = 0;

  constructor(source: SourceText, lookup: UnitLookup, problems: Problems) {
    this.#source = source;
    this.#lookup = lookup;
    this.#problems = problems;
    this.#token = this.#tokenAt(0);
  }

  readAll(form: 'plain' | 'multiple'): Unit {
    if (this.#isAtEnd()) return this.#fail('unit/syntax', 'nothing is written', {}, this.#token);
    const factor = form === 'multiple' ? this.#readFactor() : undefined;
    const alone = factor !== undefined && (this.#isAtEnd() || this.#isAt('/'));
    const unit = this.#readProduct(alone ? DIMENSIONLESS : this.#readPower());
    if (!this.failed && !this.#isAtEnd()) this.#failAtTrailing();
    return scaleUnit(unit, factor ?? 1);
  }

  /** A leading number, with or without `*` after it. */
  #readFactor(): number | undefined {
    const { kind, text } = this.#token;
    if (kind !== 'number') return undefined;
    const factor = Number(text);
    if (!(factor > 0)) this.#fail('unit/syntax', 'a unit is a positive number of others', {}, this.#token);
    this.#next();
    if (this.#isAt('*')) this.#next();
    return factor;
  }

  #readProduct(first: Unit): Unit {
    let unit = first;
    let divided = false;
    while (!this.failed && (this.#isAt('*') || this.#isAt('/'))) {
      const sign = this.#next();
      if (sign.text === '*' && divided) this.#problems.add('unit/ambiguous', {}, this.#place(sign));
      const factor = this.#readPower();
      if (sign.text === '/') divided = true;
      unit = sign.text === '*' ? multiplyUnits(unit, factor) : divideUnits(unit, factor);
    }
    return unit;
  }

  #readPower(): Unit {
    const base = this.#readAtom();
    if (this.failed || !this.#isAt('^')) return base;
    this.#next();
    const start = this.#token.start;
    const negative = this.#isAt('-');
    if (negative) this.#next();
    const { kind, text, end } = this.#token;
    const exponent = Number(text);
    if (kind !== 'number' || !Number.isInteger(exponent) || exponent > MAX_EXPONENT)
      return this.#fail('unit/exponent', text, { limit: MAX_EXPONENT }, { ...this.#token, start, end });
    this.#next();
    return powerUnit(base, negative ? -exponent : exponent);
  }

  #readAtom(): Unit {
    const token = this.#token;
    if (token.kind === 'name') {
      this.#next();
      return this.#readName(token);
    }
    if (token.kind === 'number') {
      if (Number(token.text) !== 1) return this.#fail('unit/number', token.text, {}, token);
      this.#next();
      return DIMENSIONLESS;
    }
    if (this.#isAt('(')) return this.#readBracketed();
    if (token.text === '%') return this.#fail('unit/unknown', '%', {}, token, { help: PERCENT_HELP });
    const found = token.kind === 'end' ? 'a unit is missing at the end' : `a unit is missing before \`${token.text}\``;
    return this.#fail('unit/syntax', found, {}, token);
  }

  #readName(token: UnitToken): Unit {
    const named = this.#lookup.find(canonicalName(token.text));
    if (named !== undefined) return named.unit;
    return this.#fail('unit/unknown', token.text, {}, token, { help: this.#unknownHelp(token.text) });
  }

  #unknownHelp(name: string): string | undefined {
    if (/^per_?cent$/i.test(name)) return PERCENT_HELP;
    if (/^per$/i.test(name)) return 'Write person/month for persons per month.';
    const nearest = nearestName(name, this.#lookup.names());
    return nearest === undefined ? undefined : `Did you mean ${nearest}?`;
  }

  #readBracketed(): Unit {
    const open = this.#next();
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) return this.#fail('unit/syntax', 'there are too many brackets', {}, open);
    const unit = this.#readProduct(this.#readPower());
    this.#nesting -= 1;
    if (this.failed) return unit;
    if (!this.#isAt(')')) return this.#fail('unit/syntax', 'this bracket is never closed', {}, open);
    this.#next();
    return unit;
  }

  #failAtTrailing(): void {
    const { kind, text } = this.#token;
    if (text === ')') this.#fail('unit/syntax', 'this bracket closes nothing', {}, this.#token);
    else if (kind === 'other' || text === '-')
      this.#fail('unit/syntax', `\`${text}\` has no meaning in a unit`, {}, this.#token);
    else if (/^per$/i.test(text))
      this.#fail('unit/syntax', '`per` is not understood', {}, this.#token, {
        help: 'Write person/month for persons per month.',
      });
    else this.#fail('unit/syntax', `an operator is missing before \`${text}\``, {}, this.#token);
  }

  #fail(
    code: MessageCode,
    text: string,
    values: Readonly<Record<string, string | number>>,
    token: UnitToken,
    details: ProblemDetails = {},
  ): Unit {
    if (!this.failed) this.#problems.add(code, { reason: text, text, ...values }, this.#place(token), details);
    this.failed = true;
    return DIMENSIONLESS;
  }

  #place(token: UnitToken) {
    return placeIn(this.#source, token.start, token.end);
  }

  #isAtEnd(): boolean {
    return this.#token.kind === 'end';
  }

  #isAt(sign: string): boolean {
    return this.#token.kind === 'sign' && this.#token.text === sign;
  }

  #next(): UnitToken {
    const taken = this.#token;
    this.#token = this.#tokenAt(taken.end);
    return taken;
  }

  #tokenAt(at: number): UnitToken {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(this.#source.text);
    if (match === null)
      return { kind: 'end', text: '', start: this.#source.text.length, end: this.#source.text.length };
    const groups = match.groups!;
    const kind =
      groups.number !== undefined
        ? 'number'
        : groups.name !== undefined
          ? 'name'
          : groups.sign !== undefined
            ? 'sign'
            : 'other';
    const text = groups[kind]!;
    const end = at + match[0].length;
    return { kind, text, start: end - text.length, end };
  }
}

const PERCENT_HELP = 'Percent is 1: write 0.05 for 5 %.';
