/** Expressions that look at a model from outside: outputs, measures of claims, what history observes. */
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Expr } from '../equations/ast.ts';
import { BUILTINS } from '../equations/builtins.ts';
import { parseExpression } from '../equations/parse.ts';
import { parseUnit } from '../equations/parse-unit.ts';
import type { Unit } from '../equations/unit.ts';
import { MOST_OPERATIONS, operationCount } from './check-size.ts';
import { checkUnit } from './check-units.ts';
import { dependenciesOf } from './check-variables.ts';
import { elementCount, elementIndex, elementName, type Model } from './model.ts';
import { resolveExpression } from './resolve-expression.ts';
import type { Subscriptable } from './resolve-subscripts.ts';
import { nodesOf, type Resolved } from './resolved.ts';

/** A checked expression; with `over` it has one value per element. */
export interface Observed {
  readonly source: SourceText;
  readonly resolved: Resolved;
  /** Canonical names of the dimensions it runs over; empty for a scalar. */
  readonly over: readonly string[];
  readonly shape: readonly number[];
  /** Index of the element in each of `over`: which of the values this is. */
  readonly index: readonly number[];
  /** Canonical element names joined by `,`; `''` for a scalar. */
  readonly element: string;
  /** Undefined where any unit fits (a plain 0) or it could not be told. */
  readonly unit: Unit | undefined;
  /** Canonical names of the quantities and lookups it reads. */
  readonly dependencies: readonly string[];
}

export interface ObservedOptions {
  /** Canonical names of dimensions that the expression may use as its own: one Observed per element. */
  readonly over?: readonly string[];
  /** The unit that it must have; as text where a study writes it so (outputs, series of the record). */
  readonly unit?: Unit | string;
  /** `2015-03` stands for the time of that date. */
  readonly dates?: boolean;
}

/** One scalar expression; undefined where a diagnostic was given. */
export function checkObserved(
  model: Model,
  source: SourceText,
  problems: Problems,
  options: Omit<ObservedOptions, 'over'> = {},
): Observed | undefined {
  return checkObservedOver(model, source, problems, options)?.[0];
}

/** One Observed per element of `over`, row-major; undefined where a diagnostic was given. */
export function checkObservedOver(
  model: Model,
  source: SourceText,
  problems: Problems,
  options: ObservedOptions = {},
): readonly Observed[] | undefined {
  const expr = parseExpression(source, problems, { dates: options.dates ?? false });
  return checkObservedExpr(model, source, expr, problems, options);
}

/** As `checkObservedOver`, for a part of `source` that is parsed already. */
export function checkObservedExpr(
  model: Model,
  source: SourceText,
  expr: Expr,
  problems: Problems,
  options: ObservedOptions = {},
): readonly Observed[] | undefined {
  const { over = [] } = options;
  const errorsBefore = problems.errorCount;
  const { dimensions, names } = model;
  const quantities = new Map<string, Subscriptable>([...model.parameters, ...model.inputs, ...model.variables]);
  const scope = { names, dimensions, quantities, time: model.study.settings.time };
  const resolved = resolveExpression(expr, scope, { source, own: over, hasSelf: false }, problems);
  refuseDraws(resolved, source, problems);
  const wanted = typeof options.unit === 'string' ? unitOfText(model, options.unit, source, problems) : options.unit;
  const question = { source, resolved, wanted, of: 'the declared unit', self: undefined };
  const unit = checkUnit(question, model, problems);
  const shape = over.map((id) => dimensions.get(id)!.elements.length);
  const size = operationCount(resolved) * elementCount(shape);
  if (size > MOST_OPERATIONS)
    problems.add('check/too-large', { name: source.text, size, total: size, limit: MOST_OPERATIONS }, placeIn(source));
  if (problems.errorCount > errorsBefore || hasError(resolved)) return undefined;
  const common = {
    source,
    resolved,
    over,
    shape,
    unit: unit === 'any' ? undefined : unit,
    dependencies: dependenciesOf([resolved]),
  };
  return Array.from({ length: elementCount(shape) }, (_, flat) => {
    const index = elementIndex(shape, flat);
    return { ...common, index, element: elementName(dimensions, over, index) };
  });
}

/** Mistakes in a unit that has no place of its own are shown at the expression whose unit it is. */
function unitOfText(model: Model, text: string, place: SourceText, problems: Problems): Unit | undefined {
  const start = placeIn(place);
  const source = { text, file: place.file, offsets: new Array<number>(text.length).fill(start.start), end: start.end };
  return parseUnit(source, model.units, problems);
}

function hasError(resolved: Resolved): boolean {
  for (const node of nodesOf(resolved)) if (node.kind === 'error') return true;
  return false;
}

/** Looking must not need luck of its own: a draw belongs into the model, where every reader sees the same one. */
function refuseDraws(resolved: Resolved, source: SourceText, problems: Problems): void {
  for (const node of nodesOf(resolved))
    if (node.kind === 'call' && BUILTINS.get(node.name.toLowerCase())?.kind === 'statistical')
      problems.add('check/random-observed', { name: node.name }, placeIn(source, node.span.start, node.span.end));
}
