/** From offsets in a text to lines and back. Lines end with LF, CR LF or CR, as editors count them. */
export interface Position {
  /** From 0. */
  readonly line: number;
  /** UTF-16 units from the start of the line. */
  readonly character: number;
}

export class LineIndex {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (const match of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(match.index + match[0].length);
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - this.#starts[low]! };
  }

  /** Without its line end. */
  lineText(line: number): string {
    const start = this.#starts[line] ?? this.#text.length;
    const end = this.#starts[line + 1] ?? this.#text.length;
    return this.#text.slice(start, end).replace(/[\r\n]+$/, '');
  }
}

/** One index for each file, made when first needed. */
export function lineIndices(texts: ReadonlyMap<string, string>): (file: string) => LineIndex | undefined {
  const indices = new Map<string, LineIndex>();
  return (file) => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    let index = indices.get(file);
    if (index === undefined) {
      index = new LineIndex(text);
      indices.set(file, index);
    }
    return index;
  };
}
