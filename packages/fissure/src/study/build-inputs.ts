/** Inputs: series of a table, by element, in order of time. */
import { canonicalName } from '../base/names.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import { type BuildContext, timeAt } from './build-context.ts';
import { type Dimensions, reportUnknownElement } from './build-dimensions.ts';
import { allKeys, dimensionsOf } from './build-values.ts';
import { checkName, choiceField, namesField, numberOf, sourceOf, standIn, textField, textOf } from './node-values.ts';
import type { InputDeclaration, Name } from './study.ts';
import type { Table } from './tables.ts';
import { entriesOf, fieldOf, type YamlEntry, type YamlNode } from './yaml-node.ts';

type Rows = readonly (readonly [number, number])[];

export function buildInput(
  { key: name, value }: YamlEntry,
  dimensions: Dimensions,
  context: BuildContext,
): InputDeclaration {
  checkName(name, context.problems);
  const over = namesField(value, 'over');
  return {
    name,
    label: textField(value, 'label'),
    doc: textField(value, 'doc'),
    unit: sourceOf(fieldOf(value, 'unit')) ?? standIn('1', placeIn(name)),
    over,
    series: buildSeries(name, value, over, dimensions, context),
    between: choiceField(value, 'between', ['interpolate', 'step']),
    before: holdOr(fieldOf(value, 'before')),
    after: holdOr(fieldOf(value, 'after')),
    because: namesField(value, 'because'),
  };
}

function holdOr(node: YamlNode | undefined): 'hold' | number {
  return textOf(node) === 'hold' ? 'hold' : (numberOf(node) ?? 'hold');
}

function buildSeries(
  name: Name,
  node: YamlNode,
  over: readonly Name[],
  dimensions: Dimensions,
  context: BuildContext,
): ReadonlyMap<string, Rows> {
  const series = new Map<string, Rows>();
  const path = sourceOf(fieldOf(node, 'series'));
  const timeColumn = sourceOf(fieldOf(node, 'time'));
  const table = path && context.tables.at(path);
  if (!table || !timeColumn) return series;
  if (table.rows.length === 0) {
    context.problems.add('study/empty-series', { file: table.file }, placeIn(path));
    return series;
  }
  const columns = columnsByKey(name, node, over, dimensions, context);
  const time = context.tables.column(table, timeColumn);
  if (time === undefined) return series;
  const times = readTimes(table, time, context);
  for (const [key, columnName] of columns) {
    const column = context.tables.column(table, columnName);
    if (column !== undefined) series.set(key, readColumn(table, times, column, context));
  }
  return series;
}

/** A dimension that nobody declared is for `model/` to report: the columns are then taken as they are named. */
function columnsByKey(
  name: Name,
  node: YamlNode,
  over: readonly Name[],
  dimensions: Dimensions,
  context: BuildContext,
): ReadonlyMap<string, SourceText> {
  const { problems } = context;
  const single = sourceOf(fieldOf(node, 'column'));
  const columns = new Map<string, SourceText>();
  const wanted = over.length === 0 ? 'column' : 'columns';
  const other = over.length === 0 ? 'columns' : 'column';
  const stray = fieldOf(node, other);
  if (stray) problems.add('study/column-or-columns', { field: other, wanted }, stray.place);
  else if (!fieldOf(node, wanted))
    problems.add('study/missing-field', { field: wanted, where: `\`${name.text}\`` }, placeIn(name));
  if (over.length === 0) return single ? new Map([['', single]]) : columns;
  const built = dimensionsOf(over, dimensions, context);
  const keys = built && new Set(allKeys(built));
  for (const { key, value } of entriesOf(fieldOf(node, 'columns'))) {
    const element = key.text.split(',').map(canonicalName).join(',');
    const column = sourceOf(value);
    if (keys && !keys.has(element))
      reportUnknownElement(
        key,
        built!.flatMap((one) => one.declaration.elements),
        context,
      );
    else if (column) columns.set(element, column);
  }
  const missing = keys && fieldOf(node, 'columns') ? [...keys].filter((key) => !columns.has(key)) : [];
  if (missing.length > 0) {
    const elements = missing
      .slice(0, 5)
      .map((key) => `\`${key}\``)
      .join(', ');
    problems.add('study/missing-elements', { elements }, fieldOf(node, 'columns')!.place);
  }
  return columns;
}

/** One time for each row; undefined where the cell is no time or not later than the one before. */
function readTimes(table: Table, column: number, context: BuildContext): readonly (number | undefined)[] {
  let last: { time: number; cell: SourceText } | undefined;
  return table.rows.map((row) => {
    const cell = context.tables.cell(table, row, column);
    const time = timeAt(cell, context);
    if (time === undefined) return undefined;
    if (last && time <= last.time) {
      const related = [{ message: 'not after this row', place: placeIn(last.cell) }];
      context.problems.add('study/series-order', { date: cell.text }, placeIn(cell), { related });
      return undefined;
    }
    last = { time, cell };
    return time;
  });
}

function readColumn(table: Table, times: readonly (number | undefined)[], column: number, context: BuildContext): Rows {
  return table.rows.flatMap((row, i) => {
    const value = context.tables.number(table, row, column);
    const time = times[i];
    return time === undefined || value === undefined ? [] : [[time, value] as const];
  });
}
