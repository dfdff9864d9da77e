/** Units in sentences. */
import { UNSTATED } from '../equations/parse-unit.ts';

/**
 * As a unit is spoken of a value: `persons per month` for `person/month`, `per month` for `1/month`, nothing for a plain
 * number, and for one whose unit nobody stated. Symbols (`km2`, `USD`) have no plural.
 */
export function unitWords(unit: string, value: number): string {
  if (unit === UNSTATED) return '';
  const [counted = '', per] = unit.split('/', 2);
  const isNoun = /^[a-z]{3,}$/.test(counted) && !/(s|people)$/.test(counted);
  const many = counted === '1' ? '' : isNoun && Math.abs(value) !== 1 ? `${counted}s` : counted;
  const each = per === undefined ? '' : `per ${per.replaceAll(/[()]/g, '').replaceAll('*', ' and ')}`;
  return `${many} ${each}`.trim();
}

/** What follows a number in a table: nothing for a plain number, and for one whose unit nobody stated. */
export function unitSuffix(unit: string): string {
  return unit === '' || unit === '1' || unit === UNSTATED ? '' : ` ${unit}`;
}

/** What follows a number in a sentence: `2.64 months`, `0.155 per month`. */
export function unitPhrase(unit: string, value: number): string {
  return unitSuffix(unit) === '' ? '' : ` ${unitWords(unit, value)}`;
}
