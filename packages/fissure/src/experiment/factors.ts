/**
 * The uncertain factors of a study: each prior declaration is one (a value, or a scale error shared by several
 * elements), each structure is one. A factor's id names its column in every design, so it must not depend on what
 * else is uncertain.
 */
import { canonicalName, spokenName } from '../base/names.ts';
import type { Plan, PlanParameter } from '../model/plan.ts';
import type { Distribution, ParameterDeclaration, PriorDeclaration, Study } from '../study/study.ts';
import { inverseDistribution, printDistribution } from './distributions.ts';

export type Factor =
  | {
      readonly kind: 'prior';
      /** `pay[local]`, `population`; a scale error: `population (scale)`. */
      readonly id: string;
      readonly label: string;
      readonly unit: string;
      readonly mode: 'set' | 'multiply';
      readonly distribution: Distribution;
      /** Half of the draws have the other sign: for trials of what rests on a sign that was assumed. */
      readonly mirrored?: boolean;
      /** Indices into `plan.parameters`. */
      readonly parameters: readonly number[];
      readonly declared: string;
    }
  | {
      readonly kind: 'structure';
      readonly id: string;
      readonly label: string;
      /** Chances of the alternatives in order; they sum to 1. */
      readonly chances: readonly number[];
      readonly alternatives: readonly { readonly name: string; readonly label: string }[];
      readonly parameters: readonly number[];
      readonly declared: string;
    };

export function listFactors(study: Study, plan: Plan): readonly Factor[] {
  const placesOf = placesByName(plan);
  return [
    ...study.parameters.flatMap((declaration) => priorFactors(declaration, plan, placesOf)),
    ...structureFactors(study, placesOf),
  ];
}

/** The same factors, those with an assumed sign mirrored; `undefined` where no sign is marked as assumed. */
export function mirrorAssumedSigns(study: Study, factors: readonly Factor[]): readonly Factor[] | undefined {
  const marked = new Set(
    study.parameters.flatMap(({ name, signAssumed }) => (signAssumed ? [canonicalName(name.text)] : [])),
  );
  const isMarked = (factor: Factor) =>
    factor.kind === 'prior' && factor.mode === 'set' && marked.has(canonicalName(factor.id.replace(/\[.*$/, '')));
  if (!factors.some(isMarked)) return undefined;
  return factors.map((factor) => (isMarked(factor) ? ({ ...factor, mirrored: true } as Factor) : factor));
}

function priorFactors(declaration: ParameterDeclaration, plan: Plan, placesOf: PlacesOf): readonly Factor[] {
  const own = placesOf('parameter', declaration.name.text);
  return declaration.priors.map((prior): Factor => {
    const wanted = new Set(prior.elements.map(canonicalName));
    const parameters = own.filter((i) => wanted.has(canonicalName(plan.parameters[i]!.element)));
    const id = factorId(declaration, prior, parameters.length === own.length);
    const { mode, distribution } = prior;
    const label =
      declaration.label === '' ? '' : declaration.label + spokenPart(id.slice(declaration.name.text.length));
    const declared = printDistribution(distribution);
    return { kind: 'prior', id, label, unit: declaration.unit.text, mode, distribution, parameters, declared };
  });
}

/** ` (two rivers; hasaka)` for `[two_rivers; hasaka]`. */
function spokenPart(part: string): string {
  return part.replace(/^\[(.*?)\]/, (_, elements: string) => ` (${spokenName(elements)})`);
}

function factorId(declaration: ParameterDeclaration, prior: PriorDeclaration, whole: boolean): string {
  const element = whole || prior.elements.join() === '' ? '' : `[${prior.elements.join('; ')}]`;
  return declaration.name.text + element + (prior.mode === 'multiply' ? ' (scale)' : '');
}

function structureFactors(study: Study, placesOf: PlacesOf): readonly Factor[] {
  return study.structures.map((structure): Factor => {
    const total = structure.alternatives.reduce((sum, alternative) => sum + alternative.weight, 0);
    return {
      kind: 'structure',
      id: structure.name.text,
      label: structure.label,
      chances: structure.alternatives.map((alternative) => alternative.weight / total),
      alternatives: structure.alternatives.map(({ name, label }) => ({ name: name.text, label })),
      parameters: placesOf('structure', structure.name.text),
      declared: structure.alternatives.map(({ name, weight }) => `${name.text} ${weight}`).join(', '),
    };
  });
}

/** Indices into `plan.parameters`. */
type PlacesOf = (kind: PlanParameter['kind'], name: string) => readonly number[];

function placesByName(plan: Plan): PlacesOf {
  const keyOf = (kind: PlanParameter['kind'], name: string) => `${kind} ${canonicalName(name)}`;
  const places = new Map<string, number[]>();
  for (const [index, { kind, name }] of plan.parameters.entries()) {
    const key = keyOf(kind, name);
    const own = places.get(key);
    if (own) own.push(index);
    else places.set(key, [index]);
  }
  return (kind, name) => places.get(keyOf(kind, name)) ?? [];
}

/** The draw at share `u` of the factor's prior: a number, or the index of an alternative. */
export function factorValue(factor: Factor, u: number): number {
  if (factor.kind === 'prior' && factor.mirrored)
    return u < 0.5
      ? -inverseDistribution(factor.distribution, 1 - 2 * u)
      : inverseDistribution(factor.distribution, 2 * u - 1);
  if (factor.kind === 'prior') return inverseDistribution(factor.distribution, u);
  let below = 0;
  for (const [index, chance] of factor.chances.entries()) {
    below += chance;
    if (u < below) return index;
  }
  return factor.chances.findLastIndex((chance) => chance > 0);
}

/** A member's own parameters: the plan's values with every factor's draw put in, values before scale errors. */
export function parametersAt(plan: Plan, factors: readonly Factor[], values: ArrayLike<number>): Float64Array {
  const parameters = new Float64Array(plan.parameters.length);
  for (let i = 0; i < parameters.length; i++) parameters[i] = plan.parameters[i]!.value;
  for (let i = 0; i < factors.length; i++) {
    const factor = factors[i]!;
    if (factor.kind === 'prior' && factor.mode === 'multiply') continue;
    for (const index of factor.parameters) parameters[index] = values[i]!;
  }
  for (let i = 0; i < factors.length; i++) {
    const factor = factors[i]!;
    if (factor.kind !== 'prior' || factor.mode !== 'multiply') continue;
    for (const index of factor.parameters) parameters[index] = parameters[index]! * values[i]!;
  }
  return parameters;
}
