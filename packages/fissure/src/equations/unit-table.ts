/**
 * What the names of units mean: the built-in time units and what a study declares. The base unit of time is the
 * second, since with it every scale is whole: a month is a twelfth of a year of 365.25 days.
 */
import { canonicalName } from '../base/names.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import { isUnitName, readUnitText } from './parse-unit.ts';
import { baseUnit, DIMENSIONLESS, type NamedUnit, scaleUnit, type Unit, type UnitTable } from './unit.ts';

/** What a study says about one unit. Undefined `equals`: a base unit. */
export interface UnitDefinition {
  readonly name: SourceText;
  readonly aliases: readonly SourceText[];
  readonly equals: SourceText | undefined;
}

export type TimeUnitName = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const SECONDS: Readonly<Record<TimeUnitName, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
};

export function timeUnit(name: TimeUnitName): Unit {
  return scaleUnit(baseUnit('second'), SECONDS[name]);
}

/** Time units with their plurals; `dimensionless`, `dmnl` and `unitless`, which mean `1`. */
export const BUILT_IN_UNITS: UnitTable = { units: builtInUnits() };

function builtInUnits(): ReadonlyMap<string, NamedUnit> {
  const units = new Map<string, NamedUnit>();
  for (const name of Object.keys(SECONDS) as TimeUnitName[])
    for (const spelling of [name, `${name}s`]) units.set(spelling, { name, unit: timeUnit(name) });
  for (const name of ['dimensionless', 'dmnl', 'unitless']) units.set(name, { name: '1', unit: DIMENSIONLESS });
  return units;
}

/**
 * The built-in units and the declared ones. Declarations may use one another in any order. A declaration with a
 * mistake is reported and stands in the table as a base unit, so that what uses it is not reported as well.
 */
export function declareUnits(definitions: readonly UnitDefinition[], problems: Problems): UnitTable {
  const declared = collectNames(definitions, problems);
  const units = new Map(BUILT_IN_UNITS.units);
  const defined = new Map<UnitDefinition, NamedUnit>();
  const open: UnitDefinition[] = [];

  const find = (canonical: string): NamedUnit | undefined => {
    const builtIn = BUILT_IN_UNITS.units.get(canonical);
    if (builtIn !== undefined) return builtIn;
    const definition = declared.get(canonical);
    return definition && (defined.get(definition) ?? define(definition));
  };

  const define = (definition: UnitDefinition): NamedUnit => {
    const name = definition.name.text.trim();
    const asBase = { name, unit: baseUnit(canonicalName(name)) };
    if (open.includes(definition)) {
      reportCycle(open.slice(open.indexOf(definition)), problems);
      return asBase;
    }
    if (open.length >= LONGEST_CHAIN) {
      const reason = `it is defined through more than ${LONGEST_CHAIN} others`;
      problems.add('unit/syntax', { reason }, placeIn(definition.name));
      return asBase;
    }
    open.push(definition);
    const lookup = { find, names: () => namesOf(declared) };
    const unit = definition.equals && readUnitText(definition.equals, lookup, problems, 'multiple');
    open.pop();
    const named = unit === undefined ? asBase : { name, unit };
    defined.set(definition, named);
    return named;
  };

  for (const canonical of declared.keys()) units.set(canonical, find(canonical)!);
  return { units };
}

/** Units defined through units defined through units ...: more are not a person's work, and would exhaust the stack. */
const LONGEST_CHAIN = 100;

/** Every spelling with its definition; reports bad and repeated spellings. */
function collectNames(definitions: readonly UnitDefinition[], problems: Problems): Map<string, UnitDefinition> {
  const declared = new Map<string, UnitDefinition>();
  const firstPlaces = new Map<string, SourceText>();
  for (const definition of definitions) {
    for (const spelling of [definition.name, ...definition.aliases]) {
      const name = spelling.text.trim();
      const canonical = canonicalName(name);
      const first = firstPlaces.get(canonical);
      if (!isUnitName(name)) problems.add('unit/bad-name', { name }, placeIn(spelling));
      else if (BUILT_IN_UNITS.units.has(canonical)) problems.add('unit/built-in', { name }, placeIn(spelling));
      else if (first !== undefined) {
        const related = [{ message: 'first declared here', place: placeIn(first) }];
        problems.add('unit/redefined', { name }, placeIn(spelling), { related });
      } else {
        declared.set(canonical, definition);
        firstPlaces.set(canonical, spelling);
      }
    }
  }
  return declared;
}

function reportCycle(cycle: readonly UnitDefinition[], problems: Problems): void {
  const path = [...cycle, cycle[0]!].map((definition) => definition.name.text.trim()).join(' -> ');
  const [first, ...others] = cycle;
  const related = others.map((definition) => ({ message: 'and here', place: placeIn(definition.name) }));
  problems.add('unit/cycle', { path }, placeIn(first!.name), { related });
}

function namesOf(declared: ReadonlyMap<string, UnitDefinition>): string[] {
  return [...BUILT_IN_UNITS.units.keys(), ...[...declared.values()].map((definition) => definition.name.text.trim())];
}
