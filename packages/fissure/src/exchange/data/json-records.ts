/** The records of a JSON text, one after another, each value with its place. Goes no deeper than it must and keeps nothing. */

export interface JsonRecord {
  readonly start: number;
  readonly end: number;
  readonly fields: readonly JsonField[];
}

export interface JsonField {
  readonly name: string;
  /** As text: `''` for null; lists and maps as they stand in the file. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Thrown where the text is not JSON as expected. */
export class JsonFault extends Error {
  readonly kind: 'json' | 'too-deep';
  readonly at: number;

  constructor(what: string, at: number, kind: 'json' | 'too-deep' = 'json') {
    super(what);
    this.at = at;
    this.kind = kind;
  }
}

export const DEEPEST_JSON = 64;

/** Of a list of records, or of the first such list in a map; `isLines`: a record on every line. */
export function* jsonRecords(text: string, isLines: boolean): Generator<JsonRecord> {
  const scanner = new JsonScanner(text);
  if (isLines) yield* scanner.lines();
  else yield* scanner.document();
}

const SPACE = new Set([' ', '\n', '\r', '\t']);

class JsonScanner {
  readonly #text: string;
  #at: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = 0;
  }

  *lines(): Generator<JsonRecord> {
    for (;;) {
      this.#skipSpace();
      if (this.#at === this.#text.length) return;
      yield this.#record();
    }
  }

  *document(): Generator<JsonRecord> {
    this.#skipSpace();
    if (this.#peek() === '[') yield* this.#list();
    else yield* this.#listInMap();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw new JsonFault('the text goes on after its end', this.#at);
  }

  *#list(): Generator<JsonRecord> {
    this.#expect('[', 'a list of records begins with `[`');
    if (this.#takes(']')) return;
    do {
      this.#skipSpace();
      yield this.#record();
    } while (this.#goesOn(']'));
  }

  *#listInMap(): Generator<JsonRecord> {
    this.#expect('{', 'a list begins with `[`, a map with `{`');
    const start = this.#at;
    let found = false;
    if (!this.#takes('}'))
      do {
        this.#name();
        if (!found && this.#peek() === '[' && this.#holdsRecords()) {
          found = true;
          yield* this.#list();
        } else this.#value(1);
      } while (this.#goesOn('}'));
    if (!found) throw new JsonFault('there is no list of records in it', start);
  }

  #holdsRecords(): boolean {
    let at = this.#at + 1;
    while (SPACE.has(this.#text[at]!)) at += 1;
    return this.#text[at] === '{';
  }

  #record(): JsonRecord {
    const start = this.#at;
    const fields: JsonField[] = [];
    this.#expect('{', 'a record begins with `{`');
    if (!this.#takes('}'))
      do {
        const name = this.#name();
        const from = this.#at;
        const text = this.#value(2);
        fields.push({ name, text, start: from, end: this.#at });
      } while (this.#goesOn('}'));
    return { start, end: this.#at, fields };
  }

  #name(): string {
    this.#skipSpace();
    if (this.#peek() !== '"') throw new JsonFault('a name in double quotes is missing', this.#at);
    const name = this.#string();
    this.#skipSpace();
    this.#expect(':', 'a `:` is missing');
    this.#skipSpace();
    return name;
  }

  #value(depth: number): string {
    if (depth > DEEPEST_JSON) throw new JsonFault('', this.#at, 'too-deep');
    switch (this.#peek()) {
      case '"':
        return this.#string();
      case '[':
        return this.#nested(']', depth, () => this.#skipSpace());
      case '{':
        return this.#nested('}', depth, () => void this.#name());
      default:
        return this.#word();
    }
  }

  #nested(close: string, depth: number, beforeValue: () => void): string {
    const start = this.#at;
    this.#at += 1;
    if (!this.#takes(close))
      do {
        beforeValue();
        this.#value(depth + 1);
      } while (this.#goesOn(close));
    return this.#text.slice(start, this.#at);
  }

  /** A number, `true`, `false` or `null`. */
  #word(): string {
    const pattern = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
    pattern.lastIndex = this.#at;
    const word = pattern.exec(this.#text)?.[0];
    if (word === undefined) throw new JsonFault('a value is missing', this.#at);
    this.#at += word.length;
    return word === 'null' ? '' : word;
  }

  #string(): string {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (end >= 0 && isEscaped(this.#text, end)) end = this.#text.indexOf('"', end + 1);
    if (end < 0) throw new JsonFault('this quote is never closed', start);
    this.#at = end + 1;
    const inside = this.#text.slice(start + 1, end);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has them escaped
    if (!/[\\\0-\x1f]/.test(inside)) return inside;
    try {
      return JSON.parse(`"${inside}"`) as string;
    } catch {
      throw new JsonFault('this text has an escape that JSON does not know, or a line end', start);
    }
  }

  #goesOn(close: string): boolean {
    this.#skipSpace();
    const mark = this.#peek();
    if (mark !== ',' && mark !== close) throw new JsonFault(`a \`,\` or \`${close}\` is missing`, this.#at);
    this.#at += 1;
    return mark === ',';
  }

  #takes(mark: string): boolean {
    this.#skipSpace();
    if (this.#peek() !== mark) return false;
    this.#at += 1;
    return true;
  }

  #expect(mark: string, otherwise: string): void {
    if (this.#peek() !== mark) throw new JsonFault(otherwise, this.#at);
    this.#at += 1;
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #skipSpace(): void {
    while (SPACE.has(this.#text[this.#at]!)) this.#at += 1;
  }
}

/** An odd number of backslashes before it. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}
