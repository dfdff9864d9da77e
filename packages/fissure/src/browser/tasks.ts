/** What a simulating worker has under way: of each kind one thing at most. */

/** `warm`, `ahead`: what nobody asked for yet. `settle`: all members of a change. */
export type Task = 'open' | 'warm' | 'ahead' | 'fan' | 'settle' | 'judge' | 'variant' | 'break';

export class Tasks {
  readonly #under = new Map<Task, AbortController>();

  /** Stops what was under way of the same kind, and for what somebody waits also what nobody asked for yet. */
  begin(what: Task): AbortSignal {
    this.stop(what);
    if (what !== 'ahead') this.stop('warm');
    const controller = new AbortController();
    this.#under.set(what, controller);
    return controller.signal;
  }

  stop(...kinds: readonly Task[]): void {
    for (const what of kinds) this.#under.get(what)?.abort();
  }

  stopAll(): void {
    this.stop(...this.#under.keys());
  }

  signalOf(what: Task): AbortSignal | undefined {
    return this.#under.get(what)?.signal;
  }
}
