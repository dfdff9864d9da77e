/**
 * Blocks of work handed out over shared memory: a worker takes the next one with a single atomic addition, and leaves its
 * number where it can be read if the worker dies.
 */

const NEXT = 0;
const STOPPED = 1;
const PAUSED = 2;
const FIRST_LANE = 3;

export class SharedBlockQueue {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  static forLanes(count: number): SharedBlockQueue {
    return new SharedBlockQueue(new SharedArrayBuffer((FIRST_LANE + count) * Int32Array.BYTES_PER_ELEMENT));
  }

  /** The next block, or undefined where none is left or the work was stopped or makes way. */
  take(lane: number, blockCount: number): number | undefined {
    if (this.isStopped || Atomics.load(this.#cells, PAUSED) !== 0) return undefined;
    const block = Atomics.add(this.#cells, NEXT, 1);
    if (block >= blockCount) return undefined;
    this.begin(lane, block);
    return block;
  }

  /** How many were taken; more than there are where lanes asked in vain. */
  get taken(): number {
    return Atomics.load(this.#cells, NEXT);
  }

  /** Notes what a lane is at. */
  begin(lane: number, block: number): void {
    Atomics.store(this.#cells, FIRST_LANE + lane, block + 1);
  }

  /** The block that a lane began last. */
  begun(lane: number): number | undefined {
    const noted = Atomics.load(this.#cells, FIRST_LANE + lane);
    return noted === 0 ? undefined : noted - 1;
  }

  /** Before a new worker takes the lane over. */
  clear(lane: number): void {
    Atomics.store(this.#cells, FIRST_LANE + lane, 0);
  }

  /** Nothing is taken until it is resumed; what is begun is done to its end. */
  pause(): void {
    Atomics.store(this.#cells, PAUSED, 1);
  }

  resume(): void {
    Atomics.store(this.#cells, PAUSED, 0);
  }

  stop(): void {
    Atomics.store(this.#cells, STOPPED, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#cells, STOPPED) !== 0;
  }
}
