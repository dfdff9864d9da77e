/** Stocks, flows and auxiliaries with their equations: what model.yaml, mechanisms and structures say, resolved. */
import { canonicalName } from '../base/names.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import { parseExpression } from '../equations/parse.ts';
import { parseUnit } from '../equations/parse-unit.ts';
import type { Unit } from '../equations/unit.ts';
import type { ElementEquation, TimeSettings, VariableDeclaration } from '../study/study.ts';
import { checkOver, declaredOnce, type Tables } from './check-declarations.ts';
import { coverElements } from './element-equations.ts';
import type { Equation, EquationSet, Input, Parameter, Variable } from './model.ts';
import { resolveExpression, type Scope } from './resolve-expression.ts';
import type { Subscriptable } from './resolve-subscripts.ts';
import { type IndexSource, nodesOf, type Resolved } from './resolved.ts';

/** A variable before its equations are looked at. */
export interface VariableHead {
  readonly id: string;
  readonly declaration: VariableDeclaration;
  readonly over: readonly string[];
  readonly shape: readonly number[];
  readonly sound: boolean;
  readonly unit: Unit | undefined;
}

export function checkHeads(
  declarations: readonly VariableDeclaration[],
  tables: Tables,
  problems: Problems,
): ReadonlyMap<string, VariableHead> {
  const heads = new Map<string, VariableHead>();
  for (const declaration of declaredOnce(declarations, tables.names)) {
    const id = canonicalName(declaration.name.text);
    const over = checkOver(declaration.name, declaration.over, tables.dimensions, problems);
    const unit = parseUnit(declaration.unit, tables.units, problems);
    heads.set(id, { id, declaration, ...over, unit });
  }
  return heads;
}

export function scopeOf(
  tables: Tables,
  parameters: ReadonlyMap<string, Parameter>,
  inputs: ReadonlyMap<string, Input>,
  heads: ReadonlyMap<string, VariableHead>,
  time: TimeSettings,
): Scope {
  const quantities = new Map<string, Subscriptable>();
  for (const { id, name, declaration } of [...parameters.values(), ...inputs.values()])
    quantities.set(id, { id, name, over: declaration.over.map((dimension) => canonicalName(dimension.text)) });
  for (const { id, declaration } of heads.values())
    quantities.set(id, {
      id,
      name: declaration.name,
      over: declaration.over.map((dimension) => canonicalName(dimension.text)),
    });
  return { names: tables.names, dimensions: tables.dimensions, quantities, time };
}

/** Resolves the equations of one variable, or those that replace them. */
export function resolveEquations(
  entries: readonly ElementEquation[],
  head: VariableHead,
  scope: Scope,
  problems: Problems,
): EquationSet {
  const what = { name: head.declaration.name.text, place: placeIn(entries[0]?.equation ?? head.declaration.name) };
  const entryOf = head.sound ? coverElements(entries, head.over, scope.dimensions, what, problems) : [];
  const hasSelf = head.declaration.kind !== 'stock';
  return {
    entries: entries.map(({ subscripts, equation }) => ({
      ...resolveEquation(equation, head, hasSelf, scope, problems),
      subscripts: subscripts === undefined ? '' : subscripts === 'otherwise' ? subscripts : subscripts.text,
    })),
    entryOf,
  };
}

function resolveEquation(
  source: SourceText,
  head: VariableHead,
  hasSelf: boolean,
  scope: Scope,
  problems: Problems,
): Equation {
  const expr = parseExpression(source, problems);
  return {
    subscripts: '',
    source,
    resolved: resolveExpression(expr, scope, { source, own: head.over, hasSelf }, problems),
  };
}

/** The variable as model.yaml has it; mechanisms and structures are added by `check-mechanisms.ts`. */
export function checkVariable(
  head: VariableHead,
  heads: ReadonlyMap<string, VariableHead>,
  scope: Scope,
  problems: Problems,
): Variable {
  const { declaration } = head;
  const flows = (sources: readonly SourceText[]) =>
    sources.map((source) => checkFlow(source, head, heads, scope, problems));
  const variable: Variable = {
    id: head.id,
    name: declaration.name,
    kind: declaration.kind,
    declaration,
    over: head.over,
    shape: head.shape,
    unit: head.unit,
    equations: resolveEquations(declaration.equations, head, scope, problems),
    inflows: flows(declaration.inflows),
    outflows: flows(declaration.outflows),
    mechanism: undefined,
    structure: undefined,
    dependencies: [],
  };
  if (declaration.nonNegative) checkPlainOutflows(variable, problems);
  return variable;
}

/** An inflow or outflow: all variables in it are flows. */
function checkFlow(
  source: SourceText,
  head: VariableHead,
  heads: ReadonlyMap<string, VariableHead>,
  scope: Scope,
  problems: Problems,
): Equation {
  const equation = resolveEquation(source, head, false, scope, problems);
  let flowCount = 0;
  let wrong = false;
  for (const node of nodesOf(equation.resolved)) {
    if (node.kind === 'error') return equation;
    if (node.kind !== 'reference') continue;
    const other = heads.get(node.quantity);
    if (other?.declaration.kind === 'flow') flowCount += 1;
    else if (other !== undefined) {
      problems.add(
        'check/not-a-flow',
        { name: other.declaration.name.text, kind: other.declaration.kind, stock: head.declaration.name.text },
        placeIn(source, node.span.start, node.span.end),
        { related: [{ message: 'declared here', place: placeIn(other.declaration.name) }] },
      );
      wrong = true;
    }
  }
  if (flowCount === 0 && !wrong)
    problems.add('check/no-flow', { text: source.text, stock: head.declaration.name.text }, placeIn(source));
  return equation;
}

/**
 * Cutting an outflow means writing a smaller value back to it: only a flow of which each element of the stock has one of its own
 * can be cut. It may have further dimensions, with one element named there.
 */
function checkPlainOutflows(variable: Variable, problems: Problems): void {
  for (const { source, resolved } of variable.outflows) {
    if (resolved.kind === 'error') continue;
    const plain = resolved.kind === 'reference' && isOneForEach(resolved.index, variable.over.length);
    if (!plain)
      problems.add('check/outflow-not-plain', { stock: variable.name.text, text: source.text }, placeIn(source));
  }
}

function isOneForEach(index: readonly IndexSource[], rank: number): boolean {
  const own = index.flatMap((from) => (from.kind === 'own' && from.map === undefined ? [from.position] : []));
  const named = index.filter(({ kind }) => kind === 'fixed');
  return (
    own.length + named.length === index.length && own.length === rank && own.every((position, i) => position === i)
  );
}

/** Every equation of a variable, replacements included. */
export function equationsOf({
  equations,
  inflows,
  outflows,
  mechanism,
  structure,
}: Pick<Variable, 'equations' | 'inflows' | 'outflows' | 'mechanism' | 'structure'>): readonly Equation[] {
  return [
    ...equations.entries,
    ...inflows,
    ...outflows,
    ...(structure?.alternatives.flatMap((alternative) => alternative?.entries ?? []) ?? []),
    ...(mechanism?.off.entries ?? []),
  ];
}

/** Canonical names of quantities and lookups in an expression, in order of first appearance. */
export function dependenciesOf(exprs: readonly Resolved[]): readonly string[] {
  const names = new Set<string>();
  for (const expr of exprs)
    for (const node of nodesOf(expr)) {
      if (node.kind === 'reference') names.add(node.quantity);
      if (node.kind === 'lookup') names.add(node.lookup);
    }
  return [...names];
}
