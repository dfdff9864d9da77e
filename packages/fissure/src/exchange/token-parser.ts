/** What the two expression parsers share: looking ahead, and one report per entry. */
import type { Problems } from '../diagnostics/problems.ts';
import type { Span } from './foreign-expression.ts';

interface AnyToken {
  readonly kind: string;
  readonly span: Span;
}

/** Thrown inside a parser and caught by it: the rest of the entry cannot be read. The report has been made. */
export class Unreadable extends Error {}

export class TokenCursor<T extends AnyToken> {
  readonly file: string;
  readonly problems: Problems;
  readonly #tokens: readonly T[];
  #index = 0;

  constructor(file: string, tokens: readonly T[], problems: Problems) {
    this.file = file;
    this.#tokens = tokens;
    this.problems = problems;
  }

  peek(ahead = 0): T {
    return this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)]!;
  }

  next(): T {
    const token = this.peek();
    if (this.#index < this.#tokens.length - 1) this.#index += 1;
    return token;
  }

  /** To go back to with `reset`. */
  mark(): number {
    return this.#index;
  }

  reset(mark: number): void {
    this.#index = mark;
  }

  isAt(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead) as AnyToken & { readonly symbol?: string };
    return token.kind === 'symbol' && token.symbol === symbol;
  }

  takes(symbol: string): boolean {
    if (!this.isAt(symbol)) return false;
    this.next();
    return true;
  }

  expect(symbol: string): T {
    if (this.isAt(symbol)) return this.next();
    return this.fail(`\`${symbol}\` is missing`);
  }

  get lastEnd(): number {
    return this.#index === 0 ? this.peek().span.start : this.#tokens[this.#index - 1]!.span.end;
  }

  fail(reason: string, span: Span = this.peek().span): never {
    this.problems.add('exchange/syntax', { reason }, { file: this.file, ...span });
    throw new Unreadable(reason);
  }
}
