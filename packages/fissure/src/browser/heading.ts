/** Where a hand moves along the places of a slider: which way, how fast, and so where it will be. Times in milliseconds of any clock. */

/** Without a move for so long it rests. */
const REST_MS = 100;
/** How much of the pace is that of the last move. */
const LATEST = 0.5;

export class Heading {
  #place: number;
  /** -1, 1, or 0 before it moved. */
  #direction = 0;
  /** Places in a millisecond. */
  #pace = 0;
  #movedAt = Number.NEGATIVE_INFINITY;

  constructor(place: number) {
    this.#place = place;
  }

  get place(): number {
    return this.#place;
  }

  move(place: number, now: number): void {
    const step = place - this.#place;
    if (step === 0) return;
    const direction = Math.sign(step);
    const ms = now - this.#movedAt;
    const pace = Math.abs(step) / ms;
    const isGoingOn = direction === this.#direction && ms < REST_MS;
    this.#pace = isGoingOn ? LATEST * pace + (1 - LATEST) * (this.#pace || pace) : 0;
    this.#direction = direction;
    this.#place = place;
    this.#movedAt = now;
  }

  placeIn(ms: number, now: number): number {
    const pace = now - this.#movedAt < REST_MS ? this.#pace : 0;
    return this.#place + this.#direction * Math.round(pace * ms);
  }

  /** How far a place is ahead; negative: behind. Before the hand moved all places are ahead. */
  away(place: number): number {
    const step = place - this.#place;
    return this.#direction === 0 ? Math.abs(step) : step * this.#direction;
  }

  hasCome(place: number): boolean {
    return this.#direction === 0 ? place === this.#place : this.away(place) <= 0;
  }
}
