/** What models of other tools call units of time. */
import type { TimeUnit } from '../../base/calendar.ts';

const UNITS: readonly TimeUnit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'];
const SHORT: readonly (readonly [string, TimeUnit])[] = [
  ['sec', 'second'],
  ['min', 'minute'],
  ['hr', 'hour'],
  ['wk', 'week'],
  ['mo', 'month'],
  ['mth', 'month'],
  ['yr', 'year'],
];
const BY_WORD = new Map([...UNITS.map((unit) => [unit, unit] as const), ...SHORT]);
const LONGEST_WORD = 40;

/** Undefined: the model counts in something else, quarters say, or does not say in what. */
export function knownTimeUnit(text: string): TimeUnit | undefined {
  return BY_WORD.get(timeWord(text)?.replace(/\.$/, '') ?? '');
}

/** In the singular; undefined where nothing is said. */
export function timeWord(text: string): string | undefined {
  const word = text.trim().toLowerCase().replace(/\s+/g, ' ');
  return word === '' ? undefined : word.replace(/s(\.?)$/, '$1').slice(0, LONGEST_WORD);
}
