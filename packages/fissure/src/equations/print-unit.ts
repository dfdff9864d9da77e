/** Unit to text as people write it, with the names a study declared: `person/month`, `USD/(person*month)`, `1`. */
import { canonicalName } from '../base/names.ts';
import { sameScale, type Unit, type UnitTable } from './unit.ts';
import { BUILT_IN_UNITS } from './unit-table.ts';

/** One way to write a base unit: itself, or a declared multiple of it (month for second, kUSD for USD). */
interface Spelling {
  readonly name: string;
  readonly scale: number;
}

interface Factor {
  readonly spelling: Spelling;
  readonly exponent: number;
}

/**
 * Chooses for each base unit the declared multiple with which the scale comes out as 1; where there is none, the one
 * nearest to it, with the number that remains in front: `2.5 person/month`. Numerator and denominator each in
 * alphabetical order, time last. `parseUnit` reads the result back, unless it has such a number or a broken exponent.
 */
export function printUnit(unit: Unit, table: UnitTable = BUILT_IN_UNITS): string {
  const { factors, rest } = chooseSpellings(unit, table);
  const above = factors.filter(({ exponent }) => exponent > 0).map((factor) => power(factor));
  const below = factors.filter(({ exponent }) => exponent < 0).map((factor) => power(factor));
  const number = sameScale(rest, 1) ? '' : String(rest);
  if (above.length + below.length === 0) return number === '' ? '1' : number;
  const numerator = above.length === 0 ? (number === '' ? '1' : number) : [number, above.join('*')].join(' ').trim();
  if (below.length === 0) return numerator;
  return `${numerator}/${below.length === 1 ? below[0] : `(${below.join('*')})`}`;
}

function power({ spelling, exponent }: Factor): string {
  const size = Math.abs(exponent);
  return size === 1 ? spelling.name : `${spelling.name}^${size}`;
}

/** More combinations than this are not tried: only a unit of very many bases with multiples has them. */
const MOST_COMBINATIONS = 10_000;

function chooseSpellings(unit: Unit, table: UnitTable): { factors: readonly Factor[]; rest: number } {
  const bases = [...unit.exponents].sort(([a], [b]) => byName(a, b));
  let best: { factors: readonly Factor[]; rest: number } | undefined;
  let tried = 0;
  const choose = (index: number, chosen: readonly Factor[], rest: number): void => {
    if (best !== undefined && (sameScale(best.rest, 1) || tried > MOST_COMBINATIONS)) return;
    const base = bases[index];
    if (base === undefined) {
      tried += 1;
      if (best === undefined || distance(rest) < distance(best.rest)) best = { factors: chosen, rest };
      return;
    }
    const [name, exponent] = base;
    for (const spelling of spellingsOf(name, table))
      choose(index + 1, [...chosen, { spelling, exponent }], rest / spelling.scale ** exponent);
  };
  choose(0, [], unit.scale);
  return best ?? { factors: [], rest: unit.scale };
}

/** The base itself first, then its multiples in the order of the table. */
function spellingsOf(base: string, table: UnitTable): readonly Spelling[] {
  const spellings: Spelling[] = [];
  for (const { name, unit } of table.units.values()) {
    if (unit.exponents.size !== 1 || unit.exponents.get(base) !== 1) continue;
    if (spellings.some((spelling) => spelling.name === name)) continue;
    if (canonicalName(name) === base) spellings.unshift({ name, scale: 1 });
    else spellings.push({ name, scale: unit.scale });
  }
  return spellings.length === 0 ? [{ name: base, scale: 1 }] : spellings;
}

function distance(rest: number): number {
  return Math.abs(Math.log(rest));
}

/** Alphabetical, the base of time last: `person/month`, `USD/(person*month)`. */
function byName(a: string, b: string): number {
  if (a === 'second') return b === 'second' ? 0 : 1;
  if (b === 'second') return -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
