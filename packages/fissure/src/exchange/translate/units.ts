/**
 * Units of a foreign model as units of a study: names with spaces become names, synonyms their first name, and the whole
 * a product over a product. What cannot be read as a unit stays text, and is not checked.
 */
import { canonicalName } from '../../base/names.ts';
import { isUnitName } from '../../equations/parse-unit.ts';
import { BUILT_IN_UNITS } from '../../equations/unit-table.ts';
import type { ForeignUnit } from '../foreign-model.ts';
import { knownTimeUnit } from './time-words.ts';

export interface StudyUnit {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Name -> exponent. */
type Powers = ReadonlyMap<string, number>;

const TOKEN = /\s*(?:(\d+(?:\.\d*)?)|([\p{L}$_][\p{L}\p{M}\p{Nd}_$ ]*)|([*/^()-]))/uy;
const DEEPEST = 20;
const LARGEST_EXPONENT = 9;

/**
 * Names that Vensim takes as one unit in every new model, and writes into its files: a file without its settings means them
 * as well. Those of time are built in here.
 */
const STANDARD: readonly ForeignUnit[] = [
  { name: '$', aliases: ['Dollar', 'Dollars', '$s'] },
  { name: 'Person', aliases: ['People', 'Persons'] },
  { name: 'Unit', aliases: ['Units'] },
];
/** Shorter words are symbols: `m` and `ms` are no singular and plural. */
const SHORTEST_SINGULAR = 3;

export class Units {
  /** Canonical spelling -> the name in the study; `''` for what means 1. */
  readonly #names = new Map<string, string>();
  readonly #declared = new Map<string, { readonly name: string; readonly aliases: string[] }>();
  readonly #known: readonly ForeignUnit[];

  constructor(known: readonly ForeignUnit[]) {
    this.#known = known;
  }

  /** The unit in the study's language, its names as written; undefined where the text is none. */
  textOf(text: string): string | undefined {
    const powers = new UnitText(text).read();
    if (powers === undefined) return undefined;
    const named = new Map<string, { readonly spelling: string; readonly exponent: number }>();
    for (const [word, exponent] of powers) {
      const name = this.#nameOf(word);
      if (name === undefined) return undefined;
      const { spelling, exponent: before } = named.get(name) ?? { spelling: this.#spelled(word, name), exponent: 0 };
      if (name !== '') named.set(name, { spelling, exponent: before + exponent });
    }
    if ([...named.values()].some(({ exponent }) => Math.abs(exponent) > LARGEST_EXPONENT)) return undefined;
    return printed(new Map([...named.values()].map(({ spelling, exponent }) => [spelling, exponent])));
  }

  /** Those that were used. */
  get declared(): readonly StudyUnit[] {
    return [...this.#declared.values()];
  }

  #nameOf(word: string): string | undefined {
    return this.#names.get(canonicalName(word)) ?? this.#otherNumberOf(word) ?? this.#define(word);
  }

  /** As it was written; units of time have their names here. */
  #spelled(word: string, name: string): string {
    const spelling = plainUnit(word);
    return this.#declared.has(name) && isUnitName(spelling) ? spelling : name;
  }

  /** Singular or plural of a unit that is there already: one unit, which people write both ways. */
  #otherNumberOf(word: string): string | undefined {
    const id = canonicalName(word);
    const name = otherNumbers(id)
      .filter((one) => one !== id && Math.min(one.length, id.length) >= SHORTEST_SINGULAR)
      .map((one) => this.#names.get(one))
      .find((one) => one !== undefined);
    const unit = name === undefined ? undefined : this.#declared.get(name);
    if (unit === undefined || !isUnitName(plainUnit(word))) return undefined;
    unit.aliases.push(plainUnit(word));
    this.#names.set(id, unit.name);
    return unit.name;
  }

  #define(word: string): string | undefined {
    const all = this.#synonymsOf(word);
    const builtIn = all.map(builtInUnit).find((one) => one !== undefined);
    const plain = all
      .map(plainUnit)
      .filter((one, i, list) => isUnitName(one) && list.findIndex((other) => isSame(one, other)) === i);
    const [name, ...aliases] = plain;
    if (builtIn === undefined && name === undefined) return undefined;
    const result = builtIn === undefined ? name! : builtIn.name === '1' ? '' : builtIn.name;
    for (const one of all) this.#names.set(canonicalName(one), result);
    if (builtIn === undefined) this.#declared.set(result, { name: result, aliases });
    return result;
  }

