/** What a change makes other than the study as it stands, in words. */
import { type Change, isSet, mechanismSwitch, type Rivalry, rivalriesOf, type Switch } from 'fissure/workbench';
import { levers, study } from '../session.ts';
import { STRINGS } from '../strings.ts';

export function mechanismSwitches(): readonly Switch[] {
  return study.value!.mechanisms.map(mechanismSwitch);
}

export function rivalries(): readonly Rivalry[] {
  return rivalriesOf(study.value!.experiment);
}

export function differences({ scenario, levers: settings }: Change): readonly string[] {
  const chosen = study.value!.scenarios.find(({ name }) => name === scenario);
  return [
    ...(chosen ? [STRINGS.underScenario(chosen.label || chosen.name)] : []),
    ...levers.value.flatMap(({ id, label, central, unit }) => {
      const value = settings.get(id);
      return value === undefined ? [] : [STRINGS.leverSet(label, STRINGS.meaning(value, central, unit))];
    }),
    ...mechanismSwitches().flatMap((one) => (isSet(settings, one) ? [STRINGS.isOut(one.label)] : [])),
    ...rivalries().flatMap(({ label, alternatives }) =>
      alternatives.flatMap((one) => (isSet(settings, one) ? [STRINGS.isOnly(label, one.label)] : [])),
    ),
  ];
}
