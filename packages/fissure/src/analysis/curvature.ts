/** Second derivatives of a function at its least, by differences whose steps are chosen by how much they change it. */
import type { Matrix } from './symmetric-matrix.ts';

export interface Curvature {
  /** Rows and columns in the order of `felt`. */
  readonly matrix: Matrix;
  /** Directions that change the function at all. */
  readonly felt: readonly number[];
}

const FIRST_STEP = 0.02;
const STEP_MOST = 6;
/** A step should raise the function by so much: more than its own noise, and little enough to be near the least. */
const [RISE_LEAST, RISE_MOST] = [1e-4, 1e-2];
const TRIES = 24;

export async function curvatureAt(
  { at, value }: { readonly at: readonly number[]; readonly value: number },
  valued: (points: readonly (readonly number[])[]) => Promise<Float64Array>,
): Promise<Curvature> {
  const moved = (...moves: readonly (readonly [index: number, step: number])[]) => {
    const point = [...at];
    for (const [index, step] of moves) point[index]! += step;
    return point;
  };
  const steps = at.map(() => FIRST_STEP);
  const up = at.map(() => Number.NaN);
  const down = at.map(() => Number.NaN);
  const rise = (i: number) => (up[i]! + down[i]!) / 2 - value;
  const isGood = (i: number) => rise(i) >= RISE_LEAST && rise(i) <= RISE_MOST;
  let open = [...at.keys()];
  for (let attempt = 0; attempt < TRIES && open.length > 0; attempt++) {
    const values = await valued(open.flatMap((i) => [moved([i, steps[i]!]), moved([i, -steps[i]!])]));
    for (const [k, i] of open.entries()) [up[i], down[i]] = [values[2 * k]!, values[2 * k + 1]!];
    open = open.filter((i) => !isGood(i));
    for (const i of open) steps[i] = rise(i) < RISE_LEAST ? Math.min(STEP_MOST, steps[i]! * 2.7) : steps[i]! / 2.3;
  }
  const felt = [...at.keys()].filter(isGood);
  const pairs = felt.flatMap((i, place) => felt.slice(place + 1).map((j) => [i, j] as const));
  const both = await valued(
    pairs.flatMap(([i, j]) => [moved([i, steps[i]!], [j, steps[j]!]), moved([i, -steps[i]!], [j, -steps[j]!])]),
  );
  const mixed = new Map(
    pairs.map(([i, j], k) => {
      const together = both[2 * k]! + both[2 * k + 1]! + 2 * value - up[i]! - down[i]! - up[j]! - down[j]!;
      return [`${i} ${j}`, together / (2 * steps[i]! * steps[j]!)] as const;
    }),
  );
  const matrix = felt.map((i) =>
    felt.map((j) => (i === j ? (2 * rise(i)) / steps[i]! ** 2 : mixed.get(i < j ? `${i} ${j}` : `${j} ${i}`)!)),
  );
  return { matrix, felt };
}
