/** What every member drew for every factor: drawn again from the design, unless the experiment has it with it. */
import { membersAt, memberTotal } from '../experiment/blocks.ts';
import { Design, memberIdentity } from '../experiment/design.ts';
import type { Ensemble, Experiment } from '../experiment/experiment.ts';

export class FactorTable {
  readonly #design: Design;
  /** The point of the design that each row of the ensemble simulates. */
  readonly #points: Int32Array;
  #rows: readonly Float64Array[] | undefined;

  constructor(experiment: Experiment, { members }: Ensemble) {
    const { seed, factors, replicateCount } = experiment;
    this.#design = new Design(seed, factors);
    this.#points = members.map((member) => memberIdentity(member, replicateCount).point);
    this.#rows = drawnRows(experiment, members);
  }

  /** All factors of one row of the ensemble. The first call draws the whole table and keeps it. */
  row(row: number): Float64Array {
    this.#rows ??= Array.from(this.#points, (point) => this.#design.point(point));
    return this.#rows[row]!;
  }

  /** One factor of all rows. */
  column(factor: number): Float64Array {
    const rows = this.#rows;
    return rows ? Float64Array.from(rows, (values) => values[factor]!) : this.#design.column(factor, this.#points);
  }
}

function drawnRows(experiment: Experiment, members: Int32Array): readonly Float64Array[] | undefined {
  const { points, factors } = experiment;
  if (!points) return undefined;
  const width = factors.length;
  const places = new Map(Array.from(membersAt(experiment, 0, memberTotal(experiment)), (member, i) => [member, i]));
  return Array.from(members, (member) =>
    points.subarray(places.get(member)! * width, (places.get(member)! + 1) * width),
  );
}
