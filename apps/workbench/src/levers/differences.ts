/** What a change makes other than the study as it stands, in words. */
import { type Change, formOf, isOut, mechanismSwitch, type Rivalry, rivalriesOf, type Switch } from 'fissure/workbench';
import { study } from '../known.ts';
import { STRINGS } from '../strings.ts';
import { levers } from './order.ts';

export function mechanismSwitches(): readonly Switch[] {
  return study.value!.mechanisms.map(mechanismSwitch);
}

export function rivalries(): readonly Rivalry[] {
  return rivalriesOf(study.value!.experiment);
}

/** Switches that a scenario of the study sets. */
export function switchesBeneath(name: string): readonly string[] {
  return study.value!.scenarios.find((one) => one.name === name)?.switches ?? [];
}

export function differences({ scenario, levers: settings }: Change): readonly string[] {
  const chosen = study.value!.scenarios.find(({ name }) => name === scenario);
  return [
    ...(chosen ? [STRINGS.underScenario(chosen.label || chosen.name)] : []),
    ...levers.value.flatMap(({ id, label, central, unit }) => {
      const value = settings.get(id);
      return value === undefined ? [] : [STRINGS.leverSet(label, STRINGS.meaning(value, central, unit))];
    }),
    ...study.value!.constants.flatMap(({ id, label, unit, value }) => {
      const moved = settings.get(id);
      return moved === undefined ? [] : [STRINGS.leverSet(label, STRINGS.constantText(moved, value, unit))];
    }),
    ...mechanismSwitches().flatMap((one) => {
      if (!settings.has(one.id)) return [];
      return [isOut(settings, [], one) ? STRINGS.isOut(one.label) : STRINGS.isIn(one.label)];
    }),
    ...rivalries().flatMap((rivalry) => {
      const form = formOf(settings, [], rivalry);
      if (form) return [STRINGS.isOnly(rivalry.label, form.label)];
      return settings.has(rivalry.id) ? [STRINGS.isOwn(rivalry.label)] : [];
    }),
  ];
}
