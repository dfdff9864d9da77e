/** Puts blocks of members together as they come in: one copy, whatever their order. */
import { BandSketchSum } from './band-sketch.ts';
import type { BandsKind } from './bands-kind.ts';
import { COLUMNS, emptyEnsemble, takeRows } from './ensembles.ts';
import type { Ensemble, Experiment } from './experiment.ts';

export class EnsembleCollector {
  readonly #whole: Ensemble;
  readonly #rowOf: ReadonlyMap<number, number>;
  readonly #isThere: Uint8Array;
  readonly #sketch: BandSketchSum | undefined;
  #count = 0;

  /** Room for `members`, each of which may come at most once. */
  constructor(experiment: Experiment, members: Int32Array, bands: BandsKind) {
    const sorted = members.slice().sort();
    this.#whole = emptyEnsemble(experiment, sorted, bands);
    this.#rowOf = new Map(Array.from(sorted, (member, row) => [member, row]));
    this.#isThere = new Uint8Array(sorted.length);
    this.#sketch = bands === 'sketched' ? new BandSketchSum() : undefined;
  }

  get count(): number {
    return this.#count;
  }

  add(block: Ensemble): void {
    for (const [row, member] of block.members.entries()) {
      const to = this.#rowOf.get(member)!;
      this.#isThere[to] = 1;
      for (const name of COLUMNS) {
        const width = block[name].length / block.members.length;
        if (width > 0) this.#whole[name].set(block[name].subarray(row * width, (row + 1) * width), to * width);
      }
    }
    this.#count += block.members.length;
    if (block.sketch) this.#sketch?.add(block.sketch);
  }

  /** The members that came, in rising order of their numbers. */
  finish(): Ensemble {
    const rows = Int32Array.from(this.#isThere.keys()).filter((row) => this.#isThere[row] === 1);
    return { ...takeRows(this.#whole, rows), sketch: this.#sketch?.data() };
  }
}
