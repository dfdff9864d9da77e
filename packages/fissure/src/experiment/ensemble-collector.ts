/** Puts blocks of members together as they come in: one copy, whatever their order. */
import { BandSketchSum } from './band-sketch.ts';
import type { BandsKind } from './bands-kind.ts';
import { COLUMNS, emptyEnsemble, roomLike, takeRows } from './ensembles.ts';
import type { Ensemble, Experiment } from './experiment.ts';

export class EnsembleCollector {
  readonly #experiment: Experiment;
  readonly #members: Int32Array;
  readonly #rowOf: ReadonlyMap<number, number>;
  readonly #isThere: Uint8Array;
  readonly #sketch: BandSketchSum | undefined;
  /** Made when the first block comes: those who simulate have begun by then, and what is stopped before takes no room. */
  #whole: Ensemble | undefined;
  #count = 0;

  /** Room for `members`, each of which may come at most once. */
  constructor(experiment: Experiment, members: Int32Array, bands: BandsKind) {
    this.#experiment = experiment;
    this.#members = members.slice().sort();
    this.#rowOf = new Map(Array.from(this.#members, (member, row) => [member, row]));
    this.#isThere = new Uint8Array(members.length);
    this.#sketch = bands === 'sketched' ? new BandSketchSum() : undefined;
  }

  get count(): number {
    return this.#count;
  }

  add(block: Ensemble): void {
    if (block.members.length === 0) return;
    this.#whole ??= roomLike(block, this.#members);
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
    if (!this.#whole) return emptyEnsemble(this.#experiment, new Int32Array(), this.#sketch ? 'sketched' : 'exact');
    const rows = Int32Array.from(this.#isThere.keys()).filter((row) => this.#isThere[row] === 1);
    return { ...takeRows(this.#whole, rows), sketch: this.#sketch?.data() };
  }
}
