/** What a scenario or an arm changes, in terms of the plan's parameters and steps. */
import { canonicalName } from '../base/names.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import { parseExpression } from '../equations/parse.ts';
import type { Intervention, Name, TimeSettings } from '../study/study.ts';
import { didYouMean } from './dimensions.ts';
import type { Model, Parameter } from './model.ts';
import type { PlanParameter } from './plan.ts';
import { planParameters } from './plan-parameters.ts';

export interface ResolvedIntervention {
  /** The first step at which it holds; 0 includes the initial values. */
  readonly fromStep: number;
  /** In the order in which they apply: `scale` after `set`. */
  readonly changes: readonly ParameterChange[];
}

export interface ParameterChange {
  /** Into `planParameters(model)`, which is the order of `plan.parameters`. */
  readonly parameter: number;
  /** `set`: takes this value. `scale`: its own value times this. */
  readonly kind: 'set' | 'scale';
  readonly value: number;
}

export type InterventionModel = Pick<
  Model,
  'study' | 'dimensions' | 'parameters' | 'mechanisms' | 'structures' | 'inputs'
>;

/** Reports unknown targets and leaves them out. */
export function resolveIntervention(
  model: InterventionModel,
  intervention: Intervention,
  problems: Problems,
): ResolvedIntervention {
  const parameters = planParameters(model);
  const time = model.study.settings.time;
  const indexOf = (kind: PlanParameter['kind'], name: string) =>
    parameters.findIndex((parameter) => parameter.kind === kind && parameter.name === name);
  const change = (kind: 'set' | 'scale', value: number) => (parameter: number) => ({ parameter, kind, value });
  const changes: ParameterChange[] = [];
  for (const { target, value } of intervention.set)
    changes.push(...targets(target, model, parameters, problems).map(change('set', value)));
  for (const { target, factor } of intervention.scale)
    changes.push(...targets(target, model, parameters, problems).map(change('scale', factor)));
  for (const [names, value] of [
    [intervention.off, 0],
    [intervention.on, 1],
  ] as const)
    for (const name of names) {
      const mechanism = known(model.mechanisms, name, 'mechanism/unknown', problems);
      if (mechanism !== undefined) changes.push(change('set', value)(indexOf('switch', mechanism.id)));
    }
  reportOnAndOff(intervention, problems);
  for (const { factor, alternative } of intervention.structure) {
    const structure = known(model.structures, factor, 'mechanism/unknown-structure', problems);
    if (structure === undefined) continue;
    const index = structure.alternatives.indexOf(canonicalName(alternative.text));
    if (index >= 0) changes.push(change('set', index)(indexOf('structure', structure.id)));
    else
      problems.add(
        'mechanism/unknown-alternative',
        { name: alternative.text, structure: factor.text },
        placeIn(alternative),
        {
          help: didYouMean(alternative.text, structure.alternatives) ?? `It has ${structure.alternatives.join(', ')}.`,
        },
      );
  }
  for (const { input, at } of intervention.freeze) {
    const found = known(model.inputs, input, 'check/unknown-input', problems);
    if (found !== undefined) changes.push(change('set', at)(indexOf('freeze', found.id)));
  }
  if (intervention.from !== undefined && intervention.from > time.stop + 1e-9)
    problems.add('check/starts-after-stop', { from: intervention.from, stop: time.stop }, intervention.place);
  return { fromStep: firstStep(intervention.from, time), changes };
}

/** The first step with time >= from - 1e-9. */
function firstStep(from: number | undefined, time: TimeSettings): number {
  if (from === undefined) return 0;
  let step = Math.max(0, Math.floor((from - time.start) / time.dt) - 1);
  while (time.start + step * time.dt < from - 1e-9) step += 1;
  return step;
}

function known<T extends { readonly name: Name }>(
  table: ReadonlyMap<string, T>,
  name: Name,
  code: 'mechanism/unknown' | 'mechanism/unknown-structure' | 'check/unknown-input',
  problems: Problems,
): T | undefined {
  const found = table.get(canonicalName(name.text));
  if (found === undefined)
    problems.add(code, { name: name.text }, placeIn(name), {
      help: didYouMean(
        name.text,
        [...table.values()].map((thing) => thing.name.text),
      ),
    });
  return found;
}

