/** What a foreign model is turned into, element by element, before it is put together as a study. */
import type { Expr } from '../../equations/ast.ts';
import type { LookupPoints, Span } from '../foreign-expression.ts';
import type { Interpolation } from '../foreign-model.ts';
import type { Dimension } from './dimensions.ts';

export type ElementValue =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'expression'; readonly expr: Expr; readonly span: Span }
  /** Its rate is `rate`, or, where flows are known (XMILE), the sum of inflows less that of outflows. */
  | {
      readonly kind: 'stock';
      readonly initial: Expr;
      readonly rate: Expr | undefined;
      readonly inflows: readonly Expr[];
      readonly outflows: readonly Expr[];
      readonly span: Span;
    }
  | { readonly kind: 'lookup'; readonly lookup: LookupPoints; readonly span: Span }
  | {
      readonly kind: 'series';
      readonly rows: readonly (readonly [number, number])[];
      readonly interpolation: Interpolation;
      readonly span: Span;
    };

/** A quantity of the study in the making. */
export interface Output {
  /** In the study. */
  readonly name: string;
  /** As the model has it; `''` for what translation added. */
  readonly label: string;
  readonly unit: string;
  readonly doc: string;
  readonly isFlow: boolean;
  readonly nonNegative: boolean;
  readonly over: readonly Dimension[];
  /** By what `keyOf` makes of canonical elements. */
  readonly elements: Map<string, ElementValue>;
  readonly span: Span;
}

/** Names in quotation marks may hold any sign but this one: a line that is broken in them counts as a space. */
const BETWEEN = '\n';

export function keyOf(elements: readonly string[]): string {
  return elements.join(BETWEEN);
}

export function elementsOfKey(key: string): readonly string[] {
  return key === '' ? [] : key.split(BETWEEN);
}
