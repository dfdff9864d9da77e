/**
 * Study -> Model: what names mean, which element is which, whether units agree, and that an order exists.
 * Mistakes are collected in `problems`; checking goes on after each.
 */
import type { Problems } from '../diagnostics/problems.ts';
import { printUnit } from '../equations/print-unit.ts';
import { divideUnits, type Unit } from '../equations/unit.ts';
import { declareUnits, timeUnit } from '../equations/unit-table.ts';
import type { Study } from '../study/study.ts';
import { checkConserved } from './check-conserved.ts';
import { checkInputs, checkLookups, checkParameters, type Tables } from './check-declarations.ts';
import { checkReplacements, type Replacements } from './check-mechanisms.ts';
import { checkOrder } from './check-order.ts';
import { checkSize } from './check-size.ts';
import { checkUnit } from './check-units.ts';
import { checkUsage } from './check-usage.ts';
import {
  checkHeads,
  checkVariable,
  dependenciesOf,
  equationsOf,
  scopeOf,
  type VariableHead,
} from './check-variables.ts';
import { checkDimensions } from './dimensions.ts';
import { expandModel } from './expand-model.ts';
import type { EquationSet, Model, Variable } from './model.ts';
import { checkNames } from './names.ts';
import type { Scope } from './resolve-expression.ts';
import { resolveIntervention } from './resolve-intervention.ts';
import type { ScalarSystem } from './scalar-system.ts';

export function checkModel(study: Study, problems: Problems): Model {
  const errorsBefore = problems.errorCount;
  const parts = checkParts(study, problems);
  const { variables } = parts;
  if (problems.errorCount === errorsBefore) checkSize(variables, problems);
  const system = problems.errorCount === errorsBefore ? expandModel(parts) : undefined;
  if (study.settings.checkUnits !== false) checkUnits(parts, problems);
  checkInterventions(parts, problems);
  // An equation that could not be understood uses nothing: what looks unused may be an echo of its mistake.
  if (!problems.hasErrors) checkUsage(parts, problems);
  return { ...parts, system: orderedOnly(system, variables, problems) };
}

/** What names mean, and which element is which. */
export function checkParts(study: Study, problems: Problems): Omit<Model, 'system'> {
  const names = checkNames(study, problems);
  const dimensions = checkDimensions(study.dimensions, problems);
  const units = declareUnits(study.settings.units, problems);
  const tables: Tables = { names, dimensions, units };

  const parameters = checkParameters(study.parameters, tables, problems);
  const lookups = checkLookups(study.lookups, tables, problems);
  const inputs = checkInputs(study.inputs, tables, problems);
  const heads = checkHeads(study.variables, tables, problems);

  const scope = scopeOf(tables, parameters, inputs, heads, study.settings.time);
  const replacements = checkReplacements(study, heads, scope, problems);
  const variables = checkVariables(heads, replacements, scope, problems);

  const clock = timeUnit(study.settings.time.unit);
  const conserved = checkConserved(study.settings.conserved, variables, units, clock, problems);
  const { mechanisms, structures } = replacements;
  return {
    ...{ study, ...tables, timeUnit: clock },
    ...{ parameters, lookups, inputs, variables, mechanisms, structures, conserved },
  };
}

function checkVariables(
  heads: ReadonlyMap<string, VariableHead>,
  { off, forms }: Replacements,
  scope: Scope,
  problems: Problems,
): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const head of heads.values()) {
    const written = checkVariable(head, heads, scope, problems);
    const { equations, inflows, outflows } = written;
    const [mechanism, structure] = [off.get(head.id), forms.get(head.id)];
    const own = equationsOf({ equations, inflows, outflows, mechanism, structure });
    const dependencies = dependenciesOf(own.map(({ resolved }) => resolved));
    variables.set(head.id, { ...written, mechanism, structure, dependencies });
  }
  return variables;
}

function orderedOnly(
  system: ScalarSystem | undefined,
  variables: ReadonlyMap<string, Variable>,
  problems: Problems,
): ScalarSystem | undefined {
  return system !== undefined && checkOrder(system, variables, problems) ? system : undefined;
}

// -- Units of every equation -------------------------------------------------------------------------------------------

/** `isEnough`: asked before each variable; the others are left out. */
export function checkUnits(model: Omit<Model, 'system'>, problems: Problems, isEnough = () => false): void {
  const perTime = `per ${printUnit(model.timeUnit, model.units)}`;
  for (const variable of model.variables.values()) {
    if (isEnough()) return;
    const { unit } = variable;
    const name = `\`${variable.name.text}\``;
    checkEquations(variable.equations, unit, name, model, problems);
    for (const alternative of variable.structure?.alternatives ?? [])
      if (alternative !== undefined) checkEquations(alternative, unit, name, model, problems);
    if (variable.mechanism !== undefined) checkEquations(variable.mechanism.off, unit, name, model, problems);
    const rate = unit && divideUnits(unit, model.timeUnit);
    const of = `${name} ${perTime}`;
    for (const { source, resolved } of [...variable.inflows, ...variable.outflows])
      checkUnit({ source, resolved, wanted: rate, of, self: undefined }, model, problems);
  }
}

function checkEquations(
  equations: EquationSet,
  wanted: Unit | undefined,
  of: string,
  model: Omit<Model, 'system'>,
  problems: Problems,
): void {
  for (const { source, resolved } of equations.entries)
    checkUnit({ source, resolved, wanted, of, self: wanted }, model, problems);
}

// -- Names in scenarios and arms ---------------------------------------------------------------------------------------

function checkInterventions(model: Omit<Model, 'system'>, problems: Problems): void {
  for (const { intervention } of model.study.scenarios) resolveIntervention(model, intervention, problems);
  for (const claim of [...model.study.claims, ...model.study.expectations])
    for (const intervention of [...claim.arms, claim.defence?.turns].map((arm) => arm?.intervention))
      if (intervention !== undefined) resolveIntervention(model, intervention, problems);
}
