/** The last section of a Vensim file, after the sketch: lines of a number, a colon and what that number sets. */
import type { CalendarOrigin, ForeignUnit } from '../foreign-model.ts';

export interface VensimSettings {
  /** The sketch alone, without the settings; empty where there is none. */
  readonly sketch: string;
  /** As the number says: Euler (0; 2 differences), Runge-Kutta of second (3, 4) and fourth order (1, 5; automatic or fixed). */
  readonly method: 'euler' | 'rk2' | 'rk4';
  readonly units: readonly ForeignUnit[];
  readonly origin: CalendarOrigin | undefined;
  /** `30:?tag=path`: the files that equations name by a tag. */
  readonly fileTags: ReadonlyMap<string, string>;
  /** Variables of the custom graphs. */
  readonly graphed: readonly string[];
}

const SETTINGS = /(?:^|\n)[ \t]*\/\/\/---\\{2,3}/;
const METHODS = ['euler', 'rk4', 'euler', 'rk2', 'rk2', 'rk4'] as const;

export function readSettings(tail: string): VensimSettings {
  const at = tail.search(SETTINGS);
  const sketch = at < 0 ? tail : tail.slice(0, at);
  const lines = at < 0 ? [] : tail.slice(at).split(/\r?\n/);
  const valuesOf = (code: string) =>
    lines
      .filter((line) => line.startsWith(`${code}:`))
      .map((line) =>
        line
          .slice(code.length + 1)
          .trim()
          .split(','),
      );
  const method = METHODS[Number(valuesOf('15')[0]?.[3] ?? 0)] ?? 'euler';
  const units = valuesOf('22').map((names): ForeignUnit => {
    const [name = '', ...aliases] = names.map((one) => one.trim()).filter((one) => one !== '');
    return { name, aliases };
  });
  const number = (code: string) => {
    const value = Number.parseInt(valuesOf(code)[0]?.[0] ?? '', 10);
    return Number.isSafeInteger(value) ? value : undefined;
  };
  const [year, month, day] = [number('37'), number('38'), number('39')];
  const isDate = year !== undefined && month !== undefined && day !== undefined && Math.abs(year) < 10_000;
  const origin = isDate && month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { year, month, day } : undefined;
  return {
    sketch,
    method,
    fileTags: new Map(valuesOf('30').flatMap((parts) => tagIn(parts.join(',')))),
    units: units.filter(({ name }) => name !== ''),
    graphed: graphedIn(lines),
    origin: origin && { ...origin, unit: number('40') },
  };
}

/** `:GRAPH name` begins a custom graph, as `:TABLE` and `:REPORT` begin others; `:VAR` names what is drawn in it. */
function graphedIn(lines: readonly string[]): string[] {
  const graphed: string[] = [];
  let isGraph = false;
  for (const line of lines) {
    const [keyword = '', ...words] = line.trim().split(/\s+/);
    if (/^:(?:GRAPH|TABLE|REPORT|L\x7f?<.*)$/.test(keyword)) isGraph = keyword === ':GRAPH';
    const name = words.join(' ').replace(/\[.*$/, '').replaceAll('"', '');
    if (isGraph && keyword === ':VAR' && name !== '') graphed.push(name);
  }
  return graphed;
}

function tagIn(line: string): [string, string][] {
  const [tag = '', path] = line.split('=', 2);
  return path === undefined ? [] : [[tag.trim().toLowerCase(), path.trim()]];
}
