/** Values by key, up to so many bytes in all: the oldest make room for the latest. */
export class Latest<Value> {
  readonly #mostBytes: number;
  readonly #bytesOf: (value: Value) => number;
  /** The latest at the end. */
  readonly #kept = new Map<string, Value>();
  #bytes = 0;

  constructor(mostBytes: number, bytesOf: (value: Value) => number) {
    this.#mostBytes = mostBytes;
    this.#bytesOf = bytesOf;
  }

  at(key: string): Value | undefined {
    return this.#kept.get(key);
  }

  /** Even if it alone takes more than there is. */
  keep(key: string, value: Value): void {
    this.drop(key);
    this.#kept.set(key, value);
    this.#bytes += this.#bytesOf(value);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes || oldest === key) return;
      this.drop(oldest);
    }
  }

  drop(key: string): void {
    const found = this.#kept.get(key);
    if (found !== undefined) this.#bytes -= this.#bytesOf(found);
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  /** Most of the room is taken: what is kept now without need may cost what somebody comes back to. */
  get isFull(): boolean {
    return this.#bytes > 0.75 * this.#mostBytes;
  }
}
