/** The search for the smallest believable change that turns a verdict, as a page asks its worker for it: one at a time. */
import type { PlannedClaim } from '../experiment/experiment.ts';
import type { BreakingPoint } from './break-claim.ts';
import type { Change, SimulationAnswer, SimulationRequest } from './simulation-messages.ts';

export interface Breaking {
  readonly claim: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly isDone: boolean;
  readonly found: BreakingPoint | undefined;
  /** How many levers were tried. */
  readonly tried: number;
}

export interface ClaimBreakerOptions {
  readonly ask: (request: SimulationRequest) => void;
  /** A number that no other request has. */
  readonly nextTurn: () => number;
  /** Undefined: nothing is looked for, and nothing was found. */
  readonly show: (breaking: Breaking | undefined) => void;
}

export class ClaimBreaker {
  readonly #options: ClaimBreakerOptions;
  #claim: string | undefined;
  #turn: number | undefined;

  constructor(options: ClaimBreakerOptions) {
    this.#options = options;
  }

  start(claim: string, change: Change, deciding: readonly string[]): void {
    const { ask, nextTurn, show } = this.#options;
    const turn = nextTurn();
    [this.#claim, this.#turn] = [claim, turn];
    show({ claim, share: 0, isDone: false, found: undefined, tried: 0 });
    ask({ kind: 'break', turn, change, claim, deciding });
  }

  /** Also forgets what was found. */
  stop(): void {
    if (this.#claim === undefined) return;
    if (this.#turn !== undefined) this.#options.ask({ kind: 'stop', what: 'break' });
    [this.#claim, this.#turn] = [undefined, undefined];
    this.#options.show(undefined);
  }

  hear(answer: SimulationAnswer): void {
    // Nobody knows what failed: to go on waiting would be to wait for ever.
    if (answer.kind === 'failed' && this.#turn !== undefined) this.stop();
    if (answer.kind !== 'share' && answer.kind !== 'broken') return;
    const claim = this.#claim;
    if (claim === undefined || answer.turn !== this.#turn) return;
    if (answer.kind === 'share') {
      this.#options.show({ claim, share: answer.share, isDone: false, found: undefined, tried: 0 });
      return;
    }
    this.#turn = undefined;
    this.#options.show({ claim, share: 1, isDone: true, found: answer.found, tried: answer.tried });
  }
}

/** The word of the others does not come from what is simulated. */
export function canTurn({ untestable, byConstruction }: PlannedClaim): boolean {
  return untestable === '' && byConstruction === '';
}
