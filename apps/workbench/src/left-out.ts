/** What an address speaks of and the page cannot do: it is told, and left out of the address, which people copy on. */
import { batch, signal } from '@preact/signals';
import {
  isConstant,
  isSwitch,
  leversOf,
  mechanismSwitch,
  outputOfPlot,
  type ReadyStudy,
  rivalriesOf,
} from 'fissure/workbench';
import { arrangement, scenario, selected, settings } from './chosen.ts';
import { STRINGS } from './strings.ts';

/** As it stood in the address. */
export const unread = signal<readonly string[]>([]);
/** What the study does not have, each in words. */
export const missing = signal<readonly string[]>([]);

export function forgetLeftOut(): void {
  unread.value = [];
  missing.value = [];
}

/** The study has changed, or the address is of another: what it does not have is chosen no more. */
export function leaveOutMissing(ready: ReadyStudy): void {
  const { experiment, scenarios } = ready;
  const lacking: string[] = [];
  const isThere = (has: boolean, word: string) => {
    if (!has) lacking.push(word);
    return has;
  };
  const names = STRINGS.namesOf;
  const has = (list: readonly { readonly id: string }[], id: string) => list.some((one) => one.id === id);
  batch(() => {
    const name = scenario.value;
    if (!isThere(name === '' || scenarios.some((one) => one.name === name), names.scenario(name))) scenario.value = '';
    const levers = settingsOf(ready);
    const kept = [...settings.value].filter(([id]) => isThere(levers.has(id), settingName(id)));
    if (kept.length < settings.value.size) settings.value = new Map(kept);
    const { kind, id = '' } = selected.value ?? {};
    const isKnown = kind === undefined || has(kind === 'claim' ? experiment.claims : experiment.outputs, id);
    if (!isThere(isKnown, kind === 'claim' ? names.claim(id) : names.outcome(id))) selected.value = undefined;
    const { charts, varied } = arrangement.value;
    const plots = charts.map((chart) =>
      chart.filter((plot) => isThere(has(experiment.outputs, outputOfPlot(plot)), names.plot(plot))),
    );
    const varying = varied.filter(({ target }) =>
      isThere(
        experiment.factors.some((one) => one.id === target || one.id.startsWith(`${target}[`)),
        names.varied(target),
      ),
    );
    if (plots.flat().length < charts.flat().length || varying.length < varied.length)
      arrangement.value = {
        ...arrangement.value,
        charts: plots.filter((chart) => chart.length > 0),
        varied: varying,
      };
    if (lacking.length > 0) missing.value = lacking;
  });
}

/** All that a lever, constant or switch is called. */
function settingsOf({ experiment, constants, mechanisms }: ReadyStudy): ReadonlySet<string> {
  const rivalries = rivalriesOf(experiment).flatMap((rivalry) => [rivalry, ...rivalry.alternatives]);
  const all = [...leversOf(experiment), ...constants, ...mechanisms.map(mechanismSwitch), ...rivalries];
  return new Set(all.map(({ id }) => id));
}

function settingName(id: string): string {
  const own = id.slice(id.indexOf(':') + 1);
  if (isConstant(id)) return STRINGS.namesOf.constant(own);
  if (!isSwitch(id)) return STRINGS.namesOf.lever(id);
  return id.startsWith('mechanism:') ? STRINGS.namesOf.mechanism(own) : STRINGS.namesOf.form(own);
}
