/** Parameters, lookups and inputs: their dimensions, units, and whether there is a value for every element. */
import { canonicalName } from '../base/names.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import { parseUnit } from '../equations/parse-unit.ts';
import type { UnitTable } from '../equations/unit.ts';
import type { InputDeclaration, LookupDeclaration, Name, ParameterDeclaration } from '../study/study.ts';
import { reportUnknownDimension } from './dimensions.ts';
import {
  type Dimension,
  elementCount,
  elementIndex,
  elementName,
  type Input,
  type Lookup,
  type NameTable,
  type Parameter,
} from './model.ts';

/** Of one quantity. */
const MOST_ELEMENTS = 100_000;

export interface Tables {
  readonly names: NameTable;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly units: UnitTable;
}

/** Those whose name is their own: of two declarations of one name the first counts. */
export function declaredOnce<T extends { readonly name: Name }>(
  declarations: readonly T[],
  names: NameTable,
): readonly T[] {
  return declarations.filter(({ name }) => names.get(canonicalName(name.text))?.name === name);
}

/**
 * Canonical names and sizes of the dimensions of a quantity. An unknown one is reported and left out; `sound` is false
 * then, and references to the quantity cannot be understood.
 */
export function checkOver(
  quantity: Name,
  over: readonly Name[],
  dimensions: ReadonlyMap<string, Dimension>,
  problems: Problems,
): { readonly over: readonly string[]; readonly shape: readonly number[]; readonly sound: boolean } {
  const ids: string[] = [];
  let sound = true;
  for (const name of over) {
    const id = canonicalName(name.text);
    if (!dimensions.has(id)) {
      reportUnknownDimension(
        name,
        [...dimensions.values()].map((d) => d.name.text),
        problems,
      );
      sound = false;
    } else if (ids.includes(id)) {
      problems.add('dimension/over-twice', { name: quantity.text, dimension: name.text }, placeIn(name));
      sound = false;
    } else ids.push(id);
  }
  const shape = ids.map((id) => dimensions.get(id)!.elements.length);
  if (sound && elementCount(shape) > MOST_ELEMENTS) {
    const values = { name: quantity.text, count: elementCount(shape), limit: MOST_ELEMENTS };
    problems.add('dimension/too-many-elements', values, placeIn(quantity));
    sound = false;
  }
  return { over: ids, shape, sound };
}

export function checkParameters(
  declarations: readonly ParameterDeclaration[],
  tables: Tables,
  problems: Problems,
): ReadonlyMap<string, Parameter> {
  const result = new Map<string, Parameter>();
  for (const declaration of declaredOnce(declarations, tables.names)) {
    const { name } = declaration;
    const id = canonicalName(name.text);
    const { over, shape, sound } = checkOver(name, declaration.over, tables.dimensions, problems);
    const unit = parseUnit(declaration.unit, tables.units, problems);
    // A missing value was reported when the study was read.
    const elements = sound ? elementNames(over, shape, tables.dimensions) : [];
    const values = elements.map((element) => declaration.values.get(element) ?? Number.NaN);
    result.set(id, { kind: 'parameter', id, name, declaration, over, shape, unit, values });
  }
  return result;
}

export function checkInputs(
  declarations: readonly InputDeclaration[],
  tables: Tables,
  problems: Problems,
): ReadonlyMap<string, Input> {
  const result = new Map<string, Input>();
  for (const declaration of declaredOnce(declarations, tables.names)) {
    const { name } = declaration;
    const id = canonicalName(name.text);
    const { over, shape } = checkOver(name, declaration.over, tables.dimensions, problems);
    const unit = parseUnit(declaration.unit, tables.units, problems);
    result.set(id, { kind: 'input', id, name, declaration, over, shape, unit });
  }
  return result;
}

export function checkLookups(
  declarations: readonly LookupDeclaration[],
  tables: Tables,
  problems: Problems,
): ReadonlyMap<string, Lookup> {
  const result = new Map<string, Lookup>();
  for (const declaration of declaredOnce(declarations, tables.names)) {
    const { name } = declaration;
    const id = canonicalName(name.text);
    const xUnit = parseUnit(declaration.xUnit, tables.units, problems);
    const yUnit = parseUnit(declaration.yUnit, tables.units, problems);
    result.set(id, { id, name, declaration, xUnit, yUnit });
  }
  return result;
}

function elementNames(
  over: readonly string[],
  shape: readonly number[],
  dimensions: ReadonlyMap<string, Dimension>,
): readonly string[] {
  return Array.from({ length: elementCount(shape) }, (_, flat) =>
    elementName(dimensions, over, elementIndex(shape, flat)),
  );
}
