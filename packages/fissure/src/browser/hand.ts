/**
 * Follows a hand on a lever: a line for where it is, a fan when there is time for one, and all members when it rests or lets
 * go. The line never waits for more than a part of a fan. Where it was before, or was expected, what is there shows at once.
 */
import { outputBands } from '../analysis/bands.ts';
import { type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import {
  type Begun,
  hasFew,
  hasFirst,
  membersOf,
  shownOf,
  simulateAll,
  simulateFew,
  simulateFirst,
  stillOf,
} from './begun.ts';
import { Fans, type Position } from './fans.ts';
import { LookAhead } from './look-ahead.ts';
import type { Opened } from './opened.ts';
import { Positions } from './positions.ts';
import type { Change, OutputLines, SimulationAnswer, SimulationRequest } from './simulation-messages.ts';
import { movedBands, onlyOutputs, type Simulated } from './subset.ts';
import type { Tasks } from './tasks.ts';
import { changeKey } from './variant-changes.ts';

export interface HandOptions {
  readonly post: (answer: SimulationAnswer) => void;
  readonly fail: (error: unknown) => void;
  readonly tasks: Tasks;
  readonly pool: MemberPool;
  /** Milliseconds of any clock: how fast a hand moves decides what is simulated first, never what comes out. */
  readonly now: () => number;
  readonly opened: () => Opened | undefined;
  readonly changed: (opened: Opened, change: Change) => Experiment;
  /** Somebody waits for something else than what a lever shows. */
  readonly isAwaited: () => boolean;
}

type Expect = Extract<SimulationRequest, { kind: 'expect' }>;
type Follow = Extract<SimulationRequest, { kind: 'follow' }>;
type TellRuns = Extract<SimulationRequest, { kind: 'runs' }>;
type LetGo = Extract<SimulationRequest, { kind: 'settle' }>;

/** All members of a position, under way since before the hand let go. */
interface Ahead {
  readonly position: Position;
  readonly signal: AbortSignal;
  readonly whole: Promise<Simulated>;
}

const LINES = 20;
/**
 * A hand that stays for so long with its fan shown may let go here, and one that stays for twice as long rests, whatever is still
 * drawn of where it was going.
 */
const STAY_MS = 20;

export class Hand {
  readonly #options: HandOptions;
  readonly #positions: Positions;
  readonly #lookAhead: LookAhead;
  readonly #fans: Fans;
  /** Where the hand is, until its line is under way. */
  #wanted: Follow | undefined;
  #isFollowing = false;
  /** Turn of the position where it may rest. */
  #resting = 0;
  #ahead: Ahead | undefined;
  /** Turn at which it let go: positions up to it need no fan any more. */
  #settled = 0;

  constructor(options: HandOptions) {
    this.#options = options;
    const { tasks, pool, now, opened, changed, isAwaited } = options;
    this.#positions = new Positions({ changed });
    const positions = this.#positions;
    const isBusy = () => this.#isFollowing || this.#fans.isDrawing;
    this.#lookAhead = new LookAhead({ positions, pool, tasks, now, opened, isBusy, isAwaited });
    this.#fans = new Fans({
      ...{ positions, lookAhead: this.#lookAhead, tasks, pool, now },
      show: (position) => this.#show(position, 'coarse'),
      onLatest: (position) => this.#soonRest(position),
      fail: options.fail,
    });
  }

  /** It is near a lever. */
  async expect(request: Expect): Promise<void> {
    await this.#lookAhead.expect(request);
  }

  /** Nobody waits any more. */
  rest(): void {
    this.#lookAhead.go().catch(this.#options.fail);
  }

  async follow(request: Follow): Promise<void> {
    this.#options.tasks.stop('warm', 'settle');
    this.#resting = 0;
    this.#fans.move(request, this.#lookAhead.makeWay(request.change));
    this.#wanted = request;
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    try {
      // One position at a time; where the hand was faster, the last one is next.
      for (let asked = this.#take(); asked; asked = this.#take()) await this.#drawLine(asked);
    } finally {
      this.#isFollowing = false;
    }
  }

  /** Some of a fan's members one by one. */
  async tellRuns({ turn, change, outputs }: TellRuns): Promise<void> {
    const { opened: current, pool, post } = this.#options;
    const opened = current();
    if (!opened?.baseline) return;
    const begun = this.#positions.at(opened, change, true);
    const reached = hasFew(begun) ? begun : { ...begun, ensemble: await simulateFew(begun, pool) };
    if (opened !== current()) return;
    this.#positions.keep(change, reached);
    post({ kind: 'runs', turn, lines: runsOf(reached, outputs) });
  }

  stop(): void {
    this.#wanted = undefined;
    this.#lookAhead.stop();
    void this.#fans.stop();
  }

  /** All members of where it let go are there, or soon will be. Ends when nothing of a fan is under way. */
  async end(turn: number): Promise<void> {
    this.#settled = turn;
    this.#lookAhead.stop();
    await this.#fans.stop();
  }

  /** Shows all members of where it let go. The signal is of all that belongs to this. */
  async letGo(request: LetGo): Promise<AbortSignal> {
    const { tasks, pool } = this.#options;
    const { turn, change } = request;
    const isEnded = this.end(turn);
    const ahead = this.#takeAhead(change);
    const signal = ahead?.signal ?? tasks.begin('settle');
    const opened = this.#options.opened();
    if (!opened?.baseline) return signal;
    // What it leaves behind of a fan is gone on with.
    if (!ahead) await isEnded;
    const all = await (ahead?.whole ?? simulateAll(this.#positions.at(opened, change), pool, signal));
    await this.#showAll(all, opened, request, signal);
    return signal;
  }

  #take(): Follow | undefined {
    const asked = this.#wanted;
    this.#wanted = undefined;
    return asked;
  }

  async #drawLine(asked: Follow): Promise<void> {
    const { opened: current, pool } = this.#options;
    const opened = current();
    if (!opened) return;
    const begun = this.#positions.at(opened, asked.change, asked.hasRuns);
    const ensemble = hasFirst(begun) ? begun.ensemble : await simulateFirst(begun, pool, { isUrgent: true });
    const position = { ...begun, asked, ensemble };
    this.#positions.keep(asked.change, position);
    if (!hasFew(position)) await this.#show(position, 'first');
    if (asked.turn > this.#settled) await this.#fans.reach(position);
  }

  /** All members are begun before it lets go, where it stays. */
  #soonRest(position: Position): void {
    const { turn } = position.asked;
    this.#resting = turn;
    const isHere = () => turn === this.#resting && turn > this.#settled && !this.#isFollowing;
    setTimeout(() => {
      if (isHere() && !this.#fans.isDrawing) this.#goAhead(position);
      else
        setTimeout(() => {
          if (isHere()) this.#goAhead(position);
        }, STAY_MS);
    }, STAY_MS);
  }

  #goAhead(position: Position): void {
    const { tasks, pool, fail, opened: current } = this.#options;
    const { opened, asked } = position;
    if (!opened.baseline || opened !== current()) return;
    tasks.stop('fan');
    const signal = tasks.begin('settle');
    const whole = simulateAll(position, pool, signal);
    this.#ahead = { position, signal, whole };
    whole
      // Whoever let go meanwhile shows them.
      .then((all) => (this.#ahead?.whole === whole ? this.#showAll(all, opened, asked, signal) : undefined))
      .then(() => (signal.aborted ? undefined : this.#lookAhead.go()))
      .catch(fail);
  }

  /** What is under way for a change, unless it was stopped; anybody else's is for nobody any more. */
  #takeAhead(change: Change): Ahead | undefined {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (!ahead || ahead.signal.aborted) return undefined;
    const { opened, asked } = ahead.position;
    return opened === this.#options.opened() && isSame(asked.change, change) ? ahead : undefined;
  }

  async #show(position: Position, quality: 'first' | 'coarse'): Promise<void> {
    const { post, pool, opened: current } = this.#options;
    const { asked, opened } = position;
    const bands = shownOf(position, quality, among(asked.outputs));
    const lines = asked.hasRuns && quality === 'coarse' ? runsOf(position, asked.outputs) : [];
    const still = opened.baseline && (await stillOf(opened, pool));
    if (opened !== current()) return;
    const shown = still ? movedBands(bands, still[quality], opened.baseline!.assessment.bands) : bands;
    const { turn } = asked;
    post({ kind: 'bands', turn, quality: opened.baseline ? quality : 'preview', bands: shown, lines });
  }

  /** First the outputs that are looked at, then the others. */
  async #showAll(
    all: Simulated,
    { weights }: Opened,
    { turn, outputs }: Follow | LetGo,
    signal: AbortSignal,
  ): Promise<void> {
    const isLookedAt = among(outputs);
    for (const isWanted of [true, false]) {
      if (signal.aborted) return;
      const some = onlyOutputs(all, (id) => isLookedAt(id) === isWanted);
      if (some.experiment.outputs.length === 0) continue;
      const bands = outputBands(some.experiment, some.ensemble, weights);
      this.#options.post({ kind: 'bands', turn, quality: 'full', bands, lines: [] });
      // Whoever wants to stop this is to be heard in between.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
}

function among(outputs: readonly string[]): (output: string) => boolean {
  const wanted = new Set(outputs);
  return (output) => wanted.has(output);
}

/** Single runs of a fan's members, which must be there. */
function runsOf(begun: Begun, outputs: readonly string[]): readonly OutputLines[] {
  const { experiment, ensemble } = membersOf(begun, 'coarse', among(outputs));
  return linesOf(experiment, ensemble);
}

function isSame(one: Change, other: Change): boolean {
  return changeKey(one) === changeKey(other);
}

/** Some members' runs, spread over those there are: each counts about as much as any other. */
export function linesOf({ plan, outputs }: Experiment, { members, outputs: values }: Ensemble): readonly OutputLines[] {
  const timeCount = savedTimes(plan).length;
  const count = Math.min(LINES, members.length);
  const rows = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * members.length) / count));
  return outputs.map(({ id }, index) => ({
    output: id,
    runs: rows.map((row) => {
      const start = (row * outputs.length + index) * timeCount;
      return values.slice(start, start + timeCount);
    }),
  }));
}
