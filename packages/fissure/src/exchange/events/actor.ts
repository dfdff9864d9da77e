/** Whose events they are: the actor that was asked for, or the one that is a side of every event of the file. */
import { nearestName } from '../../base/nearest-name.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataRow, DataTable } from '../data/data-table.ts';
import type { ActorSide } from './keys.ts';
import { textOf } from './keys.ts';

/** On which side of the row the actor stands; undefined where on neither. */
export function sideOf(row: DataRow, sides: readonly [number, number], actor: string): ActorSide {
  if (textOf(row, sides[0]) === actor) return 0;
  return textOf(row, sides[1]) === actor ? 1 : undefined;
}

/** The spelling of the file; undefined, with a diagnostic, where there is none or it is not clear whose events they are. */
export async function findActor(
  table: DataTable,
  sides: readonly [number, number],
  wanted: string | undefined,
  problems: Problems,
): Promise<string | undefined> {
  let common: ReadonlySet<string> | undefined;
  const seen = new Map<string, number>();
  for await (const rows of table.batches(new Set(sides)))
    for (const row of rows) {
      const pair = sides.map((column) => textOf(row, column));
      const before: ReadonlySet<string> | undefined = common;
      if (before === undefined || !pair.some((name) => before.has(name)) || before.size > 1)
        common = new Set(pair.filter((name) => before === undefined || before.has(name)));
      for (const name of new Set(pair))
        if (seen.size < MOST_ACTORS || seen.has(name)) seen.set(name, (seen.get(name) ?? 0) + 1);
    }
  if (wanted !== undefined) {
    const found = [...seen.keys()].find((name) => name.toLowerCase() === wanted.toLowerCase());
    if (found !== undefined) return found;
    const near = nearestName(wanted, [...seen.keys()]);
    const help = near === undefined ? mostFrequent(seen) : `Did you mean \`${near}\`?`;
    problems.add('data/unknown-actor', { actor: wanted }, undefined, { help });
    return undefined;
  }
  if (common?.size === 1) return [...common][0];
  problems.add('data/whose-events', {}, undefined, { help: `Give one with \`--actor\`. ${mostFrequent(seen)}` });
  return undefined;
}

const MOST_ACTORS = 20_000;

function mostFrequent(seen: ReadonlyMap<string, number>): string {
  const names = [...seen].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 6);
  return `Most often on a side: ${names.map(([name, count]) => `${name} (${count})`).join(', ')}.`;
}
