/**
 * Simulates where a hand may move the levers, while nobody waits for anything else: what is there already shows at once when
 * the hand comes.
 */
import type { MemberPool } from '../experiment/member-pool.ts';
import { hasFew, hasFirst, simulateFew, simulateFirst } from './begun.ts';
import { Heading } from './heading.ts';
import type { Opened } from './opened.ts';
import type { Positions } from './positions.ts';
import type { Change, ExpectedLever, SimulationRequest } from './simulation-messages.ts';
import type { Tasks } from './tasks.ts';

export interface LookAheadOptions {
  readonly positions: Positions;
  readonly pool: MemberPool;
  readonly tasks: Tasks;
  readonly opened: () => Opened | undefined;
  /** Milliseconds of any clock. */
  readonly now: () => number;
  /** Somebody waits for a line or a fan. */
  readonly isBusy: () => boolean;
  /** Somebody waits for something else: that is before what nobody is near to. */
  readonly isAwaited: () => boolean;
}

type Expectation = Extract<SimulationRequest, { kind: 'expect' }>;

/** A line, or a fan, that is not there yet. */
interface Next {
  readonly opened: Opened;
  readonly change: Change;
  readonly isFan: boolean;
}

/** Behind the hand: it may turn round. */
const BEHIND = 2;
/** A fan costs five lines and is looked at later: that of the next place comes with the line of the eighth. */
const FAN = 8;

export class LookAhead {
  readonly #options: LookAheadOptions;
  #expected: Expectation | undefined;
  /** By lever expected. */
  #headings: readonly Heading[] = [];
  #isGoing = false;
  #isStopped = false;

  constructor(options: LookAheadOptions) {
    this.#options = options;
  }

  async expect(request: Expectation): Promise<void> {
    this.#expected = request;
    this.#headings = request.levers.map((lever) => new Heading(placeOf(lever, request.change)));
    await this.go();
  }

  /** The hand is somewhere else, and somebody waits: what was begun is left. Whether it turned round. */
  makeWay(change: Change): boolean {
    this.#options.tasks.stop('ahead');
    const now = this.#options.now();
    const levers = this.#expected?.levers ?? [];
    return levers.filter((lever, i) => this.#headings[i]!.move(placeOf(lever, change), now)).length > 0;
  }

  /** Where the hand will be in so many milliseconds, and soon after, nearest first. */
  aheadBy(ms: number): readonly Change[] {
    const expected = this.#expected;
    return (expected?.levers ?? []).flatMap((lever, i) =>
      this.#headings[i]!.placesIn(ms, this.#options.now())
        .filter((place) => place >= 0 && place < lever.values.length)
        .map((place) => changeAt(expected!, lever, place)),
    );
  }

  /** Whether the hand came to a position that it headed for, or is beyond it. */
  hasCome(change: Change): boolean {
    return (this.#expected?.levers ?? []).every((lever, i) => this.#headings[i]!.hasCome(placeOf(lever, change)));
  }

  /** Until somebody comes near again. */
  stop(): void {
    this.#isStopped = true;
    this.#options.tasks.stop('ahead');
  }

  /** Until all that is expected is there, or there is no more room, or somebody waits. */
  async go(): Promise<void> {
    this.#isStopped = false;
    if (this.#isGoing) return;
    this.#isGoing = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) await this.#simulate(next);
    } finally {
      this.#isGoing = false;
    }
  }

  async #simulate({ opened, change, isFan }: Next): Promise<void> {
    const { positions, tasks, pool, opened: current } = this.#options;
    const begun = positions.at(opened, change);
    const signal = tasks.begin('ahead');
    const simulate = isFan ? simulateFew : simulateFirst;
    const effort = { signal, isQuiet: !this.#expected?.isNear };
    const reached = { ...begun, ensemble: await simulate(begun, pool, effort) };
    if (opened === current() && hasFirst(reached)) positions.keep(change, reached, hasFew(reached));
  }

  #next(): Next | undefined {
    const { positions, opened: current, isBusy, isAwaited } = this.#options;
    const opened = current();
    if (!opened?.baseline || this.#isStopped || isBusy() || !this.#expected) return undefined;
    if (!this.#expected.isNear && isAwaited()) return undefined;
    for (const { change, isFan } of this.#inOrder(this.#expected))
      if (positions.hasRoom(opened, isFan) && !positions.has(opened, change, isFan)) return { opened, change, isFan };
    return undefined;
  }

  *#inOrder(expected: Expectation) {
    const order = expected.levers
      .flatMap((lever, i) =>
        lever.values.flatMap((_, place) => {
          const away = this.#headings[i]!.away(place);
          const distance = Math.abs(away) * (away < 0 ? BEHIND : 1);
          return [
            { lever, place, isFan: false, after: distance },
            { lever, place, isFan: true, after: distance * FAN },
          ];
        }),
      )
      .toSorted((a, b) => a.after - b.after);
    for (const { lever, place, isFan } of order) yield { change: changeAt(expected, lever, place), isFan };
  }
}

function changeAt({ change }: Expectation, { id, values, standing }: ExpectedLever, place: number): Change {
  const levers = new Map(change.levers);
  const value = values[place]!;
  if (value === standing) levers.delete(id);
  else levers.set(id, value);
  return { ...change, levers };
}

/** Of the nearest value. */
function placeOf({ id, values, standing }: ExpectedLever, { levers }: Change): number {
  const value = levers.get(id) ?? standing;
  const distances = values.map((own) => Math.abs(own - value));
  return distances.indexOf(Math.min(...distances));
}
