/** Cuts the equation part of a Vensim entry into tokens. Names may hold spaces: words next to each other are one name. */
import type { Span } from '../foreign-expression.ts';

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly quoted: boolean; readonly span: Span }
  | { readonly kind: 'string'; readonly text: string; readonly span: Span }
  /** Operators, brackets, and words between colons (`:AND:`) in capitals. */
  | { readonly kind: 'symbol'; readonly symbol: string; readonly span: Span }
  | { readonly kind: 'unknown'; readonly text: string; readonly span: Span }
  | { readonly kind: 'end'; readonly span: Span };

const BLANK = /(?:\s+|\\(?=\s)|\{[^}]*\})+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}\p{M}_$€@#%&.¡-ÿ][\p{L}\p{M}\p{N}_$€@#%&.'¡-ÿ]*/uy;
/** Words of a name after its first may begin with a digit. */
const WORD = /[\p{L}\p{M}\p{N}_$€@#%&.'¡-ÿ]+/uy;
const QUOTED = /"((?:[^"\\]|\\[\s\S])*)"/y;
const STRING = /'([^'\n]*)'/y;
const KEYWORD = /:[A-Za-z][A-Za-z ]*:/y;
const SYMBOL = /->|<->|<=|>=|<>|:=|==|[()[\],;:+\-*/^=<>!?]/y;

export function tokenise(text: string, start: number, end: number): Token[] {
  const body = text.slice(0, end);
  const tokens: Token[] = [];
  let at = start;
  for (;;) {
    at += lengthAt(BLANK, body, at);
    if (at >= end) break;
    const token = tokenAt(body, at);
    tokens.push(token);
    at = token.span.end;
  }
  tokens.push({ kind: 'end', span: { start: end, end } });
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  const quoted = matchAt(QUOTED, text, start);
  if (quoted !== undefined) {
    const name = unquote(quoted[1]!);
    return { kind: 'name', name, quoted: true, span: { start, end: start + quoted[0].length } };
  }
  const string = matchAt(STRING, text, start);
  if (string !== undefined) return { kind: 'string', text: string[1]!, span: { start, end: start + string[0].length } };
  const number = matchAt(NUMBER, text, start);
  if (number !== undefined)
    return { kind: 'number', value: Number(number[0]), span: { start, end: start + number[0].length } };
  const name = matchAt(NAME, text, start);
  if (name !== undefined) return nameAt(text, start);
  const keyword = matchAt(KEYWORD, text, start);
  if (keyword !== undefined)
    return {
      kind: 'symbol',
      symbol: keyword[0].toUpperCase().replace(/ +/g, ' '),
      span: { start, end: start + keyword[0].length },
    };
  const symbol = matchAt(SYMBOL, text, start);
  if (symbol !== undefined)
    return { kind: 'symbol', symbol: symbol[0], span: { start, end: start + symbol[0].length } };
  const char = String.fromCodePoint(text.codePointAt(start)!);
  return { kind: 'unknown', text: char, span: { start, end: start + char.length } };
}

/** Words one after another, with blanks and line ends between them, are one name. */
function nameAt(text: string, start: number): Token {
  let end = start + lengthAt(NAME, text, start);
  let name = text.slice(start, end);
  for (;;) {
    const gap = lengthAt(BLANK, text, end);
    const word = matchAt(WORD, text, end + gap);
    if (gap === 0 || word === undefined || word[0].startsWith("'")) break;
    name += ` ${word[0]}`;
    end += gap + word[0].length;
  }
  return { kind: 'name', name, quoted: false, span: { start, end } };
}

function unquote(text: string): string {
  return text.replace(/\\"/g, '"');
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  return matchAt(pattern, text, at)?.[0].length ?? 0;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
