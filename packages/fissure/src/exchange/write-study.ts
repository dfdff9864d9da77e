/** A `Study` -> the files of its folder. Writes what imported models have: clock, dimensions, numbers, equations, series. */
import { stringify } from 'yaml';
import {
  DIAGRAM_FILES,
  type DimensionDeclaration,
  type ElementEquation,
  type ElementValues,
  type InputDeclaration,
  type LookupDeclaration,
  type Name,
  type ParameterDeclaration,
  type Study,
  type TimeSettings,
  type VariableDeclaration,
} from '../study/study.ts';

export function writeStudy(study: Study): ReadonlyMap<string, string> {
  const { settings } = study;
  const files = new Map<string, string>();
  files.set(
    'study.yaml',
    yaml({
      fissure: 1,
      title: settings.title,
      question: settings.question || `What does ${settings.title} do?`,
      time: clock(settings.time),
      seed: settings.seed,
      check_units: settings.checkUnits,
      units: byName(settings.units, ({ aliases }) => ({ aliases: texts(aliases) })),
      outputs: Object.fromEntries(
        settings.outputs.map(({ id, show, title, unit }) => [id.text, { show: show.text, title, unit }]),
      ),
      dropped: settings.dropped?.length ? settings.dropped : undefined,
    }),
  );
  files.set(
    'model.yaml',
    yaml({
      dimensions: byName(study.dimensions, dimension),
      parameters: byName(study.parameters, parameter),
      lookups: byName(study.lookups, lookup),
      inputs: byName(study.inputs, input),
    }),
  );
  for (const [i, variables] of portions(study.variables).entries())
    files.set(
      `model/variables_${String(i + 1).padStart(3, '0')}.yaml`,
      yaml({ variables: byName(variables, variable) }),
    );
  for (const one of study.inputs) files.set(seriesFile(one), seriesTable(one));
  if (study.diagram !== undefined) files.set(DIAGRAM_FILES[study.diagram.format], study.diagram.text);
  return files;
}

/** Characters of one file of variables, well below what a study's file may have. */
const LARGEST_PORTION = 400_000;

function portions(variables: readonly VariableDeclaration[]): VariableDeclaration[][] {
  const result: VariableDeclaration[][] = [];
  let room = 0;
  for (const one of variables) {
    const size = one.equations.reduce((sum, { equation }) => sum + equation.text.length + 40, 200);
    if (room < size) {
      result.push([]);
      room = LARGEST_PORTION;
    }
    result.at(-1)!.push(one);
    room -= size;
  }
  return result;
}

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 120, aliasDuplicateObjects: false });
}

function byName<T extends { readonly name: Name }>(list: readonly T[], write: (one: T) => unknown) {
  return list.length === 0 ? undefined : Object.fromEntries(list.map((one) => [one.name.text, write(one)]));
}

function clock({ start, stop, dt, unit, called, method, saveEvery }: TimeSettings) {
  return { start, stop, dt, unit, called, method, save: dt * saveEvery };
}

const texts = (names: readonly { readonly text: string }[]) =>
  names.length === 0 ? undefined : names.map(({ text }) => text);

function dimension({ elements, sameAs, partOf, labels }: DimensionDeclaration) {
  if (sameAs !== undefined) return { same_as: sameAs.text };
  return { elements: texts(elements), part_of: partOf?.text, labels: Object.fromEntries(labels) };
}

const head = ({ label, doc }: { readonly label: string; readonly doc: string }) => ({
  label: label || undefined,
  doc: doc || undefined,
});

function parameter(one: ParameterDeclaration) {
  return { ...head(one), unit: one.unit.text, over: texts(one.over), value: nested(one.values) };
}

/** Numbers by element; maps within maps for several dimensions. */
function nested(values: ElementValues): unknown {
  if (values.size === 1 && values.has('')) return values.get('');
  const tree: Record<string, unknown> = {};
  for (const [key, value] of values) {
    const path = key.split(',');
    let at = tree;
    for (const element of path.slice(0, -1)) {
      at[element] ??= {};
      at = at[element] as Record<string, unknown>;
    }
    at[path.at(-1)!] = value;
  }
  return tree;
}

function lookup(one: LookupDeclaration) {
  const { between, outside } = one;
  return { ...head(one), x: one.xUnit.text, y: one.yUnit.text, points: one.points, between, outside };
}

const seriesFile = ({ name }: InputDeclaration): string => `data/${name.text}.csv`;

function input(one: InputDeclaration) {
  const columns = [...one.series.keys()];
  const isScalar = columns.length === 1 && columns[0] === '';
  return {
    ...{ ...head(one), unit: one.unit.text, over: texts(one.over), series: seriesFile(one), time: 'time' },
    column: isScalar ? 'value' : undefined,
    columns: isScalar ? undefined : Object.fromEntries(columns.map((key, i) => [key, `value_${i + 1}`])),
    ...{ between: one.between, before: one.before, after: one.after },
  };
}

/** One row for each time at which any element has a value. */
function seriesTable({ series }: InputDeclaration): string {
  const columns = [...series];
  const times = [...new Set(columns.flatMap(([, rows]) => rows.map(([time]) => time)))].toSorted((a, b) => a - b);
  const values = columns.map(([, rows]) => new Map(rows));
  const heads = columns.length === 1 && columns[0]![0] === '' ? ['value'] : columns.map((_, i) => `value_${i + 1}`);
  const lines = times.map((time) => [time, ...values.map((rows) => cell(rows.get(time)))].join(','));
  return `${['time', ...heads].join(',')}\n${lines.join('\n')}\n`;
}

/** Minus zero as well, which prints as zero otherwise. */
function cell(value: number | undefined): string {
  if (value === undefined) return '';
  return Object.is(value, -0) ? '-0' : String(value);
}

function variable(one: VariableDeclaration) {
  const kind = one.kind === 'auxiliary' ? 'aux' : one.kind;
  return {
    ...head(one),
    [kind]: one.unit.text,
    over: texts(one.over),
    [one.kind === 'stock' ? 'initial' : 'equation']: equations(one.equations),
    inflows: texts(one.inflows),
    outflows: texts(one.outflows),
    non_negative: one.nonNegative || undefined,
    helper: one.helper || undefined,
  };
}

function equations(entries: readonly ElementEquation[]): unknown {
  const [first] = entries;
  if (entries.length === 1 && first!.subscripts === undefined) return first!.equation.text;
  return Object.fromEntries(
    entries.map(({ subscripts, equation }) => [
      typeof subscripts === 'object' ? subscripts.text : 'otherwise',
      equation.text,
    ]),
  );
}
