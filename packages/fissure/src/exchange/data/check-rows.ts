/** A table held against its schema: each cell that does not keep to it is told, with its place. */
import { parseDate } from '../../base/calendar.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import type { DataRow, DataTable } from './data-table.ts';
import type { FieldType, SchemaField, TableSchema } from './table-schema.ts';

interface Check {
  readonly field: SchemaField;
  readonly column: number;
}

/** Cells that say that they are missing are empty from here on. Columns that the schema does not name are not checked. */
export function checkedTable(table: DataTable, schema: TableSchema, problems: Problems): DataTable {
  const checks: Check[] = [];
  for (const field of schema.fields) {
    const column = table.headings.indexOf(field.name);
    if (column >= 0) checks.push({ field, column });
    else problems.add('data/missing-column', { name: field.name }, field.place);
  }
  const batches = async function* (columns: ReadonlySet<number>) {
    const all = new Set([...columns, ...checks.map(({ column }) => column)]);
    for await (const rows of table.batches(all)) yield checkedRows(rows, checks, schema.missing, problems);
  };
  return { ...table, batches };
}

function* checkedRows(
  rows: Iterable<DataRow>,
  checks: readonly Check[],
  missing: ReadonlySet<string>,
  problems: Problems,
): Generator<DataRow> {
  for (const row of rows) {
    const text = (column: number) => (missing.has(row.text(column)) ? '' : row.text(column));
    for (const { field, column } of checks) checkCell(text(column), field, () => row.place(column), problems);
    yield { text, place: (column) => row.place(column) };
  }
}

function checkCell(
  text: string,
  field: SchemaField,
  place: () => ReturnType<DataRow['place']>,
  problems: Problems,
): void {
  const { name, type } = field;
  const shown = text.slice(0, 60);
  if (text === '') {
    if (field.isRequired && !problems.isFull) problems.add('data/missing-value', { name }, place());
    return;
  }
  if (!isOfType(text, type)) {
    if (!problems.isFull) problems.add('data/wrong-type', { text: shown, name, type }, place());
    return;
  }
  const constraint = brokenConstraint(text, field);
  if (constraint !== undefined && !problems.isFull)
    problems.add('data/constraint', { text: shown, name, constraint }, place());
}

function isOfType(text: string, type: FieldType): boolean {
  switch (type) {
    case 'string':
    case 'any':
      return true;
    case 'number':
      return /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|NaN|-?INF)$/.test(text);
    case 'integer':
      return /^[+-]?\d+$/.test(text);
    case 'boolean':
      return /^(?:true|True|TRUE|1|false|False|FALSE|0)$/.test(text);
    case 'date':
      return parseDate(text)?.precision === 'day';
    case 'datetime':
      return (
        parseDate(text.slice(0, 10))?.precision === 'day' && /^T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?$/.test(text.slice(10))
      );
    case 'year':
      return /^-?\d{4}$/.test(text);
    case 'yearmonth':
      return parseDate(text)?.precision === 'month';
  }
}

/** As the schema says it. */
function brokenConstraint(text: string, field: SchemaField): string | undefined {
  const { minimum, maximum, minLength, maxLength, allowed, pattern, type } = field;
  const isNumber = type === 'number' || type === 'integer' || type === 'year';
  const below = (a: string, b: string) => (isNumber ? Number(a) < Number(b) : a < b);
  if (minimum !== undefined && below(text, minimum)) return `minimum: ${minimum}`;
  if (maximum !== undefined && below(maximum, text)) return `maximum: ${maximum}`;
  // Characters as people count them, not halves of them.
  const length = minLength === undefined && maxLength === undefined ? 0 : [...text].length;
  if (minLength !== undefined && length < minLength) return `minLength: ${minLength}`;
  if (maxLength !== undefined && length > maxLength) return `maxLength: ${maxLength}`;
  if (allowed !== undefined && !isAllowed(text, allowed, isNumber))
    return `enum: ${[...allowed].slice(0, 5).join(', ')}`;
  if (pattern !== undefined && !pattern.bounded.matches(text)) return `pattern: ${pattern.text}`;
  return undefined;
}

/** `1.0` is the number 1. */
function isAllowed(text: string, allowed: ReadonlySet<string>, isNumber: boolean): boolean {
  return allowed.has(text) || (isNumber && [...allowed].some((one) => Number(one) === Number(text)));
}
