/** The dimensions of model.yaml with their elements, also those that stand in tables or belong to another dimension. */
import { canonicalName } from '../base/names.ts';
import { nearestName } from '../base/nearest-name.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { BuildContext } from './build-context.ts';
import { checkName, nameOf, namesOf, sourceOf, textOf } from './node-values.ts';
import type { DimensionDeclaration, Name } from './study.ts';
import type { Table } from './tables.ts';
import { entriesOf, fieldOf, type YamlEntry, type YamlNode } from './yaml-node.ts';

export interface BuiltDimension {
  readonly declaration: DimensionDeclaration;
  /** The column of tables that holds this dimension's elements unless the author says otherwise. */
  readonly column: SourceText;
  /** Canonical names of the elements, in order. */
  readonly keys: readonly string[];
  readonly known: ReadonlySet<string>;
}

/** Of one dimension. Groups and places are counted in dozens. */
const MOST_ELEMENTS = 2000;

export type Dimensions = ReadonlyMap<string, BuiltDimension>;

/** By canonical name. Unknown parents, rings of parents and repeated elements are for `model/` to report. */
export function buildDimensions(entries: readonly YamlEntry[], context: BuildContext): Dimensions {
  const byName = new Map<string, YamlEntry>();
  for (const entry of entries) {
    const key = canonicalName(entry.key.text);
    if (!byName.has(key)) byName.set(key, entry);
  }
  const built = new Map<string, BuiltDimension>();
  const builder = new DimensionBuilder(byName, built, context);
  for (const key of byName.keys()) builder.build(key);
  // In the author's order: a parent that stands after its child was built before it.
  return new Map([...byName.keys()].map((key) => [key, built.get(key)!]));
}

class DimensionBuilder {
  readonly #entries: ReadonlyMap<string, YamlEntry>;
  readonly #built: Map<string, BuiltDimension>;
  readonly #context: BuildContext;
  readonly #open = new Set<string>();

  constructor(entries: ReadonlyMap<string, YamlEntry>, built: Map<string, BuiltDimension>, context: BuildContext) {
    this.#entries = entries;
    this.#built = built;
    this.#context = context;
  }

  build(key: string): BuiltDimension | undefined {
    const done = this.#built.get(key);
    const entry = this.#entries.get(key);
    if (done || !entry || this.#open.has(key)) return done;
    this.#open.add(key);
    const built = this.#dimension(entry);
    this.#open.delete(key);
    this.#built.set(key, built);
    return built;
  }

  #dimension({ key: name, value }: YamlEntry): BuiltDimension {
    const { problems, tables } = this.#context;
    checkName(name, problems);
    const from = sourceOf(fieldOf(value, 'from'));
    const sameAs = nameOf(fieldOf(value, 'same_as'));
    const partOf = nameOf(fieldOf(value, 'part_of'));
    const listed = value.kind === 'list' ? namesOf(value) : namesOf(fieldOf(value, 'elements'));
    const parent = sameAs ?? partOf;
    const parentBuilt = parent && this.build(canonicalName(parent.text));
    const column = sourceOf(fieldOf(value, 'column')) ?? parentBuilt?.column ?? name;
    const table = from && tables.at(from);
    const rows = table && this.#rows(table, column);
    const own = rows?.map((row) => row.element) ?? listed;
    if (!sameAs) for (const element of own.slice(0, MOST_ELEMENTS)) checkName(element, problems);
    if (own.length > MOST_ELEMENTS)
      problems.add('study/too-many-elements', { count: own.length, limit: MOST_ELEMENTS }, placeIn(name));
    const elements = sameAs ? (parentBuilt?.declaration.elements ?? []) : own.slice(0, MOST_ELEMENTS);
    this.#checkSource(name, value, from, sameAs, elements);
    const declaration: DimensionDeclaration = {
      name,
      elements,
      sameAs,
      partOf,
      maps: entriesOf(fieldOf(value, 'maps')).map((map) => this.#map(map, elements, table, rows)),
      labels: this.#labels(value, elements, table, rows, parentBuilt),
    };
    const keys = elements.map((element) => canonicalName(element.text));
    return { declaration, column, keys, known: new Set(keys) };
  }

  /** Exactly one of a list, a table and a parent says what the elements are. */
  #checkSource(
    name: Name,
    value: YamlNode,
    from: SourceText | undefined,
    sameAs: Name | undefined,
    elements: readonly Name[],
  ): void {
    const sources = [from, sameAs, fieldOf(value, 'elements')].filter((source) => source !== undefined);
    const { problems } = this.#context;
    if (value.kind === 'map' && sources.length !== 1)
      problems.add('study/elements-from', { dimension: name.text }, placeIn(name));
    else if (elements.length === 0 && !from && !sameAs && value.kind !== 'scalar')
      problems.add('study/no-elements', { dimension: name.text }, placeIn(name));
  }

