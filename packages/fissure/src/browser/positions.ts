/**
 * What was simulated of positions of the levers, by what differs there from the study: where a hand comes back, or was
 * expected, its members are there already. Of one study at a time.
 */
import { COLUMNS } from '../experiment/ensembles.ts';
import type { Begun } from './begun.ts';
import type { Opened } from './opened.ts';
import type { Change } from './simulation-messages.ts';
import { changeKey } from './variant-changes.ts';

/** Of the flagship, a line takes 0.3 MiB and a fan 1.8. */
const MOST_BYTES = 96 * 2 ** 20;

export class Positions {
  readonly #mostBytes: number;
  #opened: Opened | undefined;
  /** The latest at the end. */
  readonly #kept = new Map<string, Begun>();
  #bytes = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** Undefined where nothing was simulated, or it had to go. */
  at(opened: Opened, change: Change): Begun | undefined {
    return opened === this.#opened ? this.#kept.get(changeKey(change)) : undefined;
  }

  /** As the latest; the oldest make room. */
  keep(change: Change, begun: Begun): void {
    if (begun.opened !== this.#opened) this.#clear(begun.opened);
    const key = changeKey(change);
    this.#drop(key);
    this.#kept.set(key, begun);
    this.#bytes += bytesOf(begun);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes || oldest === key) return;
      this.#drop(oldest);
    }
  }

  /** Most of the room is taken: what is kept now without need may cost what somebody comes back to. */
  get isFull(): boolean {
    return this.#bytes > 0.75 * this.#mostBytes;
  }

  #clear(opened: Opened): void {
    this.#opened = opened;
    this.#kept.clear();
    this.#bytes = 0;
  }

  #drop(key: string): void {
    const found = this.#kept.get(key);
    if (found) this.#bytes -= bytesOf(found);
    this.#kept.delete(key);
  }
}

function bytesOf({ ensemble }: Pick<Begun, 'ensemble'>): number {
  return COLUMNS.reduce((sum, name) => sum + ensemble[name].byteLength, 0);
}
