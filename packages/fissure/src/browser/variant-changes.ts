/** The variants that `fissure matrix` has, as changes of a page: each on top of the levers as they stand. */
import type { Variant } from '../experiment/variants.ts';
import type { Change } from './simulation-messages.ts';
import type { ReadyStudy } from './study-message.ts';
import { mechanismSwitch, rivalriesOf, withAlternative, withMechanism } from './switches.ts';

export interface ChangedVariant extends Omit<Variant, 'change'> {
  /** Of a rival form: label of the structure. Else empty. */
  readonly of: string;
  readonly change: Change;
}

/** What stands first; then scenarios, mechanisms out, rival forms. What stands so already is left out. */
export function variantChanges(
  { scenarios, mechanisms, experiment }: Pick<ReadyStudy, 'scenarios' | 'mechanisms' | 'experiment'>,
  standing: Change,
): readonly ChangedVariant[] {
  const beneath = scenarios.find(({ name }) => name === standing.scenario)?.switches ?? [];
  const { levers } = standing;
  const variants: readonly ChangedVariant[] = [
    ...scenarios.map(({ name, label }): ChangedVariant => {
      return { kind: 'scenarios', name, label, of: '', change: { scenario: name, levers } };
    }),
    ...mechanisms.map((one): ChangedVariant => {
      const change = { ...standing, levers: withMechanism(levers, beneath, mechanismSwitch(one), false) };
      return { kind: 'mechanisms', name: one.name, label: one.label, of: '', change };
    }),
    ...rivalriesOf(experiment).flatMap((rivalry) =>
      rivalry.alternatives.map((alternative): ChangedVariant => {
        const change = { ...standing, levers: withAlternative(levers, beneath, rivalry, alternative) };
        const name = alternative.id.replace(/^structure:/, '');
        return { kind: 'forms', name, label: alternative.label, of: rivalry.label, change };
      }),
    ),
  ];
  return [
    { kind: undefined, name: '', label: '', of: '', change: standing },
    ...variants.filter(({ change }) => changeKey(change) !== changeKey(standing)),
  ];
}

/** Two changes with one key are the same. */
export function changeKey({ scenario, levers }: Change): string {
  return JSON.stringify([scenario, ...[...levers].toSorted()]);
}