  #rows(table: Table, column: SourceText): TableRow[] | undefined {
    const { tables, problems } = this.#context;
    const index = tables.column(table, column);
    if (index === undefined) return undefined;
    if (table.rows.length === 0) problems.add('study/empty-table', { file: table.file }, placeIn(column));
    return table.rows.map((row, at) => ({ at, element: tables.cell(table, row, index) }));
  }

  #map(
    { key: to, value }: YamlEntry,
    elements: readonly Name[],
    table: Table | undefined,
    rows: readonly TableRow[] | undefined,
  ): DimensionDeclaration['maps'][number] {
    const column = sourceOf(value);
    if (column !== undefined) return { to, elements: this.#columnOf(column, table, rows) };
    const known = new Map(elements.map((element) => [canonicalName(element.text), element]));
    const byElement = new Map<string, Name>();
    for (const { key, value: target } of entriesOf(value)) {
      const element = canonicalName(key.text);
      if (!known.has(element)) reportUnknownElement(key, elements, this.#context);
      const name = nameOf(target);
      if (name) byElement.set(element, name);
    }
    return { to, elements: elements.flatMap((element) => byElement.get(canonicalName(element.text)) ?? []) };
  }

  #columnOf(column: SourceText, table: Table | undefined, rows: readonly TableRow[] | undefined): readonly Name[] {
    const { tables, problems } = this.#context;
    if (!table || !rows) {
      if (!table) problems.add('study/column-without-table', { column: column.text }, placeIn(column));
      return [];
    }
    const index = tables.column(table, column);
    return index === undefined
      ? []
      : rows.slice(0, MOST_ELEMENTS).map((row) => tables.cell(table, table.rows[row.at]!, index));
  }

  #labels(
    value: YamlNode,
    elements: readonly Name[],
    table: Table | undefined,
    rows: readonly TableRow[] | undefined,
    parent: BuiltDimension | undefined,
  ): ReadonlyMap<string, string> {
    const labels = new Map<string, string>(parent?.declaration.labels);
    const column = sourceOf(fieldOf(value, 'label'));
    if (column && table && rows)
      this.#columnOf(column, table, rows).forEach((label, i) => {
        labels.set(canonicalName(elements[i]!.text), label.text);
      });
    for (const { key, value: label } of entriesOf(fieldOf(value, 'labels'))) {
      const element = canonicalName(key.text);
      if (!elements.some((known) => canonicalName(known.text) === element))
        reportUnknownElement(key, elements, this.#context);
      labels.set(element, textOf(label));
    }
    return labels;
  }
}

interface TableRow {
  readonly at: number;
  readonly element: Name;
}

export function reportUnknownElement(name: Name, elements: readonly Name[], context: BuildContext): void {
  if (context.problems.isFull) return;
  const known = elements.map((element) => element.text);
  const near = nearestName(name.text, known);
  const help = near === undefined ? `Elements: ${known.slice(0, 20).join(', ')}.` : `Did you mean \`${near}\`?`;
  context.problems.add('study/unknown-element', { element: name.text }, placeIn(name), { help });
}
