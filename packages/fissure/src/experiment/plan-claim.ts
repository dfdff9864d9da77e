/** Compiles one claim: its arms, its measures down to reducers of observed expressions, and what it says about them. */
import { canonicalName } from '../base/names.ts';
import { nearestName } from '../base/nearest-name.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Expr } from '../equations/ast.ts';
import { checkObservedExpr } from '../model/check-observed.ts';
import { elementCount, elementIndex, type Model } from '../model/model.ts';
import type { ClaimDeclaration } from '../study/study.ts';
import type { ClaimExpr } from './claim-expression.ts';
import { type ClaimNames, compileMeasure, compileOverMeasures } from './compile-claim.ts';
import type { PlannedClaim, PlannedReducer } from './experiment.ts';
import { measureDuration, measureTime, placeOf, textOf } from './measure-time.ts';
import type { Observations } from './observations.ts';
import type { ArmTable } from './plan-arms.ts';
import { isReducerName, needsSavedTime, REDUCER_ARGUMENTS, type ReducerName, savedWithin } from './reducers.ts';

/** What planning a claim needs and adds to. `times` are the saved times of the run. */
export interface ClaimContext {
  readonly model: Model;
  readonly observations: Observations;
  readonly arms: ArmTable;
  readonly times: ArrayLike<number>;
  readonly problems: Problems;
}

/** Rows of reducers are numbers of observations until the plan is there. Undefined where anything is wrong. */
export function planClaim(claim: ClaimDeclaration, offset: number, context: ClaimContext): PlannedClaim | undefined {
  const { model, problems } = context;
  const errorsBefore = problems.errorCount;
  const over = claim.over.flatMap((name) => findDimension(name, context));
  const arms = planArms(claim, context);
  const reducers: PlannedReducer[] = [];
  const measures = claim.measures.map(({ name, equation }) => {
    const plan = (call: Call) => planReducer(call, equation, over, reducers, context);
    const value = compileMeasure(equation, problems, plan);
    return { name: name.text, text: equation.text, value: value ?? NOTHING };
  });
  const names: ClaimNames = { measures: measures.map(({ name }) => name), arms: arms.map(({ name }) => name) };
  const compile = (field: string, source: SourceText | undefined) =>
    source && compileField(field, source, claim, names, context);
  const holds = compile('holds', claim.holds);
  const appliesWhen = compile('applies_when', claim.appliesWhen);
  const effect = compile('effect', claim.effect);
  const report = claim.report.map(({ name, label, equation }) => {
    const value = compile(name.text, equation) ?? NOTHING;
    return { name: name.text, label: label === '' ? name.text : label, value };
  });
  if (problems.errorCount > errorsBefore || holds === undefined) return undefined;
  return {
    id: claim.name.text,
    says: claim.says,
    test: claim.test,
    statements: claim.statements.map((name) => name.text),
    over: claim.over.map((name) => name.text),
    cases: listCases(model, over),
    arms,
    measures,
    reducers,
    holds,
    appliesWhen,
    effect,
    report,
    holdsText: claim.holds.text,
    appliesWhenText: claim.appliesWhen?.text ?? '',
    effectText: claim.effect?.text ?? '',
    effectLabel: claim.effectLabel,
    byConstruction: claim.byConstruction,
    untestable: claim.untestable,
    offset,
  };
}

type Call = Extract<Expr, { kind: 'call' }>;

/** Stands where a diagnostic says what is wrong. */
const NOTHING: ClaimExpr = { kind: 'number', value: Number.NaN };

function findDimension(name: SourceText, { model, problems }: ClaimContext): readonly string[] {
  const id = canonicalName(name.text);
  if (model.dimensions.has(id)) return [id];
  const near = nearestName(
    name.text,
    [...model.dimensions.values()].map((dimension) => dimension.name.text),
  );
  const help = near && `Did you mean \`${near}\`?`;
  problems.add('claim/unknown-dimension', { name: name.text }, placeIn(name), { help });
  return [];
}

function listCases(model: Model, over: readonly string[]): PlannedClaim['cases'] {
  const shape = over.map((id) => model.dimensions.get(id)!.elements.length);
  return Array.from({ length: elementCount(shape) }, (_, flat) =>
    elementIndex(shape, flat).map((index, i) => model.dimensions.get(over[i]!)!.elements[index]!.name),
  );
}

