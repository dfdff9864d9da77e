/** Columns that a text takes in a terminal: two for wide characters, none for combining ones, tabs to every fourth. */
const TAB = 4;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Wide by Unicode's East Asian Width: CJK, kana, Hangul, full-width forms, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

export interface Grapheme {
  readonly text: string;
  /** Index in the line, in UTF-16 units. */
  readonly index: number;
  /** Column of its left edge, from 0. */
  readonly column: number;
  readonly width: number;
}

/** What a reader takes for one character each, with tabs and control characters replaced by what can be shown. */
export function layOut(line: string): readonly Grapheme[] {
  const result: Grapheme[] = [];
  let column = 0;
  for (const { segment, index } of graphemes.segment(line)) {
    const { text, width } = shown(segment, column);
    result.push({ text, index, column, width });
    column += width;
  }
  return result;
}

export function textWidth(text: string): number {
  const last = layOut(text).at(-1);
  return last === undefined ? 0 : last.column + last.width;
}

function shown(segment: string, column: number): { text: string; width: number } {
  if (segment === '\t') {
    const width = TAB - (column % TAB);
    return { text: ' '.repeat(width), width };
  }
  // Control and direction characters could rewrite the terminal or the order of the line.
  if (/^[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]$/u.test(segment) || /\p{Surrogate}/u.test(segment))
    return { text: '\ufffd', width: 1 };
  if (/^\p{M}/u.test(segment)) return { text: `\u25cc${segment}`, width: 1 };
  return { text: segment, width: WIDE.test(segment) ? 2 : 1 };
}
