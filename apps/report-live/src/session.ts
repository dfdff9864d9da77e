/** What was changed by hand, and what the page's simulations say of it: coarse while a lever is held, then every member. */
import {
  type Breaking,
  bandToShow,
  type Change,
  ClaimBreaker,
  type FittedBand,
  hasVectorWebAssembly,
  type LiveStudy,
  type SimulationAnswer,
  type SimulationRequest,
  type Verdict,
} from 'fissure/report-live';

/** An arrow key lets go of the lever at every step. */
const SETTLE_MS = 200;
/** Turn of what is simulated to be compared. */
const STANDING_TURN = -1;
/** Turns of searches for what breaks a claim go down from here: those that go up are positions of the levers. */
const BREAKING_TURN = -2;

export interface State {
  readonly settings: ReadonlyMap<string, number>;
  /** By output, as they come; empty: all are those of the study as it stands. */
  readonly bands: ReadonlyMap<string, FittedBand>;
  /** Undefined: those of the study as it stands. */
  readonly verdicts: readonly Verdict[] | undefined;
  /** How far the verdicts of every member are, from 0 to 1; undefined: they are there. */
  readonly share: number | undefined;
}

const STANDING: State = { settings: new Map(), bands: new Map(), verdicts: undefined, share: undefined };

export interface SessionOptions {
  readonly study: LiveStudy;
  /** What all workers run. */
  readonly workerScript: Blob;
  /** Outputs in sight: a hand on a lever waits for no others. */
  readonly lookedAt: () => readonly string[];
  readonly show: (state: State) => void;
  readonly showBreaking: (breaking: Breaking | undefined) => void;
  readonly tell: (reason: string) => void;
}

/** What the study as it stands gave here. */
export type Simulated = Extract<SimulationAnswer, { kind: 'verdicts' }>;

interface Comparison {
  readonly onShare: (share: number) => void;
  readonly settle: (simulated: Simulated | undefined) => void;
}

