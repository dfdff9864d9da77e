/**
 * Functions that ask a data variable for what it was at another time than now. Outside of the data they give :NA:, as in
 * Vensim. Only data that are read from a file can be asked; what an equation makes of them cannot.
 */
import { canonicalName } from '../../../base/names.ts';
import type { Expr } from '../../../equations/ast.ts';
import type { ForeignExpr, LookupPoints } from '../../foreign-expression.ts';
import { externalSource, isExternal } from '../external-data.ts';
import * as make from '../make-expression.ts';
import { keyOf } from '../outputs.ts';
import type { Site, Translator } from '../translator.ts';
import type { FunctionTable, Translate } from './function-table.ts';
import { MISSING } from './missing.ts';

const { binary, call, choose, negative, number } = make;

type Rows = readonly (readonly [number, number])[];

export function defineData(table: FunctionTable): void {
  table.special('get_data_between_times', 3, 3, betweenTimes);
  table.special('get_data_at_time', 2, 2, atTime);
  table.special(
    'get_data_first_time',
    1,
    1,
    statistic((rows) => rows[0]?.[0]),
  );
  table.special(
    'get_data_last_time',
    1,
    1,
    statistic((rows) => rows.at(-1)?.[0]),
  );
  table.special(
    'get_data_total_points',
    3,
    3,
    statistic((rows) => rows.length),
  );
  table.special(
    'get_data_min',
    3,
    3,
    statistic((rows) => some(rows, (values) => Math.min(...values))),
  );
  table.special(
    'get_data_max',
    3,
    3,
    statistic((rows) => some(rows, (values) => Math.max(...values))),
  );
  table.special(
    'get_data_mean',
    3,
    3,
    statistic((rows) => some(rows, mean)),
  );
}

/** The series of a data variable, in order of time. */
export function dataRows(arg: ForeignExpr, site: Site, translator: Translator): Rows {
  if (arg.kind !== 'ref') return translator.fail('the name of a data variable was expected', arg.span);
  const rows = rowsOfData(arg, site, translator);
  return rows ?? translator.fail(`\`${arg.name}\` is no data that are read from a file`, arg.span);
}

/** Variables that pass data on, `a := b`, `b := c`: further than any model goes. */
const MOST_PASSED = 50;

/**
 * The points of the data that an expression names, also where `a := b` passes them on and where a macro takes them;
 * undefined where it is something else.
 */
export function rowsOfData(arg: ForeignExpr, site: Site, translator: Translator, passed = 0): Rows | undefined {
  if (arg.kind !== 'ref' || passed > MOST_PASSED) return undefined;
  const given = site.given?.get(canonicalName(arg.name));
  if (given !== undefined) return rowsOfData(given.arg, given.site, translator, passed + 1);
  const variable = site.locals.has(canonicalName(arg.name))
    ? undefined
    : translator.variables.get(canonicalName(arg.name));
  if (variable === undefined) return undefined;
  const elements = translator.elementsOf(variable, arg.subscripts, arg.span, site);
  const one = variable.elements.get(keyOf(elements));
  const value = one?.definition.value;
  if (one?.definition.isData && value?.kind === 'ref')
    return rowsOfData(value, { ...site, element: one.elements, bindings: one.bindings }, translator, passed + 1);
  if (one === undefined || (value !== undefined && (value.kind !== 'call' || !isExternal(value.name))))
    return undefined;
  const own = {
    ...site,
    output: { ...site.output, label: variable.declaration.label || variable.declaration.name.text },
  };
  const source = externalSource(translator, value, one.definition, elements, one.position, own);
  return source.kind === 'series' ? source.rows.toSorted((a, b) => a[0] - b[0]) : undefined;
}

/** 0 interpolates, 1 takes the later and -1 the earlier of the two values around a time. */
const betweenTimes: Translate = ([data, time, mode], { translator, site }) => {
  const rows = dataRows(data!, site, translator);
  const way = translator.constant(mode!);
  const at = translator.helper('data_time', translator.expression(time!, site), site);
  const points: LookupPoints =
    way > 0
      ? { points: rows.map(([x, y]) => [-x, y] as const).reverse(), kind: 'discrete' }
      : { points: rows, kind: way < 0 ? 'discrete' : 'continuous' };
  const value = call(translator.lookupHelper(points, site), way > 0 ? negative(at) : at);
  return within(at, rows, value);
};

/** The value at a time at which there is one. */
const atTime: Translate = ([data, time], { translator, site }) => {
  const rows = dataRows(data!, site, translator);
  const at = translator.helper('data_time', translator.expression(time!, site), site);
  const last = call(translator.lookupHelper({ points: rows, kind: 'discrete' }, site), at);
  const times: LookupPoints = { points: rows.map(([x]) => [x, x] as const), kind: 'discrete' };
  const since = call(translator.lookupHelper(times, site), at);
  return choose(binary('=', since, at), last, MISSING);
};

function within(at: Expr, rows: Rows, value: Expr): Expr {
  const [first, last] = [number(rows[0]![0]), number(rows.at(-1)![0])];
  return choose(binary('and', binary('>=', at, first), binary('<=', at, last)), value, MISSING);
}

/** A number that is known before the run, of the data from one time to another where times are given. */
function statistic(of: (rows: Rows) => number | undefined): Translate {
  return ([data, from, to], { translator, site }) => {
    const [first, last] = [from, to].map((arg) => arg && translator.constant(arg));
    const rows = dataRows(data!, site, translator).filter(
      ([time]) => time >= (first ?? -Infinity) && time <= (last ?? Infinity),
    );
    const value = of(rows);
    return value === undefined ? MISSING : number(value);
  };
}

function some(rows: Rows, of: (values: readonly number[]) => number): number | undefined {
  return rows.length === 0 ? undefined : of(rows.map(([, value]) => value));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
