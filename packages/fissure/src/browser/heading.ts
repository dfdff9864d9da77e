/** Where a hand moves along the places of a slider: which way, how fast, and so where it will be. Times in milliseconds of any clock. */

/** Without a move for so long it rests. */
const REST_MS = 100;
/** How many moves tell how fast it is: of fewer, chance decides when they are heard of. */
const MOVES = 5;

/** Places that it may come to before a fan is there: no slider has more. */
const MOST_AHEAD = 250;

interface Move {
  readonly place: number;
  readonly at: number;
}

export class Heading {
  #place: number;
  /** -1, 1, or 0 before it moved. */
  #direction = 0;
  /** The latest in one direction without a rest, oldest first. */
  #moves: readonly Move[] = [];

  constructor(place: number) {
    this.#place = place;
  }

  /** Whether it turned round. */
  move(place: number, now: number): boolean {
    if (place === this.#place) return false;
    const direction = Math.sign(place - this.#place);
    const isTurning = direction === -this.#direction;
    const before = isTurning || this.#isResting(now) ? [] : this.#moves.slice(1 - MOVES);
    this.#moves = [...before, { place, at: now }];
    this.#direction = direction;
    this.#place = place;
    return isTurning;
  }

  /** Where it will be after `ms`, and up to twice as long, nearest first; nowhere if it rests, or nobody knows yet. */
  placesIn(ms: number, now: number): readonly number[] {
    const [first] = this.#moves;
    if (this.#moves.length < 2 || this.#isResting(now)) return [];
    const pace = Math.abs(this.#place - first!.place) / (now - first!.at);
    // Two moves that are heard of at once would have it anywhere.
    const nearest = Math.min(MOST_AHEAD, Math.round(pace * ms));
    const farthest = Math.min(MOST_AHEAD, Math.round(2 * pace * ms));
    return Array.from({ length: farthest - nearest + 1 }, (_, i) => this.#place + this.#direction * (nearest + i));
  }

  /** How far a place is ahead; negative: behind. Before the hand moved all places are ahead. */
  away(place: number): number {
    const step = place - this.#place;
    return this.#direction === 0 ? Math.abs(step) : step * this.#direction;
  }

  hasCome(place: number): boolean {
    return this.#direction === 0 ? place === this.#place : this.away(place) <= 0;
  }

  #isResting(now: number): boolean {
    return now - (this.#moves.at(-1)?.at ?? Number.NEGATIVE_INFINITY) >= REST_MS;
  }
}
