/**
 * What was simulated of positions of the levers, by what differs there from the study: where a hand comes back, or was
 * expected, it is there already. Of one study at a time.
 */
import type { Band } from '../analysis/bands.ts';
import { COLUMNS } from '../experiment/ensembles.ts';
import { type Experiment, savedTimes } from '../experiment/experiment.ts';
import { type Begun, beginning, hasFew, hasFirst, shownOf } from './begun.ts';
import { Latest } from './latest.ts';
import type { Opened } from './opened.ts';
import type { Change } from './simulation-messages.ts';
import { changeKey } from './variant-changes.ts';

export interface PositionsOptions {
  readonly changed: (opened: Opened, change: Change) => Experiment;
  /** Of the flagship, a line takes 0.3 MiB and a fan 1.8. */
  readonly memberBytes?: number;
  /** Of the flagship, what a fan shows of all outputs takes 0.1 MiB. */
  readonly fanBytes?: number;
  /** Outputs times saved times up to which a fan is kept as what it shows: a hand may have to wait while that is found. */
  readonly mostColumns?: number;
}

/** Of the flagship they are 2,254 and take 15 ms. */
const MOST_COLUMNS = 5000;

export class Positions {
  readonly #changed: PositionsOptions['changed'];
  readonly #members: Latest<Begun>;
  readonly #fans: Latest<readonly Band[]>;
  readonly #mostColumns: number;
  #opened: Opened | undefined;

  constructor(options: PositionsOptions) {
    const { changed, memberBytes = 96 * 2 ** 20, fanBytes = 64 * 2 ** 20, mostColumns = MOST_COLUMNS } = options;
    this.#changed = changed;
    this.#members = new Latest(memberBytes, bytesOfMembers);
    this.#fans = new Latest(fanBytes, bytesOfFan);
    this.#mostColumns = mostColumns;
  }

  /** What is there, which may be nothing. `needsMembers`: what their fan shows is not enough. */
  at(opened: Opened, change: Change, needsMembers = false): Begun {
    const key = this.#keyOf(opened, change);
    const begun = this.#members.at(key) ?? beginning(opened, this.#changed(opened, change));
    const fan = needsMembers ? undefined : this.#fans.at(key);
    return fan ? { ...begun, fan } : begun;
  }

  /** What its line, or its fan, shows is there. */
  has(opened: Opened, change: Change, isFan: boolean): boolean {
    const key = this.#keyOf(opened, change);
    if (this.#fans.at(key)) return true;
    const begun = this.#members.at(key);
    return begun !== undefined && (isFan ? hasFew(begun) : hasFirst(begun));
  }

  /** A fan as what it shows, in place of its members: these take twenty times as much. */
  keep(change: Change, begun: Begun, isFan = false): void {
    const { opened, experiment, ensemble } = begun;
    const key = this.#keyOf(opened, change);
    if (isFan && this.#isNarrow(opened)) {
      this.#fans.keep(
        key,
        shownOf(begun, 'coarse', () => true),
      );
      this.#members.drop(key);
    } else if (ensemble.members.length > 0) this.#members.keep(key, { opened, experiment, ensemble });
  }

  hasRoom(opened: Opened, isFan: boolean): boolean {
    return !(isFan && this.#isNarrow(opened) ? this.#fans : this.#members).isFull;
  }

  #isNarrow({ experiment: { outputs, plan } }: Opened): boolean {
    return outputs.length * savedTimes(plan).length <= this.#mostColumns;
  }

  #keyOf(opened: Opened, change: Change): string {
    if (opened !== this.#opened) {
      this.#members.clear();
      this.#fans.clear();
    }
    this.#opened = opened;
    return changeKey(change);
  }
}

function bytesOfMembers({ ensemble }: Begun): number {
  return COLUMNS.reduce((sum, name) => sum + ensemble[name].byteLength, 0);
}

function bytesOfFan(bands: readonly Band[]): number {
  return bands.reduce((sum, { fitted }) => sum + 8 * fitted.length * (fitted[0]?.length ?? 0), 0);
}
