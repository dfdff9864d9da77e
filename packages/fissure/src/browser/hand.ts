/**
 * Follows a hand on a lever: a line for where it is, a fan when there is time for one, and all members when it rests or lets
 * go. The line never waits for more than a part of a fan.
 */
import { outputBands } from '../analysis/bands.ts';
import { type Ensemble, type Experiment, savedTimes } from '../experiment/experiment.ts';
import type { MemberPool } from '../experiment/member-pool.ts';
import { type Begun, beginning, simulateAll, simulateFew, simulateFirst, stillOf } from './begun.ts';
import type { Opened } from './opened.ts';
import type { Change, OutputLines, SimulationAnswer, SimulationRequest } from './simulation-messages.ts';
import { bandsOf, movedBands, onlyOutputs, type Simulated } from './subset.ts';
import type { Tasks } from './tasks.ts';
import { changeKey } from './variant-changes.ts';

export interface HandOptions {
  readonly post: (answer: SimulationAnswer) => void;
  readonly fail: (error: unknown) => void;
  readonly tasks: Tasks;
  /** For lines and fans, and for all members. */
  readonly quick: MemberPool;
  readonly thorough: MemberPool;
  readonly opened: () => Opened | undefined;
  readonly changed: (opened: Opened, change: Change) => Experiment;
}

type Follow = Extract<SimulationRequest, { kind: 'follow' }>;
type LetGo = Extract<SimulationRequest, { kind: 'settle' }>;

/** A position of the hand, and what was simulated for it. */
interface Position extends Begun {
  readonly asked: Follow;
}

/** All members of a position, under way since before the hand let go. */
interface Ahead {
  readonly position: Position;
  readonly signal: AbortSignal;
  readonly whole: Promise<Simulated>;
}

const LINES = 20;

export class Hand {
  readonly #options: HandOptions;
  /** Where the hand is, until its line is under way. */
  #wanted: Follow | undefined;
  #isFollowing = false;
  /** The last one that has a line and no fan. */
  #position: Position | undefined;
  #isFanning = false;
  #fanning: Promise<void> = Promise.resolve();
  /** The last one for which anything was simulated. */
  #reached: Position | undefined;
  #ahead: Ahead | undefined;
  /** Turn at which it let go: positions up to it need no fan any more. */
  #settled = 0;

  constructor(options: HandOptions) {
    this.#options = options;
  }

  async follow(request: Follow): Promise<void> {
    this.#options.tasks.stop('warm', 'settle');
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

  stop(): void {
    this.#wanted = undefined;
    this.#position = undefined;
    this.#options.tasks.stop('fan');
  }

  /** Shows all members of where it let go. The signal is of all that belongs to this. */
  async letGo(request: LetGo): Promise<AbortSignal> {
    const { tasks, thorough } = this.#options;
    const { turn, change } = request;
    // All members are soon there.
    this.#settled = turn;
    tasks.stop('fan');
    const ahead = this.#takeAhead(change);
    const signal = ahead?.signal ?? tasks.begin('settle');
    const opened = this.#options.opened();
    if (!opened?.baseline) return signal;
    const all = await (ahead?.whole ?? simulateAll(await this.#begun(opened, change), thorough, signal));
    await this.#showAll(all, opened, request, signal);
    return signal;
  }

  #take(): Follow | undefined {
    const asked = this.#wanted;
    this.#wanted = undefined;
    return asked;
  }

  async #drawLine(asked: Follow): Promise<void> {
    const { opened: current, changed, quick, fail } = this.#options;
    const opened = current();
    if (!opened) return;
    const begun = beginning(opened, changed(opened, asked.change));
    const position = { ...begun, asked, ensemble: await simulateFirst(begun, quick) };
    await this.#show(position, 'first');
    if (asked.turn <= this.#settled) return;
    this.#reached = position;
    this.#position = position;
    if (!this.#isFanning) this.#fanning = this.#fan().catch(fail);
  }

  /** A fan that was begun is drawn to its end, though the hand has moved on: else there would be none until it rests. */
  async #fan(): Promise<void> {
    this.#isFanning = true;
    try {
      for (let position = this.#position; position; position = this.#position) {
        this.#position = undefined;
        if (position.asked.turn <= this.#settled) return;
        const signal = this.#options.tasks.begin('fan');
        const reached = { ...position, ensemble: await simulateFew(position, this.#options.quick, signal) };
        if (this.#reached === position) this.#reached = reached;
        if (signal.aborted) continue;
        await this.#show(reached, 'coarse');
        const isLast = this.#reached === reached && !this.#isFollowing && !signal.aborted;
        if (isLast && reached.asked.turn > this.#settled) this.#goAhead(reached);
      }
    } finally {
      this.#isFanning = false;
    }
  }

  /** The hand rests: all members are begun before it lets go. */
  #goAhead(position: Position): void {
    const { tasks, thorough, fail, opened: current } = this.#options;
    const { opened, asked } = position;
    if (!opened.baseline || opened !== current()) return;
    const signal = tasks.begin('settle');
    const whole = simulateAll(position, thorough, signal);
    this.#ahead = { position, signal, whole };
    whole.then((all) => this.#showAll(all, opened, asked, signal)).catch(fail);
  }

  /** What is under way for a change, unless it was stopped; anybody else's is for nobody any more. */
  #takeAhead(change: Change): Ahead | undefined {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (!ahead || ahead.signal.aborted) return undefined;
    const { opened, asked } = ahead.position;
    return opened === this.#options.opened() && isSame(asked.change, change) ? ahead : undefined;
  }

  /** The members that it has left behind where it let go. */
  async #begun(opened: Opened, change: Change): Promise<Begun> {
    await this.#fanning;
    const reached = this.#reached;
    if (reached?.opened === opened && isSame(reached.asked.change, change)) return reached;
    return beginning(opened, this.#options.changed(opened, change));
  }

  async #show(position: Position, quality: 'first' | 'coarse'): Promise<void> {
    const { post, quick, opened: current } = this.#options;
    const { asked, opened } = position;
    const outputs = new Set(asked.outputs);
    const { experiment, ensemble } = onlyOutputs(position, (id) => outputs.has(id));
    const bands = bandsOf(experiment, ensemble, opened[quality], opened.weights);
    const lines = quality === 'coarse' ? linesOf(experiment, ensemble) : [];
    const still = opened.baseline && (await stillOf(opened, quick));
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
    const lookedAt = new Set(outputs);
    for (const isWanted of [true, false]) {
      if (signal.aborted) return;
      const some = onlyOutputs(all, (id) => lookedAt.has(id) === isWanted);
      if (some.experiment.outputs.length === 0) continue;
      const bands = outputBands(some.experiment, some.ensemble, weights);
      this.#options.post({ kind: 'bands', turn, quality: 'full', bands, lines: [] });
      // Whoever wants to stop this is to be heard in between.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
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
