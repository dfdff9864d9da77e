/** Numbers by element: written out, nested, or taken from a table. */
import { canonicalName } from '../base/names.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { BuildContext } from './build-context.ts';
import { type BuiltDimension, type Dimensions, reportUnknownElement } from './build-dimensions.ts';
import { isTrue, numberField, numberOf, sourceOf } from './node-values.ts';
import type { ElementValues, Name } from './study.ts';
import type { Table } from './tables.ts';
import { entriesOf, fieldOf, itemsOf, type YamlNode } from './yaml-node.ts';

/** A variable's elements can be listed in a report; a million cannot. */
const MOST_ELEMENTS = 100_000;

/** Of one table: where all rows are strange, the table is the wrong one, and a few messages say so. */
const MOST_STRANGERS = 20;

/** The dimensions a declaration runs over; undefined where one is unknown, which `model/` reports. */
export function dimensionsOf(
  over: readonly Name[],
  dimensions: Dimensions,
  context: BuildContext,
): readonly BuiltDimension[] | undefined {
  const found = over.map((name) => dimensions.get(canonicalName(name.text)));
  if (found.some((dimension) => dimension === undefined)) return undefined;
  const result = found as BuiltDimension[];
  const count = result.reduce((product, dimension) => product * dimension.keys.length, 1);
  if (count <= MOST_ELEMENTS) return result;
  context.problems.add('study/too-many-elements', { count, limit: MOST_ELEMENTS }, placeIn(over[0]!));
  return undefined;
}

/** Keys of all elements in order, the last dimension running fastest; `['']` for a scalar. */
export function allKeys(dimensions: readonly BuiltDimension[]): readonly string[] {
  let keys: string[] = [''];
  dimensions.forEach((dimension, i) => {
    keys = keys.flatMap((head) => dimension.keys.map((key) => (i === 0 ? key : `${head},${key}`)));
  });
  return keys;
}

export function buildValues(
  node: YamlNode | undefined,
  dimensions: readonly BuiltDimension[],
  owner: Place,
  context: BuildContext,
): ElementValues {
  if (node === undefined) return new Map();
  const values = isTable(node) ? fromTable(node, dimensions, context) : written(node, dimensions, context);
  if (values === undefined) return new Map();
  const missing = allKeys(dimensions).filter((key) => !values.has(key));
  // A list in this place has been reported by validation.
  if (missing.length > 0 && node.kind !== 'list')
    reportMissing(missing, node.kind === 'map' ? owner : node.place, context);
  return values;
}

function isTable(node: YamlNode): boolean {
  return fieldOf(node, 'from') !== undefined;
}

function reportMissing(missing: readonly string[], place: Place, context: BuildContext): void {
  const shown = missing.slice(0, 5).map((key) => `\`${key.replaceAll(',', ', ')}\``);
  const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : '';
  context.problems.add('study/missing-elements', { elements: `${shown.join(', ')}${more}` }, place);
}

/** What stands at each element of nested maps; a leaf above the last dimension stands for all elements below it. */
export function eachLeaf(
  node: YamlNode,
  dimensions: readonly BuiltDimension[],
  isLeaf: (node: YamlNode) => boolean,
  context: BuildContext,
  leaf: (node: YamlNode, keys: readonly string[]) => void,
): void {
  const walk = (at: YamlNode, depth: number, head: readonly string[]): void => {
    const rest = dimensions.slice(depth);
    if (isLeaf(at)) {
      const tails = allKeys(rest);
      leaf(
        at,
        tails.map((tail) => [...head, ...(tail === '' ? [] : [tail])].join(',')),
      );
      return;
    }
    const dimension = rest[0];
    if (dimension === undefined) {
      // A map of anything else is no level of names: validation has said what is wrong with it.
      if (entriesOf(at).some(({ value }) => isLeaf(value) || value.kind === 'map'))
        context.problems.add('study/too-many-levels', {}, at.place);
      return;
    }
    const seen = new Map<string, SourceText>();
    for (const { key, value } of entriesOf(at)) {
      const element = canonicalName(key.text);
      const before = seen.get(element);
      if (before) reportTwice(key, before, context);
      else if (!dimension.known.has(element)) reportUnknownElement(key, dimension.declaration.elements, context);
      else walk(value, depth + 1, [...head, element]);
      seen.set(element, key);
    }
  };
  walk(node, 0, []);
}

function reportTwice(name: SourceText, before: SourceText, context: BuildContext): void {
  const related = [{ message: 'first here', place: placeIn(before) }];
  context.problems.add('study/duplicate-name', { name: name.text }, placeIn(name), { related });
}

