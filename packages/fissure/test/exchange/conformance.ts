/**
 * Runs models of the SDX test suite and compares them with the results that the reference tools printed, under the
 * rule of `../shared/conformance/sdx/README.md`: every column of the reference is required.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { canonicalName } from '../../src/base/names.ts';
import { Problems } from '../../src/diagnostics/problems.ts';
import { compileBatch, type EngineName } from '../../src/engine/compile-batch.ts';
import { savedCount } from '../../src/engine/run.ts';
import { writeVensim } from '../../src/exchange/export/write-vensim.ts';
import { writeXmile } from '../../src/exchange/export/write-xmile.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { writeStudy } from '../../src/exchange/write-study.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { lowerToPlan } from '../../src/model/lower-to-plan.ts';
import type { Model } from '../../src/model/model.ts';
import type { Plan } from '../../src/model/plan.ts';
import { readStudy } from '../../src/study/read-study.ts';
import type { Study } from '../../src/study/study.ts';

export interface Outcome {
  readonly path: string;
  readonly format: string;
  readonly feature: string;
  /** Undefined: passes. */
  readonly miss: string | undefined;
}

export type Table = ReadonlyMap<string, readonly number[]>;

const CONTROLS: ReadonlySet<string> = new Set([
  'time',
  'initial_time',
  'final_time',
  'time_step',
  'saveper',
  'months',
  'days',
  'years',
  'day',
  'month',
  'year',
  'weeks',
  'hours',
  'dt',
  'starttime',
  'stoptime',
]);

/** Why each model that misses does, by its path in the suite; everything else passes. */
export const EXPLAINED_MISSES: Readonly<Record<string, string>> = {
  'tests/data_from_other_model/model_to_generate_data.mdl': 'no model of the suite: it made the data of its neighbour',
  'tests/get_time_value/test_get_time_value.mdl':
    'the results beside it are those of test_get_time_value_simple.mdl: another clock, and one of its 22 variables',
  'tests/logicals/test_logicals.stmx': 'holds `IF a not THEN`, which is no expression',
};

export function modelsUnder(root: string): string[] {
  return ['tests', 'samples'].flatMap((kind) =>
    readdirSync(join(root, kind))
      .sort()
      .flatMap((name) =>
        readdirSync(join(root, kind, name))
          .sort()
          .filter((file) => /\.(?:mdl|xmile|stmx)$/i.test(file))
          .map((file) => join(root, kind, name, file)),
      ),
  );
}

export interface Result {
  readonly table: Table;
  readonly times: readonly number[];
}

/** The model itself; a text says why it does not run. */
export function runModel(path: string, engine: EngineName): Result | string {
  return runAs(path, engine, (study) => study);
}

/** The model as a study that was written to files and read again. */
export function runWritten(path: string, engine: EngineName): Result | string {
  return runAs(path, engine, (study, problems) => {
    const encoder = new TextEncoder();
    const files = [...writeStudy(study)].map(([name, text]) => [name, encoder.encode(text)] as const);
    return readStudy(new Map(files), problems) ?? study;
  });
}

/** Values of every named variable, by the study's own names: of the model, and of what it is after export and import. */
export function runExported(
  path: string,
  to: 'mdl' | 'xmile',
): { readonly before: Table; readonly after: Table } | string {
  const problems = new Problems();
  const imported = importFile(path, problems);
  if (imported === undefined || problems.hasErrors) return 'does not import';
  const model = checkModel(imported.study, problems);
  if (problems.hasErrors) return 'has errors';
  const names = new Set([...imported.labels].flatMap(([name, label]) => (label === '' ? [] : [name])));
  // Vensim has names that a variable cannot have; the writer gives it another.
  const withOthers = new Set([...names].flatMap((name) => [name, `${name}_2`]));
  return { before: valuesOf(model, names), after: valuesOf(exportAndImport(model, to), withOthers) };
}

