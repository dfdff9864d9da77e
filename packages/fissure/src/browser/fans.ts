/**
 * Fans behind the lines of a hand: where it is, or, while it moves on, where it will be by the time that they are there. One
 * that was begun is drawn to its end, though the hand is elsewhere: else there would be none until it rests.
 */
import type { MemberPool } from '../experiment/member-pool.ts';
import { type Begun, hasFew, simulateFew } from './begun.ts';
import type { LookAhead } from './look-ahead.ts';
import type { Positions } from './positions.ts';
import type { Change, SimulationRequest } from './simulation-messages.ts';
import type { Tasks } from './tasks.ts';
import { changeKey } from './variant-changes.ts';

/** A position of the hand, and what was simulated for it. */
export interface Position extends Begun {
  readonly asked: Extract<SimulationRequest, { kind: 'follow' }>;
}

export interface FansOptions {
  readonly positions: Positions;
  readonly lookAhead: LookAhead;
  readonly tasks: Tasks;
  readonly pool: MemberPool;
  /** Milliseconds of any clock. */
  readonly now: () => number;
  readonly show: (position: Position) => Promise<void>;
  /** That of the latest position is shown. */
  readonly onLatest: (position: Position) => void;
  readonly fail: (error: unknown) => void;
}

interface Ready {
  readonly change: Change;
  readonly begun: Begun;
  /** Where the hand was when it was begun: at this position or before it. */
  readonly asked: Position['asked'];
}

export class Fans {
  readonly #options: FansOptions;
  /** It has a line, and wants a fan. */
  #latest: Position | undefined;
  /** Where the hand has yet to come. */
  #ready: Ready | undefined;
  /** Turn of the last one that was shown. */
  #shown = 0;
  #isDrawing = false;
  #drawing: Promise<void> = Promise.resolve();
  /** How long one takes. */
  #ms = 0;

  constructor(options: FansOptions) {
    this.#options = options;
  }

  get isDrawing(): boolean {
    return this.#isDrawing;
  }

  /** Its line is shown. */
  async reach(position: Position): Promise<void> {
    this.#latest = position;
    if (hasFew(position)) await this.#showLatest(position);
    else await this.#showReady();
    if (!this.#isDrawing) this.#drawing = this.#draw().catch(this.#options.fail);
  }

  /** None is wanted any more. Ends when none is being drawn. */
  async stop(): Promise<void> {
    this.#latest = undefined;
    this.#ready = undefined;
    this.#options.tasks.stop('fan');
    await this.#drawing;
  }

  async #draw(): Promise<void> {
    this.#isDrawing = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) await this.#simulate(next);
    } finally {
      this.#isDrawing = false;
    }
  }

  async #simulate({ change, begun, asked }: Ready): Promise<void> {
    const { tasks, pool, positions, now } = this.#options;
    const signal = tasks.begin('fan');
    const began = now();
    const reached = { ...begun, ensemble: await simulateFew(begun, pool, { signal }) };
    positions.keep(change, reached);
    if (signal.aborted) return;
    this.#ms = now() - began;
    this.#ready = { change, begun: reached, asked };
    await this.#showReady();
  }

  /** Where the hand will be first: what it has passed by then shows for a moment only. */
  #next(): Ready | undefined {
    const { lookAhead, positions } = this.#options;
    if (!this.#latest) return undefined;
    const { opened, asked } = this.#latest;
    const changes = [lookAhead.aheadBy(this.#ms), asked.change];
    return changes
      .flatMap((change) => (change ? [{ change, begun: positions.at(opened, change, asked.hasRuns), asked }] : []))
      .find(({ begun }) => !hasFew(begun));
  }

  /** Once the hand has come there. */
  async #showReady(): Promise<void> {
    const ready = this.#ready;
    const latest = this.#latest;
    if (!ready || !latest || ready.begun.opened !== latest.opened) return;
    const isThere = changeKey(ready.change) === changeKey(latest.asked.change);
    if (isThere) return this.#showLatest({ ...ready.begun, asked: latest.asked });
    if (!this.#options.lookAhead.hasCome(ready.change)) return;
    this.#ready = undefined;
    await this.#show({ ...ready.begun, asked: ready.asked });
  }

  async #showLatest(position: Position): Promise<void> {
    this.#ready = undefined;
    this.#latest = position;
    await this.#show(position);
    if (this.#latest === position) this.#options.onLatest(position);
  }

  /** Never one of an earlier position than is shown already. */
  async #show(position: Position): Promise<void> {
    if (position.asked.turn < this.#shown) return;
    this.#shown = position.asked.turn;
    await this.#options.show(position);
  }
}
