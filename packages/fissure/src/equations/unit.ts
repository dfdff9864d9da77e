/**
 * Units of measure as plain data, and their algebra. What a name means is in `unit-table.ts`; reading and writing
 * are `parse-unit.ts` and `print-unit.ts`.
 */

/**
 * `scale` times a product of powers of base units: a month is 2,629,800 seconds. Base names are canonical. Exponents are
 * never 0; they are whole, or halves and the like where roots were taken. Scale is positive and finite.
 */
export interface Unit {
  readonly scale: number;
  readonly exponents: ReadonlyMap<string, number>;
}

/** What the names of units mean, by canonical name: base units, multiples, aliases, time units, dimensionless. */
export interface UnitTable {
  readonly units: ReadonlyMap<string, NamedUnit>;
}

export interface NamedUnit {
  /** As declared; the same for all aliases of a unit. */
  readonly name: string;
  readonly unit: Unit;
}

/** Absolute. Whole exponents and halves are exact; `x ^ 0.1` and the like round. */
const EXPONENT_TOLERANCE = 1e-9;

export const DIMENSIONLESS: Unit = { scale: 1, exponents: new Map() };

/** A unit that is a multiple of no other. */
export function baseUnit(canonical: string): Unit {
  return { scale: 1, exponents: new Map([[canonical, 1]]) };
}

export function multiplyUnits(a: Unit, b: Unit): Unit {
  return combine(a, b, 1);
}

export function divideUnits(a: Unit, b: Unit): Unit {
  return combine(a, b, -1);
}

/** A unit to a power: whole, or a fraction such as 0.5 for a square root. */
export function powerUnit(unit: Unit, exponent: number): Unit {
  if (exponent === 0) return DIMENSIONLESS;
  const exponents = new Map([...unit.exponents].map(([base, own]) => [base, own * exponent]));
  return { scale: unit.scale ** exponent, exponents };
}

/** `factor` of a unit, as one unit: 1000 USD. */
export function scaleUnit(unit: Unit, factor: number): Unit {
  return { scale: unit.scale * factor, exponents: unit.exponents };
}

/** Whether quantities of the two can be converted into one another: month and year, but not month and person. */
export function sameDimension(a: Unit, b: Unit): boolean {
  if (a.exponents.size !== b.exponents.size) return false;
  for (const [base, exponent] of a.exponents) {
    if (Math.abs((b.exponents.get(base) ?? 0) - exponent) > EXPONENT_TOLERANCE) return false;
  }
  return true;
}

/** Relative; some dozen multiplications of scales lose less than 20 times 2^-53, about 2e-15. */
const SCALE_TOLERANCE = 1e-12;

/** Whether quantities of the two can be added as they are: same dimension, same scale within 1e-12 relative. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return sameDimension(a, b) && sameScale(a.scale, b.scale);
}

export function sameScale(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= SCALE_TOLERANCE * Math.max(a, b);
}

/** How many of `to` one `from` is; undefined where they measure different things. A year in months: 12. */
export function conversionFactor(from: Unit, to: Unit): number | undefined {
  return sameDimension(from, to) ? from.scale / to.scale : undefined;
}

export function isDimensionless(unit: Unit): boolean {
  return sameUnit(unit, DIMENSIONLESS);
}

function combine(a: Unit, b: Unit, sign: 1 | -1): Unit {
  const exponents = new Map(a.exponents);
  for (const [base, exponent] of b.exponents) {
    const sum = (exponents.get(base) ?? 0) + sign * exponent;
    if (Math.abs(sum) <= EXPONENT_TOLERANCE) exponents.delete(base);
    else exponents.set(base, sum);
  }
  return { scale: sign === 1 ? a.scale * b.scale : a.scale / b.scale, exponents };
}
