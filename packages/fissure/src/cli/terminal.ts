/**
 * Where a command writes: data to stdout, everything else to stderr. One object, so that tests can listen in and no
 * command asks the process itself for its width or colours.
 */
import picocolors from 'picocolors';
import type { ChartPaint } from '../report/figures/chart-terminal.ts';

export interface Terminal {
  /** Columns to fill. */
  readonly width: number;
  /** Whether stderr is a screen on which a line can be drawn over. */
  readonly interactive: boolean;
  readonly paint: Paint;
  readonly color: boolean;
  /** Colours for stderr: it may be a screen while stdout goes to a file, or the other way round. */
  readonly errorColor: boolean;
  readonly quiet: boolean;
  out(text: string): void;
  /** Progress and notices; `--quiet` silences them, not diagnostics. */
  notice(text: string): void;
  error(text: string): void;
  /** Writes without an end of line, for a line that is drawn over. */
  redraw(text: string): void;
}

export type Paint = Readonly<
  Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'blue', (text: string) => string>
>;

export interface TerminalOptions {
  readonly color?: boolean;
  readonly quiet?: boolean;
}

export function processTerminal(options: TerminalOptions = {}): Terminal {
  const color = options.color ?? wantsColor(process.stdout.isTTY === true, process.env);
  const errorColor = options.color ?? wantsColor(process.stderr.isTTY === true, process.env);
  const quiet = options.quiet ?? false;
  return {
    width: widthOf(process.stdout.columns ?? process.stderr.columns ?? Number(process.env.COLUMNS)),
    interactive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    paint: makePaint(color),
    color,
    errorColor,
    quiet,
    out: (text) => void process.stdout.write(endLine(text)),
    notice: (text) => void (quiet || process.stderr.write(endLine(text))),
    error: (text) => void process.stderr.write(endLine(text)),
    redraw: (text) => void (quiet || process.stderr.write(text)),
  };
}

/** no-color.org: NO_COLOR that is not empty turns colours off; FORCE_COLOR turns them on where there is no screen. */
export function wantsColor(isScreen: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false;
  if ((environment.FORCE_COLOR ?? '') !== '') return environment.FORCE_COLOR !== '0';
  return isScreen && environment.TERM !== 'dumb';
}

export function makePaint(color: boolean): Paint {
  return picocolors.createColors(color);
}

export function chartPaint(paint: Paint): ChartPaint {
  return { band: paint.blue, line: paint.cyan, record: paint.yellow, frame: paint.dim };
}

function widthOf(columns: number): number {
  return Number.isFinite(columns) && columns > 0 ? Math.min(200, Math.max(40, Math.floor(columns))) : 80;
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
