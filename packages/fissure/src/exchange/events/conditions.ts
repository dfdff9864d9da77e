/** Conditions on events: `country=Iraq`, `opponent!=Civilians`, `where_prec<=4`. */
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataRow } from '../data/data-table.ts';
import type { EventLayout } from './event-layout.ts';
import { type ActorSide, type Key, keyNamed } from './keys.ts';

export interface Condition {
  readonly text: string;
  readonly key: Key;
  holds(row: DataRow, side: ActorSide): boolean;
}

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** `name=value`, several values with `|`; `!=`, and `<`, `<=`, `>`, `>=` for numbers. Texts are compared without regard to case. */
export function readCondition(text: string, layout: EventLayout, problems: Problems): Condition | undefined {
  const [, name, operator, value] = /^\s*([^=!<>]+?)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*$/.exec(text) ?? [];
  if (name === undefined || operator === undefined || value === undefined) {
    problems.add('data/bad-condition', { text });
    return undefined;
  }
  const key = keyNamed(name, layout, problems);
  if (key === undefined) return undefined;
  const compare = COMPARISONS[operator];
  if (compare === undefined) {
    const wanted = new Set(value.split('|').map((one) => folded(one.trim())));
    const isNegated = operator === '!=';
    return { text, key, holds: (row, side) => wanted.has(folded(key.read(row, side))) !== isNegated };
  }
  const limit = value === '' ? Number.NaN : Number(value);
  if (Number.isNaN(limit)) {
    problems.add('data/bad-condition', { text });
    return undefined;
  }
  return { text, key, holds: (row, side) => compare(Number(key.read(row, side)), limit) };
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').toLowerCase();
}
