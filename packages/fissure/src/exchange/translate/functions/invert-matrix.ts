/**
 * INVERT MATRIX by Gauss and Jordan: at each step the row with the largest number in the column, of those that are left, is
 * brought up, divided, and taken from all others. It is written out in equations, where a matrix without an inverse gives
 * infinities, which stop a run; that of a large matrix of numbers, as input-output tables are, is worked out by the import.
 */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr } from '../../foreign-expression.ts';
import { constantsAt } from '../constants.ts';
import type { Dimension } from '../dimensions.ts';
import * as make from '../make-expression.ts';
import type { Site } from '../translator.ts';
import type { CallContext, Translate } from './function-table.ts';

const { binary, call, choose, divide, multiply, number, subtract } = make;

/** Written out it takes some n^3 helper variables. */
const LARGEST_WRITTEN_OUT = 12;
/** Work of a second, which grows with n^3. */
const LARGEST = 400;

type Matrix = readonly (readonly Expr[])[];

export const invertMatrix: Translate = ([matrix, size], context) => {
  const { translator, site, span } = context;
  const variable = matrix?.kind === 'ref' ? translator.variables.get(canonicalName(matrix.name)) : undefined;
  const [rows, columns] = variable?.over.slice(-2) ?? [];
  const [row, column] = site.output.over.slice(-2).map((dimension, i, { length }) => {
    const element = site.element.at(i - length);
    return element === undefined ? undefined : dimension.indexOf.get(element);
  });
  if (
    matrix?.kind !== 'ref' ||
    rows === undefined ||
    columns === undefined ||
    row === undefined ||
    column === undefined
  )
    return translator.fail(
      'INVERT MATRIX takes an array and gives one, whose last two subscripts are those of a matrix',
      span,
    );
  const count = translator.constant(size!);
  if (rows.elements.length !== count || columns.elements.length !== count)
    return translator.fail(`the matrix has ${rows.elements.length} rows and ${columns.elements.length} columns`, span);
  if (count > LARGEST) return translator.fail(`a matrix of more than ${LARGEST} rows cannot be inverted here`, span);
  const given = matrix.subscripts ?? [];
  const subscripts = ['row', 'column'].map((axis) => ({ kind: 'run', axis, span: matrix.span }) as const);
  const cell: ForeignExpr = { ...matrix, subscripts: [...given.slice(0, -2), ...subscripts] };
  const others = site.element.slice(0, -2).join(',');
  const inverse = translator.once(`inverse|${site.output.name}|${span.start}|${others}`, () =>
    count > LARGEST_WRITTEN_OUT
      ? invertNumbers(cell, cells(rows, columns, site), context)
      : invert(
          cells(rows, columns, site).map((line) => line.map((at) => translator.expression(cell, at))),
          context,
        ),
  );
  return inverse[row]![column]!;
};

/** Where each cell stands: rows of sites. */
function cells(rows: Dimension, columns: Dimension, site: Site): Site[][] {
  return rows.elements.map((row) =>
    columns.elements.map((column) => {
      const own = [
        { axis: 'row', dimension: rows, element: row },
        { axis: 'column', dimension: columns, element: column },
      ];
      return { ...site, bindings: [...own, ...site.bindings] };
    }),
  );
}

function invertNumbers(
  cell: ForeignExpr,
  sites: readonly (readonly Site[])[],
  { translator, span }: CallContext,
): Matrix {
  const size = sites.length;
  const numbers = constantsAt(cell, sites.flat(), translator);
  if (numbers === undefined)
    return translator.fail(
      `a matrix of more than ${LARGEST_WRITTEN_OUT} rows is inverted where its numbers are known before the run`,
      span,
    );
  const work = sites.map((_, i) => [
    ...numbers.slice(i * size, (i + 1) * size),
    ...Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  ]);
  for (let step = 0; step < size; step += 1) {
    let largest = step;
    for (let i = step + 1; i < size; i += 1)
      if (Math.abs(work[i]![step]!) > Math.abs(work[largest]![step]!)) largest = i;
    [work[step], work[largest]] = [work[largest]!, work[step]!];
    const pivot = work[step]![step]!;
    const line = work[step]!.map((value) => value / pivot);
    for (let i = 0; i < size; i += 1) {
      const factor = work[i]![step]!;
      work[i] = i === step ? line : work[i]!.map((value, j) => value - factor * line[j]!);
    }
  }
  if (work.some((row) => row.some((value) => !Number.isFinite(value))))
    return translator.fail('this matrix has no inverse', span);
  return work.map((row) => row.slice(size).map(number));
}

function invert(matrix: Matrix, { translator, site }: CallContext): Matrix {
  const size = matrix.length;
  const named = (value: Expr) => translator.helper('matrix', value, { ...site, element: [] });
  const unit = (i: number) => Array.from({ length: size }, (_, j) => number(i === j ? 1 : 0));
  // The matrix, and to its right what becomes the inverse.
  const work = matrix.map((row, i) => [...row, ...unit(i)]);
  for (let step = 0; step < size; step += 1) {
    for (let i = step + 1; i < size; i += 1) bringUp(step, i);
    const pivot = work[step]![step]!;
    work[step] = work[step]!.map((cell) => named(divide(cell, pivot)));
    for (let i = 0; i < size; i += 1) {
      const factor = work[i]![step]!;
      if (i !== step) work[i] = work[i]!.map((cell, j) => named(subtract(cell, multiply(factor, work[step]![j]!))));
    }
  }
  return work.map((row) => row.slice(size));

  /** Exchanges two rows where the lower has the larger number in the column. */
  function bringUp(upper: number, lower: number): void {
    const [a, b] = [work[upper]!, work[lower]!];
    const isLarger = named(binary('>', call('ABS', b[upper]!), call('ABS', a[upper]!)));
    work[upper] = a.map((cell, j) => named(choose(isLarger, b[j]!, cell)));
    work[lower] = b.map((cell, j) => named(choose(isLarger, a[j]!, cell)));
  }
}