/** A model written in the format and read again. */
export function exportAndImport(model: Model, to: 'mdl' | 'xmile'): Model {
  const problems = new Problems();
  const plan = lowerToPlan(model, []);
  const text = to === 'mdl' ? writeVensim(model, plan, problems).text : writeXmile(model, plan);
  const again = importModel(`again.${to}`, text, new Map(), problems);
  const checked = again && !problems.hasErrors ? checkModel(again.study, problems) : undefined;
  const errors = problems.list.filter(({ severity }) => severity === 'error');
  if (checked === undefined || errors.length > 0)
    throw new Error(
      errors.map(({ message, place }) => `${message} ${text.slice(place?.start, place?.end).slice(0, 300)}`).join('\n'),
    );
  return checked;
}

const SHOWN: ReadonlySet<string> = new Set(['parameter', 'stock', 'flow', 'auxiliary', 'input']);

/** By slot; of all variables where no names are given. */
export function valuesOf(model: Model, names?: ReadonlySet<string>): Table {
  const plan = lowerToPlan(model, []);
  const shown = plan.slots.flatMap(({ role, id, variable }, slot) =>
    SHOWN.has(role) && !id.includes('·') && (names?.has(variable) ?? true) ? [slot] : [],
  );
  const parameters = Float64Array.from(plan.parameters.map(({ value }) => value));
  const run = compileBatch(plan, 'javascript').simulateBatch([
    { segments: [{ fromStep: 0, parameters }], stream: [1, 0], keep: shown },
  ])[0]!;
  if (run.status.kind === 'failed') throw new Error(`${plan.slots[run.status.slot]!.id} is ${run.status.value}`);
  const count = savedCount(plan);
  return new Map(shown.map((slot, i) => [plan.slots[slot]!.id, [...run.saved.subarray(i * count, (i + 1) * count)]]));
}

function importFile(path: string, problems: Problems) {
  const folder = dirname(path);
  const beside = readdirSync(folder).filter((name) => name !== basename(path) && statSync(join(folder, name)).isFile());
  const files = new Map(beside.map((name) => [name, readFileSync(join(folder, name))] as const));
  return importModel(basename(path), readFileSync(path, 'utf8'), files, problems);
}

function runAs(path: string, engine: EngineName, pass: (study: Study, problems: Problems) => Study): Result | string {
  const problems = new Problems();
  const complaint = () => {
    const errors = problems.list.filter(({ severity }) => severity === 'error').slice(0, 2);
    return errors.map(({ code, message }) => `${code}: ${message}`).join(' | ');
  };
  const imported = importFile(path, problems);
  if (imported === undefined || problems.hasErrors) return complaint() || 'nothing was imported';
  const model = checkModel(pass(imported.study, problems), problems);
  if (problems.hasErrors || model.system === undefined) return complaint();
  const plan = lowerToPlan(model, []);
  const labels = new Map([...imported.labels].map(([name, label]) => [canonicalName(name), label]));
  const elements = new Map([...imported.elementLabels].map(([name, label]) => [canonicalName(name), label]));
  return { table: tableOf(plan, engine, labels, elements), times: timesOf(plan) };
}

function timesOf({ time }: Plan): number[] {
  return Array.from(
    { length: Math.floor(time.stepCount / time.saveEvery) + 1 },
    (_, i) => time.start + i * time.saveEvery * time.dt,
  );
}

function tableOf(
  plan: Plan,
  engine: EngineName,
  labels: ReadonlyMap<string, string>,
  elements: ReadonlyMap<string, string>,
): Table {
  const shown = plan.slots.flatMap(({ role, variable, id }, slot) => {
    const label = labels.get(variable);
    return label && role !== 'held' && role !== 'initial' && !id.includes('·')
      ? [{ slot, head: headOf(id, label, elements) }]
      : [];
  });
  const parameters = Float64Array.from(plan.parameters.map(({ value }) => value));
  const run = compileBatch(plan, engine).simulateBatch([
    { segments: [{ fromStep: 0, parameters }], stream: [1, 0], keep: shown.map(({ slot }) => slot) },
  ])[0]!;
  if (run.status.kind === 'failed')
    throw new Error(`${plan.slots[run.status.slot]!.id} is ${run.status.value} at ${run.status.time}`);
  const count = savedCount(plan);
  return new Map(shown.map(({ head }, i) => [head, [...run.saved.subarray(i * count, (i + 1) * count)]]));
}

