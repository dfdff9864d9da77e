/** Values that stand in files beside the model: GET XLS / DIRECT DATA, CONSTANTS, LOOKUPS and data variables. */
import { canonicalName } from '../../base/names.ts';
import { decodeText } from '../decode-text.ts';
import type { ForeignExpr } from '../foreign-expression.ts';
import type { Definition, ForeignDimension, ForeignName } from '../foreign-model.ts';
import { cellText, numbersFrom, seriesFrom, sheetOf } from '../sheets/ranges.ts';
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
  const texts = source.args.map((arg) => textOf(arg, translator));
  if (texts.some((text) => text === undefined) || texts.length < 3)
    return translator.fail(`${source.name} takes names between apostrophes`, source.span);
  const [file, tab, ...cells] = texts as string[];
  const sheet = sheetOf(translator.files, file!, tab!, (reason) => translator.fail(reason, source.span));
  const fail = (reason: string): never => translator.fail(reason, source.span);
  const count = definition.subscripts.map((one) => {
    const dimension = one.kind === 'name' ? translator.dimensions.get(canonicalName(one.name)) : undefined;
    return dimension?.elements.length ?? 1;
  });
  if (/constants$/i.test(source.name)) {
    return { kind: 'number', value: numbersFrom(sheet, cells[0]!, count, position, fail), span };
  }
  const rows = seriesFrom(sheet, cells[0]!, cells[1]!, position, fail);
  if (/lookups$/i.test(source.name)) return { kind: 'lookup', lookup: { points: rows, kind: 'continuous' }, span };
  return { kind: 'series', rows, interpolation: definition.interpolation ?? 'interpolate', span };
}

/** Text between apostrophes, or that of a variable that is text: `name :IS: 'text'`. */
function textOf(arg: ForeignExpr, translator: Translator): string | undefined {
  if (arg.kind === 'string') return arg.text;
  const named = arg.kind === 'ref' ? translator.variables.get(canonicalName(arg.name)) : undefined;
  const value = named?.declaration.definitions[0]?.value;
  return value?.kind === 'string' ? value.text : undefined;
}

/** A data variable without an equation: a column of a text file beside the model, by the variable's name. */
function fromDataFile(
  translator: Translator,
  definition: Definition,
  elements: readonly string[],
  site: Site,
): ElementValue {
  const written = site.output.label;
  const key = elements.length === 0 ? canonicalName(written) : `${canonicalName(written)}[${elements.join(',')}]`;
  for (const [path, bytes] of translator.files) {
    if (!/\.(?:tab|csv|txt)$/i.test(path) || /^output/i.test(path)) continue;
    const rows = columnNamed(decodeText(bytes), key);
    if (rows !== undefined && rows.length > 0)
      return { kind: 'series', rows, interpolation: definition.interpolation ?? 'interpolate', span: definition.span };
  }
  return translator.fail(
    `\`${written}\` has no equation, and no data file beside the model has a column of that name`,
    definition.span,
  );
}

function columnNamed(text: string, key: string): (readonly [number, number])[] | undefined {
  const lines = text.split(/\r?\n/);
  const separator = lines[0]!.includes('\t') ? '\t' : ',';
  const heads = splitLine(lines[0]!, separator).map(headKey);
  const column = heads.indexOf(key);
  if (column < 1) {
    const line = lines.find((one) => headKey(splitLine(one, separator)[0]!) === key);
    if (line === undefined) return undefined;
    const times = splitLine(lines[0]!, separator);
    return pairs(times.slice(1), splitLine(line, separator).slice(1));
  }
  const cells = lines.slice(1).map((line) => splitLine(line, separator));
  const rows = pairs(
    cells.map((row) => row[0] ?? ''),
    cells.map((row) => row[column] ?? ''),
  );
  return rows;
}

function pairs(times: readonly string[], values: readonly string[]): (readonly [number, number])[] {
  return times.flatMap((time, i) => {
    const value = values[i] ?? '';
    return time.trim() === '' || value.trim() === '' ? [] : [[Number(time), Number(value)] as const];
  });
}

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
    const sheet = sheetOf(translator.files, file, tab, (reason) => translator.fail(reason, source.span));
    const cells = cellText(sheet, first, last, (reason) => translator.fail(reason, source.span));
    return cells.filter((cell) => cell !== '').map((cell) => ({ text: `${prefix}${cell}`, span: name.span }));
  } catch {
    return [];
  }
}
