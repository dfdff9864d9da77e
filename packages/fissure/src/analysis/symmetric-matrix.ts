/** Symmetric matrices of a few dozen rows: eigenvectors, and inverses where all eigenvalues are positive. */

export type Matrix = readonly (readonly number[])[];

export function identityMatrix(size: number): Matrix {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}

export function times(matrix: Matrix, vector: readonly number[]): readonly number[] {
  return matrix.map((row) => row.reduce((sum, cell, j) => sum + cell * vector[j]!, 0));
}

const SWEEPS_MOST = 60;

/** `matrix = V diag(values) V'`; columns of `vectors` have length 1. Jacobi's rotations, cyclic (Golub and Van Loan, 8.5). */
export function eigenOf(matrix: Matrix): { readonly vectors: Matrix; readonly values: readonly number[] } {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = identityMatrix(size).map((row) => [...row]);
  for (let sweep = 0; sweep < SWEEPS_MOST; sweep++) {
    let isDiagonal = true;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        const off = a[p]![q]!;
        if (Math.abs(off) <= 1e-16 * Math.sqrt(Math.abs(a[p]![p]! * a[q]![q]!)) || off === 0) continue;
        isDiagonal = false;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * off);
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        rotate(a, v, p, q, cosine, tangent * cosine);
      }
    if (isDiagonal) break;
  }
  return { vectors: v, values: a.map((row, i) => row[i]!) };
}

function rotate(a: number[][], v: number[][], p: number, q: number, cosine: number, sine: number): void {
  for (const row of a) turnPair(row, p, q, cosine, sine);
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[p]![k]!, a[q]![k]!];
    a[p]![k] = cosine * x - sine * y;
    a[q]![k] = sine * x + cosine * y;
  }
  for (const row of v) turnPair(row, p, q, cosine, sine);
}

function turnPair(row: number[], p: number, q: number, cosine: number, sine: number): void {
  const [x, y] = [row[p]!, row[q]!];
  row[p] = cosine * x - sine * y;
  row[q] = sine * x + cosine * y;
}

/** Undefined where an eigenvalue is not clearly positive. */
export function inverseOf(matrix: Matrix): Matrix | undefined {
  const { vectors, values } = eigenOf(matrix);
  const most = Math.max(...values);
  if (!(most > 0) || values.some((value) => !(value > 1e-12 * most))) return undefined;
  return matrix.map((_, i) =>
    matrix.map((_, j) => values.reduce((sum, value, k) => sum + (vectors[i]![k]! * vectors[j]![k]!) / value, 0)),
  );
}
