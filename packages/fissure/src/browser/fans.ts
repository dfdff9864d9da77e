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
  /** The latest move to this position; while there was none, where the hand was when it was begun. */
  readonly asked: Position['asked'];
}

/**
 * How long one takes is the least that the last ones took, and no more than this: one that the hand has passed is shown late,
 * one too far ahead not before the hand comes there.
 */
const LATEST = 4;
const MOST_MS = 100;

export class Fans {
  readonly #options: FansOptions;
  /** It has a line, and wants a fan. */
  #latest: Position | undefined;
  /** That of where the hand has yet to come. */
  #ready: Ready | undefined;
  #drawing: Ready | undefined;
  /** Turn of the last one that was shown. */
  #shown = 0;
  #ended: Promise<void> = Promise.resolve();
  /** How long the last ones took. */
  #took: readonly number[] = [];

  constructor(options: FansOptions) {
    this.#options = options;
  }

  get isDrawing(): boolean {
    return this.#drawing !== undefined;
  }

  /** The hand is there now. What it turned away from is not gone on with. */
  move(asked: Position['asked'], isTurning: boolean): void {
    const key = changeKey(asked.change);
    const passed = (own: Ready | undefined) => (own && changeKey(own.change) === key ? { ...own, asked } : own);
    this.#ready = isTurning ? undefined : passed(this.#ready);
    this.#drawing = passed(this.#drawing);
    if (isTurning) this.#options.tasks.stop('fan');
  }

  /** Its line is shown. */
  async reach(position: Position): Promise<void> {
    this.#latest = position;
    if (hasFew(position)) await this.#showLatest(position);
    else await this.#showReady();
    if (!this.#drawing) this.#ended = this.#draw().catch(this.#options.fail);
  }

  /** None is wanted any more. Ends when none is being drawn. */
  async stop(): Promise<void> {
    this.#latest = undefined;
    this.#ready = undefined;
    this.#options.tasks.stop('fan');
    await this.#ended;
  }

  async #draw(): Promise<void> {
    try {
      while (true) {
        this.#drawing = this.#next();
        if (!this.#drawing) return;
        await this.#simulate(this.#drawing);
      }
    } finally {
      this.#drawing = undefined;
    }
  }

  async #simulate({ change, begun }: Ready): Promise<void> {
    const { tasks, pool, positions, now } = this.#options;
    const signal = tasks.begin('fan');
    const began = now();
    const reached = { ...begun, ensemble: await simulateFew(begun, pool, { signal }) };
    positions.keep(change, reached);
    if (signal.aborted) return;
    this.#took = [...this.#took.slice(1 - LATEST), now() - began];
    this.#ready = { ...this.#drawing!, begun: reached };
    await this.#showReady();
  }

  /** The first of where the hand will be that is not there: what it has passed by then shows for a moment only. */
  #next(): Ready | undefined {
    const { lookAhead, positions } = this.#options;
    if (!this.#latest) return undefined;
    const { opened, asked } = this.#latest;
    const ms = Math.min(MOST_MS, ...this.#took);
    for (const change of [...lookAhead.aheadBy(ms), asked.change]) {
      const begun = positions.at(opened, change, asked.hasRuns);
      if (!hasFew(begun)) return { change, begun, asked };
    }
    return undefined;
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
