/** Everything that the palette leads to. */
import { visitClaim } from '../argument/visit-claim.ts';
import { select, selected, settings } from '../chosen.ts';
import { DIALOGS } from '../dialog-strings.ts';
import { openDrawer, shownTabs, wantedVariable } from '../drawer/tab.ts';
import { ACTIONS } from '../keys/keys.ts';
import { isLocal, study, verdicts } from '../known.ts';
import { mechanismSwitches, rivalries } from '../levers/differences.ts';
import { levers } from '../levers/order.ts';
import { constants } from '../levers/varied.ts';
import { visitLever, visitSwitch } from '../levers/visit-lever.ts';
import { changeTo } from '../session.ts';
import { STRINGS } from '../strings.ts';
import type { Entry } from './find.ts';

export interface NamedVariable {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly unit: string;
}

/** `variables`: empty until they are known. */
export function entriesOf(variables: readonly NamedVariable[]): readonly Entry[] {
  const { experiment, scenarios } = study.value!;
  const { groups } = STRINGS;
  const wordOf = (id: string) => verdicts.value.find(({ claim }) => claim === id)?.word;
  return [
    ...experiment.claims.map(({ id, says }) => {
      const word = wordOf(id);
      const detail = word ? `${id} ${STRINGS.words[word]}` : id;
      return { group: groups.claims, title: says || id, detail, act: () => visitClaim(id) };
    }),
    ...experiment.outputs.map(({ id, title }) => ({
      group: groups.outcomes,
      title,
      detail: '',
      act: () => visitOutcome(id),
    })),
    ...ACTIONS.filter(isOffered).map(({ name, act, key }) => ({
      group: groups.actions,
      title: DIALOGS.actions[name],
      detail: key ?? '',
      act,
    })),
    ...shownTabs().map((tab) => ({
      group: groups.why,
      title: STRINGS.drawerTabs[tab],
      detail: STRINGS.why,
      act: () => openDrawer(tab),
    })),
    ...scenarios.map(({ name, label }) => ({
      group: groups.scenarios,
      title: label || name,
      detail: '',
      act: () => changeTo({ scenario: name, levers: settings.value }),
    })),
    ...[...levers.value, ...constants.value].map(({ id, label }) => ({
      group: groups.levers,
      title: label,
      detail: '',
      act: () => visitLever(id),
    })),
    ...mechanismSwitches().map(({ id, label }) => ({
      group: groups.mechanisms,
      title: label,
      detail: id.replace(/^.*:/, ''),
      act: () => visitSwitch(id),
    })),
    ...rivalries().flatMap(({ label: structure, alternatives }) =>
      alternatives.map(({ id, label }) => ({
        group: groups.forms,
        title: label,
        detail: structure,
        act: () => visitSwitch(id),
      })),
    ),
    ...variables.map(({ id, name, label, unit }) => ({
      group: groups.variables,
      title: label || name.replaceAll('_', ' '),
      detail: `${name}${unit === '1' ? '' : `, ${unit}`}`,
      act: () => {
        wantedVariable.value = id;
        openDrawer('causes');
      },
    })),
  ];
}

function isOffered({ name }: (typeof ACTIONS)[number]): boolean {
  if (name === 'edit') return !isLocal.value;
  return name !== 'variants' || study.value!.experiment.claims.length > 0;
}

function visitOutcome(id: string): void {
  if (selected.value?.id !== id) select({ kind: 'output', id });
  // Drawn again first: what a selected claim does not measure was not there.
  requestAnimationFrame(() => {
    const figure = document.getElementById(`outcome-${id}`);
    figure?.scrollIntoView({ block: 'start' });
    figure?.querySelector('button')?.focus({ preventScroll: true });
  });
}
