/**
 * Mechanisms and rival forms, switched for every member alike. A switch is a setting like a lever's: 0 takes its mechanism
 * out, or every rival of its alternative; one that is not named leaves the study as it stands. What a scenario or an arm of
 * a claim sets of its own comes after.
 */
import { canonicalName } from '../base/names.ts';
import type { Experiment, ParameterEdit } from '../experiment/experiment.ts';

const OUT = 0;

export interface Switch {
  readonly id: string;
  readonly label: string;
}

/** A structure: one of its alternatives for all members, or each member's own. */
export interface Rivalry {
  readonly structure: string;
  readonly label: string;
  readonly alternatives: readonly Switch[];
}

export function mechanismSwitch({ name, label }: { readonly name: string; readonly label: string }): Switch {
  return { id: `mechanism:${canonicalName(name)}`, label: label || name };
}

export function rivalriesOf({ factors }: Pick<Experiment, 'factors'>): readonly Rivalry[] {
  return factors.flatMap((factor) => {
    if (factor.kind !== 'structure') return [];
    const { id: structure, label, alternatives } = factor;
    const switches = alternatives.map((one) => ({
      id: `structure:${structure}=${one.name}`,
      label: one.label || one.name,
    }));
    return [{ structure, label: label || structure, alternatives: switches }];
  });
}

export function isSet(settings: ReadonlyMap<string, number>, { id }: Switch): boolean {
  return settings.get(id) === OUT;
}

/** With the alternative that all members are to take; undefined: each its own. */
export function withAlternative(
  settings: ReadonlyMap<string, number>,
  { alternatives }: Rivalry,
  wanted: Switch | undefined,
): ReadonlyMap<string, number> {
  const next = new Map(settings);
  for (const { id } of alternatives) next.delete(id);
  return wanted ? next.set(wanted.id, OUT) : next;
}

/** With a mechanism in or out. */
export function withMechanism(
  settings: ReadonlyMap<string, number>,
  { id }: Switch,
  isIn: boolean,
): ReadonlyMap<string, number> {
  const next = new Map(settings);
  if (isIn) next.delete(id);
  else next.set(id, OUT);
  return next;
}

export function switchEdits(experiment: Experiment, settings: ReadonlyMap<string, number>): readonly ParameterEdit[] {
  const { plan } = experiment;
  const mechanisms = plan.parameters.flatMap(({ kind, name }, parameter): ParameterEdit[] =>
    kind === 'switch' && isSet(settings, mechanismSwitch({ name, label: '' }))
      ? [{ parameter, kind: 'set', value: 0 }]
      : [],
  );
  const parametersOf = new Map(experiment.factors.map(({ id, parameters }) => [id, parameters]));
  const forms = rivalriesOf(experiment).flatMap(({ structure, alternatives }) =>
    alternatives.flatMap((alternative, value): ParameterEdit[] =>
      isSet(settings, alternative)
        ? parametersOf.get(structure)!.map((parameter) => ({ parameter, kind: 'set', value }))
        : [],
    ),
  );
  return [...mechanisms, ...forms];
}
