/** What the unit rules of built-in functions come to, once `u`, `v` and the unit of time are known. */
import type { UnitRule } from './builtins.ts';
import { DIMENSIONLESS, divideUnits, multiplyUnits, powerUnit, type Unit } from './unit.ts';

/** What is known at a call. Undefined: not known, and then what depends on it is not known either. */
export interface UnitBindings {
  readonly u: Unit | undefined;
  readonly v?: Unit | undefined;
  readonly time: Unit;
  readonly self?: Unit | undefined;
  readonly lookupX?: Unit | undefined;
  readonly lookupY?: Unit | undefined;
  /** Number of elements that PROD multiplies. */
  readonly size?: number | undefined;
}

/** The unit that a rule names; undefined where it depends on something unknown, or any unit will do. */
export function unitByRule(rule: UnitRule, known: UnitBindings): Unit | undefined {
  const { u, v, time } = known;
  switch (rule) {
    case '1':
      return DIMENSIONLESS;
    case 'time':
      return time;
    case 'u':
      return u;
    case 'v':
      return v;
    case 'u/v':
      return u && v && divideUnits(u, v);
    case 'u*time':
      return u && multiplyUnits(u, time);
    case 'u/time':
      return u && divideUnits(u, time);
    case '1/time':
      return divideUnits(DIMENSIONLESS, time);
    case 'u^0.5':
      return u && powerUnit(u, 0.5);
    case 'u^size':
      if (known.size !== undefined) return u && powerUnit(u, known.size);
      return u && u.exponents.size === 0 && u.scale === 1 ? u : undefined;
    case 'self':
      return known.self;
    case 'lookup x':
      return known.lookupX;
    case 'lookup y':
      return known.lookupY;
    case 'lookup':
    case 'any':
      return undefined;
  }
}
