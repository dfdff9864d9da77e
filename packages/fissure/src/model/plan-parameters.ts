/** The order of everything that can be set from outside a run: it is the order of `plan.parameters` and of design columns. */
import { elementCount, elementIndex, elementName, type Model } from './model.ts';
import type { PlanParameter } from './plan.ts';

/**
 * The elements of all declared parameters, then a switch per mechanism, then the alternative of each structure, then
 * a freezing time per input. They are the first slots of a plan: slot and index are the same number.
 */
export function planParameters(model: ModelWithParameters): readonly PlanParameter[] {
  const known = listed.get(model);
  if (known) return known;
  const list = listParameters(model);
  listed.set(model, list);
  return list;
}

type ModelWithParameters = Pick<Model, 'dimensions' | 'parameters' | 'mechanisms' | 'structures' | 'inputs'>;

/** Every scenario and arm asks again. */
const listed = new WeakMap<ModelWithParameters, readonly PlanParameter[]>();

function listParameters(model: ModelWithParameters): readonly PlanParameter[] {
  const list: Omit<PlanParameter, 'slot'>[] = [];
  for (const { id, over, shape, values } of model.parameters.values())
    for (let flat = 0; flat < elementCount(shape); flat += 1) {
      const element = elementName(model.dimensions, over, elementIndex(shape, flat));
      list.push({ name: id, element, kind: 'parameter', value: values[flat]! });
    }
  for (const id of model.mechanisms.keys()) list.push({ name: id, element: '', kind: 'switch', value: 1 });
  for (const id of model.structures.keys()) list.push({ name: id, element: '', kind: 'structure', value: 0 });
  for (const id of model.inputs.keys())
    list.push({ name: id, element: '', kind: 'freeze', value: Number.POSITIVE_INFINITY });
  return list.map((parameter, slot) => ({ slot, ...parameter }));
}