/** The arm `base` comes first, whether the author wrote it or not. */
function planArms(claim: ClaimDeclaration, { arms, problems }: ClaimContext): PlannedClaim['arms'] {
  const isBase = (arm: ClaimDeclaration['arms'][number]) => canonicalName(arm.name.text) === 'base';
  const implied = { name: { ...claim.name, text: 'base' }, label: '', scenario: undefined, intervention: undefined };
  const declared = [claim.arms.find(isBase) ?? implied, ...claim.arms.filter((arm) => !isBase(arm))];
  const planned = declared.map((arm) => {
    const name = isBase(arm) ? 'base' : arm.name.text;
    return { name, label: arm.label === '' ? name : arm.label, arm: arms.add(claim, arm) };
  });
  for (const [i, { name, arm }] of planned.entries())
    if (i > 0 && arm === planned[0]!.arm)
      problems.add('claim/idle-arm', { arm: name, claim: claim.name.text }, placeIn(declared[i]!.name));
  return planned;
}

function compileField(
  field: string,
  source: SourceText,
  claim: ClaimDeclaration,
  names: ClaimNames,
  { problems }: ClaimContext,
): ClaimExpr | undefined {
  const compiled = compileOverMeasures(source, names, problems);
  if (compiled && !readsMeasure(compiled))
    problems.add('claim/says-nothing', { field, claim: claim.name.text }, placeIn(source));
  return compiled;
}

function readsMeasure(expr: ClaimExpr): boolean {
  switch (expr.kind) {
    case 'number':
      return false;
    case 'value':
      return true;
    case 'unary':
      return readsMeasure(expr.operand);
    case 'binary':
      return readsMeasure(expr.left) || readsMeasure(expr.right);
    case 'call':
      return expr.args.some(readsMeasure);
  }
}

/** Adds the reducer that a call stands for; gives its number. */
function planReducer(
  call: Call,
  source: SourceText,
  over: readonly string[],
  reducers: PlannedReducer[],
  context: ClaimContext,
): number | undefined {
  const { model, observations, problems } = context;
  const name = call.name.toLowerCase();
  if (!isReducerName(name)) return undefined;
  const kinds = REDUCER_ARGUMENTS[name];
  const [subject, ...rest] = call.args;
  if (subject === undefined || rest.length !== kinds.length) {
    const what = name.startsWith('last') || isConditional(name) ? 'condition' : 'x';
    const values = {
      name,
      expected: kinds.length + 1,
      count: call.args.length,
      form: `${name}(${[what, ...kinds].join(', ')})`,
    };
    problems.add('claim/argument-count', values, placeOf(call, source));
    return undefined;
  }
  const timing = planTiming(name, rest, call, source, context);
  const observed = checkObservedExpr(model, source, subject, problems, { over, dates: true });
  if (timing === undefined || observed === undefined) return undefined;
  return reducers.push({ name, ...timing, rows: observed.map((one) => observations.add(one)) }) - 1;
}

function isConditional(name: ReducerName): boolean {
  return name === 'first_time' || name === 'always' || name === 'ever' || name === 'share_of_time';
}

function planTiming(
  name: ReducerName,
  args: readonly Expr[],
  call: Call,
  source: SourceText,
  { model, times, problems }: ClaimContext,
): Pick<PlannedReducer, 'from' | 'to' | 'duration'> | undefined {
  const settings = model.study.settings.time;
  const kinds = REDUCER_ARGUMENTS[name];
  const numbers = args.map((arg, i) =>
    kinds[i] === 'duration'
      ? measureDuration(arg, source, settings, problems)
      : measureTime(arg, source, settings, problems),
  );
  if (numbers.includes(undefined)) return undefined;
  const argument = (kind: (typeof kinds)[number]) => numbers[kinds.indexOf(kind)];
  const from = argument('from') ?? argument('date')!;
  const to = argument('to') ?? from;
  const duration = argument('duration') ?? 0;
  const shown = (kind: (typeof kinds)[number]) => textOf(args[kinds.indexOf(kind)]!, source);
  if (from > to) {
    problems.add('claim/empty-period', { from: shown('from'), to: shown('to') }, placeOf(call, source));
    return undefined;
  }
  const [first, end] = savedWithin(times, from, to);
  if (needsSavedTime(name) && first >= end) {
    problems.add('claim/no-saved-time', { from: shown('from'), to: shown('to') }, placeOf(call, source));
    return undefined;
  }
  if (duration > to - from + 1e-9) {
    problems.add('claim/duration-too-long', { duration, length: to - from }, placeOf(call, source));
    return undefined;
  }
  return { from, to, duration };
}
