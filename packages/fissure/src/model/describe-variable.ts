/** What people want to know of one variable: for `explain`, the report and tooltips. Texts as the author wrote them. */
import { printUnit } from '../equations/print-unit.ts';
import type { EquationSet, Model, Variable } from './model.ts';

export interface VariableDescription {
  readonly name: string;
  readonly kind: Variable['kind'];
  readonly label: string;
  readonly doc: string;
  readonly unit: string;
  /** Names of its dimensions as declared. */
  readonly over: readonly string[];
  /** Equation, or initial value of a stock, by subscripts as written (`''`: all elements). */
  readonly equations: readonly EquationDescription[];
  readonly inflows: readonly string[];
  readonly outflows: readonly string[];
  readonly mechanism: { readonly name: string; readonly off: readonly EquationDescription[] } | undefined;
  readonly structure:
    | {
        readonly name: string;
        readonly alternatives: readonly { readonly name: string; readonly equations: readonly EquationDescription[] }[];
      }
    | undefined;
  /** Names of what it reads, and of the variables that read it. */
  readonly reads: readonly string[];
  readonly readBy: readonly string[];
}

export interface EquationDescription {
  readonly subscripts: string;
  readonly equation: string;
}

export function describeVariable(model: Model, variable: Variable): VariableDescription {
  const { declaration, mechanism, structure } = variable;
  const nameOf = (id: string): string => model.names.get(id)?.name.text ?? id;
  const form = structure && model.structures.get(structure.id);
  return {
    name: variable.name.text,
    kind: variable.kind,
    label: declaration.label,
    doc: declaration.doc,
    unit: variable.unit === undefined ? declaration.unit.text : printUnit(variable.unit, model.units),
    over: variable.over.map(nameOf),
    equations: textsOf(variable.equations),
    inflows: declaration.inflows.map(({ text }) => text),
    outflows: declaration.outflows.map(({ text }) => text),
    mechanism: mechanism && {
      name: model.mechanisms.get(mechanism.id)!.name.text,
      off: textsOf(mechanism.off),
    },
    structure: structure && {
      name: form!.name.text,
      alternatives: form!.declaration.alternatives.map(({ name }, i) => ({
        name: name.text,
        equations: textsOf(structure.alternatives[i] ?? variable.equations),
      })),
    },
    reads: variable.dependencies.map(nameOf),
    readBy: [...model.variables.values()]
      .filter((other) => other.dependencies.includes(variable.id))
      .map(({ name }) => name.text),
  };
}

function textsOf(equations: EquationSet): readonly EquationDescription[] {
  return equations.entries.map(({ source, subscripts }) => ({ subscripts, equation: source.text }));
}
