/** Sums and the like over what runs over elements: our own functions over arrays where stars can say it, spelled out otherwise. */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import { overAllStars } from '../over-stars.ts';
import type { RunAxis } from '../run-over-elements.ts';
import type { Translator } from '../translator.ts';

export type Reducer = 'SUM' | 'PROD' | 'MIN' | 'MAX';

export interface Run {
  readonly terms: readonly Expr[];
  /** What the terms run over, the last the fastest; undefined where they are listed one by one. */
  readonly axes: readonly RunAxis[] | undefined;
}

export const SPELLED_OUT: Readonly<Record<Reducer, (terms: readonly Expr[]) => Expr>> = {
  SUM: make.sum,
  PROD: make.product,
  MIN: make.least,
  MAX: make.greatest,
};

/** In both forms term by term from the first to the last: the same to the last bit, up to 400 terms. */
export function reduction(reducer: Reducer, { terms, axes }: Run, translator: Translator): Expr {
  const body = axes && overAllStars(terms, axes, translator);
  return body === undefined ? SPELLED_OUT[reducer](terms) : make.call(reducer, body);
}
