/**
 * Progress on stderr: how many of how many, how fast, how long still. On a screen one line drawn over; elsewhere a
 * line every few seconds, so that a log shows that something is happening; nothing with --quiet.
 */
import type { Terminal } from './terminal.ts';

const REDRAW_MS = 100;
/** The first line comes sooner: it says that something happens at all. */
const FIRST_LINE_MS = 1000;
const LINE_MS = 5000;
const BAR_CELLS = 20;

export class Progress {
  readonly #terminal: Terminal;
  readonly #label: string;
  readonly #unit: string;
  readonly #clock: () => number;
  readonly #startedMs: number;
  #shownMs: number;
  #done = 0;

  constructor(terminal: Terminal, label: string, unit = 'members', clock: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#label = label;
    this.#unit = unit;
    this.#clock = clock;
    this.#startedMs = clock();
    this.#shownMs = this.#startedMs;
  }

  /** `done` may be in the middle of one. */
  update(done: number, total: number): void {
    this.#done = done;
    if (this.#terminal.quiet) return;
    const now = this.#clock();
    const lineMs = this.#shownMs === this.#startedMs ? FIRST_LINE_MS : LINE_MS;
    const pauseMs = this.#terminal.interactive ? REDRAW_MS : lineMs;
    if (now - this.#shownMs < pauseMs && done < total) return;
    this.#shownMs = now;
    const text = progressText(this.#label, done, total, this.#unit, (now - this.#startedMs) / 1000);
    if (this.#terminal.interactive) this.#terminal.redraw(`\r\x1b[2K${text.slice(0, this.#terminal.width - 1)}`);
    else if (done < total) this.#terminal.notice(text);
  }

  /** Takes the line away, or leaves one that says how long it took. */
  finish(): void {
    const seconds = (this.#clock() - this.#startedMs) / 1000;
    if (this.#terminal.interactive) this.#terminal.redraw('\r\x1b[2K');
    this.#terminal.notice(
      `${this.#label}: ${Math.floor(this.#done).toLocaleString('en')} ${this.#unit} in ${seconds.toFixed(1)} s`,
    );
  }
}

export function progressText(label: string, done: number, total: number, unit: string, seconds: number): string {
  const filled = total === 0 ? BAR_CELLS : Math.floor((done / total) * BAR_CELLS);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? `  ${clockText((total - done) / rate)} left` : '';
  const speed = rate >= 0.05 ? `  ${rate >= 10 ? Math.round(rate).toLocaleString('en') : rate.toFixed(1)}/s` : '';
  return `${label}  ${bar}  ${Math.floor(done).toLocaleString('en')}/${total.toLocaleString('en')} ${unit}${speed}${left}`;
}

/** `0:07`, `12:30`, `1:02:03` */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