function headOf(id: string, label: string, elements: ReadonlyMap<string, string>): string {
  const inside = /\[(.*)\]$/.exec(id)?.[1];
  return nameKey(
    inside === undefined
      ? label
      : `${label}[${inside
          .split(',')
          .map((one) => elements.get(one) ?? one)
          .join(',')}]`,
  );
}

function nameKey(text: string): string {
  return canonicalName(
    text
      .replace(/\\n|\n/g, ' ')
      .replace(/\\?"/g, '')
      .replace(/\\\\/g, '\\'),
  ).replace(/_*([[\],])_*/g, '$1');
}

export function testModel(path: string, engine: EngineName): Outcome {
  const format = /\.(\w+)$/.exec(path)![1]!.toLowerCase();
  const feature = basename(dirname(path));
  let miss: string | undefined;
  try {
    const result = runModel(path, engine);
    miss = typeof result === 'string' ? result : bestMiss(dirname(path), result);
  } catch (error) {
    miss = `crash: ${error instanceof Error ? error.message : error}`;
  }
  return { path, format, feature, miss };
}

function bestMiss(
  folder: string,
  result: { readonly table: Table; readonly times: readonly number[] },
): string | undefined {
  const misses = readdirSync(folder)
    .filter((name) => /^output.*\.(?:csv|tab)$/i.test(name))
    .map((name) => compare(decode(readFileSync(join(folder, name))), name, result));
  return misses.includes(undefined) ? undefined : (misses[0] ?? 'no reference');
}

function compare(
  text: string,
  file: string,
  { table, times }: { readonly table: Table; readonly times: readonly number[] },
): string | undefined {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .map((line) => cellsOf(line, file.endsWith('.tab') ? '\t' : line.includes('\t') ? '\t' : ','));
  const [heads, ...body] = rows as [string[], ...string[][]];
  const at = body.map((row) =>
    times.findIndex((time) => Math.abs(time - Number(row[0])) <= 1e-5 * Math.max(1, Math.abs(time))),
  );
  if (at.includes(-1)) return `${file}: no time ${body[at.indexOf(-1)]![0]}`;
  for (const [column, head] of heads.entries()) {
    const key = nameKey(head);
    if (column === 0 || CONTROLS.has(key) || key === '') continue;
    const values = table.get(key);
    if (values === undefined) return `${file}: no column ${head}`;
    const isConstant = body.slice(1).every((row) => (row[column] ?? '').trim() === '');
    for (const [r, row] of body.entries()) {
      const cell = (isConstant ? body[0]! : row)[column]?.trim() ?? '';
      if (cell === '') continue;
      const wanted = /^nan$/i.test(cell)
        ? Number.NaN
        : /^[+-]?inf/i.test(cell)
          ? cell.startsWith('-')
            ? -Infinity
            : Infinity
          : Number(cell);
      if (Number.isNaN(wanted) && !/^nan$/i.test(cell)) continue;
      const got = values[at[r]!]!;
      if (!isClose(wanted, got)) return `${file}: ${head} at ${row[0]}: ${cell}, not ${got}`;
    }
  }
  return undefined;
}

function isClose(wanted: number, got: number): boolean {
  if (Object.is(wanted, got)) return true;
  return Math.abs(wanted - got) <= 1e-5 + 1e-4 * Math.max(Math.abs(wanted), Math.abs(got));
}

/** Commas inside brackets or quotation marks separate nothing. */
function cellsOf(line: string, separator: string): string[] {
  if (separator === '\t') return line.split('\t').map(unquoted);
  const cells: string[] = [];
  let [cell, depth, quoted] = ['', 0, false];
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    if (char === '[') depth += 1;
    if (char === ']') depth -= 1;
    if (char === ',' && depth === 0 && !quoted) {
      cells.push(unquoted(cell));
      cell = '';
    } else cell += char;
  }
  return [...cells, unquoted(cell)];
}

function unquoted(cell: string): string {
  return cell.replace(/^"(.*)"$/, '$1').replaceAll('""', '"');
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