function reportOnAndOff(intervention: Intervention, problems: Problems): void {
  const off = new Set(intervention.off.map((name) => canonicalName(name.text)));
  for (const name of intervention.on)
    if (off.has(canonicalName(name.text)))
      problems.add('mechanism/on-and-off', { mechanism: name.text }, placeIn(name));
}

/** Names that Vensim and XMILE have for the clock, and our own. */
const CLOCK: ReadonlySet<string> = new Set(
  'time_step dt initial_time starttime final_time stoptime saveper'.split(' '),
);

/** By its label too: a name of a model that was imported may not be free here, and is kept as the label. */
function nearParameter(wanted: string, model: InterventionModel): string | undefined {
  const declared = model.study.parameters.find(({ label }) => canonicalName(label) === canonicalName(wanted));
  if (declared !== undefined) return `Its name here is "${declared.name.text}".`;
  if (CLOCK.has(canonicalName(wanted))) return 'The clock stands under `time` in study.yaml, or in the model file.';
  const computed = model.study.variables.find(({ name }) => canonicalName(name.text) === canonicalName(wanted));
  const [equation] = computed?.equations ?? [];
  if (equation !== undefined && Number.isFinite(Number(equation.equation.text)))
    return `It is an equation, ${equation.equation.text}, and no parameter: change it where the model is written.`;
  return didYouMean(
    wanted,
    [...model.parameters.values()].map(({ name }) => name.text),
  );
}

/** `pay`: all its elements. `pay[local]`, `grid[a, *]`: those. */
function targets(
  target: SourceText,
  model: InterventionModel,
  parameters: readonly PlanParameter[],
  problems: Problems,
): readonly number[] {
  const errorsBefore = problems.errorCount;
  const expr = parseExpression(target, problems);
  if (problems.errorCount > errorsBefore) return [];
  if (expr.kind !== 'name' && expr.kind !== 'subscripted') {
    problems.add('check/bad-target', { text: target.text }, placeIn(target));
    return [];
  }
  const parameter = model.parameters.get(canonicalName(expr.name));
  if (parameter === undefined) {
    problems.add('check/unknown-parameter', { name: expr.name }, placeIn(target), {
      help: nearParameter(expr.name, model),
    });
    return [];
  }
  const subscripts = expr.kind === 'subscripted' ? expr.subscripts : parameter.over.map(() => undefined);
  if (subscripts.length !== parameter.over.length) {
    problems.add(
      parameter.over.length === 0 ? 'dimension/scalar' : 'dimension/subscript-count',
      {
        name: expr.name,
        over: `[${parameter.over.join(', ')}]`,
        expected: parameter.over.length,
        count: subscripts.length,
      },
      placeIn(target),
    );
    return [];
  }
  const chosen = subscripts.map((subscript, i) => chosenElement(subscript, parameter, i, target, model, problems));
  if (chosen.includes(null)) return [];
  return parameters.flatMap(({ kind, name, element }, index) => {
    if (kind !== 'parameter' || name !== parameter.id) return [];
    const elements = element.split(',');
    return chosen.every((wanted, i) => wanted === undefined || wanted === elements[i]) ? [index] : [];
  });
}

/** Canonical name of the element that a subscript names; undefined for all; null where it names none. */
function chosenElement(
  subscript: Extract<ReturnType<typeof parseExpression>, { kind: 'subscripted' }>['subscripts'][number] | undefined,
  parameter: Parameter,
  position: number,
  target: SourceText,
  model: InterventionModel,
  problems: Problems,
): string | undefined | null {
  if (subscript === undefined || (subscript.kind === 'all' && subscript.of === undefined)) return undefined;
  const dimension = model.dimensions.get(parameter.over[position]!)!;
  if (subscript.kind === 'name') {
    const id = canonicalName(subscript.name);
    if (id === dimension.id) return undefined;
    if (dimension.elements.some((element) => element.id === id)) return id;
  }
  if (subscript.kind === 'position' && dimension.elements[subscript.index - 1] !== undefined)
    return dimension.elements[subscript.index - 1]!.id;
  const text = target.text.slice(subscript.span.start, subscript.span.end);
  problems.add(
    'dimension/unknown-element',
    { element: text, dimension: dimension.name.text },
    placeIn(target, subscript.span.start, subscript.span.end),
    {
      help: didYouMean(
        text,
        dimension.elements.map((element) => element.name),
      ),
    },
  );
  return null;
}
