/** Everything in a model that has a course over time, for whoever chooses what to look at. */
import { spokenName } from '../base/names.ts';
import { UNSTATED } from '../equations/parse-unit.ts';
import type { Model, Quantity } from '../model/model.ts';

export interface PlottableVariable {
  /** Canonical. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly kind: 'stock' | 'flow' | 'auxiliary' | 'input';
  /** Canonical names of dimensions. */
  readonly over: readonly string[];
  /** The module that it is part of, dots between modules; `''`: of none. */
  readonly module: string;
}

export interface Plottable {
  /** In the order of `KINDS`, within one as the files have them. */
  readonly variables: readonly PlottableVariable[];
  readonly dimensions: Readonly<Record<string, readonly { readonly id: string; readonly label: string }[]>>;
}

export const KINDS: readonly PlottableVariable['kind'][] = ['stock', 'flow', 'auxiliary', 'input'];

export function plottableOf({ variables, inputs, dimensions }: Model): Plottable {
  const all = [...variables.values(), ...inputs.values()].map((one) => variableOf(one, one.kind, one.declaration));
  const used = new Set(all.flatMap(({ over }) => over));
  return {
    variables: KINDS.flatMap((kind) => all.filter((one) => one.kind === kind)),
    dimensions: Object.fromEntries(
      [...used].map((id) => [
        id,
        dimensions.get(id)!.elements.map((element) => ({ id: element.id, label: element.label || element.name })),
      ]),
    ),
  };
}

function variableOf(
  { id, name, over }: Quantity,
  kind: PlottableVariable['kind'],
  declared: { readonly label: string; readonly unit: { readonly text: string } },
): PlottableVariable {
  const label = declared.label || spokenName(name.text);
  const unit = declared.unit.text === UNSTATED ? '' : declared.unit.text;
  // Names of other tools have no dots but those between modules.
  const dot = /\S\.\S/.test(label) ? label.lastIndexOf('.') : -1;
  return { id, label, unit, kind, over, module: dot > 0 ? label.slice(0, dot) : '' };
}
