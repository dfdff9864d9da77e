/**
 * Regular expressions from strangers: those whose search is bounded, or none. The number of ways in which a text can be tried
 * against a pattern is counted before it is used; `(a+)+` has more than there are atoms, `[A-Z]{2}-\d+` has a few hundred.
 * Without look-around, back references and names of groups.
 */
export interface BoundedPattern {
  /** Whether the whole text matches. Longer texts than `LONGEST_MATCHED` do not. */
  matches(text: string): boolean;
}

export const LONGEST_MATCHED = 200;
const MOST_WAYS = 100_000;
const LONGEST_PATTERN = 1_000;
const DEEPEST = 20;

/** Undefined where the pattern is not understood, or may take too long. */
export function boundedPattern(pattern: string): BoundedPattern | undefined {
  if (pattern.length > LONGEST_PATTERN) return undefined;
  try {
    const counter = new WayCounter(pattern);
    if (!(counter.ways() <= MOST_WAYS)) return undefined;
    const expression = new RegExp(`^(?:${pattern})$`, 'u');
    return { matches: (text) => text.length <= LONGEST_MATCHED && expression.test(text) };
  } catch {
    return undefined;
  }
}

/** Goes down the pattern; throws at what it does not know. Infinity is a number of ways like others. */
class WayCounter {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  ways(): number {
    const ways = this.#alternatives(0);
    if (this.#at < this.#pattern.length) throw new Error('a bracket is closed that was not opened');
    return ways;
  }

  #alternatives(depth: number): number {
    if (depth > DEEPEST) throw new Error('nested too deep');
    let sum = this.#sequence(depth);
    while (this.#takes('|')) sum += this.#sequence(depth);
    return sum;
  }

  #sequence(depth: number): number {
    let product = 1;
    while (this.#at < this.#pattern.length && !/[|)]/.test(this.#pattern[this.#at]!))
      product *= this.#repeated(this.#atom(depth));
    return product;
  }

  #atom(depth: number): number {
    if (this.#takes('(')) {
      if (this.#takes('?') && !this.#takes(':')) throw new Error('only plain groups');
      const ways = this.#alternatives(depth + 1);
      if (!this.#takes(')')) throw new Error('a bracket is not closed');
      return ways;
    }
    const one = /\\[dDwWsStnrf]|\\[^\w\s]|\[\^?(?:\\.|[^\]\\])+\]|[^\\[\]()*+?{}|]/uy;
    one.lastIndex = this.#at;
    const found = one.exec(this.#pattern);
    if (found === null) throw new Error('not understood');
    this.#at += found[0].length;
    return 1;
  }

  /** What stands behind an atom says how often it may come: the ways of each count together. */
  #repeated(ways: number): number {
    const quantifier = /[*+?]|\{(\d{1,3})(?:(,)(\d{1,3})?)?\}/y;
    quantifier.lastIndex = this.#at;
    const found = quantifier.exec(this.#pattern);
    if (found === null) return ways;
    this.#at += found[0].length;
    this.#takes('?');
    const [text, least, comma, most] = found;
    const from = text === '+' ? 1 : Number(least ?? 0);
    const to = text === '?' ? 1 : least === undefined || (comma && !most) ? LONGEST_MATCHED : Number(most ?? least);
    let sum = 0;
    for (let count = from; count <= Math.max(from, to); count += 1) sum += ways ** count;
    return sum;
  }

  #takes(mark: string): boolean {
    if (this.#pattern[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }
}
