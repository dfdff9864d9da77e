/** Values that stand in files beside the model: GET XLS / DIRECT DATA, CONSTANTS, LOOKUPS and data variables. */
import { canonicalName } from '../../base/names.ts';
import { decodeText } from '../decode-text.ts';
import type { ForeignExpr, Span } from '../foreign-expression.ts';
import type { Definition, ForeignDimension, ForeignName } from '../foreign-model.ts';
import { cellText, numbersFrom, type OpenSheet, seriesFrom, sheetOf } from '../sheets/ranges.ts';
import type { ElementValue } from './outputs.ts';
import type { Site, Translator } from './translator.ts';

export function externalSource(
  translator: Translator,
  source: Extract<ForeignExpr, { kind: 'call' }> | undefined,
  definition: Definition,
  elements: readonly string[],
  position: number,
  site: Site,
): ElementValue {
  const { span } = definition;
  if (source === undefined) return fromDataFile(translator, definition, elements, site);
  const number = numberInFile(translator, source, definition, position);
  if (number !== undefined) return { kind: 'number', value: number, span };
  const { sheet, cells, fail } = openSource(translator, source);
  const rows = seriesFrom(sheet, cells[0]!, cells[1]!, position, fail);
  if (/lookups$/i.test(source.name)) return { kind: 'lookup', lookup: { points: rows, kind: 'continuous' }, span };
  return { kind: 'series', rows, interpolation: definition.interpolation ?? 'interpolate', span };
}

/** The cell that belongs to an element, of a source that gives constants. */
export function numberInFile(
  translator: Translator,
  source: Extract<ForeignExpr, { kind: 'call' }>,
  { subscripts }: Definition,
  position: number,
): number | undefined {
  if (!/constants$/i.test(source.name)) return undefined;
  const { sheet, cells, fail } = openSource(translator, source);
  const count = subscripts.map((one) => {
    const dimension = one.kind === 'name' ? translator.dimensions.get(canonicalName(one.name)) : undefined;
    return dimension?.elements.length ?? 1;
  });
  return numbersFrom(sheet, cells[0]!, count, position, fail);
}

function openSource(translator: Translator, source: Extract<ForeignExpr, { kind: 'call' }>) {
  const texts = source.args.map((arg) => textOf(arg, translator));
  if (texts.some((text) => text === undefined) || texts.length < 3)
    return translator.fail(`${source.name} takes names between apostrophes`, source.span);
  const [file, tab, ...cells] = texts as string[];
  const fail = (reason: string): never => translator.fail(reason, source.span);
  return { sheet: openSheet(translator, file!, tab!, source.span), cells, fail };
}

function openSheet(translator: Translator, file: string, tab: string, span: Span): OpenSheet {
  const path = translator.model.fileTags?.get(file.toLowerCase()) ?? file;
  return sheetOf(translator.files, path, tab, (reason) => translator.fail(reason, span));
}

/** Text between apostrophes, or that of a variable that is text: `name :IS: 'text'`. */
function textOf(arg: ForeignExpr, translator: Translator): string | undefined {
  if (arg.kind === 'string') return arg.text;
  const named = arg.kind === 'ref' ? translator.variables.get(canonicalName(arg.name)) : undefined;
  const value = named?.declaration.definitions[0]?.value;
  return value?.kind === 'string' ? value.text : undefined;
}

function fromDataFile(
  translator: Translator,
  definition: Definition,
  elements: readonly string[],
  site: Site,
): ElementValue {
  const rows = rowsNamed(translator, site.output.label, elements);
  if (rows !== undefined)
    return { kind: 'series', rows, interpolation: definition.interpolation ?? 'interpolate', span: definition.span };
  return translator.fail(
    `\`${site.output.label}\` has no equation, and no data file beside the model has a column of that name`,
    definition.span,
  );
}

/**
 * A data variable without an equation: a column of a text file beside the model, by the variable's name, or what stands
 * under that name in a `.dat` of Vensim. The `.dat` of the model's own name comes last: it may hold results of a run.
 */
export function rowsNamed(translator: Translator, written: string, elements: readonly string[]): Points | undefined {
  const key = headKey(elements.length === 0 ? written : `${written}[${elements.join(',')}]`);
  const results = translator.model.file.replace(/\.\w+$/, '.dat').toLowerCase();
  const files = [...translator.files].filter(([path]) => DATA_TEXT.test(path) && !/^output/i.test(path));
  const isResults = ([path]: readonly [string, Uint8Array]) => path.toLowerCase() === results;
  for (const [path, bytes] of [...files.filter((one) => !isResults(one)), ...files.filter(isResults)]) {
    const rows = /\.dat$/i.test(path) ? runsOf(bytes).get(key) : columnNamed(tableOf(bytes), key);
    if (rows !== undefined && rows.length > 0) return rows;
  }
  return undefined;
}

