/** From what a page noted while a lever was dragged to how long a reader waits. */
import type { Drag, Note } from './watch-page.ts';

export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly p95: number;
  readonly most: number;
}

export interface Waits {
  /** From an input until a line of this position, or a later one, was painted. */
  readonly toLine: Spread;
  /** The same for the fan of a hundred members. */
  readonly toFan: Spread;
  /** From asking about a position until its line, and its fan, came from the worker: of those that were not passed over. */
  readonly lineAnswered: Spread;
  readonly fanAnswered: Spread;
  /** From an answer until it was painted. */
  readonly painting: Spread;
  /** From letting go until all members, the first verdicts and the last verdicts were painted. */
  readonly toAll: number;
  readonly toProvisional: number;
  readonly toVerdicts: number;
  /** Tasks of the main thread over 50 ms while the lever moved. */
  readonly longTasks: readonly number[];
  readonly lines: number;
  readonly fans: number;
}

export function waitsOf({ inputs, released, notes, longTasks }: Drag): Waits {
  const answers = notes.filter(({ what, painted }) => what === 'answered' && painted !== undefined);
  const bands = answers.filter(({ kind }) => kind === 'bands');
  const lines = bands.filter(({ quality }) => quality === 'first');
  const fans = bands.filter(({ quality }) => quality === 'coarse');
  const isFan = ({ quality }: Note) => quality === 'coarse' || quality === 'full';
  const untilPainted = (test: (note: Note) => boolean) =>
    inputs.flatMap(({ at, turn }) => {
      const shown = bands.find((note) => test(note) && note.turn >= turn);
      return shown ? [shown.painted! - at] : [];
    });
  const asked = new Map(notes.flatMap(({ what, turn, at }) => (what === 'asked' ? [[turn, at] as const] : [])));
  const answered = (own: readonly Note[]) => own.map(({ turn, at }) => at - asked.get(turn)!);
  const afterRelease = (test: (note: Note) => boolean) =>
    (answers.find((note) => note.turn > inputs.at(-1)!.turn && test(note))?.painted ?? Number.NaN) - released;
  return {
    toLine: spreadOf(untilPainted(() => true)),
    toFan: spreadOf(untilPainted(isFan)),
    lineAnswered: spreadOf(answered(lines)),
    fanAnswered: spreadOf(answered(fans)),
    painting: spreadOf(bands.map(({ at, painted }) => painted! - at)),
    toAll: afterRelease(({ quality }) => quality === 'full'),
    toProvisional: afterRelease(({ kind, isProvisional }) => kind === 'verdicts' && isProvisional === true),
    toVerdicts: afterRelease(({ kind, isProvisional }) => kind === 'verdicts' && isProvisional === false),
    longTasks,
    lines: lines.length,
    fans: fans.length,
  };
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { least: at(0), median: at(0.5), p95: at(0.95), most: at(1) };
}
