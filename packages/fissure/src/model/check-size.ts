/**
 * How large a model becomes with every element written out. Sums over many dimensions multiply: this is estimated
 * before anything is built, so that a slip in a small file cannot fill the memory.
 */
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import { equationsOf } from './check-variables.ts';
import { type Equation, elementCount, type Variable } from './model.ts';
import { childrenOf, type Resolved } from './resolved.ts';

/** Scalar operations in a whole model; at some 100 bytes each, a fifth of a gigabyte. */
export const MOST_OPERATIONS = 2_000_000;

/** About how many scalar operations one element of an equation needs, cells of its functions included. */
export function operationCount(expr: Resolved): number {
  let inside = 0;
  for (const child of childrenOf(expr)) inside += operationCount(child);
  switch (expr.kind) {
    case 'reduce':
      return (inside + 1) * pointCount(expr.axes) * (expr.reducer === 'STDDEV' ? 4 : 1);
    case 'rank':
      return (inside + 5 * pointCount(expr.axes)) * pointCount(expr.axes);
    case 'price':
      return (inside + 1) * pointCount(expr.axes);
    case 'call':
      return inside + stageCount(expr) * 5;
    default:
      return inside + 1;
  }
}

function pointCount(axes: readonly { readonly elements: readonly number[] }[]): number {
  return axes.reduce((product, axis) => product * axis.elements.length, 1);
}

function stageCount({ name, args }: Extract<Resolved, { kind: 'call' }>): number {
  const order = name === 'DELAYN' || name === 'SMTHN' ? args[2] : undefined;
  return order?.kind === 'number' ? order.value : 3;
}

/** How many elements an equation is for: its own where each has one, otherwise all of the variable's. */
function elementsOf(equation: Equation, { equations: { entries, entryOf }, shape }: Variable): number {
  const entry = entries.length === 1 ? -1 : entries.indexOf(equation);
  // Elements with an equation each: the common form of imported arrays. Searching them one by one would be quadratic.
  if (entry >= 0 && entries.length === entryOf.length) return 1;
  return entry < 0 ? elementCount(shape) : entryOf.filter((one) => one === entry).length;
}

/** Reports the largest equation of a model that would become too large. */
export function checkSize(variables: ReadonlyMap<string, Variable>, problems: Problems): void {
  let total = 0;
  let largest: { readonly size: number; readonly variable: Variable; readonly equation: Equation } | undefined;
  for (const variable of variables.values())
    for (const equation of equationsOf(variable)) {
      const size = operationCount(equation.resolved) * elementsOf(equation, variable);
      total += size;
      if (largest === undefined || size > largest.size) largest = { size, variable, equation };
    }
  if (largest === undefined || total <= MOST_OPERATIONS) return;
  problems.add(
    'check/too-large',
    { name: largest.variable.name.text, size: largest.size, total, limit: MOST_OPERATIONS },
    placeIn(largest.equation.source),
  );
}
