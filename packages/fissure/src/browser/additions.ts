/**
 * What a reader wants of a study beside what it says: variables to look at, constants to vary. The page asks for it by the
 * query of an address, and keeps it in its own.
 */

/** As `--vary` has it: `pay` (each element a draw of its own) or `pay[local]`, uniform between two numbers. */
export interface VariedConstant {
  readonly target: string;
  readonly low: number;
  readonly high: number;
}

export interface Additions {
  /** Canonical: `pay`, `pay[local]`, or `pay[*]` for the sum of all elements. */
  readonly plots: readonly string[];
  readonly varied: readonly VariedConstant[];
  /** Undefined: as many as the study says. */
  readonly members: number | undefined;
}

export const NO_ADDITIONS: Additions = { plots: [], varied: [], members: undefined };

/** More is not looked at side by side, and an address has an end. */
const MOST_PLOTS = 100;
const MOST_ADDED_MEMBERS = 10_000;

export function printAdditions({ plots, varied, members }: Additions): string {
  const query = new URLSearchParams();
  for (const plot of plots) query.append('plot', plot);
  for (const one of varied) query.append('vary', printVaried(one));
  if (members !== undefined) query.append('members', String(members));
  return query.toString();
}

/** What cannot be understood is left out. */
export function readAdditions(query: URLSearchParams): Additions {
  return {
    plots: query.getAll('plot').slice(0, MOST_PLOTS),
    varied: query.getAll('vary').flatMap((text) => readVaried(text) ?? []),
    members: readMembers(query.get('members')),
  };
}

export function printVaried({ target, low, high }: VariedConstant): string {
  return `${target}=${low}..${high}`;
}

export function readVaried(text: string): VariedConstant | undefined {
  const [, target, from, to] = /^([^=]+)=([^=]+?)\.\.([^=]+)$/.exec(text) ?? [];
  const [low, high] = [Number(from), Number(to)];
  return target !== undefined && Number.isFinite(low) && Number.isFinite(high) && low < high
    ? { target, low, high }
    : undefined;
}

export function readMembers(text: string | null): number | undefined {
  const members = Number(text);
  return Number.isInteger(members) && members > 0 ? Math.min(members, MOST_ADDED_MEMBERS) : undefined;
}

/** The output that shows a plot. */
export function outputOfPlot(plot: string): string {
  return `plot.${plot}`;
}

export function plotOfOutput(output: string): string | undefined {
  return output.startsWith('plot.') ? output.slice('plot.'.length) : undefined;
}