export class Session {
  readonly #options: SessionOptions;
  #worker: Worker | undefined;
  #state = STANDING;
  #turn = 0;
  #turnOfReset = 0;
  /** The position that the lines shown are of. */
  #turnOfLines = 0;
  /** Every member's outcomes are shown: what a few say comes too late. */
  #isExact = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #comparison: Comparison | undefined;
  readonly #breaker: ClaimBreaker;
  #turnOfBreaking = BREAKING_TURN;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#breaker = new ClaimBreaker({
      ask: (request) => this.#ask(request),
      nextTurn: () => this.#turnOfBreaking--,
      show: options.showBreaking,
    });
  }

  get state(): State {
    return this.#state;
  }

  /** Before the first lever moves: workers take a while to start. */
  wake(): void {
    this.#worker ??= this.#open();
  }

  #ask(request: SimulationRequest): void {
    this.wake();
    this.#worker!.postMessage(request);
  }

  /** From where the levers stand. */
  tryToBreak(claim: string): void {
    this.#breaker.start(claim, this.#change(), this.#options.study.deciding[claim] ?? []);
  }

  stopBreaking(): void {
    this.#breaker.stop();
  }

  /** A hand is near a lever, and may set it to any of these. */
  expect(id: string, values: readonly number[]): void {
    this.#ask({ kind: 'expect', change: this.#change(), levers: [{ id, values, standing: 1 }], isNear: true });
  }

  drag(id: string, value: number): void {
    this.#interrupt();
    // It spoke of levers that stand there no longer.
    this.stopBreaking();
    this.#turn += 1;
    this.#isExact = false;
    const settings = moved(this.#state.settings, id, value);
    this.#set(settings.size === 0 ? STANDING : { settings, share: 0 });
    if (settings.size > 0) this.#ask({ kind: 'follow', ...this.#asked() });
  }

  /** Every member's outcomes, which are quick, then the claims. */
  release(): void {
    clearTimeout(this.#settling);
    if (this.#state.settings.size === 0) return;
    this.#settling = setTimeout(() => this.#ask({ kind: 'settle', ...this.#asked() }), SETTLE_MS);
  }

  reset(): void {
    this.#interrupt();
    this.stopBreaking();
    this.#turn += 1;
    this.#turnOfReset = this.#turn;
    this.#worker?.postMessage({ kind: 'stop', what: 'settle' } satisfies SimulationRequest);
    this.#set(STANDING);
  }

  /** The study as it stands, simulated here; undefined where a lever came between. */
  simulateStanding(onShare: (share: number) => void): Promise<Simulated | undefined> {
    this.#interrupt();
    const change = { scenario: '', levers: new Map() };
    return new Promise((settle) => {
      this.#comparison = { onShare, settle };
      this.#ask({ kind: 'settle', turn: STANDING_TURN, change, outputs: [] });
    });
  }

  #change(): Change {
    return { scenario: '', levers: this.#state.settings };
  }

  #asked() {
    return { turn: this.#turn, change: this.#change(), outputs: this.#options.lookedAt() };
  }

  /** All that takes long is done there: nothing but drawing may keep the page from a hand on a lever. */
  #open(): Worker {
    const { study, workerScript, tell } = this.#options;
    const { experiment, weights, bands, verdicts } = study;
    const worker = new Worker(URL.createObjectURL(workerScript));
    worker.onmessage = ({ data }: MessageEvent<SimulationAnswer>) => this.#hear(data);
    worker.onerror = ({ message }) => tell(message);
    const assessment = { bands: bands.map((band) => ({ ...band, prior: band.fitted })), verdicts };
    const baseline = { selection: experiment.selection, assessment, weights: { ...weights, without: [] } };
    worker.postMessage(workerScript);
    worker.postMessage({ kind: 'open', turn: 0, experiment, baseline } satisfies SimulationRequest);
    return worker;
  }

  #hear(answer: SimulationAnswer): void {
    this.#breaker.hear(answer);
    if (answer.kind === 'failed') this.#options.tell(answer.reason);
    else if (answer.turn === STANDING_TURN) this.#compare(answer);
    else if (answer.turn === this.#turn || this.#isFan(answer)) this.#take(answer);
  }

  /** Of a position a moment ago: the fan comes after the line. */
  #isFan(answer: SimulationAnswer): boolean {
    return answer.kind === 'bands' && answer.quality === 'coarse' && answer.turn > this.#turnOfReset;
  }

  #take(answer: SimulationAnswer): void {
    switch (answer.kind) {
      case 'bands':
        if (answer.quality !== 'full' && this.#isExact) return;
        this.#isExact = answer.quality === 'full';
        this.#set({ bands: withBands(this.#state.bands, this.#bandsToShow(answer)) });
        return;
      case 'share':
        this.#set({ share: answer.share });
        return;
      case 'verdicts': {
        const { verdicts, bands, isProvisional } = answer;
        this.#set({ verdicts, bands: withBands(this.#state.bands, bands), share: isProvisional ? 0 : undefined });
        return;
      }
    }
  }

  #bandsToShow({ turn, quality, bands }: Extract<SimulationAnswer, { kind: 'bands' }>): readonly FittedBand[] {
    const isLate = turn < this.#turnOfLines;
    this.#turnOfLines = Math.max(turn, this.#turnOfLines);
    const shown = (output: string) =>
      this.#state.bands.get(output) ?? this.#options.study.bands.find((band) => band.output === output);
    return bands.map((band): FittedBand => bandToShow(shown(band.output), band, quality, isLate));
  }

  #compare(answer: SimulationAnswer): void {
    if (answer.kind === 'share') this.#comparison?.onShare(answer.share);
    if (answer.kind !== 'verdicts' || answer.isProvisional) return;
    this.#comparison?.settle(answer);
    this.#comparison = undefined;
  }

  #interrupt(): void {
    clearTimeout(this.#settling);
    this.#comparison?.settle(undefined);
    this.#comparison = undefined;
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.show(this.#state);
  }
}

/** A lever at 1 is not moved. */
function moved(settings: ReadonlyMap<string, number>, id: string, value: number): ReadonlyMap<string, number> {
  const next = new Map(settings);
  if (value === 1) next.delete(id);
  else next.set(id, value);
  return next;
}

function withBands(before: State['bands'], bands: readonly FittedBand[]): State['bands'] {
  if (bands.length === 0) return before;
  return new Map([...before, ...bands.map((band) => [band.output, band] as const)]);
}

/** Also where a policy stands in the way, which only shows when something is compiled. */
export function canSimulate(): boolean {
  if (!hasVectorWebAssembly() || typeof Worker === 'undefined') return false;
  try {
    // The empty module.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return true;
  } catch {
    return false;
  }
}
