/** What all members said of changes that were let go of: who comes back to one, or sets it beside others, is told at once. */
import type { Opened } from './opened.ts';
import type { Change } from './simulation-messages.ts';
import { changeKey } from './variant-changes.ts';
import type { WhatIf } from './what-if.ts';

/** Of the flagship, one takes a quarter of a megabyte. */
const MOST = 40;

export class Settled {
  #opened: Opened | undefined;
  /** The latest at the end. */
  readonly #kept = new Map<string, WhatIf>();

  at(opened: Opened, change: Change): WhatIf | undefined {
    return opened === this.#opened ? this.#kept.get(changeKey(change)) : undefined;
  }

  keep(opened: Opened, change: Change, whatIf: WhatIf): void {
    if (opened !== this.#opened) this.#kept.clear();
    this.#opened = opened;
    this.#kept.set(changeKey(change), whatIf);
    if (this.#kept.size > MOST) this.#kept.delete(this.#kept.keys().next().value!);
  }
}