function written(node: YamlNode, dimensions: readonly BuiltDimension[], context: BuildContext): ElementValues {
  const values = new Map<string, number>();
  const isNumber = (at: YamlNode) => at.kind === 'scalar';
  eachLeaf(node, dimensions, isNumber, context, (at, keys) => {
    const value = numberOf(at);
    // Reported by validation: a placeholder keeps "missing" from being reported as well.
    for (const key of keys) values.set(key, value ?? 0);
  });
  return values;
}

function fromTable(
  node: YamlNode,
  dimensions: readonly BuiltDimension[],
  context: BuildContext,
): ElementValues | undefined {
  const { tables, problems } = context;
  const from = sourceOf(fieldOf(node, 'from'));
  const columnName = sourceOf(fieldOf(node, 'column'));
  const table = from && tables.at(from);
  if (!table || !columnName) return undefined;
  if (dimensions.length === 0) {
    problems.add('study/table-for-scalar', {}, node.place);
    return undefined;
  }
  const column = tables.column(table, columnName);
  const keys = keyColumns(node, dimensions, table, context);
  if (column === undefined || keys === undefined) return undefined;
  const values = readRows(table, column, keys, dimensions, context);
  if (isTrue(node, 'symmetric')) mirror(values, dimensions, fieldOf(node, 'symmetric')!.place, context);
  const otherwise = numberField(node, 'otherwise');
  if (otherwise !== undefined) for (const key of allKeys(dimensions)) if (!values.has(key)) values.set(key, otherwise);
  return values;
}

function keyColumns(
  node: YamlNode,
  dimensions: readonly BuiltDimension[],
  table: Table,
  context: BuildContext,
): readonly number[] | undefined {
  const listed = fieldOf(node, 'keys');
  const names = listed ? itemsOf(listed).flatMap((item) => sourceOf(item) ?? []) : dimensions.map((one) => one.column);
  if (names.length !== dimensions.length) {
    const values = { found: names.length, expected: dimensions.length };
    context.problems.add('study/key-columns', values, listed?.place ?? node.place);
    return undefined;
  }
  // A dimension's own column stands elsewhere in the file: point at the table that lacks it.
  const at = sourceOf(fieldOf(node, 'from'))!;
  const columns = names.map((name) =>
    context.tables.column(table, listed ? name : { ...at, text: name.text, offsets: placeIn(at).start }),
  );
  return columns.includes(undefined) ? undefined : (columns as number[]);
}

/** Rows for elements of the parent of a `part_of` dimension are passed over; other strangers are mistakes. */
function readRows(
  table: Table,
  column: number,
  keyColumns: readonly number[],
  dimensions: readonly BuiltDimension[],
  context: BuildContext,
): Map<string, number> {
  const { tables, problems } = context;
  const values = new Map<string, number>();
  const seen = new Map<string, SourceText>();
  let strangers = 0;
  for (const row of table.rows) {
    const cells = keyColumns.map((index) => tables.cell(table, row, index));
    const elements = cells.map((cell) => canonicalName(cell.text));
    const stranger = elements.findIndex((element, i) => !dimensions[i]!.known.has(element));
    if (stranger >= 0) {
      const { declaration } = dimensions[stranger]!;
      strangers += 1;
      if (declaration.partOf === undefined && strangers <= MOST_STRANGERS)
        reportUnknownElement(cells[stranger]!, declaration.elements, context);
      continue;
    }
    const key = elements.join(',');
    const before = seen.get(key);
    if (before) {
      const related = [{ message: 'first here', place: placeIn(before) }];
      problems.add('study/element-twice-in-table', { element: elements.join(', ') }, placeIn(cells[0]!), { related });
      continue;
    }
    seen.set(key, cells[0]!);
    // A cell that is no number is reported in the table; 0 keeps it from being reported as missing too.
    values.set(key, tables.number(table, row, column) ?? 0);
  }
  return values;
}

function mirror(
  values: Map<string, number>,
  dimensions: readonly BuiltDimension[],
  place: Place,
  context: BuildContext,
): void {
  const [a, b] = dimensions;
  if (dimensions.length !== 2 || a!.keys.join() !== b!.keys.join()) {
    context.problems.add('study/not-square', {}, place);
    return;
  }
  for (const [key, value] of [...values]) {
    const other = key.split(',').reverse().join(',');
    const there = values.get(other);
    if (there === undefined) values.set(other, value);
    else if (there !== value && key < other) {
      const elements = key.replace(',', ', ');
      context.problems.add('study/not-symmetric', { elements, one: value, other: there }, place);
    }
  }
}
