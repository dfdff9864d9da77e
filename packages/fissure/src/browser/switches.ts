/**
 * Mechanisms and rival forms, switched for every member alike. A switch is a setting like a lever's: 0 takes its mechanism
 * out, or every rival of its alternative; 1 leaves a mechanism in, or each member its own form, whatever the scenario says;
 * one that is not named is as the scenario has it. What an arm of a claim sets of its own comes after.
 */
import { canonicalName } from '../base/names.ts';
import type { Experiment, ParameterEdit } from '../experiment/experiment.ts';
import type { Intervention } from '../study/study.ts';

const OUT = 0;
const IN = 1;
const MECHANISM = 'mechanism:';
const STRUCTURE = 'structure:';

type Settings = ReadonlyMap<string, number>;

export interface Switch {
  readonly id: string;
  readonly label: string;
}

/** A structure: one of its alternatives for all members, or each member's own. */
export interface Rivalry {
  readonly structure: string;
  /** The setting that leaves each member its own form. */
  readonly id: string;
  readonly label: string;
  readonly alternatives: readonly Switch[];
}

export function mechanismSwitch({ name, label }: { readonly name: string; readonly label: string }): Switch {
  return { id: MECHANISM + canonicalName(name), label: label || name };
}

export function rivalriesOf({ factors }: Pick<Experiment, 'factors'>): readonly Rivalry[] {
  return factors.flatMap((factor) => {
    if (factor.kind !== 'structure') return [];
    const { id: structure, label, alternatives } = factor;
    const id = STRUCTURE + structure;
    const switches = alternatives.map((one) => ({
      id: `${id}=${canonicalName(one.name)}`,
      label: one.label || one.name,
    }));
    return [{ structure, id, label: label || structure, alternatives: switches }];
  });
}

function isSet(settings: Settings, { id }: Switch): boolean {
  return settings.get(id) === OUT;
}

/** A mechanism is out, by the reader or, where the reader leaves it alone, by the scenario that sets `beneath`. */
export function isOut(settings: Settings, beneath: readonly string[], { id }: Switch): boolean {
  return settings.has(id) ? settings.get(id) === OUT : beneath.includes(id);
}

/** The form that all members take; undefined: each its own. */
export function formOf(settings: Settings, beneath: readonly string[], { id, alternatives }: Rivalry) {
  const own = alternatives.find((one) => isSet(settings, one));
  return own || settings.get(id) === IN ? own : alternatives.find((one) => beneath.includes(one.id));
}

/** With the alternative that all members are to take; undefined: each its own. */
export function withAlternative(
  settings: Settings,
  beneath: readonly string[],
  { id, alternatives }: Rivalry,
  wanted: Switch | undefined,
): Settings {
  const next = new Map(settings);
  for (const one of [id, ...alternatives.map((alternative) => alternative.id)]) next.delete(one);
  if (wanted === alternatives.find((one) => beneath.includes(one.id))) return next;
  return wanted ? next.set(wanted.id, OUT) : next.set(id, IN);
}

/** With a mechanism in or out. */
export function withMechanism(settings: Settings, beneath: readonly string[], { id }: Switch, isIn: boolean): Settings {
  const next = new Map(settings);
  if (isIn !== beneath.includes(id)) next.delete(id);
  else next.set(id, isIn ? IN : OUT);
  return next;
}

export function isSwitch(id: string): boolean {
  return id.startsWith(MECHANISM) || id.startsWith(STRUCTURE);
}

/** Mechanisms and structures that the reader sets: no scenario touches these. */
export function ownSwitches(settings: Settings): readonly string[] {
  const ids = [...settings.keys()].filter(isSwitch).map((id) => id.replace(/=.*$/, ''));
  return [...new Set(ids)].toSorted();
}

/** Switches that a scenario sets, at the start or later. */
export function switchesOf({ off, structure }: Intervention): readonly string[] {
  return [
    ...off.map(({ text }) => MECHANISM + canonicalName(text)),
    ...structure.map(
      ({ factor, alternative }) => `${STRUCTURE}${canonicalName(factor.text)}=${canonicalName(alternative.text)}`,
    ),
  ];
}

/** What a scenario changes besides these mechanisms and structures. */
export function leavingAlone(scenario: Intervention, switches: readonly string[]): Intervention {
  const others = (kind: string, name: { readonly text: string }) => !switches.includes(kind + canonicalName(name.text));
  return {
    ...scenario,
    off: scenario.off.filter((name) => others(MECHANISM, name)),
    on: scenario.on.filter((name) => others(MECHANISM, name)),
    structure: scenario.structure.filter(({ factor }) => others(STRUCTURE, factor)),
  };
}

export function switchEdits(experiment: Experiment, settings: Settings): readonly ParameterEdit[] {
  if (![...settings.keys()].some(isSwitch)) return [];
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
