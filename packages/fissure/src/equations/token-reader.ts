/**
 * Where the parser stands in the tokens, and the two things every rule of the grammar needs: to look ahead, and to
 * report without repeating itself.
 */
import type { MessageCode } from '../diagnostics/messages.generated.ts';
import type { ProblemDetails, Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Keyword, Punctuation, Token } from './tokens.ts';

export class TokenReader {
  readonly source: SourceText;
  readonly #problems: Problems;
  readonly #tokens: readonly Token[];
  #index = 0;
  #lastReportedAt = -1;

  constructor(source: SourceText, problems: Problems, tokens: readonly Token[]) {
    this.source = source;
    this.#problems = problems;
    this.#tokens = tokens;
  }

  /** The token ahead; beyond the last one it is `end` for ever. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.peek();
    if (this.#index < this.#tokens.length - 1) this.#index += 1;
    return token;
  }

  /** Passes over everything that is left; that the end comes too early is then no news. */
  skipToEnd(): void {
    this.#index = this.#tokens.length - 1;
    this.#lastReportedAt = this.peek().start;
  }

  /** Where the last token that was taken ends; 0 before the first. */
  get lastEnd(): number {
    return this.#index === 0 ? 0 : this.#tokens[this.#index - 1]!.end;
  }

  isAt(symbol: Punctuation, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.symbol === symbol;
  }

  isAtKeyword(word: Keyword, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'keyword' && token.word === word;
  }

  /** Takes the symbol if it is the next token. */
  takes(symbol: Punctuation): boolean {
    if (!this.isAt(symbol)) return false;
    this.next();
    return true;
  }

  textOf(span: { readonly start: number; readonly end: number }): string {
    return this.source.text.slice(span.start, span.end);
  }

  place(start: number, end: number) {
    return placeIn(this.source, start, end);
  }

  report(
    code: MessageCode,
    values: Readonly<Record<string, string>>,
    span: { readonly start: number; readonly end: number },
    details?: ProblemDetails,
  ): void {
    this.#problems.add(code, values, this.place(span.start, span.end), details);
  }

  /** As `report`, unless something was reported for the token ahead already: its echoes help nobody. */
  reportOnce(
    code: MessageCode,
    values: Readonly<Record<string, string>>,
    span: { readonly start: number; readonly end: number },
    details?: ProblemDetails,
  ): void {
    const { start, kind } = this.peek();
    if (start === this.#lastReportedAt || kind === 'unknown') return;
    this.#lastReportedAt = start;
    this.report(code, values, span, details);
  }
}

/** A piece of the author's text as it stands in a message. */
export function quote(text: string): string {
  // Cut first: a message about a megabyte must not read the megabyte.
  const oneLine = text.slice(0, 200).replace(/\s+/g, ' ').trim();
  return oneLine.length <= 40 ? `\`${oneLine}\`` : `\`${oneLine.slice(0, 36)}...\``;
}

/** What a token is called in a message. */
export function describeToken(reader: TokenReader, token: Token): string {
  return token.kind === 'end' ? 'the end of the expression' : quote(reader.textOf(token));
}
