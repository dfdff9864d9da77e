/**
 * Cuts the text of an expression into tokens. Reports what no token can be made of, and operators of other
 * languages, which it reads as the operators they stand for. Never throws; time is linear in the text.
 */
import { parseDate } from '../base/calendar.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { BinaryOperator } from './ast.ts';

export type Punctuation = '(' | ')' | '[' | ']' | ',' | ':' | '@' | "'";
export type Keyword = 'if' | 'then' | 'else';

/** Start and end count UTF-16 units in the expression's own text. */
export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly start: number; readonly end: number }
  | { readonly kind: 'date'; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: 'name'; readonly name: string; readonly start: number; readonly end: number }
  | { readonly kind: 'keyword'; readonly word: Keyword; readonly start: number; readonly end: number }
  | {
      readonly kind: 'operator';
      readonly operator: BinaryOperator | 'not';
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'symbol'; readonly symbol: Punctuation; readonly start: number; readonly end: number }
  /** Text that was reported here; the parser passes over it in silence. */
  | { readonly kind: 'unknown'; readonly start: number; readonly end: number }
  | { readonly kind: 'end'; readonly start: number; readonly end: number };

const SPACE = /\s+/y;
const COMMENT = /\{[^}]*(\}?)/y;
const DATE = /\d{4}-\d{2}(?:-\d{2})?(?![\w.])/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
/** What must not follow a number without a space or an operator: `2x`, `1.2.3`, `1e`. */
const NUMBER_TAIL = /[\p{L}\p{M}\p{Nd}_$.]+/uy;
const NAME = /[\p{L}_][\p{L}\p{M}\p{Nd}_$]*/uy;
/** Most names; found sooner than by classes of all letters. */
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const QUOTED = /"([^"\\]*(?:\\[\s\S][^"\\]*)*)("?)/y;
const FOREIGN = /:(?:AND|OR|NOT):|==|!=|\*\*|&&|\|\||[!&|≤≥≠×⋅·÷−–]/iy;
const OPERATOR = /<=|>=|<>|[\^*/+\-<>=]/y;
const SYMBOL = /[()[\],:@']/y;
const STRAY = /[^\s()[\],:@'^*/+\-<>="{\p{L}\p{Nd}_!&|≤≥≠×⋅·÷−–]/uy;

const KEYWORDS: ReadonlySet<string> = new Set<Keyword>(['if', 'then', 'else']);
const WORD_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'mod']);
const LONGEST_RESERVED = 4;

const FOREIGN_OPERATORS: Readonly<Record<string, BinaryOperator | 'not'>> = {
  '==': '=',
  '!=': '<>',
  '≠': '<>',
  '≤': '<=',
  '≥': '>=',
  '**': '^',
  '×': '*',
  '⋅': '*',
  '·': '*',
  '÷': '/',
  '−': '-',
  '–': '-',
  '&&': 'and',
  '&': 'and',
  ':and:': 'and',
  '||': 'or',
  '|': 'or',
  ':or:': 'or',
  '!': 'not',
  ':not:': 'not',
};

/** Whether a name can stand in an expression without quotation marks. */
export function isPlainName(name: string): boolean {
  return (PLAIN_NAME.test(name) || matchAt(NAME, name, 0) === name) && !isReserved(name);
}

/** Words that are never names unless quoted: IF THEN ELSE AND OR NOT MOD. */
export function isReserved(name: string): boolean {
  if (name.length > LONGEST_RESERVED) return false;
  const word = name.toLowerCase();
  return KEYWORDS.has(word) || WORD_OPERATORS.has(word);
}

/** The tokens of a text in order; the last one is `end`. */
export function tokenise(source: SourceText, problems: Problems, dates: boolean): Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = matchAt(SPACE, text, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    if (text[at] === '{') {
      at = skipComment(source, problems, at);
      continue;
    }
    const token = tokenAt(source, problems, at, dates);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', start: text.length, end: text.length });
  return tokens;
}

function skipComment(source: SourceText, problems: Problems, start: number): number {
  COMMENT.lastIndex = start;
  const match = COMMENT.exec(source.text)!;
  if (match[1] === '') problems.add('parse/unclosed-comment', {}, placeIn(source, start, start + 1));
  return start + match[0].length;
}

function tokenAt(source: SourceText, problems: Problems, start: number, dates: boolean): Token {
  const { text } = source;
  const first = text[start]!;
  if (first === '"') return quotedName(source, problems, start);
  if (dates) {
    const date = matchAt(DATE, text, start);
    if (date !== undefined) return dateToken(source, problems, date, start);
  }
  const digits = matchAt(NUMBER, text, start);
  if (digits !== undefined) return numberToken(source, problems, digits, start);
  const name = matchAt(NAME, text, start);
  if (name !== undefined) return wordToken(name, start);
  const foreign = matchAt(FOREIGN, text, start);
  if (foreign !== undefined) return foreignOperator(source, problems, foreign, start);
  const operator = matchAt(OPERATOR, text, start);
  if (operator !== undefined)
    return { kind: 'operator', operator: operator as BinaryOperator, start, end: start + operator.length };
  const symbol = matchAt(SYMBOL, text, start);
  if (symbol !== undefined) return { kind: 'symbol', symbol: symbol as Punctuation, start, end: start + 1 };
  return strayText(source, problems, start);
}

function wordToken(name: string, start: number): Token {
  const end = start + name.length;
  const word = name.toLowerCase();
  if (KEYWORDS.has(word)) return { kind: 'keyword', word: word as Keyword, start, end };
  if (WORD_OPERATORS.has(word)) return { kind: 'operator', operator: word as BinaryOperator | 'not', start, end };
  return { kind: 'name', name, start, end };
}

function numberToken(source: SourceText, problems: Problems, digits: string, start: number): Token {
  const end = start + digits.length;
  const tail = matchAt(NUMBER_TAIL, source.text, end);
  if (tail !== undefined) {
    const help =
      /^\p{L}/u.test(tail) && !/^e$/i.test(tail) ? `Write \`${digits} * ${tail}\` for a product.` : undefined;
    problems.add('parse/bad-number', { text: digits + tail }, placeIn(source, start, end + tail.length), { help });
    return { kind: 'unknown', start, end: end + tail.length };
  }
  const value = Number(digits);
  if (Number.isFinite(value)) return { kind: 'number', value, start, end };
  problems.add('parse/number-too-large', { text: shorten(digits) }, placeIn(source, start, end));
  return { kind: 'unknown', start, end };
}

function dateToken(source: SourceText, problems: Problems, text: string, start: number): Token {
  const end = start + text.length;
  if (parseDate(text) !== undefined) return { kind: 'date', text, start, end };
  problems.add('parse/bad-date', { text }, placeIn(source, start, end));
  return { kind: 'unknown', start, end };
}

function quotedName(source: SourceText, problems: Problems, start: number): Token {
  QUOTED.lastIndex = start;
  const [whole, inside, closing] = QUOTED.exec(source.text)!;
  const end = start + whole.length;
  if (closing === '') {
    problems.add('parse/unclosed-quote', {}, placeIn(source, start, start + 1));
    return { kind: 'unknown', start, end: source.text.length };
  }
  const wrong = /\\([^"n\\])/.exec(inside!.replace(/\\["n\\]/g, '  '));
  if (wrong !== null) {
    const at = start + 1 + wrong.index;
    problems.add('parse/bad-escape', { text: wrong[0] }, placeIn(source, at, at + 2));
    return { kind: 'unknown', start, end };
  }
  if (inside!.trim() === '') {
    problems.add('parse/empty-name', {}, placeIn(source, start, end));
    return { kind: 'unknown', start, end };
  }
  const name = inside!.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  return { kind: 'name', name, start, end };
}