  /** All names of a unit: what the model says, then what Vensim says unless the model does. */
  #synonymsOf(text: string): readonly string[] {
    const groupOf = (units: readonly ForeignUnit[], word: string) => {
      const unit = units.find((one) => [one.name, ...one.aliases].some((name) => isSame(name, word)));
      return unit === undefined ? [] : [unit.name, ...unit.aliases];
    };
    const own = groupOf(this.#known, text);
    const isOwn = (word: string) => groupOf(this.#known, word).length > 0;
    const standard = [...own, text].flatMap((word) => groupOf(STANDARD, word)).filter((word) => !isOwn(word));
    return [...own, ...standard, text];
  }
}

function builtInUnit(word: string) {
  const { units } = BUILT_IN_UNITS;
  return units.get(canonicalName(word)) ?? units.get(knownTimeUnit(word) ?? '');
}

function otherNumbers(id: string): readonly string[] {
  const singulars = [id.replace(/ies$/, 'y'), id.replace(/s$/, ''), id.replace(/es$/, '')];
  return [...singulars, `${id}s`, `${id}es`, id.replace(/y$/, 'ies')];
}

function isSame(one: string, other: string): boolean {
  return canonicalName(one) === canonicalName(other);
}

function plainUnit(word: string): string {
  return word.trim().replace(/[^\p{L}\p{M}\p{Nd}_$]+/gu, '_');
}

function printed(powers: Powers): string {
  const part = (sign: 1 | -1) =>
    [...powers]
      .filter(([, exponent]) => exponent * sign > 0)
      .map(([name, exponent]) => (Math.abs(exponent) === 1 ? name : `${name}^${Math.abs(exponent)}`));
  const [above, below] = [part(1), part(-1)];
  const top = above.length === 0 ? '1' : above.join('*');
  if (below.length === 0) return top;
  return `${top}/${below.length === 1 ? below[0] : `(${below.join('*')})`}`;
}

/** Products, quotients, powers and brackets, from the left; undefined where there is anything else. */
class UnitText {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.trim();
  }

  read(): Powers | undefined {
    const result = this.#text === '' ? undefined : this.#product(0);
    return this.#at === this.#text.length ? result : undefined;
  }

  #product(depth: number): Powers | undefined {
    let left = depth > DEEPEST ? undefined : this.#power(depth);
    for (let sign = this.#take('*', '/'); left !== undefined && sign !== undefined; sign = this.#take('*', '/')) {
      const right = this.#power(depth);
      left = right && combined(left, right, sign === '*' ? 1 : -1);
    }
    return left;
  }

  #power(depth: number): Powers | undefined {
    const base = this.#atom(depth);
    if (base === undefined || this.#take('^') === undefined) return base;
    const sign = this.#take('-') === undefined ? 1 : -1;
    const exponent = sign * Number(this.#next('number') ?? Number.NaN);
    if (!Number.isInteger(exponent)) return undefined;
    return new Map([...base].map(([name, one]) => [name, one * exponent]));
  }

  #atom(depth: number): Powers | undefined {
    if (this.#take('(') !== undefined) {
      const inner = this.#product(depth + 1);
      return this.#take(')') === undefined ? undefined : inner;
    }
    const name = this.#next('name');
    if (name !== undefined) return new Map([[name, 1]]);
    return this.#next('number') === '1' ? new Map() : undefined;
  }

  #take(...signs: readonly string[]): string | undefined {
    return this.#next('sign', signs);
  }

  #next(kind: 'number' | 'name' | 'sign', signs?: readonly string[]): string | undefined {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    const found = match?.[{ number: 1, name: 2, sign: 3 }[kind]];
    if (found === undefined || (signs !== undefined && !signs.includes(found))) return undefined;
    this.#at = TOKEN.lastIndex;
    return found.trim();
  }
}

function combined(left: Powers, right: Powers, sign: 1 | -1): Powers {
  const result = new Map(left);
  for (const [name, exponent] of right) result.set(name, (result.get(name) ?? 0) + sign * exponent);
  return result;
}
