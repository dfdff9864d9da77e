/**
 * What is shown of an outcome while a lever moves: the line of its latest position, told by the first few members, and the
 * fan of the latest position that a hundred members have come to.
 */
import { LEVELS } from '../analysis/weighted-quantile.ts';
import type { Quality } from './simulation-messages.ts';

interface Fan {
  /** By level, then by time. */
  readonly fitted: readonly (readonly (number | null)[])[];
}

const MEDIAN = LEVELS.indexOf(0.5);

/** `isLate`: a line of a later position is shown already. */
export function bandToShow<Own extends Fan>(
  before: Own | undefined,
  news: Own,
  quality: Quality,
  isLate: boolean,
): Own {
  if (!before) return news;
  if (quality === 'first') return withLine(before, news);
  return quality === 'coarse' && isLate ? withLine(news, before) : news;
}

function withLine<Own extends Fan>(fan: Own, line: Own): Own {
  return { ...fan, fitted: fan.fitted.with(MEDIAN, line.fitted[MEDIAN]!) };
}