function foreignOperator(source: SourceText, problems: Problems, text: string, start: number): Token {
  const operator = FOREIGN_OPERATORS[text.toLowerCase()]!;
  const end = start + text.length;
  problems.add('parse/foreign-operator', { text, ours: operator.toUpperCase() }, placeIn(source, start, end));
  return { kind: 'operator', operator, start, end };
}

function strayText(source: SourceText, problems: Problems, start: number): Token {
  const { text } = source;
  let end = start;
  // A run of nonsense is one mistake.
  for (let next = matchAt(STRAY, text, end); next !== undefined; next = matchAt(STRAY, text, end)) {
    end += next.length;
    if (text[end - 1] === '%' || text[end - 1] === ';') break;
  }
  end = Math.max(end, start + 1);
  const stray = text.slice(start, end);
  const place = placeIn(source, start, end);
  if (stray === '%') problems.add('parse/percent', {}, place);
  else problems.add('parse/unknown-text', { text: describe(stray) }, place, { help: strayHelp(stray) });
  return { kind: 'unknown', start, end };
}

function strayHelp(stray: string): string | undefined {
  switch (stray) {
    case ';':
      return 'Separate arguments with a comma.';
    case '.':
      return 'Names have no dots; numbers need a digit.';
    case '}':
      return 'A comment opens with `{` and closes with the first `}`.';
    case '“':
    case '”':
    case '„':
      return 'Put names with spaces in straight quotation marks, "like this".';
    default:
      return undefined;
  }
}

/** Characters that cannot be seen, or that look like others, are named by their code point. */
function describe(text: string): string {
  const shown = shorten(text);
  if (/^[\x21-\x7e]+$/.test(shown)) return shown;
  const code = text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return /^[\p{P}\p{S}]/u.test(text) ? `${shown} (U+${code})` : `U+${code}`;
}

function shorten(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 20)}...`;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
