/**
 * Units of a foreign model as units of a study: names with spaces become names, synonyms their first name, and the whole
 * a product over a product. What cannot be read as a unit stays text, and is not checked.
 */
import { canonicalName } from '../../base/names.ts';
import { isUnitName } from '../../equations/parse-unit.ts';
import { BUILT_IN_UNITS } from '../../equations/unit-table.ts';
import type { ForeignUnit } from '../foreign-model.ts';

export interface StudyUnit {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Name -> exponent. */
type Powers = ReadonlyMap<string, number>;

const TOKEN = /\s*(?:(\d+(?:\.\d*)?)|([\p{L}$_][\p{L}\p{M}\p{Nd}_$ ]*)|([*/^()-]))/uy;
const DEEPEST = 20;
const LARGEST_EXPONENT = 9;

export class Units {
  /** Canonical spelling -> the name in the study. */
  readonly #names = new Map<string, string>();
  readonly #declared = new Map<string, StudyUnit>();
  readonly #known: readonly ForeignUnit[];

  constructor(known: readonly ForeignUnit[]) {
    this.#known = known;
  }

  /** The unit in the study's language; undefined where the text is none. */
  textOf(text: string): string | undefined {
    const powers = new UnitText(text).read();
    if (powers === undefined) return undefined;
    const named = new Map<string, number>();
    for (const [word, exponent] of powers) {
      const name = this.#nameOf(word);
      if (name === undefined) return undefined;
      if (name !== '') named.set(name, (named.get(name) ?? 0) + exponent);
    }
    if ([...named.values()].some((exponent) => Math.abs(exponent) > LARGEST_EXPONENT)) return undefined;
    return printed(named);
  }

  /** Those that were used. */
  get declared(): readonly StudyUnit[] {
    return [...this.#declared.values()];
  }

  /** `''` for what means 1. */
  #nameOf(word: string): string | undefined {
    const id = canonicalName(word);
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const synonyms = this.#known.find((one) => [one.name, ...one.aliases].some((name) => canonicalName(name) === id));
    const all = synonyms === undefined ? [word] : [synonyms.name, ...synonyms.aliases, word];
    const builtIn = all.map((one) => BUILT_IN_UNITS.units.get(canonicalName(one))).find((one) => one !== undefined);
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