const DATA_TEXT = /\.(?:tab|csv|txt|dat)$/i;

type Points = readonly (readonly [number, number])[];
const runs = new WeakMap<Uint8Array, ReadonlyMap<string, Points>>();

/** A `.dat` of Vensim: the name of a variable on a line of its own, then a line for each point, time and value. */
function runsOf(bytes: Uint8Array): ReadonlyMap<string, Points> {
  const known = runs.get(bytes);
  if (known !== undefined) return known;
  const found = new Map<string, [number, number][]>();
  let points: [number, number][] = [];
  for (const line of decodeText(bytes).split(/\r?\n/)) {
    const [time, value, more] = line.trim().split(/[\t ]+/);
    const isPoint = value !== undefined && more === undefined && Number.isFinite(Number(time) + Number(value));
    if (isPoint) points.push([Number(time), Number(value)]);
    else if (line.trim() !== '') {
      points = [];
      found.set(headKey(line.trim()), points);
    }
  }
  runs.set(bytes, found);
  return found;
}

interface DataTable {
  readonly cells: readonly (readonly string[])[];
  /** Where a name stands first, in the first line and down the first column. */
  readonly columns: ReadonlyMap<string, number>;
  readonly lines: ReadonlyMap<string, number>;
}

const tables = new WeakMap<Uint8Array, DataTable>();

/** Each element of each data variable asks for its column: the cells are cut apart once. */
function tableOf(bytes: Uint8Array): DataTable {
  const known = tables.get(bytes);
  if (known !== undefined) return known;
  const lines = decodeText(bytes).split(/\r?\n/);
  const separator = lines[0]!.includes('\t') ? '\t' : ',';
  const cells = lines.map((line) => splitLine(line, separator));
  const table = { cells, columns: firstPlaces(cells[0]!), lines: firstPlaces(cells.map(([head]) => head!)) };
  tables.set(bytes, table);
  return table;
}

function firstPlaces(heads: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, head] of heads.entries()) {
    const key = headKey(head);
    if (!places.has(key)) places.set(key, place);
  }
  return places;
}

function columnNamed({ cells, columns, lines }: DataTable, key: string): (readonly [number, number])[] | undefined {
  const column = columns.get(key) ?? -1;
  if (column >= 1) {
    const rows = cells.slice(1);
    return pairs(
      rows.map((row) => row[0] ?? ''),
      rows.map((row) => row[column] ?? ''),
    );
  }
  const line = lines.get(key);
  return line === undefined ? undefined : pairs(cells[0]!.slice(1), cells[line]!.slice(1));
}

function pairs(times: readonly string[], values: readonly string[]): (readonly [number, number])[] {
  return times.flatMap((time, i) => {
    const point = [time, values[i] ?? ''].map((cell) => cell.replaceAll('"', '').trim());
    const [at, value] = point.map(Number) as [number, number];
    return point.includes('') || !Number.isFinite(at + value) ? [] : [[at, value] as const];
  });
}

/** The same for a name as it stands in a file and in the model: there commas may be part of it, or between its elements. */
function headKey(text: string): string {
  return canonicalName(text.replace(/"/g, '')).replace(/_?([[\],])_?/g, '$1');
}

/** Commas within brackets or quotation marks separate nothing. */
function splitLine(line: string, separator: string): string[] {
  if (separator === '\t') return line.split('\t');
  return line.match(/(?:"(?:[^"]|"")*"|\[[^\]]*\]|[^,"[])+|(?<=^|,)(?=,|$)/g) ?? [line];
}

/** Elements of a dimension: a list, or GET XLS SUBSCRIPT('file', 'tab', 'first', 'last', 'prefix'). */
export function readElements(
  translator: Translator,
  { name, elements, source }: ForeignDimension,
): readonly ForeignName[] {
  if (source === undefined) return elements;
  try {
    if (source.kind !== 'call' || source.args.length < 4)
      return translator.fail('a list of elements was expected', source.span);
    const texts = source.args.map((arg) => (arg.kind === 'string' ? arg.text : ''));
    const [file, tab, first, last, prefix = ''] = texts as [string, string, string, string, string?];
    const sheet = openSheet(translator, file, tab, source.span);
    const cells = cellText(sheet, first, last, (reason) => translator.fail(reason, source.span));
    return cells.filter((cell) => cell !== '').map((cell) => ({ text: `${prefix}${cell}`, span: name.span }));
  } catch {
    return [];
  }
}

/** Functions of Vensim that read files. */
export function isExternal(name: string): boolean {
  return /^get[\s_]+(?:xls|direct|123|vdf)[\s_]+(?:data|constants|lookups)$/i.test(name);
}
